"""What is exported of a store: everything but the packaged ontology."""

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import Quad

from kg.export.reifiers import reifying_quads
from kg.store_contract import ReadStore
from kg.turtle import triple_lines
from ontology.terms import ONTOLOGY, STATISTICS


def data_graphs(store: ReadStore) -> tuple[str, ...]:
    """The IRIs of all graphs but the ontology: of the documents, what was assembled, the statistics and the description; sorted."""
    return tuple(graph for graph in store.graphs() if graph != ONTOLOGY)


def unsorted_quads(store: ReadStore) -> Iterator[Quad]:
    """Their quads but for the statistics, graph by graph, one by one and in no order."""
    return chain.from_iterable(store.unsorted_quads(graph) for graph in _told(store))


def graph_lines(store: ReadStore, graph: str, reifiers: bool = False) -> Iterator[bytes]:
    """The triples of one graph as lines of N-Triples, in no order; with `reifiers` those of RDF 1.2 too."""
    yield from store.triple_lines(graph)
    if reifiers:
        yield from triple_lines(reifying_quads(store, graph))


def data_lines(store: ReadStore, reifiers: bool = False) -> Iterator[bytes]:
    """`graph_lines` of all graphs but the statistics, one after the other."""
    return chain.from_iterable(graph_lines(store, graph, reifiers) for graph in _told(store))


def _told(store: ReadStore) -> Iterator[str]:
    """The graphs that a union for people holds: what they count in months follows from the rest."""
    return (graph for graph in data_graphs(store) if not graph.endswith(STATISTICS))
