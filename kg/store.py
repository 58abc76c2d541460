"""The graph on disk or in memory: named graphs that are replaced whole, and SPARQL over all of them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, Self

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from kg.nodes import checked
from kg.refusals import chooses_dataset, malformed, refuse_calls, refuse_from
from kg.store_contract import Dataset, ReadStore, Result, base_of, in_graph
from kg.store_states import STORE_FOLDER as STORE_FOLDER
from kg.store_states import HeldState, NewState, begin_state, hold_state
from kg.terminal_text import one_line
from ontology.errors import InputError, StoreError
from ontology.terms import PREFIXES

_ONE_STROKE = 500_000  # quads
_IN_MEMORY = 4_000_000  # bytes, beyond which a graph that is written out waits in a file


def canonical_nquads(quads: Iterable[Quad]) -> bytes:
    """N-Quads in UTF-8, one line a quad, sorted by bytes and without repetition."""
    lines = set((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    return b"".join(sorted(lines))


class GraphStore:
    """Named graphs in Oxigraph; use `in_memory()` or `open(folder)`, best in a `with` statement.

    Oxigraph keeps numbers by value and language tags in lower case: `"0.9000"^^xsd:decimal` comes back as `"0.9"`.
    """

    def __init__(self, store: Store, name: str, state: HeldState | NewState | None = None) -> None:
        self._open: Store | None = store
        self._name = name
        self._state = state

    @classmethod
    def in_memory(cls) -> Self:
        """An empty store that lives as long as the process."""
        return cls(Store(), "the graph in memory")

    @classmethod
    def copy_of(cls, store: ReadStore) -> Self:
        """All graphs of another store in memory: what needs Oxigraph itself, or asks so much that a server would be slow, works on such a copy."""
        copy = cls.in_memory()
        for graph in store.graphs():
            copy.put_graph(graph, store.unsorted_quads(graph))
        return copy

    @classmethod
    def open(cls, folder: Path, read_only: bool = False, anew: bool = False) -> Self:
        """The store in `folder` (usually `<output>/store`), made if it is absent and may be written to; `anew` it begins empty.

        Who reads sees what the last writer left by `close`, and sees that as long as the store is open; what is written now is seen once it is closed,
        all at one stroke, or never (see `kg.store_states`). Raises StoreError, also where another writes.
        """
        with _explained(str(folder)):
            state = hold_state(folder) if read_only else begin_state(folder, anew)
            with ExitStack() as undone:
                undone.callback(_let_go, state)
                database = str(state.database)
                opened = cls(Store.read_only(database) if read_only else Store(database), str(folder), state)
                undone.pop_all()
            return opened

    @property
    def _store(self) -> Store:
        if self._open is None:
            raise StoreError(f"{self._name}: is closed; open it again")
        return self._open

    @property
    def oxigraph(self) -> Store:
        """The store itself, for libraries that speak pyoxigraph; nothing is checked on that road. Raises StoreError once it is closed."""
        return self._store

    def put_graph(self, iri: str, quads: Iterable[Quad]) -> None:
        """Replaces the named graph; a kill or an error leaves the old one or the new one, never a mixture.

        Only what differs is written. Raises StoreError if a quad belongs to another graph; blank nodes are refused
        because they would not be the same ones after a second `put_graph`.
        """
        self.put_graphs({iri: quads})

    def put_graphs(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Replaces several graphs, each as `put_graph` does; the new ones go in together, which is several times as fast."""
        with self._writing() as store:
            added: list[Quad] = []
            for iri, quads in graphs.items():
                name = NamedNode(iri)
                if store.contains_named_graph(name):
                    _replace(store, name, quads)
                else:
                    added.extend(in_graph(name, quads))
            # A bulk load makes index files and takes them all in at one stroke, as long as they are one lot of Oxigraph's (a million quads).
            if len(added) <= _ONE_STROKE:
                store.bulk_extend(added)
            else:
                store.extend(added)

    def delete_graph(self, iri: str) -> None:
        """Removes the named graph; one that is absent stays absent."""
        with self._writing() as store:
            store.remove_graph(NamedNode(iri))

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of all named graphs, sorted."""
        with _explained(self._name):
            return tuple(sorted(graph.value for graph in self._store.named_graphs()))

    def holds_graph(self, iri: str) -> bool:
        """Whether there is a named graph of that IRI. Raises InputError for what is no IRI."""
        with _explained(self._name):
            return self._store.contains_named_graph(checked(iri))

    def base(self) -> str | None:
        """What the IRIs of the data begin with, told by the graph of assembled events; None before there is one."""
        return base_of(self.graphs())

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """All quads, or those of one graph, sorted by their N-Quads line."""
        with _explained(self._name):
            found = self._store.quads_for_pattern(None, None, None, None if graph is None else NamedNode(graph))
            return iter(sorted(found, key=str))

    def unsorted_quads(self, graph: str, subject: NamedNode | None = None) -> Iterator[Quad]:
        """The quads of one graph, or those of one subject in it, one by one in no order: what a large graph can be gone through with."""
        with _explained(self._name):
            yield from self._store.quads_for_pattern(subject, None, None, NamedNode(graph))

    def triple_lines(self, graph: str) -> Iterator[bytes]:
        """The triples of one graph as lines of N-Triples, in no order: written by Oxigraph itself, and never all in memory."""
        with _explained(self._name), SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            self._store.dump(file, format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
            file.seek(0)
            yield from file

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self._store)

    def query(self, sparql: str, *, default_graph: str | None = None) -> Result:
        """The answer to a SPARQL 1.1 query over the union of all named graphs, or over `default_graph` alone.

        The project's prefixes need no declaration. A triple that several graphs hold counts once for each: say DISTINCT.
        Updates do not parse and SERVICE is refused, so that a query changes nothing and calls nobody; so is FROM. Raises InputError
        (one line, with the position) for what is no query, StoreError for what cannot be read.
        """
        refuse_from(sparql)
        graph = None if default_graph is None else NamedNode(default_graph)
        return self._answer(sparql, None, use_default_graph_as_union=graph is None, default_graph=graph)

    def query_protocol(self, sparql: str, dataset: Dataset | None = None, base: str | None = None) -> Result:
        """The answer as the SPARQL Protocol wants it: over `dataset`, else over what the query's own FROM chooses, else over the union of all graphs.

        `base` is what relative IRIs are resolved against. Errors as in `query`.
        """
        if dataset is not None:
            default, named = ([checked(iri) for iri in graphs] for graphs in (dataset.default, dataset.named))
            return self._answer(sparql, base, default_graph=default, named_graphs=named)
        return self._answer(sparql, base, use_default_graph_as_union=not chooses_dataset(sparql))

    def _answer(self, sparql: str, base: str | None, **dataset: Any) -> Result:
        if not sparql.strip():
            raise InputError("the query is empty; write one such as SELECT ?event WHERE { ?event a kh:Event }")
        refuse_calls(sparql)
        with _explained(self._name):
            try:
                return self._store.query(sparql, base_iri=base, prefixes=dict(PREFIXES), **dataset)
            except SyntaxError as error:
                raise InputError(malformed(sparql, str(error))) from error
            except RuntimeError as error:
                raise InputError(f"the query cannot be answered: {one_line(str(error))}; use the functions of SPARQL 1.1 and GeoSPARQL") from error

    def update(self, sparql: str, base: str | None = None) -> None:
        """Carries out a SPARQL 1.1 update, all of it or nothing; LOAD and SERVICE are refused. Errors as in `query`."""
        refuse_calls(sparql, update=True)
        with self._writing() as store:
            try:
                store.update(sparql, base_iri=base, prefixes=dict(PREFIXES))
            except SyntaxError as error:
                raise InputError(malformed(sparql, str(error), "update")) from error
            except RuntimeError as error:
                if "corrupt" in str(error).lower():
                    raise
                remedy = "say SILENT where that is no matter" if "exist" in str(error) else "use the functions of SPARQL 1.1 and GeoSPARQL"
                raise InputError(f"the update cannot be carried out: {one_line(str(error))}; {remedy}") from error

    def optimize(self) -> None:
        """Compacts the files after much writing."""
        with self._writing() as store:
            store.optimize()

    def close(self) -> None:
        """Writes out what is pending, makes it what is read from now on, and lets go of the folder; closing twice is no error."""
        store, self._open = self._open, None
        state, self._state = self._state, None
        if store is None:
            return
        with _explained(self._name):
            try:
                if isinstance(state, NewState):
                    store.flush()
                    del store  # Oxigraph closes its files
                    made, state = state, None
                    made.publish()
            finally:
                _let_go(state)

    def abandon(self) -> None:
        """Closes it without what was written since it was opened."""
        self._open = None
        state, self._state = self._state, None
        _let_go(state)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Closes it; what was written before an error is not kept."""
        if kind is None:
            self.close()
        else:
            self.abandon()

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        if isinstance(self._state, HeldState):
            raise StoreError(f"{self._name}: was opened for reading only; open it without read_only to change it")
        with _explained(self._name):
            yield self._store


