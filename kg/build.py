"""The whole flow: articles in, a graph to question and look at out.

    read → extract → resolve → assemble → store → write

The output folder holds the ledger (`documents/`: each document's reading and quads, the truth), the store (`store/`), what people
decided (`decisions.tsv`, replayed each time), what people open: `graph.ttl`, `graph.trig`, `events.csv`, `network.html`, `report.json`, and
`state.json`, the proof that the same build again has nothing to do. Resolving and assembling look at all documents of the ledger, so the
same documents and decisions give the same bytes in whatever order, steps and processes they came. A document whose text, manifest row and
extractor are unchanged is not read again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.model import Document, Reading
from extract.read.documents import read_documents
from kg.commit import stored_base, stored_licence
from kg.decided import check_decisions
from kg.decisions import DECISIONS_FILE, Decision, of_reports, read_decisions
from kg.forgetting import decisions_left, told_left
from kg.gazetteer.chosen import gazetteers_of, known_entities
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.lock import WAIT, writing
from kg.making import Made, Way, make, write
from kg.nodes import assembled_graph, checked
from kg.outputs import prepare_folder
from kg.priors import priors_of
from kg.remote.mirror import Mirrored, choose_store
from kg.state import State, drop_state, given_of, holds_graph, read_state
from kg.stored import Stored, read_stored, source_digest, stored_anew
from kg.triples import Run
from kg.weighed import drop_weighed
from kg.workers import ExtractorFactory, find_extractor, load_extractor, read_all, with_gazetteers
from ontology.errors import InputError, KhabarError
from ontology.terms import DATA

Progress = Callable[[int, int], None]  # documents read so far, and to be read in all


def _silent(done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did and what the graph now holds.

    `read` and `unchanged` count this run's documents; `documents`, `reports`, `events` and `entities` all of the graph.
    `changed` counts the events that were not there just so before, `weighed` the pairs of articles (and articles by themselves) whose reports were weighed
    anew to find them. `errors` has one line for each file that was left out, with its remedy; `notices` what else people should know.
    """

    read: int
    unchanged: int
    documents: int
    reports: int
    events: int
    entities: int
    errors: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    changed: int = 0
    weighed: int = 0
    mirrored: Mirrored | None = None


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
    store: str | None = None,
) -> BuildReport:
    """Adds the articles of `paths` to the graph in `output`, or renews them there.

    `extractor` is a name or a function that makes one; `decisions` the file of what people decided, if not in `output`;
    `gazetteers` the tables of places beside the packaged ones, from now on: where None is given, those that the graph knows already;
    `licence` the IRI of the licence that the graph is published under ("" for none any more); `wait` for how many seconds at most, if another writes there;
    `store` the address of a store behind a server that is to hold the same graph from now on: where None is given, that of before.
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
        choose_store(output, store)
        way = Way(output, base, decisions_of(output, decisions), gazetteers_of(output, gazetteers), licence)  # another may have changed them until now
        found, changed = _made(way, documents, with_gazetteers(made, way.gazetteers), jobs, errors, progress, strict)
        mirrored = write(replace(way, errors=tuple(sorted(map(str, errors))), notices=tuple(notices)), found.state)
    state = found.state
    notices += [doubt for document in documents if document.id in state.documents for doubt in state.documents[document.id].doubts]
    told = tuple(sorted(map(str, errors))), tuple(notices), found.changed, found.weighed
    return BuildReport(changed, len(documents) - changed, *state.figures, *told, mirrored=mirrored)


def _unchanged(way: Way, sources: Mapping[str, str]) -> State | None:
    """What the last build left, where this one would make the same graph of these documents and finds it undamaged."""
    state = read_state(way.output)
    if state is None or any(name not in state.documents or state.documents[name].source != source for name, source in sources.items()):
        return None
    same = state.given == given_of(way.output, way.base, state.given.licence if way.licence is None else way.licence, way.decisions, way.gazetteers)
    return state if same and holds_graph(way.output, state) else None


def _made(
    way: Way,
    documents: Sequence[Document],
    factory: ExtractorFactory,
    jobs: int,
    errors: list[KhabarError],
    progress: Progress,
    strict: bool,
) -> tuple[Made, int]:
    """The graph with these documents, and how many of them were read anew; what cannot be read joins the errors."""
    run = Run(load_extractor(factory).name, load_extractor(factory).version)
    sources = {document.id: source_digest(document, run) for document in documents}
    if (state := _unchanged(way, sources)) is not None:
        return Made(state), 0
    stored = read_stored(Ledger(way.output / LEDGER_FOLDER), renewed=sources)
    changed = [document for document in documents if document.id not in stored or stored[document.id].source != sources[document.id]]
    for done, (document, reading) in enumerate(zip(changed, read_all(changed, factory, jobs), strict=True), 1):
        if isinstance(reading, Reading):
            stored[document.id] = stored_anew(reading, run, sources[document.id])
        else:
            errors.append(reading)
        progress(done, len(changed))
    _raise_first(errors if strict else [])
    return make(way, stored, {document.id for document in changed}), len(changed)


def forget(document_id: str, output: Path, decisions: Path | None = None, wait: float = WAIT) -> BuildReport:
    """Removes a document and all that only it said from the graph in `output`, down to the files of the store; only what people decided stays, and is told.

    Raises InputError if the graph has no such document, StoreError if there is no graph.
    """
    base = stored_base(output)
    with writing(output, "kg forget", wait):
        stored = read_stored(Ledger(output / LEDGER_FOLDER))
        if document_id not in stored:
            raise InputError(f"{output}: there is no document {document_id!r} in this graph; give one of its documents' ids ({_some(sorted(stored))})")
        forgotten = stored.pop(document_id)
        way = Way(output, base, decisions_of(output, decisions), gazetteers_of(output, None), stored_licence(output, base), anew=True)
        left = decisions_left(way.decisions, forgotten.reading, [one.reading for one in stored.values()], known_entities(way.gazetteers))
        report = _renewed(way, stored)
        return replace(report, notices=tuple(told_left(output, document_id, left, decisions or output / DECISIONS_FILE)))


def renew(output: Path, decisions: Path | None = None, wait: float = WAIT) -> BuildReport:
    """Resolves and assembles what the graph in `output` holds anew, and writes it. Raises StoreError if there is no graph."""
    base = stored_base(output)
    with writing(output, "kg review", wait):
        way = Way(output, base, decisions_of(output, decisions), gazetteers_of(output, None))
        return _renewed(way, read_stored(Ledger(output / LEDGER_FOLDER)))


def remake(output: Path, base: str, licence: str | None, decisions: tuple[Decision, ...]) -> BuildReport:
    """Fills a new store from the ledger in `output` and writes the files anew, all from the readings; whoever calls holds the lock.

    Raises StoreError for a damaged ledger.
    """
    drop_state(output)
    drop_weighed(output)
    way = Way(output, base, decisions, gazetteers_of(output, None), licence, anew=True)
    return _renewed(way, read_stored(Ledger(output / LEDGER_FOLDER)))


def _renewed(way: Way, stored: Mapping[str, Stored]) -> BuildReport:
    found = make(way, stored)
    return BuildReport(0, len(stored), *found.state.figures, (), (), found.changed, found.weighed, write(way, found.state))


def stored_readings(output: Path) -> tuple[Reading, ...]:
    """All that was read for the graph in `output`. Raises StoreError if there is no graph, or a damaged one."""
    stored_base(output)
    return tuple(one.reading for one in read_stored(Ledger(output / LEDGER_FOLDER)).values())


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


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "") if names else "it has none"
