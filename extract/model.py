"""The frozen values that pass between the rooms: what a text is and what it says.

Offsets count Unicode code points of `Document.text`, which is never modified.
What is not known is None, never a sentence and never the publication date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class EventType(StrEnum):
    """The PLOVER event types (https://github.com/openeventdata/PLOVER)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Factuality(StrEnum):
    """What the text claims about the event's happening."""

    ASSERTED = "asserted"
    PLANNED = "planned"  # future, attempted, intended
    NEGATED = "negated"
    DENIED = "denied"


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


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open piece `text[start:end]` of a document's original text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is not within a text")

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a participant or a place.

    `text` is the span's words as they read alone: «للجيش» gives «الجيش», and a pronoun its antecedent's words; `span` is where they stand.
    `name` is what they stand for within the article (the antecedent of a
    pronoun or of a bare «التنظيم», an abbreviation's long form), equal to `text` where they name it
    themselves. `entity` is the id of a known entity (`ontology/data`) where the name is one.
    `within` is the known entity inside a larger phrase: «عناصر من داعش» is not ISIS, but of it.
    """

    span: Span
    text: str
    name: str
    kind: EntityKind | None = None
    entity: str | None = None
    within: str | None = None


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
    """Who says so, where the article itself does not, and the word that says it (قال, بحسب …)."""

    source: Mention
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """What one sentence says of one event, unresolved.

    `rule` names the frame and construction that found it; `reasons` gives, per slot, why it was
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
    cue: Span | None = None
    attribution: Attribution | None = None
    rule: str = ""
    confidence: float = 1.0
    reasons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not within 0 and 1")
        if not self.sentence.covers(self.trigger):
            raise ValueError("an event's trigger stands within its sentence")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document."""

    document: Document
    events: tuple[EventMention, ...]
