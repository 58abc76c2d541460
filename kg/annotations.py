"""Graphs that people add beside those of the articles: each a file, from which builds put them back into the store.

A file holds one graph as sorted N-Quads under a first line with the checksum of the rest and the graph's IRI. It takes its name in one
stroke, so that a kill leaves the old graph or the new one; a file that says something else than was written is an error, never passed over.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.checksums import sync_folder
from kg.ledger import file_name
from kg.store import canonical_nquads
from kg.store_contract import WriteStore
from ontology.errors import RefusedError, StoreError
from ontology.terms import ASSEMBLED, ONTOLOGY

ANNOTATIONS_FOLDER = "annotations"
_NAMELESS = "genid/"  # below the base: nodes that were given without a name (RDF 1.1, section 3.5)
_ENDING, _UNFINISHED = ".nq", ".unfinished"
Term = NamedNode | BlankNode | Literal | Triple
_REMEDY = "put back a copy of it, or run `kg check --repair`, which sets it aside"


def is_derived(iri: str, base: str) -> bool:
    """Whether a graph of that IRI is Khabar's own: made from articles and ontology, and made anew by every build."""
    return iri.startswith((base, ONTOLOGY)) or iri.endswith(f"/{ASSEMBLED}")


def refuse_derived(iris: Iterable[str], base: str) -> None:
    """Raises RefusedError where one of the graphs is not for people to change."""
    for iri in iris:
        if is_derived(iri, base):
            raise RefusedError(
                f"graph <{iri}> is made from the articles, and a build would undo any change of it; "
                f"write to a graph with an IRI of your own, one that does not begin with {base}"
            )


def put_back(store: WriteStore, output: Path) -> frozenset[str]:
    """Makes the store hold the graphs of the files in the folder `output`; their IRIs. Raises StoreError for a damaged file."""
    kept = Annotations(output / ANNOTATIONS_FOLDER).graphs()
    differing = {iri: lines for iri, lines in kept.items() if canonical_nquads(store.unsorted_quads(iri)) != lines}
    if differing:
        store.put_graphs({iri: list(parse(lines, format=RdfFormat.N_QUADS)) for iri, lines in differing.items()})
    return frozenset(kept)


class Annotations:
    """The graphs in the files of one folder, which is made when it is first written to. Errors are StoreError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def graphs(self) -> Mapping[str, bytes]:
        """The lines of each graph by its IRI."""
        return dict(self._read(path) for path in self._files())

    def replace(self, changed: Mapping[str, Sequence[Quad]]) -> None:
        """Replaces these graphs; one without quads is removed. When it returns they are on disk."""
        with self._explained():
            for iri, quads in changed.items():
                path = self.folder / (file_name(iri) + _ENDING)
                if quads:
                    self.folder.mkdir(parents=True, exist_ok=True)
                    _write(path, iri, canonical_nquads(quads))
                else:
                    path.unlink(missing_ok=True)
            if self.folder.is_dir():
                sync_folder(self.folder)

    def damaged(self) -> tuple[Path, ...]:
        """The files that are not what was written, sorted."""
        return tuple(path for path in self._files() if not self._is_whole(path))

    def whole(self) -> Mapping[str, bytes]:
        """The lines of each graph whose file is whole."""
        return dict(self._read(path) for path in self._files() if self._is_whole(path))

    def _files(self) -> list[Path]:
        with self._explained():
            return sorted(self.folder.glob(f"*{_ENDING}")) if self.folder.is_dir() else []

    def _is_whole(self, path: Path) -> bool:
        try:
            self._read(path)
        except StoreError:
            return False
        return True

    def _read(self, path: Path) -> tuple[str, bytes]:
        try:
            first, _, lines = path.read_bytes().partition(b"\n")
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror or error}); {_REMEDY}") from error
        mark, _, iri = first.rpartition(b" ")
        if mark != b"# sha256 " + _digest(iri, lines) or path.name != file_name(iri.decode("utf-8", "replace")) + _ENDING:
            raise StoreError(f"{path}: is not what was written (checksum differs); {_REMEDY}")
        return iri.decode(), lines

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self.folder}: cannot be read or written ({error.strerror or error}); check its rights and the room on the disk") from error


def named_nodes(quads: Iterable[Quad], base: str) -> list[Quad]:
    """The quads with a name below `base` for each blank node, which depends on all that was given: giving the same again adds nothing.

    Nodes without a name would not be the same ones in the store after the next build, and those of two graphs could not be told apart.
    """
    given = list(quads)
    if not any(isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode | Triple) for quad in given):
        return given
    dataset = Dataset(given)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    prefix = f"{base}{_NAMELESS}{hashlib.sha256(canonical_nquads(dataset)).hexdigest()[:24]}-"
    return [Quad(_named(quad.subject, prefix), quad.predicate, _named_object(quad.object, prefix), quad.graph_name) for quad in dataset]


def _named(node: NamedNode | BlankNode | Triple, prefix: str) -> NamedNode | Triple:
    return NamedNode(prefix + node.value) if isinstance(node, BlankNode) else node


def _named_object(term: Term, prefix: str) -> Term:
    if isinstance(term, Triple):
        return Triple(_named(term.subject, prefix), term.predicate, _named_object(term.object, prefix))
    return _named(term, prefix) if isinstance(term, BlankNode) else term


def _digest(iri: bytes, lines: bytes) -> bytes:
    return hashlib.sha256(iri + b"\n" + lines).hexdigest().encode()


def _write(path: Path, iri: str, lines: bytes) -> None:
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        with unfinished.open("wb") as file:
            file.write(b"# sha256 " + _digest(iri.encode(), lines) + b" " + iri.encode() + b"\n" + lines)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
