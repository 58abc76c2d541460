"""TriG: Turtle that keeps the graphs apart, one for each document, one of what was assembled and one that describes them."""

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import NamedNode

from kg.export.data import data_graphs, graph_lines
from kg.export.streams import write_under
from kg.store_contract import ReadStore
from kg.turtle import TurtleBlocks, short_iri, usable_base


def write_trig(store: ReadStore, stream: BinaryIO, reifiers: bool = False) -> None:
    """Writes the graphs in the order of their IRIs as UTF-8 TriG, with `reifiers` of version 1.2."""
    base = usable_base(store.base())
    writer = TurtleBlocks(base)
    write_under(writer.header(), _pieces(store, writer, base, reifiers), stream)


def _pieces(store: ReadStore, writer: TurtleBlocks, base: str | None, reifiers: bool) -> Iterator[bytes]:
    for graph in data_graphs(store):
        yield f"\n{short_iri(NamedNode(graph), base)} {{\n".encode()
        for block in writer.blocks(graph_lines(store, graph, reifiers)):
            yield b"\n%b\n" % block
        yield b"\n}\n"
