"""Servers for stores to be asked in tests: the real ones, each on free ports of loopback and ended by its process id, and one that misbehaves as told."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from kg.remote.credentials import Credentials

VIRTUOSO_PASSWORD = Credentials("dba", "dba")  # what a fresh database has
# As small as Virtuoso goes; the rest is its default. Without a limit of rows it would cut answers at 10,000 of them.
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
{sparql}
"""


def free_port() -> int:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def program(name: str) -> str | None:
    """Where a program is: beside this Python, or on the path."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


@contextmanager
def oxigraph_server(*options: str) -> Iterator[str]:
    """The address of a running Oxigraph server that holds nothing yet."""
    found = program("oxigraph")
    assert found is not None
    port = free_port()
    with _running([found, "serve", "--bind", f"127.0.0.1:{port}", *options], Path.cwd(), port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso_server(folder: Path, sparql: str = "") -> Iterator[str]:
    """The address of a running Virtuoso with a fresh database in the folder, which should be empty; `sparql` are settings of that section."""
    found = program("virtuoso-t")
    assert found is not None
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(http=http, sql=sql, sparql=sparql))
    with _running([found, "+foreground", "+configfile", "virtuoso.ini"], folder, http):
        yield f"http://127.0.0.1:{http}"


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(process, port)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _await(process: "subprocess.Popen[bytes]", port: int, seconds: float = 90.0) -> None:
    """Waits until the server answers HTTP. A machine at its limits may take a minute to make a database."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=5.0)
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"{process.args!r} did not answer within {seconds} seconds")


@dataclass
class Seen:
    """A request that the misbehaving server got."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Misbehaving:
    """A server whose every request is answered by `behave`, which writes to the connection what it likes."""

    url: str
    seen: list[Seen] = field(default_factory=list)
    behave: Callable[[BaseHTTPRequestHandler], None] = lambda handler: answer(handler, 200)


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", media_type: str = "text/plain", **headers: str) -> None:
    """A well-formed answer."""
    handler.send_response(status)
    for name, value in {"Content-Type": media_type, "Content-Length": str(len(body)), "Connection": "close", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def misbehaving_server() -> Iterator[Misbehaving]:
    """A server in this process, on a free port."""
    server: Misbehaving

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            server.seen.append(Seen(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.close_connection = True
            server.behave(self)

        do_GET = do_POST = do_PUT = do_DELETE = _any

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        server = Misbehaving(f"http://127.0.0.1:{listening.server_address[1]}")
        thread = threading.Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


def without_credentials() -> dict[str, str]:
    """The environment without what it may tell of stores."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KHABAR_STORE")}


def settings(folder: Path, server: str, *lines: str) -> str:
    file = folder / "store.toml"
    file.write_text("\n".join([f'query = "{server}/q"', f'graphs = "{server}/g"', f'update = "{server}/u"', *lines]), encoding="utf-8")
    return str(file)


def told(error: Exception) -> str:
    text = str(error)
    assert "\n" not in text
    assert len(text) < 500
    return text
