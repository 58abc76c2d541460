"""How fast `kg serve` answers many at once while a build writes, beside `oxigraph serve` on the same data in the same run.

    python benchmarks/serve.py GRAPH [--clients 32] [--seconds 60] [--oxigraph PATH]

GRAPH is the folder of a build; it is copied, and in the copy a writer changes one graph again and again meanwhile. Each answer is held against
the one that the store itself gives. Oxigraph is served beside it where its program is found, from the same quads, without a writer.
"""

import argparse
import http.client
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions

from kg.store import STORE_FOLDER, GraphStore
from kg.store_states import present
from ontology.terms import PREFIXES, RDFS

_PROLOGUE = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
_QUERIES = (
    "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a kh:Event }",
    "SELECT DISTINCT ?e ?day { ?e a kh:Assault ; kh:time/kh:firstDay ?day } ORDER BY ?day ?e LIMIT 20",
    "SELECT ?actor (COUNT(DISTINCT ?e) AS ?n) { ?e kh:actor ?actor } GROUP BY ?actor ORDER BY DESC(?n) ?actor LIMIT 10",
    "SELECT DISTINCT ?a ?t { ?e kh:actor ?a ; kh:target ?t ; kh:factuality kh:Denied } ORDER BY ?a ?t",
    "SELECT DISTINCT ?r ?s { ?r kh:reports ?e ; kh:sentence ?s . ?e a kh:Protest } ORDER BY ?r LIMIT 50",
    "SELECT DISTINCT ?p { ?p a kh:Place ; kh:partOf+ ?whole . ?whole a kh:Place } ORDER BY ?p LIMIT 100",
)
_ALLOWED = {200, 503}
_BESIDE = "http://benchmark.invalid/beside"  # what the writer changes; no query looks at it


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "graph"
        shutil.copytree(given.graph / STORE_FOLDER, copy / STORE_FOLDER)
        with GraphStore.open(copy / STORE_FOLDER, read_only=True) as store:
            expected = [_rows(store, query) for query in _QUERIES]
            shutil.copytree(present(copy / STORE_FOLDER) or copy, Path(folder) / "beside")
            print(f"{len(store):,} quads, {given.clients} clients, {given.seconds:g} s each")
        print("| server | answers/s | median ms | p90 | p99 | most | other statuses | wrong |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        with _served([sys.executable, "cli.py", "serve", "-g", str(copy), "--port", "{port}", "--at-once", "2"]) as port, _writing(copy):
            _measure("kg serve, a writer beside it", port, given.clients, given.seconds, expected)
        if given.oxigraph is None:
            print("oxigraph: its program was not found; give --oxigraph PATH")
            return
        command = [given.oxigraph, "serve-read-only", "--location", str(Path(folder) / "beside"), "--bind", "127.0.0.1:{port}", "--union-default-graph"]
        with _served(command) as port:
            _measure("oxigraph serve", port, given.clients, given.seconds, expected)


def _rows(store: GraphStore, query: str) -> bytes:
    result = store.query(query)
    assert isinstance(result, QuerySolutions)
    return result.serialize(format=QueryResultsFormat.TSV) or b""


@contextmanager
def _served(command: Sequence[str]) -> Iterator[int]:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    process = subprocess.Popen([part.format(port=port) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if _ask(port, "ASK {}")[0] == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def _writing(copy: Path) -> Iterator[None]:
    """Writes like a build, again and again: opens the store, replaces a graph, closes it."""
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.wait(0.5):
            number += 1
            values = (Literal(f"{number} {line}") for line in range(1000))
            with GraphStore.open(copy / STORE_FOLDER) as store:
                store.put_graph(_BESIDE, [Quad(NamedNode(_BESIDE), NamedNode(RDFS.comment), value, NamedNode(_BESIDE)) for value in values])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def _ask(port: int, query: str, connection: http.client.HTTPConnection | None = None) -> tuple[int, bytes]:
    connection = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", f"/query?query={quote(_PROLOGUE + query)}", headers={"Accept": "text/tab-separated-values"})
    response = connection.getresponse()
    return response.status, response.read()


def _measure(name: str, port: int, clients: int, seconds: float, expected: Sequence[bytes]) -> None:
    times: list[float] = []
    statuses: Counter[int] = Counter()
    wrong: list[int] = []
    end = time.monotonic() + seconds

    def client(turn: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while time.monotonic() < end:
            number = turn % len(_QUERIES)
            started = time.monotonic()
            status, body = _ask(port, _QUERIES[number], connection)
            times.append(time.monotonic() - started)
            statuses[status] += 1
            if status not in _ALLOWED or (status == 200 and body != expected[number]):
                wrong.append(number)
            turn += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = quantiles(times, n=100)
    figures = [f"{len(times) / seconds:,.0f}", *(f"{1000 * value:,.1f}" for value in (median(times), cuts[89], cuts[98], max(times)))]
    print(f"| {name} | {' | '.join(figures)} | {sum(statuses.values()) - statuses[200]} | {len(wrong)} |")


if __name__ == "__main__":
    main()
