"""Servers that are dead, slow, broken or in the way: one clear line each, nothing half, and no word of the password."""

import logging
import queue
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from graph_fixture import graphs
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions
from remote_fixture import VIRTUOSO_PASSWORD, Misbehaving, answer, free_port, misbehaving_server, oxigraph_server, program, settings, told, virtuoso_server

from kg.remote.credentials import Credentials
from kg.remote.requests import Limits, server_header
from kg.remote.store import RemoteStore
from ontology.errors import InputError, StoreError

GRAPH = "http://example.org/graph"
QUAD = Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal("خبر"), NamedNode(GRAPH))
SECRET = Credentials("amal", "سرّ-9f3b")
QUICK = Limits(connect=2.0, pause=0.01)
NOTHING = b'{"head": {"vars": ["graph"]}, "results": {"bindings": []}}'
JSON = "application/sparql-results+json"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Misbehaving]:
    for name in ("KHABAR_STORE_USER", "KHABAR_STORE_PASSWORD", "KHABAR_STORE_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    with misbehaving_server() as found:
        yield found


def open_at(server: Misbehaving, credentials: Credentials | None = None, limits: Limits = QUICK) -> RemoteStore:
    return RemoteStore.open(f"oxigraph+{server.url}", credentials=credentials, limits=limits)


def test_a_dead_server_is_told_after_some_tries() -> None:
    port, began = free_port(), time.monotonic()
    with RemoteStore.open(f"oxigraph+http://127.0.0.1:{port}", limits=Limits(pause=0.05)) as store:
        for ask in (store.graphs, lambda: store.put_graph(GRAPH, [QUAD]), lambda: store.update("CLEAR ALL"), lambda: store.delete_graph(GRAPH)):
            with pytest.raises(StoreError, match=rf"127.0.0.1:{port}: cannot be reached .*; start the server, or mend the address"):
                ask()
    assert time.monotonic() - began >= 4 * (0.05 + 0.1 + 0.2)
    with pytest.raises(StoreError, match="cannot be reached"):
        RemoteStore.open(f"http://127.0.0.1:{port}", limits=QUICK)


def test_a_server_that_starts_late_is_waited_for() -> None:
    port = free_port()
    found = program("oxigraph")
    if found is None:
        pytest.skip("oxigraph is not installed")
    with RemoteStore.open(f"oxigraph+http://127.0.0.1:{port}", limits=Limits(pause=1.0, attempts=6)) as store:
        timer = threading.Timer(0.5, lambda: processes.append(subprocess.Popen([found, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)))
        processes: list[subprocess.Popen[bytes]] = []
        timer.start()
        try:
            store.put_graph(GRAPH, [QUAD])
            assert list(store.quads()) == [QUAD]
        finally:
            timer.join()
            for process in processes:
                process.terminate()
                process.wait(20)


def failing_first(server: Misbehaving, failures: int, status: int) -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        if len(server.seen) <= failures:
            answer(handler, status, b"<html><body><h1>try later</h1></body></html>", "text/html")
        else:
            answer(handler, 200, NOTHING, JSON)

    server.behave = behave


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_be_repeated_is_tried_again(server: Misbehaving, status: int) -> None:
    failing_first(server, 3, status)
    with open_at(server) as store:
        assert store.graphs() == ()
        assert len(server.seen) == 4
        server.seen.clear()
        failing_first(server, 9, status)
        with pytest.raises(StoreError) as caught:
            store.put_graph(GRAPH, [QUAD])
        assert told(caught.value).endswith(f"the server failed ({status}, try later); see its log, or try again later")
        assert [seen.method for seen in server.seen] == ["PUT"] * 4
        assert {seen.body for seen in server.seen} == {f"{QUAD.triple} .\n".encode()}  # whole each time


def test_an_update_is_tried_once(server: Misbehaving) -> None:
    failing_first(server, 9, 503)
    with open_at(server) as store, pytest.raises(StoreError, match="the server failed"):
        store.update("INSERT DATA { <http://x/s> <http://x/p> 1 }")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (206, "a part of what was asked for"),
        (301, "another address, which is not followed"),
        (401, "wants a user and a password; set KHABAR_STORE_USER and KHABAR_STORE_PASSWORD, or KHABAR_STORE_CREDENTIALS"),
        (403, "does not allow this to everybody"),
        (404, "no such endpoint"),
        (405, "does not take this kind of request"),
        (413, "larger than the server takes"),
        (418, "does not do this"),
    ],
)
def test_every_status_has_its_remedy_and_one_try(server: Misbehaving, status: int, words: str) -> None:
    server.behave = lambda handler: answer(handler, status, b"why\x1b[31m\nnot")
    with open_at(server) as store, pytest.raises(StoreError) as caught:
        store.query("ASK { ?s ?p ?o }")
    assert words in told(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(server.seen) == 1


def test_a_query_that_the_server_finds_faulty_is_the_askers_fault(server: Misbehaving) -> None:
    server.behave = lambda handler: answer(handler, 400, "line 1: لا".encode())
    with open_at(server) as store, pytest.raises(InputError, match=r"takes the request for a faulty one \(400, line 1: لا\)"):
        store.query("ASK { ?s ?p ?o }")


def test_a_reply_that_breaks_off_is_no_answer(server: Misbehaving) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, 200, f"{QUAD.triple} .\n".encode(), "application/n-triples", Content_Length="1000")

    server.behave = cut
    with open_at(server) as store, pytest.raises(StoreError, match="the reply broke off"):
        list(store.quads(GRAPH))
    assert len(server.seen) == 4


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (NOTHING[:-5], JSON, "its answer cannot be read"),
        (b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "http://x/1"}}, {"s":', JSON, "its answer cannot be read"),
        (b"<html>", JSON, "its answer cannot be read"),
        (b"", JSON, "its answer cannot be read"),
        (b"<html>", "text/html", "answers with text/html where"),
        (b'{"head": {}, "boolean": true}', JSON, "answers with QueryBoolean where QuerySolutions were asked for"),
    ],
)
def test_an_answer_of_another_kind_is_told_before_any_row(server: Misbehaving, body: bytes, media_type: str, words: str) -> None:
    server.behave = lambda handler: answer(handler, 200, body, media_type)
    with open_at(server) as store, pytest.raises(StoreError) as caught:
        store.query("SELECT * { ?s ?p ?o }")
    assert words in told(caught.value)


