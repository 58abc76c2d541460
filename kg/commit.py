"""The step that changes the graph on disk: all of a build's graphs go in together, and Ctrl-C waits until they have."""

import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from pyoxigraph import Quad, RdfFormat, parse

from extract.model import Document
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.model import Entity, Event, Report
from kg.nodes import assembled_graph, document_iri
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from kg.triples import Run, assembled_quads, document_quads
from ontology.errors import StoreError
from ontology.files import ONTOLOGY_FILE, PLOVER_FILE, read_ontology
from ontology.terms import DATA, ONTOLOGY


@dataclass(frozen=True, slots=True)
class Graphs:
    """All that the graph is to hold: every document with its reports and the run that read it, the events and the entities."""

    documents: Mapping[str, tuple[Document, Sequence[Report], Run]]
    events: Sequence[Event]
    entities: Mapping[str, Entity]
    base: str


def commit(output: Path, readings: Mapping[str, Mapping[str, object]], graphs: Graphs) -> None:
    """Makes the store and the ledger in `output` hold these graphs and readings, and nothing else.

    A document is written to the store before the ledger vouches for it; so whatever a kill leaves out, the next build finds and mends.
    """
    ledger = Ledger(output / LEDGER_FOLDER)
    event_of = {report.id: event.id for event in graphs.events for report in event.reports}
    with GraphStore.open(output / STORE_FOLDER) as store, _interrupts_wait():
        present = set(store.graphs())
        for name, (document, reports, run) in graphs.documents.items():
            quads = list(document_quads(document, reports, event_of, graphs.base, run))
            iri, lines = document_iri(graphs.base, name).value, canonical_nquads(quads)
            if iri not in present or not _holds(ledger, name, readings[name], lines):
                store.put_graph(iri, quads)
                ledger.put(name, readings[name], lines)
        store.put_graph(assembled_graph(graphs.base).value, assembled_quads(graphs.events, graphs.entities, graphs.base))
        store.put_graph(ONTOLOGY, _ontology())
        _drop_others(store, ledger, graphs)


def stored_base(output: Path) -> str:
    """The base of the IRIs in the graph in `output`. Raises StoreError if there is no graph."""
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return store.base() or DATA


def _holds(ledger: Ledger, name: str, reading: Mapping[str, object], lines: bytes) -> bool:
    """Whether the ledger holds the document just so, undamaged."""
    try:
        return name in ledger and ledger.get_quads(name) == lines and ledger.get_reading(name) == reading
    except StoreError:
        return False


def _drop_others(store: GraphStore, ledger: Ledger, graphs: Graphs) -> None:
    kept = {ONTOLOGY, assembled_graph(graphs.base).value, *(document_iri(graphs.base, name).value for name in graphs.documents)}
    for iri in set(store.graphs()) - kept:
        store.delete_graph(iri)
    for name in set(ledger.ids()) - set(graphs.documents):
        ledger.remove(name)


def _ontology() -> Iterator[Quad]:
    for name in (ONTOLOGY_FILE, PLOVER_FILE):
        yield from parse(read_ontology(name), format=RdfFormat.TURTLE)


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Holds Ctrl-C back until the block is done; elsewhere than in the main thread it never comes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        held.append(number)

    before = signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if held:
        raise KeyboardInterrupt
