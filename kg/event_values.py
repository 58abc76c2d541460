"""Events as programs want them: typed values with the names and places of who took part, and the reports they rest on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extract.model import CountKind, EntityKind, EventType, Exactness, Factuality, Precision
from kg.network_rows import read_entities, read_events
from kg.network_values import NetworkEntity, NetworkEvent, NetworkReport
from kg.solutions import rows
from kg.store_contract import ReadStore

_MOVEMENTS = """SELECT DISTINCT ?event ?role ?entity WHERE {
  VALUES (?property ?role) { (kh:origin "origins") (kh:destination "destinations") } ?event ?property ?entity } ORDER BY ?event ?role ?entity"""


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity that takes part, or a place: its IRI, its kind where the graph tells one, its names, and its position in degrees where it is known.

    `precision_km` is the radius around the position in which all of the place lies.
    """

    iri: str
    kind: EntityKind | None
    label_ar: str | None
    label_en: str | None
    latitude: float | None = None
    longitude: float | None = None
    precision_km: float | None = None

    @property
    def name(self) -> str:
        """A name to show: Arabic, else English, else the end of the IRI."""
        return self.label_ar or self.label_en or self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class CountValue:
    """How many people, as reports say: `high` is None where nothing bounds it."""

    kind: CountKind
    low: int
    high: int | None
    exactness: Exactness


@dataclass(frozen=True, slots=True)
class EventReport:
    """One sentence of one document about an event; `published` is an EDTF value, `stance` such as `asserts` or `denies`."""

    iri: str
    document: str
    sentence: str
    source: str | None
    title: str | None
    published: str | None
    url: str | None
    attributed_to: str | None
    factuality: Factuality
    stance: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class EventValue:
    """What happened, as all reports of it tell. `edtf` is its date; `first_day` and `last_day` bound it, None where they are not known.

    `belief` lies in [0, 1]; `independent_sources` is None where the graph does not reckon them.
    """

    iri: str
    type: EventType
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    places: tuple[Participant, ...]
    origins: tuple[Participant, ...]
    destinations: tuple[Participant, ...]
    edtf: str | None
    first_day: date | None
    last_day: date | None
    precision: Precision | None
    counts: tuple[CountValue, ...]
    factuality: Factuality
    belief: float
    independent_sources: int | None
    reports: tuple[EventReport, ...]


def event_values(store: ReadStore) -> Iterator[EventValue]:
    """All events, in the order of their IRIs."""
    entities = read_entities(store)
    moves: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(store, _MOVEMENTS):
        moves[row["event"]][row["role"]].append(row["entity"])
    for event in read_events(store, EventType):
        yield _event(event, entities, moves.get(event.id, {}))


def entity_values(store: ReadStore) -> Iterator[Participant]:
    """All entities, in the order of their IRIs."""
    return (participant(iri, entity) for iri, entity in read_entities(store).items())


def participant(iri: str, entity: NetworkEntity | None) -> Participant:
    if entity is None:  # an entity without a type
        return Participant(iri, None, None, None)
    return Participant(iri, entity.kind, entity.label_ar, entity.label_en, entity.latitude, entity.longitude, entity.precision_km)


def _event(event: NetworkEvent, entities: Mapping[str, NetworkEntity], moves: Mapping[str, Sequence[str]]) -> EventValue:
    def all_of(iris: Sequence[str]) -> tuple[Participant, ...]:
        return tuple(participant(iri, entities.get(iri)) for iri in iris)

    return EventValue(
        iri=event.id,
        type=event.type,
        actors=all_of(event.actors),
        targets=all_of(event.targets),
        places=all_of(event.places),
        origins=all_of(moves.get("origins", ())),
        destinations=all_of(moves.get("destinations", ())),
        edtf=event.date,
        first_day=date.fromisoformat(event.first) if event.first else None,
        last_day=date.fromisoformat(event.last) if event.last else None,
        precision=Precision(event.precision) if event.precision else None,
        counts=tuple(CountValue(CountKind(count.kind), count.low, count.high, Exactness(count.exactness)) for count in event.counts),
        factuality=Factuality(event.factuality),
        belief=event.belief,
        independent_sources=event.sources,
        reports=tuple(map(_report, event.reports)),
    )


def _report(report: NetworkReport) -> EventReport:
    factuality = Factuality(report.factuality)
    told = report.document, report.sentence, report.source, report.title, report.published, report.url, report.attributed_to
    return EventReport(report.id, *told, factuality, report.stance, report.confidence)
