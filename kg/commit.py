"""The step that changes the graph on disk: all of a build's graphs go in together, and Ctrl-C waits until they have."""

import signal
import threading
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import FrameType, MappingProxyType

from pyoxigraph import Quad, RdfFormat, parse

from extract.model import Reading
from kg.annotations import put_back
from kg.dataset import dataset_quads, licence_of
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.model import Affiliation, Entity, Event, Holding, PlaceNaming, Report
from kg.nodes import assembled_graph, description_graph, document_iri, statistics_graph
from kg.observations import statistics_quads
from kg.program import program_digest
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from kg.store_contract import WriteStore
from kg.store_states import is_behind, set_behind
from kg.triples import Run, assembled_quads, document_quads
from ontology.errors import StoreError
from ontology.files import ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE, read_ontology
from ontology.terms import DATA, ONTOLOGY

TOGETHER = 64  # documents that are written at once: enough to spare waiting for the disk, few enough to be held in memory

Readings = Callable[[str], Mapping[str, object]]  # a document's reading as JSON, made when it is wanted: all of them would be large


@dataclass(frozen=True, slots=True)
class Told:
    """A document's reading with its reports, the run that read it, and the SHA-256 of the reading."""

    reading: Reading
    reports: Sequence[Report]
    run: Run
    digest: str


@dataclass(frozen=True, slots=True)
class Committed:
    """The licence that the graph is under, "" for none, and for each document a digest of all that its quads were made from."""

    licence: str
    made: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Graphs:
    """All that the graph is to hold: what every document tells, the events and the entities.

    `places` are the places that each document names, by its id, `offices` and `belongings` what it says of those, `publishers` the known outlets;
    `licence` the IRI of the licence that all of it is under, "" for none, None for that of before.
    """

    documents: Mapping[str, Told]
    events: Sequence[Event]
    entities: Mapping[str, Entity]
    places: Mapping[str, Sequence[PlaceNaming]]
    offices: Mapping[str, Sequence[Holding]]
    publishers: Mapping[str, str]
    base: str
    licence: str | None = None
    belongings: Mapping[str, Sequence[Affiliation]] = field(default_factory=lambda: MappingProxyType({}))

    def event_of(self) -> dict[str, str]:
        """For each report's id the id of its event."""
        return {report.id: event.id for event in self.events for report in event.reports}

    def affiliated(self) -> Iterator[Affiliation]:
        """What all documents say of belonging."""
        return (affiliation for affiliations in self.belongings.values() for affiliation in affiliations)

    def held(self) -> Iterator[Holding]:
        """What all documents say of offices."""
        return (holding for holdings in self.offices.values() for holding in holdings)

    def by_document(self, but: Container[str] = ()) -> Iterator[tuple[str, list[Quad]]]:
        """The id of each document `but` these, and the quads of its graph."""
        event_of = self.event_of()
        for name, document in self.documents.items():
            if name not in but:
                told = self.offices.get(name, ()), self.belongings.get(name, ()), self.publishers.get(name)
                named = self.places.get(name, ()), document.reading.published, *told
                yield name, list(document_quads(document.reading.document, document.reports, event_of, self.base, document.run, *named))

    def derived(self) -> Iterator[tuple[str, Iterator[Quad]]]:
        """The graphs beside those of documents and those that are made of the others (statistics, description): their IRIs and quads."""
        yield assembled_graph(self.base).value, assembled_quads(self.events, self.entities, self.base, self.held(), self.affiliated())
        yield ONTOLOGY, _ontology()


@dataclass(frozen=True, slots=True)
class _Change:
    """A document to be written: its id, its quads and their canonical form, and whether the ledger holds it just so already."""

    name: str
    quads: list[Quad]
    lines: bytes
    is_kept: bool


def commit(output: Path, readings: Readings, graphs: Graphs, former: Mapping[str, tuple[str, str]], anew: bool = False) -> Committed:
    """Makes the store and the ledger in `output` hold these graphs and readings, and nothing else.

    `former` are the documents of the last build: of what their quads were made, and how the ledger sealed them. Of the same nothing is made again.

    The store shows all of it at one stroke, when it is closed. What the ledger holds by then, though a kill comes between, the next build finds.
    The store is filled `anew` where nothing of what it held may stay: Oxigraph keeps the words of what was deleted in its files.
    """
    ledger = Ledger(output / LEDGER_FOLDER)
    ledger.settle()
    folder = output / STORE_FOLDER
    with _interrupts_wait():
        anew = anew or is_behind(folder)  # nobody knows how far a build came that was killed
        licence = _licence(output, graphs, anew)
        with GraphStore.open(folder, anew=anew) as store:
            set_behind(folder, True)
            present, made = frozenset(store.graphs()), _made_from(graphs)
            kept = frozenset(name for name in made if document_iri(graphs.base, name).value in present and _is_as_before(ledger, name, made[name], former))
            changed = _changed(ledger, readings, graphs, present, kept)
            many = _write_documents(store, ledger, changed, readings, graphs.base)
            for iri, quads in graphs.derived():
                store.put_graph(iri, quads)
            added = put_back(store, output)
            store.put_graph(statistics_graph(graphs.base).value, list(statistics_quads(store, graphs.base)))
            _drop_others(store, ledger, graphs, added)
            store.put_graph(description_graph(graphs.base).value, list(dataset_quads(store, graphs.base, licence)))
            if many:  # each lot left index files of its own, which would slow down every question
                store.optimize()
            licence = licence_of(store, graphs.base)
        set_behind(folder, False)
    return Committed(licence, made)


