"""The whole flow: articles in, a graph to question and look at out.

    read → extract → resolve → assemble → store → write

The output folder holds the ledger (`documents/`: each document's reading and quads, the truth), the store (`store/`), what people
decided (`decisions.tsv`, replayed each time) and what people open: `graph.ttl`, `graph.trig`, `events.csv`,
`network.html`, `report.json`. Resolving and assembling look at all documents of the ledger, so the same documents and decisions
give the same bytes in whatever order, steps and processes they came. A document whose text, manifest row and extractor are
unchanged is not read again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.model import Document, Reading
from extract.read.documents import read_documents
from extract.record import reading_record, reading_value
from kg.assemble import assemble
from kg.commit import Graphs, commit, stored_base
from kg.decided import check_decisions
from kg.decisions import DECISIONS_FILE, Decision, of_entities, of_reports, read_decisions
from kg.gazetteer.chosen import Gazetteers, gazetteers_of, keep_gazetteers, known_entities
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.lock import WAIT, writing
from kg.model import Event, Report
from kg.nodes import assembled_graph, checked
from kg.outputs import prepare_folder, write_outputs
from kg.priors import priors_of
from kg.records import doubts_told
from kg.resolve import Resolution, resolve
from kg.triples import Run
from kg.workers import ExtractorFactory, find_extractor, load_extractor, read_all, with_gazetteers
from ontology.errors import InputError, KhabarError, StoreError
from ontology.terms import DATA

Progress = Callable[[int, int], None]  # documents read so far, and to be read in all


def _silent(done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did and what the graph now holds.

    `read` and `unchanged` count this run's documents; `documents`, `reports`, `events` and `entities` all of the graph.
    `errors` has one line for each file that was left out, with its remedy; `notices` what else people should know.
    """

    read: int
    unchanged: int
    documents: int
    reports: int
    events: int
    entities: int
    errors: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stored:
    """A document's reading as the ledger keeps it: by whom it was read, and from what (a SHA-256)."""

    reading: Reading
    run: Run
    source: str


def build(
    paths: Sequence[Path],
    output: Path,
    manifest: Path | None = None,
    extractor: str | ExtractorFactory = "rules",
    jobs: int = 1,
    strict: bool = False,
    base: str = DATA,
    progress: Progress = _silent,
    decisions: Path | None = None,
    gazetteers: Sequence[Path] | None = None,
    licence: str | None = None,
    wait: float = WAIT,
) -> BuildReport:
    """Adds the articles of `paths` to the graph in `output`, or renews them there.

    `extractor` is a name or a function that makes one; `decisions` the file of what people decided, if not in `output`;
    `gazetteers` the tables of places beside the packaged ones, from now on: where None is given, those that the graph knows already;
    `licence` the IRI of the licence that the graph is published under ("" for none any more); `wait` for how many seconds at most, if another writes there.
    Bad articles are told; with `strict` one is raised, and nothing is written. Raises InputError for unusable files, StoreError for damaged ones.
    """
    assembled_graph(base), checked(licence or base)  # refuses unusable ones before any work
    made = find_extractor(extractor) if isinstance(extractor, str) else extractor
    decisions_of(output, decisions), gazetteers_of(output, gazetteers), priors_of(output)
    documents, errors, notices = read_articles(paths, manifest)
    _raise_first(errors if strict else [])
    if not documents and errors:
        return BuildReport(0, 0, 0, 0, 0, 0, tuple(map(str, errors)), tuple(notices))
    prepare_folder(output)
    with writing(output, "kg build", wait):
        decided, places = decisions_of(output, decisions), gazetteers_of(output, gazetteers)  # another may have changed them until now
        stored, changed = _read(documents, Ledger(output / LEDGER_FOLDER), with_gazetteers(made, places), jobs, errors, progress)
        _raise_first(errors if strict else [])
        graph = _write(output, stored, base, decided, places, sorted(map(str, errors)), notices, licence)
    notices += _doubts(stored, (document.id for document in documents))
    return BuildReport(changed, len(documents) - changed, *graph, tuple(sorted(map(str, errors))), tuple(notices))


def _read(
    documents: Sequence[Document], ledger: Ledger, factory: ExtractorFactory, jobs: int, errors: list[KhabarError], progress: Progress
) -> tuple[dict[str, _Stored], int]:
    """All that the ledger holds, with those of the documents read anew that changed, and how many they are; what cannot be read joins the errors."""
    run = Run(load_extractor(factory).name, load_extractor(factory).version)
    sources = {document.id: _digest(document, run) for document in documents}
    stored = _stored(ledger, renewed=sources)
    changed = [document for document in documents if document.id not in stored or stored[document.id].source != sources[document.id]]
    for done, (document, reading) in enumerate(zip(changed, read_all(changed, factory, jobs), strict=True), 1):
        if isinstance(reading, Reading):
            stored[document.id] = _Stored(reading, run, sources[document.id])
        else:
            errors.append(reading)
        progress(done, len(changed))
    return stored, len(changed)


