"""How fast `kg serve` answers many at once while `kg build` runs, beside `oxigraph serve` on the same data in the same run.

    python benchmarks/serve.py [--articles FOLDER] [--clients 32] [--seconds 60] [--oxigraph PATH]

The sample articles are built but for every twelfth, and served. All the while those are added by `kg build` and taken away by `kg forget`, in turn, in the
very folder that is served. Oxigraph serves the first graph, which nobody changes. The two are asked in turns of a few seconds, so that
whatever else the machine does meets both. Each answer is held against those that the store itself gives, of the states that the graph passes through.

The questions are the canned ones and look-ups of single things, with values and numbers of rows by chance, so that hardly one comes twice; then the look-ups
alone, which cost next to nothing but the way there and back.
"""

import argparse
import csv
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pyoxigraph import QueryResultsFormat, QuerySolutions  # noqa: E402 (found from the line above)

from benchmarks.serve_clients import Expected, Groups, Measured, measure, request  # noqa: E402
from benchmarks.serve_questions import OPEN, canned, look_ups  # noqa: E402
from kg.store import STORE_FOLDER, GraphStore  # noqa: E402
from kg.store_states import present  # noqa: E402

_HELD_BACK, _TURN = 12, 10.0  # every so manieth article; seconds
_MARK = 1.5  # times Oxigraph's median


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ROOT / "examples", help="a folder with a manifest.csv")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each server; a third of it for the look-ups alone")
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent)))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = Cycle(given.articles, Path(folder) / "graph")
        states = graph.prepare()
        beside = Path(folder) / "beside"
        first = present(graph.output / STORE_FOLDER)
        assert first is not None
        shutil.copytree(first, beside)
        with GraphStore.open(graph.output / STORE_FOLDER, read_only=True) as store:
            print(f"{len(store):,} quads, {given.clients} clients, {given.seconds:g} s each in turns of {_TURN:g} s, a build running")
        ours = [sys.executable, str(ROOT / "cli.py"), "serve", "-g", str(graph.output), "--port", "{port}"]
        theirs = [given.oxigraph or "", "serve-read-only", "--location", str(beside), "--bind", "127.0.0.1:{port}", "--union-default-graph"]
        servers = {"kg serve": ours} | ({"oxigraph serve": theirs} if given.oxigraph else {})
        questions, values = canned(states[0]), look_ups(states[0])
        expected = {question: frozenset(_answer(state, question) for state in states) for group in (*questions, *values) for question in group}
        for name, groups, seconds in (("questions and look-ups", questions + values, given.seconds), ("look-ups alone", values, given.seconds / 3)):
            _report(name, _compare(servers, graph, groups, expected, given.clients, seconds))
        if not given.oxigraph:
            print("oxigraph: its program was not found; give --oxigraph PATH")


