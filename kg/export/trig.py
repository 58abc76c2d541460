"""TriG: Turtle that keeps the graphs apart, one for each document and one of what was assembled."""

from typing import BinaryIO

from pyoxigraph import NamedNode

from kg.export.data import data_graphs
from kg.store import GraphStore
from kg.turtle import header, short_iri, subject_blocks, usable_base


def write_trig(store: GraphStore, stream: BinaryIO) -> None:
    """Writes the graphs in the order of their IRIs as UTF-8 TriG."""
    base = usable_base(store.base())
    graphs = {graph: list(subject_blocks((quad.triple for quad in store.quads(graph)), base)) for graph in data_graphs(store)}
    for line in header((block for blocks in graphs.values() for block in blocks), base):
        stream.write(line.encode("utf-8"))
    for graph, blocks in graphs.items():
        inner = "\n\n".join(blocks)
        stream.write(f"\n{short_iri(NamedNode(graph), base)} {{\n\n{inner}\n\n}}\n".encode())
