"""The frozen values that pass between the rooms: what a text is and what it says.

Offsets count Unicode code points of `Document.text`, which is never modified.
What is not known is None, never a sentence and never the publication date.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from extract.event_types import EventType as EventType
from extract.event_types import Factuality as Factuality
from extract.event_types import Stance as Stance
from extract.ground import Bearing as Bearing
from extract.ground import Ground as Ground
from extract.ground import Landmark as Landmark
from extract.ground import Relation as Relation
from extract.span import Span as Span


class EntityKind(StrEnum):
    """What sort of thing a participant or place is, as far as the words or the reviewed data tell."""

    STATE = "state"
    GOVERNMENT = "government"
    MILITARY = "military"
    ARMED_GROUP = "armed-group"
    COALITION = "coalition"
    ORGANIZATION = "organization"
    MEDIA = "media"
    PERSON = "person"
    CIVILIANS = "civilians"
    GROUP = "group"
    OBJECT = "object"
    PLACE = "place"


class Precision(StrEnum):
    """How finely the words fix a date."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    VAGUE = "vague"


class CountKind(StrEnum):
    """What is counted of people hurt or moved."""

    KILLED = "killed"
    WOUNDED = "wounded"
    ARRESTED = "arrested"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"


class Exactness(StrEnum):
    """How the words qualify a figure."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


@dataclass(frozen=True, slots=True)
class Document:
    """One article: `id` is the file's stem, `published` an EDTF date or None."""

    id: str
    text: str
    source: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    language: str = "ar"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a participant or a place.

    `text` is the span's words as they read alone: «للجيش» gives «الجيش», and a pronoun its antecedent's words; `span` is where they stand.
    `name` is what they stand for within the article (the antecedent of a
    pronoun or of a bare «التنظيم», an abbreviation's long form), equal to `text` where they name it
    themselves. `entity` is the id of a known entity (`ontology/data`) where the name is one.
    `within` is the known entity inside a larger phrase: «عناصر من داعش» is not ISIS, but of it.
    `ground` tells of a place how its words place it.
    """

    span: Span
    text: str
    name: str
    kind: EntityKind | None = None
    entity: str | None = None
    within: str | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """When something happened, as far as the words tell.

    `edtf` is the EDTF value (`2021-12-06`, `2019-10`, `2020-01-11/2020-01-20`, `XXXX-12-06`);
    `first` and `last` are its days, None where the words leave them open.
    """

    span: Span
    text: str
    edtf: str | None
    first: date | None
    last: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of people: `low` and `high` bound it, both ends included; `high` None is open."""

    kind: CountKind
    low: int
    high: int | None
    exactness: Exactness
    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so, where the article itself does not, and the word that says it (قال, بحسب …).

    `relayed_by` is who passes those words on («نقلت الوكالة عن …»), and in turn from whom the article has them.
    """

    source: Mention
    cue: Span | None = None
    relayed_by: "Attribution | None" = None

    def relays(self) -> Iterator["Attribution"]:
        """Who passes the words on, the nearest to the speaker first."""
        relay = self.relayed_by
        while relay is not None:
            yield relay
            relay = relay.relayed_by


@dataclass(frozen=True, slots=True)
class EventMention:
    """What one sentence says of one event, unresolved.

    Of a movement, `origins` and `destinations` are the places that the words say it comes from and goes to; `places` where it happens, which
    may be one of them. `rule` names the frame and construction that found it; `reasons` gives, per slot, why it was
    filled as it was; `confidence` lies in [0, 1].
    """

    document: str
    sentence: Span
    trigger: Span
    type: EventType
    actors: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    time: TimeInterval | None = None
    counts: tuple[Count, ...] = ()
    factuality: Factuality = Factuality.ASSERTED
    stance: Stance = Stance.ASSERTS
    cue: Span | None = None
    attribution: Attribution | None = None
    rule: str = ""
    confidence: float = 1.0
    reasons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    origins: tuple[Mention, ...] = ()
    destinations: tuple[Mention, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not within 0 and 1")
        if not self.sentence.covers(self.trigger):
            raise ValueError("an event's trigger stands within its sentence")


@dataclass(frozen=True, slots=True)
class Office:
    """What a text says that somebody is: `rank` («العقيد») and `title` («المتحدث الرسمي») as they stand there, and the body they are of.

    `span` covers the words that say so.
    """

    span: Span
    person: Mention
    rank: str | None = None
    title: str | None = None
    organisation: Mention | None = None


class BelongingRelation(StrEnum):
    """How a body belongs to a larger one."""

    PART = "part"  # «لواء كذا التابع للجيش»
    MEMBER = "member"  # «حركة كذا المنضوية في التحالف»


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a text says that a named body is part or member of; `span` covers the words that say so."""

    span: Span
    part: Mention
    whole: Mention
    relation: BelongingRelation


@dataclass(frozen=True, slots=True)
class Publication:
    """The day of publication that a text proves by its own words where nobody told it: an EDTF date, the words, and the proof."""

    edtf: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a text that contradict the calendar, the day of publication or one another, and what was made of them."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document.

    `places` are all places that it names, in text order, whether or not an event happens there; `offices` who holds which office;
    `belongings` what belongs to what; `published` the day of publication where the document itself has none and the text proves it;
    `doubts` what people should look at.
    """

    document: Document
    events: tuple[EventMention, ...]
    places: tuple[Mention, ...] = ()
    offices: tuple[Office, ...] = ()
    published: Publication | None = None
    doubts: tuple[Doubt, ...] = ()
    belongings: tuple[Belonging, ...] = ()
