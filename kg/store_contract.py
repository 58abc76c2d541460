"""What a store of the graph promises, wherever it is: in memory, on disk (`kg.store`) or behind a server (`kg.remote`).

Most code is handed a `ReadStore`, with which it can do no harm. The types of terms, quads and answers are pyoxigraph's everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from ontology.errors import StoreError
from ontology.terms import ASSEMBLED

Result = QuerySolutions | QueryTriples | QueryBoolean


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, by their IRIs: those that together are its default graph, and those that GRAPH may name."""

    default: tuple[str, ...]
    named: tuple[str, ...]


class ReadStore(Protocol):
    """Named graphs that can be asked. Raises StoreError for what cannot be read, InputError for what cannot be asked."""

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of all named graphs, sorted; none of them is empty."""

    def holds_graph(self, iri: str) -> bool:
        """Whether there is a named graph of that IRI."""

    def base(self) -> str | None:
        """What the IRIs of the data begin with; None before there is a graph of assembled events."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """All quads, or those of one graph, sorted by their N-Quads line."""

    def unsorted_quads(self, graph: str, subject: NamedNode | None = None) -> Iterator[Quad]:
        """The quads of one graph, or those of one subject in it, one by one in no order."""

    def triple_lines(self, graph: str) -> Iterator[bytes]:
        """The triples of one graph as lines of N-Triples, in no order."""

    def __len__(self) -> int:
        """How many quads there are."""

    def query(self, sparql: str, *, default_graph: str | None = None) -> Result:
        """The answer to a SPARQL 1.1 query over the union of all graphs, or over one; the project's prefixes need no declaration."""

    def query_protocol(self, sparql: str, dataset: Dataset | None = None, base: str | None = None) -> Result:
        """The answer over `dataset`, else over what the query's own FROM chooses, else over the union of all graphs."""

    def close(self) -> None:
        """Lets go of files and connections; closing twice is no error."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


class WriteStore(ReadStore, Protocol):
    """A store whose graphs are replaced whole."""

    def put_graph(self, iri: str, quads: Iterable[Quad]) -> None:
        """Replaces the named graph; an empty one is removed. Raises StoreError for a quad of another graph and for blank nodes."""

    def put_graphs(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Replaces several graphs, each as `put_graph` does."""

    def delete_graph(self, iri: str) -> None:
        """Removes the named graph; one that is absent stays absent."""

    def update(self, sparql: str, base: str | None = None) -> None:
        """Carries out a SPARQL 1.1 update; LOAD and SERVICE are refused."""


def base_of(graphs: Iterable[str]) -> str | None:
    """What the IRIs of the data begin with, told by the IRI of the graph of assembled events; None where it is not among them."""
    return next((iri.removesuffix(ASSEMBLED) for iri in graphs if iri.endswith(f"/{ASSEMBLED}")), None)


def in_graph(name: NamedNode, quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads, those of the default graph taken into the named one. Raises StoreError for a quad of another graph and for blank nodes."""
    for quad in quads:
        if isinstance(quad.graph_name, DefaultGraph):
            quad = Quad(quad.subject, quad.predicate, quad.object, name)
        if quad.graph_name != name or not isinstance(quad.subject, NamedNode) or isinstance(quad.object, BlankNode):
            raise StoreError(f"a quad does not fit into graph <{name.value}>: {quad}; name its graph and give every node an IRI")
        yield quad
