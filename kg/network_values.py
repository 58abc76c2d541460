"""The frozen values that a network is made of: entities, events, and the reports that tell of them."""

from dataclasses import dataclass

from extract.model import EntityKind, EventType


@dataclass(frozen=True, slots=True)
class NetworkMention:
    """Words of a report's sentence that stand for a participant; offsets count code points of the sentence."""

    role: str
    start: int
    end: int
    entity: str | None


@dataclass(frozen=True, slots=True)
class NetworkCount:
    kind: str
    low: int
    high: int | None
    exactness: str


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """One document's sentence about an event. `trigger` is a half-open span of the sentence, None if it does not lie in it."""

    id: str
    sentence: str
    trigger: tuple[int, int] | None
    mentions: tuple[NetworkMention, ...]
    document: str
    source: str | None
    title: str | None
    published: str | None
    url: str | None
    attributed_to: str | None
    factuality: str
    confidence: float | None
    stance: str = "asserts"


@dataclass(frozen=True, slots=True)
class NetworkEvent:
    """An event with all that the page tells of it; participants are entity IRIs, `date` an EDTF value, days are ISO.

    `sources` is how many independent ones the graph reckons, None if it does not say.
    """

    id: str
    type: EventType
    label_ar: str | None
    label_en: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    date: str | None
    first: str | None
    last: str | None
    precision: str | None
    date_words: str | None
    counts: tuple[NetworkCount, ...]
    factuality: str
    belief: float
    reports: tuple[NetworkReport, ...]
    sources: int | None = None


@dataclass(frozen=True, slots=True)
class NetworkEntity:
    """A participant or place with its names and, where known, its position in degrees.

    The position of a place that `place_class` (`kg.model.PlaceClass`) calls an area, sector or line is its middle; all of it lies within `precision_km`.
    `ground` is the ground that such a place covers, as WKT in CRS84 (longitude first), where the graph knows it.
    `part_of` is the IRI of the next larger thing, as a village's governorate.
    """

    id: str
    kind: EntityKind
    label_ar: str | None
    label_en: str | None
    aliases: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    precision_km: float | None
    place_class: str | None = None
    ground: str | None = None
    part_of: str | None = None
