"""N-Quads, sorted: for comparing graphs line by line and for loading elsewhere."""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from kg.export.data import unsorted_quads
from kg.sorting import sorted_lines
from kg.store_contract import ReadStore

_TOGETHER = 10_000  # quads that are written at one call


def write_nquads(store: ReadStore, stream: BinaryIO, reifiers: bool = False) -> None:
    """Writes all quads as N-Quads in UTF-8, sorted by bytes. `reifiers` makes them N-Quads 1.2."""
    stream.writelines(sorted_lines(_lines(store, reifiers)))


def _lines(store: ReadStore, reifiers: bool) -> Iterator[bytes]:
    quads = unsorted_quads(store, reifiers)
    while lines := serialize(islice(quads, _TOGETHER), format=RdfFormat.N_QUADS):
        yield from lines.splitlines(keepends=True)
