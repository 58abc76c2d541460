"""Turtle of everything, for people, version control and other RDF tools."""

from typing import BinaryIO

from kg.export.data import data_quads
from kg.store import GraphStore
from kg.turtle import turtle_lines


def write_ttl(store: GraphStore, stream: BinaryIO) -> None:
    """Writes the union of all graphs as UTF-8 Turtle, relative to the data's base."""
    for line in turtle_lines((quad.triple for quad in data_quads(store)), store.base()):
        stream.write(line.encode("utf-8"))
