"""How fast Khabar reads and stores, on the sample articles repeated to 2,000.

    python benchmarks/bench.py [--articles FOLDER] [--count 2000] [--rounds 3]

Prints words per second of extraction on one core, quads per second into the store on disk, the same quads written
raw into pyoxigraph in the same run, how long the shapes take, how assembling grows with the number of articles, what a new process pays
for the known names, and the peak memory and time of a whole `kg extract` and of a whole build. Rates are by CPU time, the
median of the rounds, so that what else the machine does matters little; the whole commands are by the clock. Repeated articles
flatter what keeps words in a cache, so the first sight of each article is told apart.
"""

import argparse
import csv
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import linear_regression, median
from typing import TypeVar

from pyoxigraph import Quad, Store

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.arabic.words import split_words  # noqa: E402 (found from the line above)
from extract.model import Document, Reading  # noqa: E402
from extract.read.documents import read_documents  # noqa: E402
from kg.assemble import assemble  # noqa: E402
from kg.commit import TOGETHER  # noqa: E402
from kg.model import Report  # noqa: E402
from kg.nodes import assembled_graph, document_iri  # noqa: E402
from kg.resolve import resolve  # noqa: E402
from kg.store import GraphStore  # noqa: E402
from kg.triples import Run, assembled_quads, document_quads  # noqa: E402
from kg.validate import validate  # noqa: E402
from kg.workers import rule_extractor  # noqa: E402
from ontology.known import load_entities  # noqa: E402
from ontology.terms import DATA  # noqa: E402

WORDS_PER_SECOND = 5_000  # the marks that are to be reached
MEMORY_MIB = 1_024
EXTRACT_MEMORY_MIB = 500
NAMES_SECONDS = 0.3
RESOLUTION_SHARE = 0.3
# What a process that just started pays: the known entities and the table of their names, and the same files read by the csv module alone.
NAMES_PROGRAM = """
import csv, time
from importlib.resources import files
from kg.known_names import name_table
from ontology.known import TABLES, load_entities
start = time.process_time()
entities = load_entities()
names = name_table(entities)
loaded = time.process_time()
rows = [row for table in TABLES for row in csv.reader(files("ontology").joinpath("data", table).read_text(encoding="utf-8").splitlines(), "excel-tab")]
print(len(entities), loaded - start, time.process_time() - loaded)
"""

Graphs = Mapping[str, Sequence[Quad]]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Whole:
    """One command in a process of its own: seconds by the clock and peak resident memory."""

    seconds: float
    memory_mib: float


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ROOT / "examples")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    documents = repeated(options.articles, options.count)
    extract, build = (measure_whole(documents, command) for command in ("extract", "build"))  # first: a child's peak is never below what its parent held
    report(documents, options.rounds)
    report_names(max(options.rounds, 5))
    print(f"kg extract   {extract.seconds:,.1f} s, peak memory {extract.memory_mib:,.0f} MiB (mark {EXTRACT_MEMORY_MIB:,})")
    print(f"whole build  {build.seconds:,.1f} s, peak memory {build.memory_mib:,.0f} MiB (mark {MEMORY_MIB:,})")
    return 0


def report(documents: Sequence[Document], rounds: int) -> None:
    """Measures the steps one by one and prints a line for each."""
    extractor = rule_extractor()
    different = list({document.text: document for document in documents}.values())
    first, _ = seconds_of(lambda: [extractor.read(document) for document in different])
    measured = [seconds_of(lambda: [extractor.read(document) for document in documents]) for _ in range(rounds)]
    readings = measured[0][1]
    making, graphs = seconds_of(lambda: graphs_of(readings))
    words, quads = words_of(documents), sum(map(len, graphs.values()))
    print(f"articles     {len(documents):,} with {words:,} words, {sum(len(r.events) for r in readings):,} event mentions, {quads:,} quads")
    print(f"extraction   {words / median(seconds for seconds, _ in measured):,.0f} words/s on one core (mark {WORDS_PER_SECOND:,}); ", end="")
    print(f"{words_of(different) / first:,.0f} at the first sight of {len(different)} articles")
    report_resolution(readings, median(seconds for seconds, _ in measured))
    print(f"to quads     {quads / making:,.0f} quads/s, resolving and assembling included")
    report_store(graphs, rounds)
    report_validation(readings, quads)
    report_assembly("mixed", readings)
    report_assembly("copies", [copied(readings[0], number) for number in range(len(readings))])