def forget(document_id: str, output: Path, decisions: Path | None = None, wait: float = WAIT) -> BuildReport:
    """Removes a document and all that only it said from the graph in `output`.

    Raises InputError if the graph has no such document, StoreError if there is no graph.
    """
    base = stored_base(output)
    with writing(output, "kg forget", wait):
        stored = _stored(Ledger(output / LEDGER_FOLDER))
        if document_id not in stored:
            raise InputError(f"{output}: there is no document {document_id!r} in this graph; give one of its documents' ids ({_some(sorted(stored))})")
        del stored[document_id]
        return BuildReport(0, len(stored), *_write(output, stored, base, decisions_of(output, decisions), gazetteers_of(output, None)))


def renew(output: Path, decisions: Path | None = None, wait: float = WAIT) -> BuildReport:
    """Resolves and assembles what the graph in `output` holds anew, and writes it. Raises StoreError if there is no graph."""
    base = stored_base(output)
    with writing(output, "kg review", wait):
        stored = _stored(Ledger(output / LEDGER_FOLDER))
        return BuildReport(0, len(stored), *_write(output, stored, base, decisions_of(output, decisions), gazetteers_of(output, None)))


def stored_readings(output: Path) -> tuple[Reading, ...]:
    """All that was read for the graph in `output`. Raises StoreError if there is no graph, or a damaged one."""
    stored_base(output)
    return tuple(one.reading for one in _stored(Ledger(output / LEDGER_FOLDER)).values())


def decisions_of(output: Path, decisions: Path | None) -> tuple[Decision, ...]:
    """What people decided: by the file named, which then must exist, else by the one in `output`, if there is one.

    Raises InputError where decisions of reports contradict each other, before any article is read for nothing.
    """
    found = read_decisions(decisions or output / DECISIONS_FILE, must_exist=decisions is not None)
    check_decisions(of_reports(found))
    return found


def read_articles(paths: Sequence[Path], manifest: Path | None) -> tuple[list[Document], list[KhabarError], list[str]]:
    """The documents, what was wrong with the other files, and what else to know. Raises InputError for an unusable manifest."""
    documents: list[Document] = []
    errors: list[KhabarError] = []
    notices: list[str] = []
    for found in read_documents(paths, manifest):
        if isinstance(found, Document):
            documents.append(found)
        elif isinstance(found, InputError):
            errors.append(found)
        else:
            notices.append(str(found))
    return documents, errors, notices


def _raise_first(errors: Sequence[KhabarError]) -> None:
    if errors:
        raise errors[0]


def _digest(document: Document, run: Run) -> str:
    """Changes with the text, the manifest's row or the extractor."""
    return hashlib.sha256(json.dumps([asdict(document), asdict(run)], sort_keys=True).encode()).hexdigest()


def _stored(ledger: Ledger, renewed: Mapping[str, str] | None = None) -> dict[str, _Stored]:
    """All that the ledger holds. Raises StoreError for a damaged document, unless it is among the `renewed`, which are read again."""
    found: dict[str, _Stored] = {}
    for document_id in ledger.ids():
        try:
            found[document_id] = _from_ledger(ledger.get_reading(document_id))
        except (StoreError, InputError):
            if document_id not in (renewed or {}):
                raise
    return found


def _from_ledger(value: Mapping[str, Any]) -> _Stored:
    try:
        return _Stored(reading_value(value["reading"]), Run(**value["extractor"]), value["source"])
    except (KeyError, TypeError) as error:
        raise StoreError(f"the ledger holds a document of another format ({error}); remove the output folder and run `kg build` again") from error


def _to_ledger(stored: _Stored) -> dict[str, object]:
    return {"extractor": asdict(stored.run), "source": stored.source, "reading": reading_record(stored.reading)}


def _write(
    output: Path,
    stored: Mapping[str, _Stored],
    base: str,
    decisions: Sequence[Decision],
    gazetteers: Gazetteers,
    errors: Sequence[str] = (),
    notices: Sequence[str] = (),
    licence: str | None = None,
) -> tuple[int, int, int, int]:
    """Resolves, assembles, stores and writes; how many documents, reports, events and entities the graph then has."""
    resolution = resolve([one.reading for one in stored.values()], known_entities(gazetteers), of_entities(decisions))
    documents, readers = [one.reading.document for one in stored.values()], {name: one.run.name for name, one in stored.items()}
    events = assemble(resolution.reports, resolution.entities, documents, of_reports(decisions), readers, priors_of(output), resolution.publishers)
    keep_gazetteers(output, gazetteers)
    commit(output, lambda name: _to_ledger(stored[name]), _graphs(stored, resolution, events, base, licence))
    write_outputs(output, base, {"errors": list(errors), "notices": list(notices), "doubts": _doubts(stored, sorted(stored))})
    return len(stored), len(resolution.reports), len(events), len(resolution.entities)


def _doubts(stored: Mapping[str, _Stored], documents: Iterable[str]) -> list[str]:
    """What people should look at in these documents, in their order."""
    return [doubt for name in documents if name in stored for doubt in doubts_told(stored[name].reading)]


def _graphs(stored: Mapping[str, _Stored], resolution: Resolution, events: Sequence[Event], base: str, licence: str | None) -> Graphs:
    reports: dict[str, list[Report]] = {name: [] for name in stored}
    for report in resolution.reports:
        reports[report.mention.document].append(report)
    documents = {name: (one.reading, reports[name], one.run) for name, one in sorted(stored.items())}
    named = resolution.places, resolution.holdings, resolution.publishers
    return Graphs(documents, events, resolution.entities, *named, base, licence, resolution.affiliations)


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "") if names else "it has none"
