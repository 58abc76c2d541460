"""A graph as the bodies of requests."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.remote.requests import Spool
from kg.sorting import sorted_lines
from kg.store_contract import in_graph
from ontology.terms import PREFIXES

# N-Triples are Turtle too; with this before them Virtuoso sees that they are, and does not guess by their first bytes.
TURTLE_MARK = f"@prefix kh: <{PREFIXES['kh']}> .\n".encode()


def graph_bodies(name: NamedNode, quads: Iterable[Quad], most: int, mark: bytes = b"") -> Iterator[Spool]:
    """The graph as sorted N-Triples, each once, in files of at most so many bytes or of one line; none where it is empty. Raises StoreError as `in_graph`."""
    body: Spool | None = None
    for line in sorted_lines(f"{quad.triple} .\n".encode() for quad in in_graph(name, quads)):
        if body is not None and body.tell() + len(line) > most:
            yield body
            body = None
        if body is None:
            body = Spool()
            body.write(mark)
        body.write(line)
    if body is not None:
        yield body
