"""What the page tells of an event or an entity beside the network itself: why it is believed, who counts, who relays, offices, names elsewhere."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from extract.model import EventType
from kg.account import reckonings
from kg.belief import Reckoning
from kg.priors import Priors
from kg.solutions import Queryable, rows
from ontology.terms import EVENT_CLASS, KH, ORG, OWL, PROV, SDO

__all__ = ["EntityDetail", "EventDetail", "FigureDetail", "Office", "ReportDetail", "Tie", "with_details"]

_COUNTS = """
SELECT DISTINCT ?event ?count ?kind ?low ?high ?exactness ?who WHERE {
  ?event a kh:Event ; kh:count ?count . ?count kh:countKind ?kind ; kh:low ?low .
  OPTIONAL { ?count kh:high ?high } OPTIONAL { ?count kh:exactness ?exactness } OPTIONAL { ?count prov:wasAttributedTo ?who }
} ORDER BY ?event ?count ?who"""
_MOVEMENTS = """
SELECT DISTINCT ?event ?end ?place WHERE {
  VALUES (?property ?end) { (kh:origin "origins") (kh:destination "destinations") } ?event ?property ?place . ?event a kh:Event
} ORDER BY ?event ?end ?place"""
_REASONS = "SELECT DISTINCT ?event ?reason WHERE { ?event a kh:Event ; kh:rule ?reason } ORDER BY ?event ?reason"
_REPORTS = """
SELECT DISTINCT ?event ?report ?first ?run WHERE {
  ?report kh:reports ?event . OPTIONAL { ?report prov:wasQuotedFrom ?first } OPTIONAL { ?report prov:wasGeneratedBy ?run }
} ORDER BY ?event ?report ?first ?run"""
# One property at a time: each document's graph says both of its run anew, so together every graph would meet every other.
_READERS = """
SELECT DISTINCT ?run ?property ?value WHERE { VALUES ?property { kh:extractor kh:version } ?run ?property ?value }
ORDER BY ?run ?property ?value"""
_RELAYS = "SELECT DISTINCT ?event ?report ?relay WHERE { ?report kh:reports ?event ; kh:relayedBy ?relay } ORDER BY ?report ?relay"
_DEFINITIONS = "SELECT DISTINCT ?class ?text (LANG(?text) AS ?language) WHERE { VALUES ?class { %s } ?class skos:definition ?text } ORDER BY ?class ?text"
_TIES = "SELECT DISTINCT ?thing ?property ?other WHERE { VALUES ?property { %s } ?thing ?property ?other } ORDER BY ?thing ?property ?other"
_TOLD = """
SELECT DISTINCT ?thing ?property ?other ?words ?document WHERE {
  ?told a rdf:Statement ; rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?other ; prov:wasDerivedFrom ?document ; kh:words ?words
} ORDER BY ?thing ?property ?other ?document ?words"""
_OFFICES = """
SELECT DISTINCT ?office ?thing ?body ?title ?rank ?since ?until ?words ?document WHERE {
  ?office a org:Membership ; org:member ?thing . OPTIONAL { ?office org:organization ?body }
  OPTIONAL { ?office schema:roleName ?title } OPTIONAL { ?office schema:honorificPrefix ?rank }
  OPTIONAL { ?office schema:startDate ?since } OPTIONAL { ?office schema:endDate ?until }
  OPTIONAL { ?office kh:words ?words } OPTIONAL { ?office prov:wasDerivedFrom ?document }
} ORDER BY ?thing ?since ?title ?office ?document"""
_LABELS = """
SELECT DISTINCT ?thing ?name (LANG(?name) AS ?language) WHERE {
  { SELECT DISTINCT ?thing WHERE { VALUES ?property { org:organization kh:relayedBy %s } ?some ?property ?thing } } ?thing rdfs:label ?name
} ORDER BY ?thing ?language ?name"""

# What ties one entity to another, as the page calls it.
TIES: Mapping[str, str] = {
    str(KH.partOf): "partOf", str(KH.memberOf): "memberOf", str(ORG.memberOf): "memberOf", str(PROV.actedOnBehalfOf): "speaksFor",
    str(SDO.nationality): "nationality", str(SDO.homeLocation): "home", str(SDO.location): "home",
    str(KH.possiblySame): "possiblySame", str(OWL.sameAs): "sameAs",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureDetail:
    """A count of an event; `tellers` are IRIs of the speakers, or of the documents, that give it. Its exactness is `range` where it spans what others tell."""

    kind: str
    low: int
    high: int | None
    exactness: str
    tellers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """Of a report: the IRI of the document that it copies, the extractor and its version, the IRIs of those who relay what the speaker says."""

    copy_of: str | None = None
    extractor: str | None = None
    relays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDetail:
    figures: tuple[FigureDetail, ...] = ()
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    reckoning: Reckoning | None = None
    reports: Mapping[str, ReportDetail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """What an entity is to another, by a value of `TIES`; `words` and `document` where an article says so."""

    relation: str
    other: str
    words: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What a person is called or was; days as the graph has them, None where nobody says."""

    title: str | None
    body: str | None
    since: str | None
    until: str | None
    words: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class EntityDetail:
    ties: tuple[Tie, ...] = ()
    offices: tuple[Office, ...] = ()