def report_resolution(readings: Sequence[Reading], extraction: float) -> None:
    """What deciding who is who, and where every place lies, adds to the seconds of extraction."""
    known = load_entities()
    seconds = min(seconds_of(lambda: resolve(readings, known))[0] for _ in range(2))
    print(f"resolution   {seconds / extraction:.0%} of the time of extraction (mark {RESOLUTION_SHARE:.0%}): entities and places of {len(readings):,} articles")


def report_names(rounds: int) -> None:
    """Loads the known entities and their names in processes of their own."""
    call = [sys.executable, "-c", NAMES_PROGRAM]
    runs = [subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split() for _ in range(rounds)]
    ours, plain = (median(float(run[column]) for run in runs) for column in (1, 2))
    print(f"known names  {int(runs[0][0]):,} entities and their names loaded in {ours:.3f} s (mark {NAMES_SECONDS}); ", end="")
    print(f"{ours / plain:.1f} times what the csv module takes to split the same files")


def report_store(graphs: Graphs, rounds: int) -> None:
    quads = sum(map(len, graphs.values()))
    ways = (write_to_store, write_raw, write_raw_in_bulk)
    ours, raw, bulk = (median(column) for column in zip(*(tuple(measure_store(graphs, way) for way in ways) for _ in range(rounds)), strict=True))
    print(f"store        {quads / ours:,.0f} quads/s into the store on disk")
    print(f"raw          {quads / raw:,.0f} quads/s of the same into pyoxigraph, a transaction for each document; ", end="")
    print(f"the store takes {ours / raw:.2f} times as long")
    print(f"raw in bulk  {quads / bulk:,.0f} quads/s, {TOGETHER} documents a bulk load; the store takes {ours / bulk:.2f} times as long")


