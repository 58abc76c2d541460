"""What is exported of a store: everything but the packaged ontology."""

from collections.abc import Iterator

from pyoxigraph import Quad

from kg.store import GraphStore
from ontology.terms import ONTOLOGY


def data_graphs(store: GraphStore) -> tuple[str, ...]:
    """The IRIs of all graphs but the ontology: of the documents, what was assembled, and the description; sorted."""
    return tuple(graph for graph in store.graphs() if graph != ONTOLOGY)


def unsorted_quads(store: GraphStore) -> Iterator[Quad]:
    """Their quads, graph by graph, one by one and in no order."""
    for graph in data_graphs(store):
        yield from store.unsorted_quads(graph)
