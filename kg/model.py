"""The frozen values of the graph: entities and events across documents, and their evidence."""

from dataclasses import dataclass

from extract.model import Count, EntityKind, EventMention, EventType, Factuality, TimeInterval


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A WGS84 position in degrees with the radius in kilometres that it is good for."""

    latitude: float
    longitude: float
    precision_km: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A participant or place, one for all its mentions.

    `id` is the local part of its IRI (`isis`, `place/al-hasakah`, `unlisted/3f2a…`); `known` says
    that it comes from reviewed data and not from a text, `bound` that it is somebody within one document only. `member_of` is the id of
    the body that a group or a thing is of («عناصر من داعش»), `parent` that of the larger place or organisation, `home` the place that
    people live in or a body sits at («سكان هجين», «شرطة عدن»), `nationality` the state of people («جنود مصريين»).
    `sectors` are codes of a known actor's role; `valid_from` and `valid_to` the EDTF dates between which it existed.
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


@dataclass(frozen=True, slots=True)
class Report:
    """One document's mention of an event, with its participants resolved to entity ids.

    `id` depends on the document, its trigger and its type: the same words give the same id.
    """

    id: str
    mention: EventMention
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    attributed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What one or several reports speak of; its `id` depends on content, never on evidence or order.

    `belief` lies in [0, 1] and is computed from the reports.
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
