"""Turtle of everything, for people, version control and other RDF tools."""

from typing import BinaryIO

from kg.export.data import data_lines
from kg.export.streams import write_under
from kg.store_contract import ReadStore
from kg.turtle import TurtleBlocks, usable_base


def write_ttl(store: ReadStore, stream: BinaryIO, reifiers: bool = False) -> None:
    """Writes the union of all graphs as UTF-8 Turtle, relative to the data's base; what several graphs say is said once. `reifiers` makes it Turtle 1.2."""
    writer = TurtleBlocks(usable_base(store.base()))
    blocks = writer.blocks(data_lines(store, reifiers))
    write_under(writer.header(), (b"\n%b\n" % block for block in blocks), stream)
