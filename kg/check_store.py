"""What is wrong with the store: its files by their checksums, its graphs against what the ledger's readings make."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg.annotations import ANNOTATIONS_FOLDER, Annotations
from kg.checksums import file_sum, parse_sums
from kg.commit import own_graphs
from kg.damage import BUILD, REPAIR, STOPPED, Damage
from kg.dataset import dataset_quads
from kg.decisions import Decision
from kg.gazetteer.chosen import gazetteers_of
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.making import Way, graphs_anew
from kg.nodes import description_graph, document_iri, statistics_graph
from kg.observations import statistics_quads
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from kg.store_states import MARKER, abandoned, files_of, is_begun, is_behind, present, sums_of
from kg.stored import read_stored
from ontology.errors import InputError, StoreError
from ontology.terms import DATA

_OTHERWISE = "its checksum differs, it is not what was written"


def file_damages(folder: Path) -> Iterator[Damage]:
    """What is wrong with the files of the store, which need not be opened for it."""
    if is_behind(folder):
        yield Damage(folder, None, "a command was stopped before its end, so the store shows what was before", BUILD)
    for state in abandoned(folder):
        yield Damage(state, None, STOPPED, BUILD)
    database = present(folder)
    if database is None and is_begun(folder):
        yield Damage(folder, None, "no build has been finished here yet", BUILD)
        return
    if database is None or not database.is_dir():
        yield Damage(folder / MARKER, None, "names no store that could be read")
        return
    try:
        sums = {Path(name).name: digest for name, digest in parse_sums(sums_of(database).read_bytes()).items()}
    except OSError as error:
        yield Damage(sums_of(database), None, f"cannot be read ({error.strerror or error}), so nobody can tell whether the store is whole")
        return
    there = {path.name for path in files_of(database)}
    for name in sorted(sums.keys() | there):
        if (told := _fault(database / name, sums.get(name), name in there)) is not None:
            yield Damage(database / name, None, told)


def _fault(path: Path, digest: str | None, is_there: bool) -> str | None:
    if not is_there:
        return "is gone"
    try:
        return None if file_sum(path) == digest else _OTHERWISE
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"


def content_damages(output: Path, ledger: Ledger, store: GraphStore, decisions: Sequence[Decision]) -> Iterator[Damage]:
    """What the store holds otherwise than the ledger, and the ledger otherwise than its own readings make it."""
    folder = output / STORE_FOLDER
    if is_behind(folder):  # that they disagree is known, and why
        return
    base = store.base() or base_of(ledger) or DATA
    found = [*_documents(folder, ledger, store, base), *strange_graphs(folder, ledger, store, base)]
    if not ledger.damages():
        found += _derived(output, ledger, store, base, decisions)
    yield from found
    if not found:  # they are made of the others
        for iri, quads in ((statistics_graph(base).value, statistics_quads(store, base)), (description_graph(base).value, dataset_quads(store, base))):
            yield from _compared(folder, store, iri, _as_stored(iri, quads))


def base_of(ledger: Ledger) -> str | None:
    """What the IRIs of the data begin with, told by the quads of a whole document; None where there is none."""
    for name in ledger.ids():
        try:
            first = next(iter(parse(ledger.get_quads(name), format=RdfFormat.N_QUADS)))
        except (StoreError, StopIteration, SyntaxError):
            continue
        return str(getattr(first.graph_name, "value", "")).removesuffix(document_iri("x:/", name).value.removeprefix("x:/"))
    return None


def strange_graphs(folder: Path, ledger: Ledger, store: GraphStore, base: str) -> Iterator[Damage]:
    """Graphs of the store that neither a document nor a build nor a file of annotations accounts for, and those that are not as their file has them."""
    added = Annotations(folder.parent / ANNOTATIONS_FOLDER).whole()
    for iri, lines in added.items():
        if canonical_nquads(store.unsorted_quads(iri)) != lines:
            yield Damage(folder, f"graph <{iri}>", f"is not what {ANNOTATIONS_FOLDER}/ holds of it")
    for iri in sorted(set(store.graphs()) - own_graphs(base, ledger.ids()) - added.keys()):
        yield Damage(
            folder, f"graph <{iri}>", "no document of the ledger and no build accounts for it", f"{REPAIR}, which sets it aside; `kg build` removes it"
        )
    if next(iter(outside(store)), None) is not None:
        yield Damage(folder, None, "holds quads outside every graph, which an update put there", f"{REPAIR}, which sets them aside")


def outside(store: GraphStore) -> Iterator[Quad]:
    """The quads that are in no named graph. Raises as pyoxigraph does."""
    return store.oxigraph.quads_for_pattern(None, None, None, DefaultGraph())


def _documents(folder: Path, ledger: Ledger, store: GraphStore, base: str) -> Iterator[Damage]:
    """Each document's graph against its N-Quads."""
    for name in ledger.ids():
        try:
            lines = ledger.get_quads(name)
        except StoreError:  # told already
            continue
        iri = document_iri(base, name).value
        try:
            expected = _as_stored(iri, parse(lines, format=RdfFormat.N_QUADS))
        except StoreError:
            yield Damage(ledger.folder, f"document {name!r}", "its quads are of another graph", BUILD)
            continue
        yield from _compared(folder, store, iri, expected)


def _derived(output: Path, ledger: Ledger, store: GraphStore, base: str, decisions: Sequence[Decision]) -> Iterator[Damage]:
    """What resolving and assembling give anew, against the quads of the ledger and the other graphs of the store."""
    try:
        graphs = graphs_anew(Way(output, base, tuple(decisions), gazetteers_of(output, None)), read_stored(ledger))
    except InputError as error:
        yield Damage(output, None, f"the graph cannot be made anew to compare it ({error})", "mend what is named")
        return
    for name, quads in graphs.by_document():
        if ledger.get_quads(name) != canonical_nquads(quads):
            told = "its quads are not those that the readings give now; they were made by another version, other decisions or priors"
            yield Damage(output / LEDGER_FOLDER, f"document {name!r}", told, BUILD)
    for iri, made in graphs.derived():
        yield from _compared(output / STORE_FOLDER, store, iri, _as_stored(iri, made))


def _compared(folder: Path, store: GraphStore, iri: str, expected: bytes) -> Iterator[Damage]:
    found = canonical_nquads(store.unsorted_quads(iri))
    if found != expected:
        there, wanted = set(found.splitlines()), set(expected.splitlines())
        told = f"has {len(there - wanted)} quads too many and lacks {len(wanted - there)}" if there else "is missing"
        yield Damage(folder, f"graph <{iri}>", f"the store disagrees with the documents: the graph {told}")


def _as_stored(iri: str, quads: Iterable[Quad]) -> bytes:
    """The canonical form of a graph's quads as a store gives them back."""
    store = GraphStore.in_memory()
    store.put_graph(iri, quads)
    return canonical_nquads(store.unsorted_quads(iri))
