"""An event in the making: what fills its roles, before pronouns are resolved."""

from dataclasses import dataclass

from extract.arabic.lexicon import NounFrame, VerbFrame
from extract.arabic.phrases import Phrase
from extract.model import CountKind, EventType, TimeInterval
from extract.names import KnownName


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: a phrase, the state of an adjective, or a pronoun still to be resolved; `reason` says how it was found."""

    phrase: Phrase | None = None
    token: int = 0
    pronoun: str = ""
    name: KnownName | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event of a sentence; `chunk` and `trigger` say at which chunk and token it stands, `clause` whose verb carries it.

    `open_actor` is a dropped subject still to be found, `causes` what another event brought about, `planned` what
    somebody tries or means to do, `since` that it went on from its time, `days_off` how many days it lies from it,
    `origins` and `destinations` whence and whither those who take part in it move; a `vague` event is talked of in
    general and only lends others its place and time.
    `frame` is the row of the lexicon that gave type and roles; `borrowed` names each slot that is said once, at another
    event, with that event's trigger.
    """

    chunk: int
    trigger: int
    type: EventType
    rule: str
    actors: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()
    places: tuple[Phrase, ...] = ()
    origins: tuple[Phrase, ...] = ()
    destinations: tuple[Phrase, ...] = ()
    time: TimeInterval | None = None
    since: bool = False
    days_off: int = 0
    counts: CountKind | None = None
    clause: int | None = None
    planned: bool = False
    causes: bool = False
    strength: str = "strong"
    open_actor: bool = False
    vague: bool = False
    frame: VerbFrame | NounFrame | None = None
    borrowed: tuple[tuple[str, int], ...] = ()
