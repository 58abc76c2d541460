"""What people change in a graph that is served `--writable`: graphs of their own beside those of the articles.

An update is carried out on a new state of the store, which is then compared with the present one, graph by graph; a change of what Khabar
derives from the articles is refused, whatever words led to it. The rest is written to the files of `kg.annotations` before the state counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.annotations import ANNOTATIONS_FOLDER, Annotations, is_derived, named_nodes, put_back, refuse_derived
from kg.dataset import dataset_quads
from kg.lock import writing
from kg.nodes import checked, description_graph
from kg.serve.values import Reply, told
from kg.store import STORE_FOLDER, GraphStore
from kg.terminal_text import one_line
from ontology.errors import InputError, RefusedError
from ontology.terms import DATA

_WAIT = 2.0  # seconds for a build that is about to end; whoever asked waits for an answer meanwhile
_DONE, _MADE = Reply(204, "", b""), Reply(201, "", b"")


def change_by_update(output: Path, sparql: str, base: str) -> Reply:
    """Carries out an update, all of it or nothing. Raises InputError for what is none, RefusedError where it would change what is derived."""
    with _opened(output) as store, GraphStore.open(output / STORE_FOLDER, read_only=True) as former:
        store.update(sparql, base)
        if any(True for _ in store.oxigraph.quads_for_pattern(None, None, None, DefaultGraph())):
            raise RefusedError("the update writes triples into no graph; say which with GRAPH <…> { … }, or WITH <…> before it")
        differing = _differing(former, store)
        refuse_derived(differing, _base(former))
        _keep(store, output, {iri: list(store.unsorted_quads(iri)) for iri in differing})
    return _DONE


def put_graph(output: Path, graph: str, body: str, form: RdfFormat, add: bool) -> Reply:
    """Replaces a graph by the triples of `body`, or adds them to it: 201 where it was not there, else 204. Errors as those of an update."""
    name = checked(graph)
    with _opened(output) as store:
        refuse_derived([graph], _base(store))
        held = list(store.unsorted_quads(graph))
        given = [Quad(quad.subject, quad.predicate, quad.object, name) for quad in _parsed(body, form, graph)]
        wanted = Store()  # gives every literal the form that it has in the store
        wanted.extend([*(held if add else ()), *named_nodes(given, _base(store))])
        _keep(store, output, {graph: list(wanted)})
    return _DONE if held else _MADE


def delete_graph(output: Path, graph: str) -> Reply:
    """Removes a graph; 404 where there is none. Raises RefusedError for one that is derived."""
    with _opened(output) as store:
        refuse_derived([graph], _base(store))
        if not store.holds_graph(graph):
            return told(404, f"there is no graph <{graph}>")
        _keep(store, output, {graph: []})
    return _DONE


def _keep(store: GraphStore, output: Path, changed: Mapping[str, Sequence[Quad]]) -> None:
    """Into the files first: what the store lacks after a kill, the next change or build puts back from there."""
    named = {iri: named_nodes(quads, _base(store)) for iri, quads in changed.items()}
    for iri, quads in named.items():
        store.delete_graph(iri)
        store.put_graph(iri, quads)
    base = _base(store)
    if store.holds_graph(description := description_graph(base).value):  # it counts what people add as well
        store.put_graph(description, list(dataset_quads(store, base)))
    Annotations(output / ANNOTATIONS_FOLDER).replace({iri: list(store.unsorted_quads(iri)) for iri in named})


@contextmanager
def _opened(output: Path) -> Iterator[GraphStore]:
    """The store, nobody else writing in the folder, with what a change that was killed on its way had written to the files alone."""
    with writing(output, "kg serve", _WAIT), GraphStore.open(output / STORE_FOLDER) as store:
        put_back(store, output)
        yield store


def _base(store: GraphStore) -> str:
    return store.base() or DATA


def _parsed(body: str, form: RdfFormat, base: str) -> Iterator[Quad]:
    try:
        for quad in parse(body, format=form, base_iri=base, rename_blank_nodes=True):
            if quad.graph_name != DefaultGraph():
                raise InputError("the body names graphs of its own; send triples alone")
            yield quad
    except (SyntaxError, ValueError) as error:
        raise InputError(f"the body cannot be read ({one_line(str(error))}); send what Content-Type says") from error


def _differing(former: GraphStore, store: GraphStore) -> list[str]:
    """The graphs that are not alike, those that are derived first. Oxigraph goes through a graph in one order always, so nothing need be held."""
    base, every = _base(former), {*former.graphs(), *store.graphs()}
    return [iri for iri in sorted(every, key=lambda iri: (not is_derived(iri, base), iri)) if not _alike(former, store, NamedNode(iri))]


def _alike(former: GraphStore, store: GraphStore, graph: NamedNode) -> bool:
    both = (one.oxigraph.quads_for_pattern(None, None, None, graph) for one in (former, store))
    return all(old == new for old, new in zip_longest(*both))
