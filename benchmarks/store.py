"""How fast quads go into the store, how fast questions are answered beside rdflib, and how heavy sums are with and without the statistics kept at build.

    python benchmarks/store.py [--quads 100000] [--heavy 1000000] [--rounds 5] [--limit 60] [--keep FOLDER]

Insert: the graphs of the sample articles, repeated to so many quads, into an empty store on disk as a build puts them, and the same quads into
pyoxigraph with no code of ours. Each way runs in processes of its own, in turn; CPU time, that of Oxigraph's threads included. Questions: twelve of
`kg/questions` over the same graphs in memory, by `kg.query.ask` and by rdflib's Dataset; the rows must be the same. A question that takes rdflib longer
than the limit is stopped, and counts with the limit. Heavy sums: over the made-up graph of `exports.py` on disk, by plain SPARQL over the events and by
the graph of statistics.
"""

import argparse
import math
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import geometric_mean, median
from typing import cast

from pyoxigraph import Quad, RdfFormat, Store, parse, serialize
from rdflib import Dataset
from rdflib.query import ResultRow

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.bench import Graphs, Value, graphs_of, lots, repeated, seconds_of  # noqa: E402 (found from the line above)
from kg.nodes import statistics_graph  # noqa: E402
from kg.observations import statistics_quads  # noqa: E402
from kg.query import ask, bind, find_question  # noqa: E402
from kg.solutions import text_rows  # noqa: E402
from kg.store import GraphStore  # noqa: E402
from kg.tables import Table  # noqa: E402
from kg.workers import rule_extractor  # noqa: E402
from ontology.terms import DATA  # noqa: E402

INSERT_TIMES, QUESTION_TIMES, HEAVY_SECONDS = 1.5, 30, 10  # the marks
QUESTIONS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("who-attacked-whom", {}),
    ("co-actors", {"actor": "sdf"}),
    ("most-active-pairs", {}),
    ("events-in-place", {"place": "syria"}),
    ("events-of-actor", {"actor": "isis"}),
    ("denied-or-planned", {}),
    ("conflicting-tolls", {}),
    ("escalation", {}),
    ("counts-of-killed", {}),
    ("most-reported-events", {}),
    ("who-relays-whom", {}),
    ("civilians-harmed", {}),
)
WAYS = {
    "ours": "the store, 64 documents at once, checks and all",
    "documents": "raw: Store.extend, a transaction a document",
    "extend": "raw: Store.extend, 64 documents a transaction",
    "bulk": "raw: Store.bulk_extend, 64 documents a bulk load",
}
HEAVY = ("pairs-by-month", "busiest-districts", "escalation", "most-active-pairs")
PAIRS = """SELECT ?actor ?target ?class ?month (COUNT(DISTINCT ?event) AS ?events) WHERE {
  ?event kh:factuality kh:Asserted ; a ?class ; kh:actor ?actor ; kh:target ?target ; kh:time ?time . ?time kh:firstDay ?first ; kh:lastDay ?last .
  FILTER(?class != kh:Event) BIND(SUBSTR(STR(?first), 1, 7) AS ?month) FILTER(STRSTARTS(STR(?last), ?month))
} GROUP BY ?actor ?target ?class ?month HAVING(COUNT(DISTINCT ?event) >= 2) ORDER BY DESC(?events) ?actor ?target ?month"""
KEPT = """SELECT ?actor ?target ?class ?month ?events WHERE {
  ?seen rdf:subject ?actor ; rdf:object ?target ; dcterms:type ?class ; sdmx-dimension:refPeriod ?period ; sdmx-measure:obsValue ?events ; a qb:Observation .
  FILTER(?events >= 2) BIND(STR(?period) AS ?month) } ORDER BY DESC(?events) ?actor ?target ?month"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--heavy", type=int, default=1_000_000, help="Triples of the graph for heavy sums; 0 leaves them out.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=int, default=60, help="Seconds by the clock that rdflib gets for a question.")
    parser.add_argument("--keep", type=Path, help="A folder for the graph of the heavy sums, used again if it holds one.")
    options = parser.parse_args(arguments)
    graphs = sample(options.quads)
    report_insert(graphs, options.rounds)
    report_questions(graphs, options.rounds, options.limit)
    if options.heavy:
        with tempfile.TemporaryDirectory() as place:
            report_heavy((options.keep or Path(place)) / "heavy", options.heavy, options.rounds)
    return 0


def sample(quads: int) -> Graphs:
    """The graphs of so many sample articles that they have that many quads at least."""
    extractor, count = rule_extractor(), 64
    while True:
        made = graphs_of([extractor.read(document) for document in repeated(ROOT / "examples", count)])
        found = sum(map(len, made.values()))
        if found >= quads:
            return made
        count = math.ceil(count * quads / found * 1.02)


def report_insert(graphs: Graphs, rounds: int) -> None:
    quads = sum(map(len, graphs.values()))
    with tempfile.TemporaryDirectory() as place:
        lines = Path(place, "graphs.nq")
        lines.write_bytes(b"".join(serialize(graph, format=RdfFormat.N_QUADS) or b"" for graph in graphs.values()))
        seconds: dict[str, list[float]] = {way: [] for way in WAYS}
        for number in range(rounds):
            for way in WAYS:
                call = [sys.executable, __file__, "--write", way, str(lines), str(Path(place, f"{way}-{number}"))]
                seconds[way].append(float(subprocess.run(call, check=True, capture_output=True, text=True, cwd=ROOT).stdout))
    ours = median(seconds["ours"])
    print(f"insert       {quads:,} quads of {len(graphs):,} graphs; medians of {rounds} rounds, CPU")
    for way, told in WAYS.items():
        one = median(seconds[way])
        print(f"  {told:52} {one:6.2f} s  {quads / one:9,.0f} quads/s" + ("" if way == "ours" else f"; ours takes {ours / one:.2f} times as long"))
    print(f"  mark: {INSERT_TIMES} times «{WAYS['extend']}»: {_kept(ours <= INSERT_TIMES * median(seconds['extend']))}")


def write(way: str, lines: Path, folder: Path) -> float:
    """CPU seconds of one way of writing."""
    graphs: dict[str, list[Quad]] = {}
    for quad in parse(path=lines, format=RdfFormat.N_QUADS):
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    start = time.process_time()
    if way == "ours":
        with GraphStore.open(folder) as ours:
            for lot in lots(graphs):
                ours.put_graphs(lot)
    else:
        store = Store(str(folder))
        for lot in lots(graphs) if way != "documents" else ({name: quads} for name, quads in graphs.items()):
            found = [quad for quads in lot.values() for quad in quads]
            store.bulk_extend(found) if way == "bulk" else store.extend(found)
        store.flush()
    return time.process_time() - start


def report_questions(graphs: Graphs, rounds: int, limit: int) -> None:
    store, theirs = GraphStore.in_memory(), Dataset(default_union=True)
    store.put_graphs(graphs)
    theirs.parse(data=serialize(store.quads(), format=RdfFormat.N_QUADS), format="nquads")
    print(f"questions    {len(store):,} quads in memory; ours the median of {rounds} rounds, rdflib once")
    times = []
    for name, parameters in QUESTIONS:
        sparql = bind(store, find_question(name), parameters)
        seconds, answered = median_of(partial(ask, store, name, parameters), rounds)
        assert isinstance(answered, Table)
        found = asked_of_rdflib(theirs, sparql, limit)
        times.append((found[0] if found else limit) / seconds)
        agree = "" if found is None else "the same rows" if found[1] == plain(answered.texts()) else "OTHER ROWS"
        told = f"{found[0]:8.2f} s" if found else f"more than {limit} s"
        print(f"  {name:24} {len(answered.rows):6,} rows  ours {seconds * 1000:9.1f} ms  rdflib {told:>16}  {times[-1]:10,.0f} times  {agree}")
    mean = geometric_mean(times)
    print(f"  geometric mean {mean:,.0f} times rdflib's speed, at least (mark {QUESTION_TIMES}: {_kept(mean >= QUESTION_TIMES)})")


def asked_of_rdflib(dataset: Dataset, sparql: str, limit: int) -> tuple[float, list[tuple[str, ...]]] | None:
    """CPU seconds and sorted rows, in a process that is stopped at the limit; None then."""
    receiver, sender = (context := get_context("fork")).Pipe(duplex=False)
    process = context.Process(target=_ask_rdflib, args=(dataset, sparql, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(limit) else None
    finally:
        process.terminate()
        process.join()


def _ask_rdflib(dataset: Dataset, sparql: str, sender: Connection) -> None:
    start = time.process_time()
    rows = [tuple("" if cell is None else str(cell) for cell in cast(ResultRow, row)) for row in dataset.query(sparql)]
    sender.send((time.process_time() - start, plain(rows)))


def plain(rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows sorted, figures without needless zeros, the parts of a list in one order."""
    return sorted(tuple("; ".join(sorted(re.split("[;؛] ", re.sub(r"^(-?\d+)\.0+$", r"\1", cell)))) for cell in row) for row in rows)