def _licence(output: Path, graphs: Graphs, anew: bool) -> str | None:
    """The licence that is given, or that of before where the new store knows nothing of before."""
    if graphs.licence is None and anew:
        with suppress(StoreError):
            return stored_licence(output, graphs.base)
    return graphs.licence


def _write_documents(store: GraphStore, ledger: Ledger, changed: Iterator[_Change], readings: Readings, base: str) -> bool:
    """Brings the documents into store and ledger, lot by lot; whether they were many."""
    many = False
    while lot := list(islice(changed, TOGETHER)):
        store.put_graphs({document_iri(base, change.name).value: change.quads for change in lot})
        ledger.put_all((change.name, readings(change.name), change.lines) for change in lot if not change.is_kept)
        many = many or len(lot) == TOGETHER
    return many


def stored_base(output: Path) -> str:
    """The base of the IRIs in the graph in `output`. Raises StoreError if there is no graph."""
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return store.base() or DATA


def stored_licence(output: Path, base: str) -> str:
    """The IRI of the licence that the graph in `output` is under, "" for none. Raises StoreError if there is no graph."""
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return licence_of(store, base)


def _changed(ledger: Ledger, readings: Readings, graphs: Graphs, present: frozenset[str], kept: frozenset[str]) -> Iterator[_Change]:
    """Each document that store or ledger do not hold just so; those that are `kept` surely do."""
    for name, quads in graphs.by_document(kept):
        lines = canonical_nquads(quads)
        is_kept = _holds(ledger, name, readings(name), lines)
        if not is_kept or document_iri(graphs.base, name).value not in present:
            yield _Change(name, quads, lines, is_kept)


def _made_from(graphs: Graphs) -> dict[str, str]:
    """For each document a digest of all that its quads are made from, beside its reading its own part of what was resolved and assembled."""
    event_of, start = graphs.event_of(), (program_digest(), graphs.base)
    made = {}
    for name, document in graphs.documents.items():
        sides = [
            (r.id, event_of[r.id], r.actors, r.targets, r.places, r.attributed_to, r.origins, r.destinations, r.relayed_by)
            for r in document.reports
        ]  # fmt: skip
        places = [(one.span, one.place, one.reason) for one in graphs.places.get(name, ())]
        held = [(one.id, one.person, one.organisation) for one in graphs.offices.get(name, ())]
        belongs = [(one.id, one.part, one.whole) for one in graphs.belongings.get(name, ())]
        parts = (*start, document.digest, sides, places, held, belongs, graphs.publishers.get(name))
        made[name] = sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return made


def _is_as_before(ledger: Ledger, name: str, made: str, former: Mapping[str, tuple[str, str]]) -> bool:
    """Whether the ledger holds, undamaged, what the last build made of the same."""
    try:
        return name in former and former[name] == (made, ledger.seal(name)) and bool(ledger.get_quads(name))
    except StoreError:
        return False


def _holds(ledger: Ledger, name: str, reading: Mapping[str, object], lines: bytes) -> bool:
    """Whether the ledger holds the document just so, undamaged."""
    try:
        return name in ledger and ledger.get_quads(name) == lines and ledger.get_reading(name) == reading
    except StoreError:
        return False


def own_graphs(base: str, documents: Iterable[str]) -> frozenset[str]:
    """The IRIs of all graphs that a build makes of these documents."""
    made = (name(base).value for name in (assembled_graph, statistics_graph, description_graph))
    return frozenset({ONTOLOGY, *made, *(document_iri(base, name).value for name in documents)})


def _drop_others(store: WriteStore, ledger: Ledger, graphs: Graphs, annotations: frozenset[str]) -> None:
    for iri in set(store.graphs()) - own_graphs(graphs.base, graphs.documents) - annotations:
        store.delete_graph(iri)
    for name in set(ledger.ids()) - set(graphs.documents):
        ledger.remove(name)


def _ontology() -> Iterator[Quad]:
    for name in (ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE):
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
