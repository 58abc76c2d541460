"""What the graph says of one thing: as triples, and as rows for its page."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QueryTriples, Triple

from kg.solutions import cells
from kg.store_contract import ReadStore
from ontology.errors import InputError

MOST_ROWS = 500  # of each kind on one page
# A part is a node of its own that exists only below another: the time of an event, the geometry of a place.
_DESCRIPTION = """CONSTRUCT { ?thing ?p ?o . ?part ?q ?r } WHERE {
  VALUES ?thing { %s }
  { ?thing ?p ?o } UNION { ?thing ?down ?part . FILTER(STRSTARTS(STR(?part), CONCAT(STR(?thing), "/"))) ?part ?q ?r }
}"""
_OUT = "SELECT DISTINCT ?p ?o WHERE { VALUES ?thing { %s } ?thing ?p ?o } ORDER BY ?p ?o LIMIT %d"
_IN = "SELECT DISTINCT ?s ?p WHERE { VALUES ?thing { %s } ?s ?p ?thing FILTER NOT EXISTS { ?s a qb:Observation } } ORDER BY ?p ?s LIMIT %d"
_PARTS = """SELECT DISTINCT ?part ?p ?o WHERE {
  VALUES ?thing { %s } ?thing ?down ?part . FILTER(STRSTARTS(STR(?part), CONCAT(STR(?thing), "/"))) ?part ?p ?o
} ORDER BY ?part ?p ?o LIMIT %d"""
_LABELS = "SELECT DISTINCT ?node ?label WHERE { VALUES ?node { %s } ?node rdfs:label|skos:prefLabel|dcterms:title ?label }"
_SENTENCES = """SELECT DISTINCT ?report ?sentence ?document ?title ?outlet ?factuality WHERE {
  VALUES ?thing { %s }
  { ?report kh:reports ?thing } UNION { ?event kh:actor|kh:target|kh:place ?thing . ?report kh:reports ?event }
  UNION { ?report prov:wasDerivedFrom ?thing . ?report a kh:Report }
  ?report kh:sentence ?sentence ; prov:wasDerivedFrom ?document . OPTIONAL { ?report kh:factuality ?factuality }
  OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:source ?outlet }
} ORDER BY ?document ?report LIMIT %d"""

Term = NamedNode | Literal
Row = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One report: who wrote it where; what is not known is None."""

    report: str
    words: str
    document: str
    title: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Resource:
    """Rows for the page of one thing: (property, value) that it has, (part, property, value) of its parts, (subject, property) that
    point to it, the sentences that speak of it, and the labels of all nodes by IRI, each with its language or ""."""

    iri: str
    has: tuple[Row, ...]
    parts: tuple[Row, ...]
    of: tuple[Row, ...]
    sentences: tuple[Sentence, ...]
    labels: dict[str, dict[str, str]]


def describe(store: ReadStore, iri: str) -> list[Triple]:
    """All triples of the thing and its parts, sorted; none where the graph does not know it. Raises InputError for what is no IRI."""
    result = store.query(_DESCRIPTION % _node(iri))
    assert isinstance(result, QueryTriples)
    return sorted(set(result), key=str)


def find_resource(store: ReadStore, iri: str) -> Resource | None:
    """What the page of a thing shows, None where the graph does not know it. Raises InputError for what is no IRI."""
    node = _node(iri)
    has, of = (tuple(cells(store, query % (node, MOST_ROWS))) for query in (_OUT, _IN))
    if not has and not of:
        return None
    parts = tuple(cells(store, _PARTS % (node, MOST_ROWS)))
    nodes = {term for row in (*has, *of, *parts, (node,)) for term in row if isinstance(term, NamedNode)}
    return Resource(iri, has, parts, of, _sentences(store, node), _labels(store, nodes))


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise InputError(f"{iri!r} is not an IRI ({error})") from error


def _sentences(store: ReadStore, node: NamedNode) -> tuple[Sentence, ...]:
    found = []
    for report, sentence, document, title, outlet, _ in cells(store, _SENTENCES % (node, MOST_ROWS)):
        found.append(Sentence(report.value, sentence.value, document.value, title and title.value, outlet and outlet.value))
    return tuple(found)


def _labels(store: ReadStore, nodes: set[NamedNode]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for node, label in cells(store, _LABELS % " ".join(sorted(map(str, nodes)))):
        language = label.language if isinstance(label, Literal) and label.language else ""
        names = found.setdefault(node.value, {})
        names[language] = min(label.value, names.get(language, label.value))
    return found
