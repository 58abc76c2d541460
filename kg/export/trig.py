"""TriG: Turtle that keeps the graphs apart, one for each document, one of what was assembled and one that describes them."""

from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

from pyoxigraph import NamedNode

from kg.export.data import data_graphs
from kg.store import GraphStore
from kg.turtle import TurtleBlocks, short_iri, usable_base


def write_trig(store: GraphStore, stream: BinaryIO) -> None:
    """Writes the graphs in the order of their IRIs as UTF-8 TriG."""
    base = usable_base(store.base())
    writer = TurtleBlocks(base)
    with TemporaryFile() as body:  # what prefixes there are is known only at the end, and they stand at the beginning
        for graph in data_graphs(store):
            inner = "\n\n".join(block for _, block in writer.blocks(quad.triple for quad in store.unsorted_quads(graph)))
            body.write(f"\n{short_iri(NamedNode(graph), base)} {{\n\n{inner}\n\n}}\n".encode())
        for line in writer.header():
            stream.write(line.encode("utf-8"))
        body.seek(0)
        copyfileobj(body, stream)
