"""What the endpoint tells of itself (SPARQL 1.1 Service Description) and of its data (VoID)."""

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, parse, serialize

from kg.nodes import description_graph
from kg.serve.answers import answer_graph, not_acceptable
from kg.serve.html import page
from kg.serve.negotiation import RESULTS, TRIPLES, choose, content_type
from kg.serve.values import Reply, told
from kg.store_contract import ReadStore
from kg.turtle import turtle_lines
from ontology.terms import PREFIXES

_MOST_GRAPHS = 1000  # named in the description; a query tells the rest


def describe_service(store: ReadStore, endpoint: str, accept: str | None, writable: bool) -> Reply:
    """The service description, with the named graphs."""
    media_type = choose(accept, tuple(TRIPLES))
    if media_type is None:
        return not_acceptable(tuple(TRIPLES))
    every: list[QueryResultsFormat | RdfFormat] = [*RESULTS.values(), *TRIPLES.values()]
    formats = sorted({str(NamedNode(form.iri)) for form in every})
    graphs = [str(NamedNode(iri)) for iri in store.graphs()]
    values = {"endpoint": str(NamedNode(endpoint)), "formats": formats, "graphs": graphs[:_MOST_GRAPHS], "writable": writable, "size": len(store)}
    triples = [quad.triple for quad in parse(page("service.ttl.j2", **values), format=RdfFormat.TURTLE, base_iri=endpoint)]
    form = TRIPLES[media_type]
    body = serialize(triples, format=form, prefixes=dict(PREFIXES)) if form != RdfFormat.TURTLE else "".join(turtle_lines(triples)).encode()
    return Reply(200, content_type(media_type), body or b"")


def describe_void(store: ReadStore, accept: str | None, most: int) -> Reply:
    """The graph in which a build tells what all others hold."""
    base = store.base()
    if base is None or not store.holds_graph(description_graph(base).value):
        return told(404, "the graph has no description; run `kg build` on it once more")
    return answer_graph(store, description_graph(base).value, accept, most)
