"""What a SELECT answers, read from the graph: as terms, as texts, or as rows by the names of its variables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from pyoxigraph import QuerySolutions, Store

from kg.store_contract import ReadStore
from kg.tables import text_of
from ontology.errors import StoreError
from ontology.terms import PREFIXES

Row = Mapping[str, str]


class Queryable(Protocol):
    """Anything that answers SPARQL over the union of its graphs: a GraphStore, or a pyoxigraph Store."""

    def query(self, query: str, /) -> object: ...


def rows(store: Queryable, query: str, unbound: str | None = None) -> Iterator[Row]:
    """The solutions as mappings from variable to text; unbound variables have the text `unbound`, and are left out where it is None."""
    found = _solutions(store, query)
    names = [variable.value for variable in found.variables]
    for solution in found:
        bound = ((name, unbound if term is None else text_of(term)) for name, term in zip(names, solution, strict=True))
        yield {name: text for name, text in bound if text is not None}


def grouped(store: Queryable, query: str) -> Mapping[str, Sequence[Row]]:
    """The rows by their first column."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, query):
        found[next(iter(row.values()))].append(row)
    return found


def cells(store: Queryable, query: str) -> Iterator[tuple[Any, ...]]:
    """The solutions as terms of pyoxigraph, one a variable in the order of the SELECT, None where it is unbound; the query knows which kinds it can get."""
    return (tuple(solution) for solution in _solutions(store, query))


def text_rows(store: Queryable, query: str) -> tuple[tuple[str, ...], ...]:
    """The solutions as texts, one a variable in the order of the SELECT, "" where it is unbound."""
    return tuple(tuple(map(text_of, row)) for row in cells(store, query))


def text_rows_of_graph(store: ReadStore, query: str, graph: str) -> tuple[tuple[str, ...], ...]:
    """As `text_rows`, asked of one named graph alone."""
    return tuple(tuple(map(text_of, solution)) for solution in _checked(store.query(query, default_graph=graph)))


def _solutions(store: Queryable, query: str) -> QuerySolutions:
    if isinstance(store, Store):
        return _checked(store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True))
    return _checked(store.query(query))


def _checked(found: object) -> QuerySolutions:
    if isinstance(found, QuerySolutions):
        return found
    raise StoreError(f"the graph answered a SELECT with {type(found).__name__}: a GraphStore or a pyoxigraph Store is needed")