def _replace(store: Store, name: NamedNode, quads: Iterable[Quad]) -> None:
    """Makes the graph hold these quads, in one transaction and by writing no more than what differs."""
    buffer = Store()  # gives every literal the form that it has in the store, so that equal graphs compare equal
    buffer.bulk_extend(in_graph(name, quads))
    new, old = set(buffer), set(store.quads_for_pattern(None, None, None, name))
    if not new:
        store.remove_graph(name)
    elif not old - new:
        store.extend(new - old)  # four times as fast as an update
    else:
        store.update(_replacement(old - new, new - old))


def _replacement(removed: Iterable[Quad], added: Iterable[Quad]) -> str:
    """One update, and so one transaction, that takes some quads away and adds others."""
    return f"DELETE DATA {{ {_data(removed)} }} ;\nINSERT DATA {{ {_data(added)} }}"


def _data(quads: Iterable[Quad]) -> str:
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)


def _let_go(state: HeldState | NewState | None) -> None:
    if isinstance(state, NewState):
        state.abandon()
    elif state is not None:
        state.release()


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Turns what Oxigraph raises (OSError, and RuntimeError for corruption) into one line with a remedy."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        text = one_line(str(error))
        remedy = "run `kg check --repair`" if "corrupt" in text.lower() else "check the folder's rights and the room on the disk"
        raise StoreError(f"{name}: cannot be read or written ({text}); {remedy}") from error