def with_details(network: "nx.MultiDiGraph[str]", store: Queryable, priors: Priors | None = None) -> "nx.MultiDiGraph[str]":
    """The network, whose `graph` now has what the page tells besides: `details` by the IRI of an event, `about` by that of an entity,
    `names` by language of those that they name, and `definitions` of types by language. `priors` are the graph's, the packaged ones if None."""
    kept = {key for _, _, key in network.edges(keys=True)} | {node for node, kind in network.nodes(data="kind") if kind == "event"}
    network.graph["details"] = {event: detail for event, detail in _events(store, priors).items() if event in kept}
    network.graph["about"] = _about(store)
    network.graph["names"] = _labels(store)
    network.graph["definitions"] = _definitions(store)
    return network


def _events(store: Queryable, priors: Priors | None) -> dict[str, EventDetail]:
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for event, figures in _figures(store).items():
        found[event]["figures"] = figures
    for row in rows(store, _MOVEMENTS):
        found[row["event"]][row["end"]] = (*found[row["event"]].get(row["end"], ()), row["place"])
    for row in rows(store, _REASONS):
        found[row["event"]]["reasons"] = (*found[row["event"]].get("reasons", ()), row["reason"])
    for event, reckoning in reckonings(store, priors):
        found[event]["reckoning"] = reckoning
    for event, reports in _reports(store).items():
        found[event]["reports"] = reports
    return {event: EventDetail(**values) for event, values in found.items()}


def _figures(store: Queryable) -> dict[str, tuple[FigureDetail, ...]]:
    found: defaultdict[str, dict[str, FigureDetail]] = defaultdict(dict)
    for row in rows(store, _COUNTS):
        known = found[row["event"]].get(row["count"])
        tellers = (*(known.tellers if known else ()), *([row["who"]] if "who" in row else ()))
        high = int(row["high"]) if "high" in row else None
        found[row["event"]][row["count"]] = FigureDetail(row["kind"], int(row["low"]), high, row.get("exactness", "exact"), tellers)
    return {event: tuple(counts.values()) for event, counts in found.items()}


def _reports(store: Queryable) -> dict[str, dict[str, ReportDetail]]:
    relays: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows(store, _RELAYS):
        relays[row["report"]].append(row["relay"])
    readers: dict[str, str] = {}
    for row in rows(store, _READERS):
        readers[row["run"]] = f"{readers[row['run']]} {row['value']}" if row["run"] in readers else row["value"]
    found: defaultdict[str, dict[str, ReportDetail]] = defaultdict(dict)
    for row in rows(store, _REPORTS):
        detail = ReportDetail(row.get("first"), readers.get(row.get("run", "")), tuple(relays.get(row["report"], ())))
        found[row["event"]].setdefault(row["report"], detail)
    return found


def _about(store: Queryable) -> dict[str, EntityDetail]:
    ties: defaultdict[str, dict[tuple[str, str], Tie]] = defaultdict(dict)
    for row in (*rows(store, _TOLD), *rows(store, _TIES % _values(TIES))):
        if relation := TIES.get(row["property"]):
            ties[row["thing"]].setdefault((relation, row["other"]), Tie(relation, row["other"], row.get("words"), row.get("document")))
    offices: defaultdict[str, dict[str, Office]] = defaultdict(dict)
    for row in rows(store, _OFFICES):
        office = Office(row.get("title") or row.get("rank"), row.get("body"), row.get("since"), row.get("until"), row.get("words"), row.get("document"))
        offices[row["thing"]].setdefault(row["office"], office)
    return {thing: EntityDetail(tuple(ties[thing].values()), tuple(offices[thing].values())) for thing in sorted({*ties, *offices})}


def _labels(store: Queryable) -> dict[str, dict[str, str]]:
    """IRI → language → name, of all that ties and offices name or that relay."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(store, _LABELS % _values(TIES)):
        found[row["thing"]].setdefault(row["language"], row["name"])
    return dict(found)


def _definitions(store: Queryable) -> dict[str, dict[str, str]]:
    """Language → type → what the ontology says that it is, where the graph carries the ontology."""
    type_of = {EVENT_CLASS[one.value]: one.value for one in EventType}
    found: dict[str, dict[str, str]] = {"ar": {}, "en": {}}
    for row in rows(store, _DEFINITIONS % _values(type_of)):
        if row["language"] in found:
            found[row["language"]].setdefault(type_of[row["class"]], row["text"])
    return found


def _values(iris: Mapping[str, str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris))
