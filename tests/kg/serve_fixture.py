"""A running `kg serve` over the small graph, and requests to it as raw as they are wanted."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from graph_fixture import graphs

from kg.store import STORE_FOLDER, GraphStore

ROOT = Path(__file__).resolve().parents[2]
FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
# Nobody waits for the end of it: a product of the whole graph with itself.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    port: int
    output: Path
    process: "subprocess.Popen[str]"
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, accept: str | None = None, **parameters: str) -> Answer:
        headers = {} if accept is None else {"Accept": accept}
        return self.ask("GET", f"/sparql?{urlencode({'query': sparql, **parameters})}", headers)


def write_graph(output: Path) -> None:
    """The small graph as a build would leave it."""
    with GraphStore.open(output / STORE_FOLDER) as store:
        store.put_graphs(graphs())


@contextmanager
def serving(output: Path, *options: str, **environment: str) -> Iterator[Server]:
    """A server on a free port of loopback, which is ended by its process id."""
    log = output / "serve.log"
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), "serve", "-g", str(output), "--port", "0", *options],
            stdout=subprocess.PIPE, stderr=errors, text=True, env=os.environ | {"PYTHONPATH": path} | environment,
        )  # fmt: skip
    assert process.stdout is not None
    try:
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found is not None, log.read_text()
        yield Server(int(found[1]), output, process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
