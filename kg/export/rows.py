"""What the graph answers, as rows of text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import QuerySolutions

from kg.store import GraphStore
from ontology.errors import StoreError

Row = Mapping[str, str]
Grouped = Mapping[str, Sequence[Row]]


def grouped(store: GraphStore, sparql: str) -> Grouped:
    """The rows by their first column."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(store, sparql):
        found[next(iter(row.values()))].append(row)
    return found


def rows_of(store: GraphStore, sparql: str) -> Iterator[Row]:
    """Solutions as mappings from variable to text; unbound variables are left out."""
    found = store.query(sparql)
    if not isinstance(found, QuerySolutions):
        raise StoreError("the graph answered a SELECT with something else; give a GraphStore")
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {name: getattr(solution[name], "value", "") for name in names if solution[name] is not None}
