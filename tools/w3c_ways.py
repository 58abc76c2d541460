"""The two ways on which a test of the W3C is run: ours, which an endpoint's requests take, and the bare engine's, to see whose a failure is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, parse, serialize
from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

from kg.serve.answers import answer_query
from kg.store import GraphStore
from kg.store_contract import Dataset
from ontology.errors import InputError, KhabarError, RefusedError
from tools.w3c_answers import MEDIA_TYPE, Solutions, Statements, difference, read_answer, read_expected, same
from tools.w3c_manifest import Case, Graphs, Kind, iri_of

_MOST = 50_000_000  # bytes of an answer
_ANY = f"{MEDIA_TYPE['.srj']}, text/turtle"
_CALL = re.compile(r"service|load", re.IGNORECASE)
_ORDERED = re.compile(r"\border\s+by\b[^{}]*$", re.IGNORECASE)  # after the last bracket: of the whole, not of a part
_BAD, _GOOD = (Kind.BAD_QUERY, Kind.BAD_UPDATE), (Kind.GOOD_QUERY, Kind.GOOD_UPDATE)
_ERRORS = (KhabarError, ValueError, RuntimeError, OSError, SyntaxError)


class Way(Protocol):
    """How a request is carried out on a store that holds a test's graphs."""

    name: str

    def load(self, case: Case, folder: Path) -> GraphStore:
        """A store with the graphs that the test asks."""

    def ask(self, store: GraphStore, sparql: str, case: Case, folder: Path, accept: str) -> tuple[bytes, str]:
        """The answer and its media type."""

    def change(self, store: GraphStore, sparql: str, base: str) -> None:
        """Carries out the update."""


class Ours:
    """`answer_query` and `GraphStore.update`, as a request to the endpoint has them: each graph has a name, and the protocol says which are asked."""

    name = "ours"

    def load(self, case: Case, folder: Path) -> GraphStore:
        if case.kind is Kind.UPDATE:
            return _loaded(case.before, folder)
        named = tuple((iri_of(folder, file), file) for file in (*case.before.default, *_named_by(case)))
        return _loaded(Graphs((), (*named, *case.before.named)), folder)

    def ask(self, store: GraphStore, sparql: str, case: Case, folder: Path, accept: str) -> tuple[bytes, str]:
        dataset = Dataset(tuple(iri_of(folder, file) for file in case.before.default), tuple(name for name, _ in case.before.named))
        reply = answer_query(store, sparql, None if _chooses(case) else dataset, case.base, accept, _MOST)
        if reply.status != 200:
            raise InputError(f"status {reply.status}: {reply.body.decode()}")
        return reply.body, reply.media_type.split(";")[0]

    def change(self, store: GraphStore, sparql: str, base: str) -> None:
        store.update(sparql, base)


class Engine:
    """pyoxigraph as it is."""

    name = "engine"

    def load(self, case: Case, folder: Path) -> GraphStore:
        named = tuple((iri_of(folder, file), file) for file in _named_by(case))
        return _loaded(Graphs(case.before.default, (*named, *case.before.named)), folder)

    def ask(self, store: GraphStore, sparql: str, case: Case, folder: Path, accept: str) -> tuple[bytes, str]:
        found = store.oxigraph.query(sparql, base_iri=case.base)
        if isinstance(found, QueryTriples):
            return serialize(found, format=RdfFormat.TURTLE) or b"", "text/turtle"
        media_type = accept.split(",")[0]
        return found.serialize(format=QueryResultsFormat.from_media_type(media_type)) or b"", media_type

    def change(self, store: GraphStore, sparql: str, base: str) -> None:
        store.oxigraph.update(sparql, base_iri=base)


def fault(case: Case, way: Way, folder: Path) -> str | None:
    """What is wrong with how the way does the test, in one line; None where it passes. Raises RefusedError for what is refused by design."""
    assert case.request is not None
    sparql = case.request.read_bytes().decode("utf-8", errors="surrogateescape")
    try:
        if case.kind is Kind.QUERY:
            return _answer_fault(case, way, folder, sparql)
        if case.kind is Kind.UPDATE:
            return _update_fault(case, way, folder, sparql)
        if case.kind in (Kind.GOOD_QUERY, Kind.BAD_QUERY):
            way.ask(GraphStore.in_memory(), sparql, case, folder, _ANY)
        else:
            way.change(GraphStore.in_memory(), sparql, case.base)
    except _ERRORS as error:
        if isinstance(error, RefusedError) and calls_out(sparql, case.is_update):
            raise
        malformed = isinstance(error, SyntaxError) or isinstance(error.__cause__, SyntaxError)
        fine = malformed if case.kind in _BAD else case.kind in _GOOD and isinstance(error.__cause__ or error, RuntimeError)  # read, but not to be carried out
        return None if fine else f"{type(error).__name__}: {' '.join(str(error).split())}"
    return "is accepted" if case.kind in _BAD else None


def calls_out(sparql: str, update: bool) -> bool:
    """Whether it has SERVICE or LOAD, as rdflib's parser sees it, or by the word alone where that can make nothing of it: the bare engine would obey."""
    if not _CALL.search(sparql):
        return False
    try:
        parsed = repr(parseUpdate(sparql) if update else parseQuery(sparql))
    except (ParseBaseException, ValueError, RecursionError):
        return True
    return "ServiceGraphPattern" in parsed or "Load_" in parsed


def _answer_fault(case: Case, way: Way, folder: Path, sparql: str) -> str | None:
    assert case.result is not None
    expected = read_expected(case.result, iri_of(folder, case.result))
    if isinstance(expected, Solutions) and _ORDERED.search(sparql):
        expected = replace(expected, ordered=True)
    body, media_type = way.ask(way.load(case, folder), sparql, case, folder, MEDIA_TYPE.get(case.result.suffix, _ANY))
    found = read_answer(body, media_type)
    return None if same(expected, found, case.lax) else f"another answer: {difference(expected, found)}"


def _update_fault(case: Case, way: Way, folder: Path, sparql: str) -> str | None:
    store = way.load(case, folder)
    way.change(store, sparql, case.base)
    expected = Statements(frozenset(_loaded(case.after, folder).oxigraph))
    found = Statements(frozenset(store.oxigraph))
    return None if same(expected, found) else f"another data set: {difference(expected, found)}"


def _loaded(graphs: Graphs, folder: Path) -> GraphStore:
    """A store with the default graph in its default graph."""
    store = GraphStore.in_memory()
    for file in graphs.default:
        store.oxigraph.extend(_read(file, iri_of(folder, file), DefaultGraph()))
    for name, file in graphs.named:
        store.oxigraph.add_graph(NamedNode(name))  # an empty one is there too
        store.oxigraph.extend(_read(file, name, NamedNode(name)))
    return store


def _read(file: Path, base: str, graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    """The triples of a file as quads of a graph, with blank nodes of their own."""
    for quad in parse(path=file, format=RdfFormat.from_extension(file.suffix.removeprefix(".")), base_iri=base, rename_blank_nodes=True):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _chooses(case: Case) -> bool:
    """Whether the query chooses its data set by itself: no test has FROM within a string or a name."""
    return case.request is not None and not case.before.default and b"FROM" in case.request.read_bytes().upper()


def _named_by(case: Case) -> tuple[Path, ...]:
    """The files that the query chooses with FROM."""
    if case.request is None or not _chooses(case):
        return ()
    text = case.request.read_text(encoding="utf-8", errors="replace")
    return tuple(file for file in sorted(case.request.parent.glob("*.ttl")) if f"<{file.name}>" in text)
