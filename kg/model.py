"""The frozen values of the graph: entities and events across documents, and their evidence."""

from dataclasses import dataclass
from enum import StrEnum

from extract.model import Belonging, Count, EntityKind, EventMention, EventType, Factuality, Office, Span, TimeInterval
from ontology.offices import KnownOffice


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A WGS84 position in degrees with the radius in kilometres that it is good for."""

    latitude: float
    longitude: float
    precision_km: float


class PlaceClass(StrEnum):
    """What sort of knowledge places a place on the map."""

    EXACT = "exact"  # a settlement or site with coordinates of its own
    AREA = "area"  # a governorate, region or country, or somewhere within one
    SECTOR = "sector"  # a side of an area or around a place: «ريف حلب الشرقي»
    OFFSET = "offset"  # a point reckoned from another: «15 كم غرب تدمر»
    LINE = "line"  # between two places, or along a border or river
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Extent:
    """The ground that a place covers: WKT in CRS84 (longitude first), None where nobody knows; and in words the rule that says so, or why not."""

    precision: PlaceClass
    rule: str
    wkt: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A participant or place, one for all its mentions.

    `id` is the local part of its IRI (`isis`, `place/al-hasakah`, `unlisted/3f2a…`); `known` says
    that it comes from reviewed data and not from a text, `bound` that it is somebody within one document only. `member_of` is the id of
    the body that a group or a thing is of («عناصر من داعش»), `parent` that of the larger place or organisation, `home` the place that
    people live in or a body sits at («سكان هجين», «شرطة عدن»), `nationality` the state of people («جنود مصريين»).
    Of a place, `coordinates` are a point that stands for it, with the radius around it in which all of the place lies, and `extent` its ground.
    `sectors` are codes of a known actor's role; `valid_from` and `valid_to` the EDTF dates between which it existed.
    `offices` are what the reviewed tables say that a person was; `held` what the documents say: the heads of ranks and titles («متحدث»),
    each with the id of the body that it is of.
    """

    id: str
    kind: EntityKind
    label_ar: str | None
    label_en: str | None
    known: bool = False
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    parent: str | None = None
    member_of: str | None = None
    bound: bool = False
    home: str | None = None
    nationality: str | None = None
    coordinates: Coordinates | None = None
    sectors: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    extent: Extent | None = None
    offices: tuple[KnownOffice, ...] = ()
    held: frozenset[tuple[str, str | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Holding:
    """What one document says of an office: its words, the id of the person who holds it and that of the body that it is of."""

    id: str
    office: Office
    person: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What one document says of a body that belongs to another: its words, and the ids of both."""

    id: str
    belonging: Belonging
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class PlaceNaming:
    """Words of a document that name a place, the id of the entity that they mean, and why that one."""

    span: Span
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document's mention of an event, with its participants resolved to entity ids.

    `id` depends on the document, its trigger and its type: the same words give the same id. `origins` and `destinations` are whence and whither
    a movement leads. `relayed_by` are those who pass on the words of whom it is attributed to, the nearest to him first, one id for each of its mention's.
    """

    id: str
    mention: EventMention
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    attributed_to: str | None = None
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What one or several reports speak of; its `id` depends on content, never on evidence or order.

    `belief` lies in [0, 1] and is computed from the reports, of which `sources` independent ones speak for it, each report in the capacity
    (`kg.priors.Capacity`) that `capacities` give by its id; `reasons` say in words why they are taken for one, where more than participants
    and a day or place in common was needed; `quoted` gives for each report in a copied text the document that had the text first. `origins` and
    `destinations` are whence and whither a movement leads, by all its reports; no place is both. `toll_of` is the id of the attack whose killed or wounded
    it counts, None where no sentence tells.
    """

    id: str
    type: EventType
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    time: TimeInterval | None
    counts: tuple[Count, ...]
    factuality: Factuality
    belief: float
    reports: tuple[Report, ...]
    reasons: tuple[str, ...] = ()
    quoted: tuple[tuple[str, str], ...] = ()
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    sources: int = 0
    capacities: tuple[tuple[str, str], ...] = ()
    toll_of: str | None = None