def report_heavy(folder: Path, triples: int, rounds: int) -> None:
    if not folder.exists():
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / "exports.py"), "--make", str(folder), "--triples", str(triples)], check=True, cwd=ROOT)
    with GraphStore.open(folder) as store:
        name = statistics_graph(DATA).value
        store.delete_graph(name)
        before, start = len(store), time.process_time()
        store.put_graph(name, list(statistics_quads(store, DATA)))
        print(
            f"heavy sums   {before:,} triples on disk; the statistics, {len(store) - before:,} triples, cost {time.process_time() - start:.1f} s CPU at build"
        )
        store.optimize()
    with GraphStore.open(folder, read_only=True) as store:
        (slow, counted), (quick, kept) = (median_of(partial(text_rows, store, sparql), rounds) for sparql in (PAIRS, KEPT))
        heard = "the same rows" if sorted(counted) == sorted(kept) else "OTHER ROWS"
        print(f"  pairs by month and type, two events or more: {slow:.2f} s from the events, {quick:.2f} s from the statistics, {heard}")
        asked = {question: median_of(partial(ask, store, question), rounds)[0] for question in HEAVY}
        print(f"  all rows, with names: {', '.join(f'{question} {seconds:.2f} s' for question, seconds in asked.items())}")
        print(f"  mark: {HEAVY_SECONDS} s: {_kept(max(quick, *asked.values()) < HEAVY_SECONDS)}")


def median_of(work: Callable[[], Value], rounds: int) -> tuple[float, Value]:
    """The median of CPU seconds, and what the work gave at last."""
    measured = [seconds_of(work) for _ in range(rounds)]
    return median(seconds for seconds, _ in measured), measured[-1][1]


def _kept(holds: bool) -> str:
    return "kept" if holds else "missed"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        print(write(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])))
        sys.exit(0)
    sys.exit(main())
