"""N-Quads, sorted: for comparing graphs line by line and for loading elsewhere."""

from collections.abc import Iterator
from typing import BinaryIO

from kg.export.data import data_graphs, graph_lines
from kg.sorting import sorted_lines
from kg.store_contract import ReadStore


def write_nquads(store: ReadStore, stream: BinaryIO, reifiers: bool = False) -> None:
    """Writes all quads as N-Quads in UTF-8, sorted by bytes. `reifiers` makes them N-Quads 1.2."""
    stream.writelines(sorted_lines(_lines(store, reifiers)))


def _lines(store: ReadStore, reifiers: bool) -> Iterator[bytes]:
    for graph in data_graphs(store):
        end = f" <{graph}> .\n".encode()
        for line in graph_lines(store, graph, reifiers):
            yield line.removesuffix(b" .\n") + end