def test_a_reply_whose_end_cannot_be_told_is_refused(server: Misbehaving) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\n\r\n" + NOTHING)

    server.behave = endless
    with open_at(server) as store, pytest.raises(StoreError, match="does not say how long its reply is"):
        store.graphs()


def test_a_server_that_is_silent_or_drips_is_given_up(server: Misbehaving, tmp_path: Path) -> None:
    silence = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "10000")
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return
            if silence.wait(0.1):
                return

    address = settings(tmp_path, server.url, "seconds = 0.5")
    for server.behave in (lambda handler: silence.wait(10), drip):  # type: ignore[assignment, return-value]
        began = time.monotonic()
        with RemoteStore.open(address, limits=QUICK) as store, pytest.raises(StoreError, match=r"no whole reply within 0\.5 seconds"):
            store.graphs()
        assert time.monotonic() - began < 5
    silence.set()


def test_a_reply_beyond_the_limit_is_given_up(server: Misbehaving) -> None:
    server.behave = lambda handler: answer(handler, 200, b" " * 100_000, JSON)
    with open_at(server, limits=Limits(reply=50_000, pause=0.01)) as store, pytest.raises(StoreError, match="the reply is larger than 50000 bytes"):
        store.graphs()


def test_no_redirect_is_followed_and_the_password_goes_nowhere_else(server: Misbehaving) -> None:
    with misbehaving_server() as other:
        server.behave = lambda handler: answer(handler, 307, b"", Location=f"{other.url}/query")
        with open_at(server, SECRET) as store, pytest.raises(StoreError, match="not followed"):
            store.put_graph(GRAPH, [QUAD])
        assert other.seen == []


