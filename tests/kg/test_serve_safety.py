"""What `kg serve` does not do: call others, change anything unasked, run on for ever, say more than it should, or fall over."""

import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serve_fixture import ENDLESS, FORM, QUERY, UPDATE, Server, serving, write_graph

pytest.importorskip("starlette", reason="kg serve is an extra: pip install 'khabar[serve]'")
pytest.importorskip("uvicorn")

TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = tmp_path_factory.mktemp("guarded")
    write_graph(output)
    options = ("--seconds", "2", "--at-once", "2", "--max-answer", "1", "--cors-origin", "https://friend.example")
    with serving(output, *options) as running:
        yield running


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = tmp_path_factory.mktemp("writable")
    write_graph(output)
    token = output / "token"
    token.write_text(f"{TOKEN}\n")
    with serving(output, "--writable", "--token-file", str(token), "--log-queries") as running:
        yield running


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """The address of a machine that nobody should call, and who called."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as heard:
        heard.settimeout(0.1)
        done = threading.Event()

        def wait() -> None:
            while not done.is_set():
                try:
                    connection, caller = heard.accept()
                except TimeoutError:
                    continue
                calls.append(caller)
                connection.close()

        waiting = threading.Thread(target=wait)
        waiting.start()
        yield f"http://127.0.0.1:{heard.getsockname()[1]}/", calls
        done.set()
        waiting.join()


CALLS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service SILENT <URL>{ ?s ?p ?o } }",
    "ASK { { SELECT * { FILTER NOT EXISTS { SERVICE#\n<URL> {} } } } }",
    "PREFIX a\u00b7b: <URL> SELECT * { SERVICE a\u00b7b: {} }",
    "BASE <URL> SELECT * { SERVICE <> {} }",
    "SELECT * { VALUES ?g { <URL> } SERVICE ?g { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> FROM NAMED <URL> { ?s ?p ?o }",
]
LOADS = [
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <http://x/1>",
    "CLEAR GRAPH <http://x/1>;load<URL>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("sparql", CALLS)
def test_no_query_calls_another_machine(server: Server, listener: tuple[str, list[object]], sparql: str) -> None:
    url, calls = listener
    answer = server.ask("POST", "/sparql", {"Content-Type": QUERY}, sparql.replace("URL", url))
    assert answer.status == (200 if "FROM <" in sparql else 403), answer.body  # FROM names a graph of the store, and fetches none
    assert not calls


@pytest.mark.parametrize("sparql", LOADS)
def test_no_update_calls_another_machine(writable: Server, listener: tuple[str, list[object]], sparql: str) -> None:
    url, calls = listener
    answer = writable.ask("POST", "/update", {"Content-Type": UPDATE, "Authorization": f"Bearer {TOKEN}"}, sparql.replace("URL", url))
    assert answer.status == 403
    assert not calls


def test_nothing_is_changed_unless_that_was_asked_for(server: Server) -> None:
    for path, media_type, body in (("/sparql", UPDATE, "CLEAR ALL"), ("/sparql", FORM, "update=CLEAR%20ALL"), ("/update", UPDATE, "CLEAR ALL")):
        assert server.ask("POST", path, {"Content-Type": media_type, "Authorization": f"Bearer {TOKEN}"}, body).status == 403
    assert server.query("CLEAR ALL").status == 400


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN])
def test_updates_need_the_token(writable: Server, given: str | None) -> None:
    headers = {"Content-Type": UPDATE} | ({} if given is None else {"Authorization": given})
    answer = writable.ask("POST", "/update", headers, "CLEAR ALL")
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_an_update_is_seen_by_the_next_query_and_its_words_are_in_the_log_only_if_asked(server: Server, writable: Server) -> None:
    headers = {"Content-Type": UPDATE, "Authorization": f"Bearer {TOKEN}"}
    assert writable.ask("POST", "/update", headers, "INSERT DATA { GRAPH <http://x/new> { <http://x/s> <http://x/p> 'told' } }").status == 204
    assert writable.query("SELECT ?o { <http://x/s> ?p ?o }", "text/csv").body.split() == [b"o", b"told"]
    assert "http://x/new" in writable.log.read_text()
    assert TOKEN not in writable.log.read_text()
    server.query("SELECT ('unheard' AS ?x) {}")
    assert "unheard" not in server.log.read_text()
    assert "GET /sparql 200" in server.log.read_text()


def test_what_takes_too_long_is_stopped_and_the_next_is_answered(server: Server) -> None:
    started = time.monotonic()
    answer = server.query(ENDLESS)
    assert answer.status == 504
    assert int(answer.headers["retry-after"]) > 0
    assert time.monotonic() - started < 15
    assert server.query("ASK {}").status == 200


def test_an_answer_that_is_too_large_is_refused_whole(server: Server) -> None:
    for sparql in ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "CONSTRUCT { ?a ?e ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"):
        answer = server.query(sparql)
        assert answer.status == 403
        assert b"LIMIT" in answer.body
    assert server.query("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10").status == 200


@pytest.mark.parametrize("sparql", ["SELECT * " + "{" * 100_000 + "}" * 100_000, "SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }"])
def test_a_query_that_breaks_the_parser_breaks_no_more_than_one_process(server: Server, sparql: str) -> None:
    assert server.ask("POST", "/sparql", {"Content-Type": QUERY}, sparql).status in (400, 500)
    assert server.query("ASK {}").status == 200


def test_a_request_that_is_too_large_is_not_taken(server: Server) -> None:
    assert server.ask("POST", "/sparql", {"Content-Type": QUERY}, "ASK {} #" + "x" * (1 << 20)).status == 413
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    lots = (b"x" * 65536 for _ in range(32))  # in chunks, without a length that could be looked at before
    connection.request("POST", "/sparql", lots, {"Content-Type": QUERY}, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def _workers(server: Server) -> set[int]:
    """The processes that answer, as Linux tells them."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        except OSError:
            continue
        if lines.get("PPid") == str(server.process.pid) and not lines["State"].startswith("Z"):
            found.add(int(status.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells of processes in /proc")
def test_a_query_whose_asker_has_gone_is_stopped(tmp_path: Path) -> None:
    write_graph(tmp_path)
    with serving(tmp_path, "--at-once", "1", "--seconds", "600") as server:
        assert server.query("ASK {}").status == 200
        before = _workers(server)
        assert len(before) == 1
        with socket.create_connection(("127.0.0.1", server.port)) as asker:
            asker.sendall(f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(1)
        assert server.query("ASK {}").status == 200  # which the one process could not have answered otherwise
        assert not before & _workers(server)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells of processes in /proc")
def test_a_process_that_dies_is_replaced_and_all_end_with_the_server(tmp_path: Path) -> None:
    write_graph(tmp_path)
    with serving(tmp_path, "--at-once", "2") as server:
        assert server.query("ASK {}").status == 200
        workers = _workers(server)
        assert len(workers) == 2
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        statuses = [server.query("ASK {}").status for _ in range(6)]
        assert statuses[-1] == 200
        assert set(statuses) <= {200, 500}
        left = _workers(server)
    assert not list((tmp_path / "serving").iterdir())
    assert all(_ends(worker, within=10) for worker in left)


def _ends(process: int, within: float) -> bool:
    deadline = time.monotonic() + within
    while Path(f"/proc/{process}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return not Path(f"/proc/{process}").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_a_query_that_wants_too_much_memory_ends_and_the_next_is_answered(tmp_path: Path) -> None:
    write_graph(tmp_path)
    with serving(tmp_path, "--at-once", "1", "--max-memory", "256") as server:
        answer = server.query("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c LIMIT 1")
        assert (answer.status, b"memory" in answer.body) == (500, True)
        assert b"backtrace" not in answer.body
        assert server.query("ASK {}").status == 200


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of processes in /proc")
def test_a_query_ends_though_the_server_was_killed(tmp_path: Path) -> None:
    write_graph(tmp_path)
    with serving(tmp_path, "--at-once", "1", "--seconds", "1") as server:
        assert server.query("ASK {}").status == 200
        (worker,) = _workers(server)
        with socket.create_connection(("127.0.0.1", server.port)) as asker:
            asker.sendall(f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.3)
            server.process.kill()
        assert _ends(worker, within=60)


def test_more_than_may_wait_are_told_to_come_back(tmp_path: Path) -> None:
    write_graph(tmp_path)
    with serving(tmp_path, "--at-once", "1", "--seconds", "3", "--waiting", "1") as server:
        statuses: list[int] = []
        threads = [threading.Thread(target=lambda: statuses.append(server.query(ENDLESS).status)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [503, 503, 504, 504]


def test_other_sites_may_ask_only_if_named(server: Server, writable: Server) -> None:
    for origin, allowed in (("https://friend.example", "https://friend.example"), ("https://evil.example", None), ("null", None)):
        answer = server.ask("GET", "/sparql?query=ASK%20%7B%7D", {"Origin": origin})
        assert answer.headers.get("access-control-allow-origin") == allowed
        assert "access-control-allow-credentials" not in answer.headers
        asked = server.ask("OPTIONS", "/sparql", {"Origin": origin, "Access-Control-Request-Method": "POST"})
        assert asked.status == 204
        assert ("access-control-allow-methods" in asked.headers) == (allowed is not None)
    assert "access-control-allow-origin" not in writable.ask("GET", "/sparql?query=ASK%20%7B%7D", {"Origin": "https://friend.example"}).headers


def test_a_name_that_is_not_ours_is_not_answered(server: Server) -> None:
    """A foreign page may let its own name point here, and would then be of one origin with us."""
    assert server.ask("GET", "/sparql?query=ASK%20%7B%7D", {"Host": "evil.example"}).status == 421
    for host in ("localhost", f"127.0.0.1:{server.port}", "LOCALHOST:1", "[::1]"):
        assert server.ask("GET", "/style.css", {"Host": host}).status == 200


@pytest.mark.parametrize("path", ["/", "/sparql", "/editor", "/id/isis", "/nothing", "/style.css"])
def test_browsers_are_told_to_be_careful(server: Server, path: str) -> None:
    headers = server.ask("GET", path, {"Accept": "text/html"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers
