"""What is exported of a store: everything but the packaged ontology."""

from collections.abc import Iterator

from pyoxigraph import Quad

from kg.export.reifiers import reifying_quads
from kg.store_contract import ReadStore
from ontology.terms import ONTOLOGY


def data_graphs(store: ReadStore) -> tuple[str, ...]:
    """The IRIs of all graphs but the ontology: of the documents, what was assembled, and the description; sorted."""
    return tuple(graph for graph in store.graphs() if graph != ONTOLOGY)


def unsorted_quads(store: ReadStore, reifiers: bool = False) -> Iterator[Quad]:
    """Their quads, graph by graph, one by one and in no order; with `reifiers` those of RDF 1.2 too."""
    for graph in data_graphs(store):
        yield from graph_quads(store, graph, reifiers)


def graph_quads(store: ReadStore, graph: str, reifiers: bool = False) -> Iterator[Quad]:
    """The quads of one graph, in no order; with `reifiers` those of RDF 1.2 too."""
    yield from store.unsorted_quads(graph)
    if reifiers:
        yield from reifying_quads(store, graph)