def test_nothing_tells_the_password(server: Misbehaving, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def echo(handler: BaseHTTPRequestHandler) -> None:
        body = f"{SECRET.password} of {SECRET.user} is wrong: {handler.headers['authorization']}".encode()
        answer(handler, 401, body, WWW_Authenticate='Basic realm="x"')

    server.behave = echo
    with open_at(server, SECRET) as store:
        with pytest.raises(StoreError, match="does not take this user and password; set others") as caught:
            store.graphs()
        everything = "\n".join([str(caught.value), repr(caught.value), repr(store), repr(vars(store)), repr(SECRET), caplog.text])
    assert server.seen[0].headers["authorization"].startswith("Basic ")
    for secret in (SECRET.password, SECRET.user, server.seen[0].headers["authorization"].removeprefix("Basic ")):
        assert secret not in everything


def test_what_goes_to_this_machine_goes_by_no_proxy(server: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    server.behave = lambda handler: answer(handler, 200, b'{"head": {"vars": ["graph"]}, "results": {"bindings": []}}', "application/sparql-results+json")
    with misbehaving_server() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        with open_at(server, SECRET) as store:
            assert store.graphs() == ()
        assert server_header(server.url, QUICK)
    assert proxy.seen == [] and server.seen


def test_every_graph_is_named_where_a_server_has_no_union(tmp_path: Path) -> None:
    """As any server understands it: asked of Oxigraph, whose default graph is empty unless it is told otherwise."""
    if program("oxigraph") is None:
        pytest.skip("oxigraph is not installed")
    with oxigraph_server() as url:
        file = tmp_path / "store.toml"
        file.write_text(f'query = "{url}/query"\ngraphs = "{url}/store"\nupdate = "{url}/update"\n', encoding="utf-8")
        with RemoteStore.open(str(file)) as store:
            store.put_graphs(graphs())
            for sparql, number in (("SELECT DISTINCT ?r { ?r a kh:Report }", 8), ("SELECT DISTINCT ?r { GRAPH ?g { ?r a kh:Report } }", 8)):
                found = store.query(sparql)
                assert isinstance(found, QuerySolutions)
                assert len(list(found)) == number


def test_a_large_graph_comes_in_several_requests(server: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.remote.store._LARGEST_REQUEST", 300)
    quads = [Quad(NamedNode(f"http://example.org/{number}"), NamedNode("http://example.org/p"), Literal("خبر"), NamedNode(GRAPH)) for number in range(20)]
    with open_at(server) as store:
        store.put_graph(GRAPH, reversed(quads))
    assert [seen.method for seen in server.seen] == ["PUT"] + ["POST"] * (len(server.seen) - 1)
    assert len(server.seen) > 3
    assert all(len(seen.body) <= 300 for seen in server.seen)
    assert b"".join(seen.body for seen in server.seen) == b"".join(sorted(f"{quad.triple} .\n".encode() for quad in quads))


def test_reading_only_and_closed_stores_say_so(server: Misbehaving) -> None:
    with RemoteStore.open(f"oxigraph+{server.url}", read_only=True) as store, pytest.raises(StoreError, match="opened for reading only"):
        store.put_graph(GRAPH, [QUAD])
    with pytest.raises(StoreError, match="is closed"):
        store.graphs()
    for address in (f"khabar+{server.url}", f"virtuoso+{server.url}"):
        with RemoteStore.open(address) as store, pytest.raises(StoreError, match="can only be read"):
            store.delete_graph(GRAPH)
    assert server.seen == []


def test_a_server_that_does_not_say_what_it_is_must_be_told(server: Misbehaving) -> None:
    with pytest.raises(StoreError, match=r"does not say which server it is; write oxigraph\+http"):
        RemoteStore.open(server.url, limits=QUICK)


def test_without_its_library_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpx", None)
    with pytest.raises(InputError, match=r"needs httpx, which is not installed; run: pip install 'khabar\[remote\]'"):
        RemoteStore.open("oxigraph+http://localhost:7878")


def test_a_certificate_that_nobody_vouches_for_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    command = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "cert", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([openssl, *command, "-addext", "subjectAltName=DNS:localhost"], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    calls: queue.Queue[str] = queue.Queue()

    def serve(listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(connection, server_side=True) as secure:
                    calls.put(secure.recv(65536).decode().partition(" ")[0])
                    secure.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: {len(NOTHING)}\r\nConnection: close\r\n\r\n".encode() + NOTHING)
            except OSError:
                calls.put("refused")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        address = f"oxigraph+https://localhost:{listening.getsockname()[1]}"
        with RemoteStore.open(address, credentials=SECRET, limits=QUICK) as store, pytest.raises(StoreError, match=r"(?i)certificate"):
            store.graphs()
        assert calls.get(timeout=10) == "refused"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))  # the way for an authority of one's own
        with RemoteStore.open(address, credentials=SECRET, limits=QUICK) as store:
            assert store.graphs() == ()
        assert calls.get(timeout=10) == "POST"
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_virtuoso_with_a_wrong_password_a_limit_of_rows_and_none(tmp_path: Path) -> None:
    if program("virtuoso-t") is None:
        pytest.skip("virtuoso-t is not installed: the store behind it is not tested")
    quads = [Quad(NamedNode(f"http://example.org/{number}"), NamedNode("http://example.org/p"), Literal("خبر"), NamedNode(GRAPH)) for number in range(50)]
    with virtuoso_server(tmp_path, "ResultSetMaxRows = 20") as url:
        with RemoteStore.open(url, credentials=Credentials("dba", "wrong")) as store, pytest.raises(StoreError, match="does not take this user and password"):
            store.put_graph(GRAPH, quads)
        with RemoteStore.open(url, credentials=VIRTUOSO_PASSWORD) as store:
            store.put_graph(GRAPH, quads)
            with pytest.raises(StoreError, match="cuts answers at 20 rows"):
                store.query("SELECT * { GRAPH <http://example.org/graph> { ?s ?p ?o } }")
            with pytest.raises(StoreError, match=r"gives 2\d of the 50 triples of .*; raise ResultSetMaxRows"):
                list(store.quads(GRAPH))
