"""N-Quads, sorted: for comparing graphs line by line and for loading elsewhere."""

from typing import BinaryIO

from kg.export.data import data_quads
from kg.store import GraphStore, canonical_nquads


def write_nquads(store: GraphStore, stream: BinaryIO) -> None:
    """Writes all quads as sorted N-Quads in UTF-8."""
    stream.write(canonical_nquads(data_quads(store)))
