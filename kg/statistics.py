"""Figures of a graph on one screen: how much there is, of what, from when to when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kg.solutions import text_rows
from kg.store_contract import ReadStore
from ontology.terms import DESCRIPTION, ENTITY_CLASS, EVENT_CLASS, FACTUALITY, ONTOLOGY, STATISTICS

_TOP = 10
_DERIVED = (DESCRIPTION, STATISTICS)
_DOCUMENTS = "SELECT (COUNT(DISTINCT ?document) AS ?n) WHERE { ?document a kh:Document }"
_REPORTS = "SELECT (COUNT(DISTINCT ?report) AS ?n) WHERE { ?report a kh:Report }"
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE { GRAPH ?graph { ?thing a ?class } } GROUP BY ?class ORDER BY ?class"
_FACTUALITY = "SELECT ?value (COUNT(DISTINCT ?event) AS ?n) WHERE { ?event a kh:Event ; kh:factuality ?value } GROUP BY ?value ORDER BY ?value"
_SPAN = "SELECT (MIN(?day) AS ?first) (MAX(?end) AS ?last) WHERE { ?event kh:time ?time . ?time kh:firstDay ?day ; kh:lastDay ?end }"
_ACTORS = """SELECT ?actor ?ar ?en ?n WHERE {
  { SELECT ?actor (COUNT(DISTINCT ?event) AS ?n) WHERE { ?event kh:actor ?actor } GROUP BY ?actor }
  OPTIONAL { SELECT ?actor (MIN(?name) AS ?ar) WHERE { ?actor rdfs:label ?name FILTER(LANG(?name) = "ar") } GROUP BY ?actor }
  OPTIONAL { SELECT ?actor (MIN(?name) AS ?en) WHERE { ?actor rdfs:label ?name FILTER(LANG(?name) = "en") } GROUP BY ?actor }
} ORDER BY DESC(?n) ?actor LIMIT %d"""


@dataclass(frozen=True, slots=True)
class ActorCount:
    """In how many events an entity acts."""

    entity: str
    label_ar: str | None
    label_en: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of a graph but for the packaged ontology, the graph's description and the statistics kept in it.

    Mappings are in the order of their enums and leave out zeros.
    `first_day` and `last_day` span the events whose days are known, None if none are; `triples` counts a triple once for each graph that holds it.
    """

    documents: int
    reports: int
    events: int
    entities: int
    triples: int
    events_by_type: Mapping[str, int]
    events_by_factuality: Mapping[str, int]
    entities_by_kind: Mapping[str, int]
    first_day: date | None
    last_day: date | None
    top_actors: tuple[ActorCount, ...]


def statistics(store: ReadStore, top: int = _TOP) -> Statistics:
    """The figures of a store, with the `top` busiest actors."""
    classes = _counted(store, _CLASSES)
    events_by_type, entities_by_kind = _named(EVENT_CLASS, classes), _named(ENTITY_CLASS, classes)
    factuality = _named(FACTUALITY, _counted(store, _FACTUALITY))
    first, last = span_of_days(store)
    return Statistics(
        documents=int(text_rows(store, _DOCUMENTS)[0][0]),
        reports=int(text_rows(store, _REPORTS)[0][0]),
        events=sum(events_by_type.values()),
        entities=sum(entities_by_kind.values()),
        triples=len(store) - sum(1 for graph in store.graphs() if graph == ONTOLOGY or graph.endswith(_DERIVED) for _ in store.unsorted_quads(graph)),
        events_by_type=events_by_type,
        events_by_factuality=factuality,
        entities_by_kind=entities_by_kind,
        first_day=first,
        last_day=last,
        top_actors=tuple(ActorCount(actor, ar or None, en or None, int(n)) for actor, ar, en, n in text_rows(store, _ACTORS % top)),
    )


def span_of_days(store: ReadStore) -> tuple[date | None, date | None]:
    """The first and the last day of the events whose days are known."""
    ((first, last),) = text_rows(store, _SPAN)
    return _day(first), _day(last)


def _counted(store: ReadStore, sparql: str) -> dict[str, int]:
    return {iri: int(n) for iri, n in text_rows(store, sparql)}


def _named(names: Mapping[str, str], counted: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType({name: counted[iri] for name, iri in names.items() if counted.get(iri)})


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