def report_validation(readings: Sequence[Reading], quads: int) -> None:
    """Holds graphs of about 10,000 and 100,000 quads against the shapes."""
    told = []
    for size in (10_000, 100_000):
        found = [quad for graph in graphs_of(readings[: max(1, len(readings) * size // quads)]).values() for quad in graph]
        told.append(f"{len(found):,} quads in {min(seconds_of(partial(validate, found))[0] for _ in range(2)):.2f} s")
    print(f"validation   {', '.join(told)}, against the shapes")


def report_assembly(name: str, readings: Sequence[Reading]) -> None:
    """Resolving and assembling at growing sizes; time grows as the size to the power of the exponent, 1 being linear."""
    sizes = [size for size in (len(readings) // 8, len(readings) // 4, len(readings) // 2, len(readings)) if size]
    seconds = [assembling_seconds(readings[:size]) for size in sizes]
    exponent = linear_regression([math.log(size) for size in sizes], [math.log(one) for one in seconds]).slope if len(set(sizes)) > 1 else math.nan
    figures = ", ".join(f"{size:,}: {one:.2f} s" for size, one in zip(sizes, seconds, strict=True))
    print(f"assembly     {name}: {figures}; exponent {exponent:.2f}")


def assembling_seconds(readings: Sequence[Reading]) -> float:
    def work() -> int:
        resolution = resolve(readings, load_entities())
        return len(assemble(resolution.reports, resolution.entities, [reading.document for reading in readings]))

    return min(seconds_of(work)[0] for _ in range(2))


def copied(reading: Reading, number: int) -> Reading:
    """The reading of the same article under another id: the hard case of assembling, for all events are alike."""
    name = f"{reading.document.id}-copy-{number:06}"
    return Reading(replace(reading.document, id=name), tuple(replace(event, document=name) for event in reading.events))


def words_of(documents: Sequence[Document]) -> int:
    return sum(not word.is_mark for document in documents for word in split_words(document.text))


def repeated(folder: Path, count: int) -> list[Document]:
    """`count` documents that go through the articles of the folder again and again, each with an id of its own."""
    manifest = folder / "manifest.csv"
    found = read_documents([folder], manifest if manifest.exists() else None)
    articles = [document for document in found if isinstance(document, Document)]
    if not articles:
        raise SystemExit(f"{folder}: no articles to repeat; give --articles a folder that has some")
    return [replace(document, id=f"{document.id}-{number:06}") for number, document in enumerate(islice(cycle(articles), count))]


def measure_whole(documents: Sequence[Document], command: str) -> Whole:
    """Runs `kg extract` or `kg build` on the documents as files, on one core."""
    with tempfile.TemporaryDirectory() as place:
        articles = Path(place, "articles")
        write_articles(documents, articles)
        call = [sys.executable, "-m", "cli", command, str(articles), "--manifest", str(articles / "manifest.csv"), "-o", str(Path(place, "output"))]
        start = time.perf_counter()
        process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg {command} failed with {process.returncode}; what it said stands above")
    return Whole(seconds, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def write_articles(documents: Sequence[Document], folder: Path) -> None:
    folder.mkdir()
    columns = [field.name for field in fields(Document) if field.name not in {"id", "text"}]
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", *columns])
        for document in documents:
            (folder / f"{document.id}.txt").write_bytes(document.text.encode())
            table.writerow([f"{document.id}.txt", *(getattr(document, column) or "" for column in columns)])


def graphs_of(readings: Sequence[Reading]) -> Graphs:
    """The quads of every document's graph and of the assembled one, by the graph's IRI."""
    resolution = resolve(readings, load_entities())
    events = assemble(resolution.reports, resolution.entities, [reading.document for reading in readings])
    event_of = {report.id: event.id for event in events for report in event.reports}
    reports: dict[str, list[Report]] = {reading.document.id: [] for reading in readings}
    for one in resolution.reports:
        reports[one.mention.document].append(one)
    run = Run("rules", "1")
    documents = {reading.document.id: reading.document for reading in readings}
    graphs = {document_iri(DATA, name).value: list(document_quads(d, reports[name], event_of, DATA, run)) for name, d in documents.items()}
    return graphs | {assembled_graph(DATA).value: list(assembled_quads(events, resolution.entities, DATA))}


def measure_store(graphs: Graphs, write: Callable[[Graphs, Path], None]) -> float:
    """CPU seconds of writing the graphs into an empty folder."""
    with tempfile.TemporaryDirectory() as place:
        seconds, _ = seconds_of(lambda: write(graphs, Path(place, "store")))
    return seconds


def write_to_store(graphs: Graphs, folder: Path) -> None:
    with GraphStore.open(folder) as store:
        for lot in lots(graphs):
            store.put_graphs(lot)


def write_raw(graphs: Graphs, folder: Path) -> None:
    store = Store(str(folder))
    for quads in graphs.values():
        store.extend(quads)
    store.flush()


def write_raw_in_bulk(graphs: Graphs, folder: Path) -> None:
    store = Store(str(folder))
    for lot in lots(graphs):
        store.bulk_extend([quad for quads in lot.values() for quad in quads])
    store.flush()


def lots(graphs: Graphs) -> Iterator[Graphs]:
    """As many documents at once as a build writes."""
    names = list(graphs)
    for start in range(0, len(names), TOGETHER):
        yield {name: graphs[name] for name in names[start : start + TOGETHER]}


def seconds_of(work: Callable[[], Value]) -> tuple[float, Value]:
    """CPU seconds of this process, and what the work gave."""
    start = time.process_time()
    value = work()
    return time.process_time() - start, value


if __name__ == "__main__":
    sys.exit(main())