class Cycle:
    """A graph in `output` to which articles are added by builds, and from which they are taken away, over and over."""

    def __init__(self, articles: Path, output: Path) -> None:
        every = sorted(row["file"] for row in csv.DictReader((articles / "manifest.csv").read_text(encoding="utf-8").splitlines()))
        self._more = [articles / name for name in every[_HELD_BACK - 1 :: _HELD_BACK]]
        self._first = [articles / name for name in every if articles / name not in self._more]
        self._manifest = articles / "manifest.csv"
        self.output, self.builds = output, 0

    def prepare(self) -> list[GraphStore]:
        """Makes the first graph, and each of those that follow, in memory: the first again is the last of the cycle."""
        self._build(self._first)
        states = [self._held()]
        self._build(self._more)
        states.append(self._held())
        for document in self._documents():
            self._kg("forget", document)
            states.append(self._held())
        if list(states[-1].quads()) != list(states[0].quads()):
            raise SystemExit("what was added and forgotten left a trace; the benchmark cannot tell right answers")
        return states[:-1]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Builds and forgets meanwhile, and ends with the first graph."""
        done = threading.Event()

        def run() -> None:
            while not done.is_set():
                self._build(self._more)
                self.builds += 1
                for document in self._documents():
                    self._kg("forget", document)

        builder = threading.Thread(target=run)
        builder.start()
        try:
            yield
        finally:
            done.set()
            builder.join()

    def _documents(self) -> list[str]:
        return [path.stem for path in self._more]

    def _build(self, paths: Sequence[Path]) -> None:
        self._kg("build", *map(str, paths), "--manifest", str(self._manifest))

    def _kg(self, command: str, *arguments: str) -> None:
        where = ["-o" if command == "build" else "-g", str(self.output)]
        subprocess.run([sys.executable, str(ROOT / "cli.py"), command, *arguments, *where], check=True, capture_output=True)

    def _held(self) -> GraphStore:
        held = GraphStore.in_memory()
        with GraphStore.open(self.output / STORE_FOLDER, read_only=True) as store:
            held.oxigraph.extend(store.oxigraph)
        return held


def _answer(store: GraphStore, question: str) -> bytes:
    result = store.query(question.removesuffix(OPEN))
    assert isinstance(result, QuerySolutions)
    return result.serialize(format=QueryResultsFormat.TSV) or b""


def _compare(
    servers: Mapping[str, Sequence[str]], graph: Cycle, groups: Groups, expected: Expected, clients: int, seconds: float
) -> dict[str, Measured]:
    """What the clients saw of each server, asked in turns while builds run."""
    found = {name: Measured() for name in servers}
    with _served(list(servers.values())) as running, graph.running():
        for turn in range(max(1, round(seconds / _TURN))):
            for (port, process), measured in zip(running, found.values(), strict=True):
                before = _cpu_seconds(process)
                measure(port, clients, min(_TURN, seconds), groups, expected, measured, turn)
                measured.cpu_seconds += _cpu_seconds(process) - before
    return found


def _cpu_seconds(process: int) -> float:
    """What a process and those that it started have used; 0 where the system does not tell it as Linux does."""
    used, ticks = 0, getattr(os, "sysconf", lambda _: 100)("SC_CLK_TCK")
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if str(process) in (status.parent.name, fields[1]):
            used += int(fields[11]) + int(fields[12])
    return used / float(ticks)


@contextmanager
def _served(commands: Sequence[Sequence[str]]) -> Iterator[list[tuple[int, int]]]:
    """Port and process id of these servers, once each answers."""
    ports, processes = [], []
    try:
        for command in commands:
            with socket.create_server(("127.0.0.1", 0)) as free:
                ports.append(free.getsockname()[1])
            words = [part.format(port=ports[-1]) for part in command]
            processes.append(subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        for port in ports:
            _await(port)
        yield [(port, process.pid) for port, process in zip(ports, processes, strict=True)]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


def _await(port: int) -> None:
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), 10) as asked:
                asked.sendall(request("ASK {}"))
                if asked.recv(12).endswith(b"200"):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("a server does not answer")


def _report(name: str, found: Mapping[str, Measured]) -> None:
    print(f"\n| {name} | answers/s | median ms | p95 | p99 | most | CPU ms each | not 200 | wrong | asked before |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for server, seen in found.items():
        cuts = quantiles(seen.times, n=100)
        figures = [f"{1000 * value:,.1f}" for value in (median(seen.times), cuts[94], cuts[98], max(seen.times))]
        figures.append(f"{1000 * seen.cpu_seconds / len(seen.times):.2f}")
        others, repeated = seen.statuses.total() - seen.statuses[200], seen.repeated / len(seen.times)
        print(f"| {server} | {len(seen.times) / seen.seconds:,.0f} | {' | '.join(figures)} | {others} | {seen.wrong} | {repeated:.0%} |")
    medians = [median(seen.times) for seen in found.values()]
    if len(medians) == 2:
        print(f"median: {medians[0] / medians[1]:.2f} times Oxigraph's (mark: {_MARK})")


if __name__ == "__main__":
    main()
