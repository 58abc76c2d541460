"""Turtle of everything, for people, version control and other RDF tools."""

from typing import BinaryIO

from pyoxigraph import NamedNode

from kg.export.data import data_graphs
from kg.store import GraphStore
from kg.turtle import TurtleBlocks, merge_blocks, usable_base


def write_ttl(store: GraphStore, stream: BinaryIO) -> None:
    """Writes the union of all graphs as UTF-8 Turtle, relative to the data's base.

    Graph by graph, so that only the text is held and never all triples; the few subjects of several graphs are looked up again.
    """
    graphs = data_graphs(store)
    writer = TurtleBlocks(usable_base(store.base()))
    blocks, repeated = merge_blocks(writer.blocks(quad.triple for quad in store.unsorted_quads(graph)) for graph in graphs)
    for key, subject in repeated.items():
        if isinstance(subject, NamedNode):
            merged = writer.blocks(quad.triple for graph in graphs for quad in store.unsorted_quads(graph, subject))
            blocks[key] = "".join(block for _, block in merged).encode("utf-8")
    for line in writer.header():
        stream.write(line.encode("utf-8"))
    for block in blocks.values():
        stream.write(b"\n%b\n" % block)
