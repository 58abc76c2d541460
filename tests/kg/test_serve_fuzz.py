"""Requests by chance at `kg serve`: whatever is sent, the answer is one of the documented ones, says nothing of the inside, and harms nothing.

Hypothesis makes them, from nothing and by mending of requests that mean something: methods, addresses, headers, queries, updates, graphs, and
bytes that are no HTTP.
"""

import json
import socket
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from graph_fixture import BASE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serve_fixture import FORM, QUERY, UPDATE, Answer, Server, serving, write_graph

from kg.query import list_questions
from ontology.errors import StoreError

pytest.importorskip("starlette", reason="kg serve is an extra: pip install 'khabar[serve]'")
pytest.importorskip("uvicorn")

TOKEN = "a-token-of-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
# As the guide has them; 500 is told of a process that ended, which no small query may do here.
DOCUMENTED = frozenset({200, 201, 204, 303, 400, 401, 403, 404, 405, 406, 413, 415, 421, 503, 504})
INSIDE = (b"Traceback", b"site-packages", b"panicked", b".rs:", b"/kg/serve")
PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module", params=[False, True], ids=["read only", "writable"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = tmp_path_factory.mktemp("tried")
    write_graph(output)
    options = ("--seconds", "5", "--at-once", "2", "--max-answer", "1", *(("--writable",) if request.param else ()))
    with serving(output, *options, KHABAR_TOKEN=TOKEN) as running:
        before = _derived(running)
        yield running
        assert _derived(running) == before
        assert "Traceback" not in running.log.read_text()


def _derived(server: Server) -> list[bytes]:
    graphs = json.loads(server.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{BASE}')) }} ORDER BY ?g").body)
    names = [row["g"]["value"] for row in graphs["results"]["bindings"]]
    return [b"".join(sorted(server.ask("GET", f"/data?graph={quote(name)}", {"Accept": "application/n-triples"}).body.splitlines())) for name in names]


def _fine(answer: Answer) -> None:
    assert answer.status in DOCUMENTED, (answer.status, answer.body[:300])
    assert not any(word in answer.body for word in INSIDE), answer.body[:300]
    if answer.status >= 400 and answer.body:
        assert answer.body.count(b"\n") <= 1 or answer.type == "text/html"
    if answer.type == "application/sparql-results+json" and answer.body:
        assert "head" in json.loads(answer.body)


METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"])
PLACES = [
    "/", "/sparql", "/query", "/update", "/data", "/editor", "/.well-known/void", "/id/isis", "/id/", "/id/%00", "/id/%ff", "/style.css", "/x", "//",
    "/%2e%2e/",
]  # fmt: skip
PATHS = st.one_of(st.sampled_from(PLACES), st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#?"), max_size=30).map("/".__add__))
NAMES = st.sampled_from([
    "query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri", "graph", "default", "ask", "with.actor",
    "format", "as", "x",
])  # fmt: skip
SAID = [
    "ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CLEAR ALL", "who-attacked-whom", "http://x/", "<", "ttl", "csv", "SELECT * FROM <x> {}", "DESCRIBE <a>",
    "INSERT DATA { GRAPH <http://x/> { <a> <b> 1 } }", f"{BASE}document/one", "داعش",
]  # fmt: skip
FIELDS = st.lists(st.tuples(NAMES, st.one_of(st.text(max_size=30), st.sampled_from(SAID))), max_size=4)
HEADER = st.sampled_from([
    "Accept", "Content-Type", "Origin", "Accept-Encoding", "Host", "Range", "If-None-Match", "Expect", "Content-Encoding", "X-Forwarded-Host",
])  # fmt: skip
PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_categories=("Cc",)), max_size=20).map(str.strip)
TOLD = [FORM, QUERY, UPDATE, "*/*", "text/html", "text/csv;q=x", ";;,", f"{FORM}; charset=x", "localhost:a:b", "text/turtle", "bytes=0-5", "*", "gzip"]
HEADERS = st.dictionaries(HEADER, st.one_of(st.sampled_from(TOLD), PRINTABLE), max_size=3)
BODIES = st.one_of(st.none(), st.binary(max_size=60), FIELDS.map(lambda fields: urlencode(fields).encode()))


@PATIENT
@given(method=METHODS, path=PATHS, fields=FIELDS, headers=HEADERS, token=st.booleans(), body=BODIES)
def test_any_request(
    server: Server, method: str, path: str, fields: list[tuple[str, str]], headers: dict[str, str], token: bool, body: bytes | None
) -> None:
    asked = f"{path}?{urlencode(fields)}" if fields else path
    sent = {name: value.encode("latin-1").decode("latin-1") for name, value in headers.items()} | (BEARER if token else {})
    _fine(server.ask(method, asked, sent, body))


PIECES = [
    *(question.sparql for question in list_questions()[::5]),
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?n > 1/0) } GROUP BY ?s HAVING(?n > 1) ORDER BY ?n LIMIT 2 OFFSET 1",
    "CONSTRUCT { ?s ?p << ?a ?b ?c >> } WHERE { GRAPH ?g { ?s ?p ?o } MINUS { ?s a kh:Event } }",
    "DESCRIBE ?x { VALUES ?x { <http://x/> UNDEF } { SELECT * { ?x kh:actor+/^kh:target* ?y } LIMIT 1 } }",
    "SELECT * { BIND(IRI('x y') AS ?a) BIND(STRDT('9', xsd:date) AS ?b) BIND(REGEX('a', '(') AS ?c) BIND(geof:distance(?a, ?b, 1) AS ?d) }",
]
WORDS = st.sampled_from([
    "{", "}", "(", ")", ".", ";", "*", "?x", "<x>", "'", '"', "\\", "#", "kh:", "GRAPH", "UNION", "FROM", "SERVICE", "1e999", "\u202e", "\x00", "ـ",
])  # fmt: skip


@st.composite
def mended(draw: st.DrawFn, texts: list[str]) -> str:
    """One of the texts with some words taken out, doubled or put in."""
    words = draw(st.sampled_from(texts)).split(" ")
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(words) - 1))
        words[place : place + draw(st.integers(0, 2))] = draw(st.lists(WORDS, max_size=2)) or [""]
    return " ".join(words)


@PATIENT
@given(sparql=mended(PIECES), accept=st.sampled_from([None, "text/csv", "text/turtle", "application/ld+json", "application/sparql-results+xml", "*/*"]))
def test_any_query(server: Server, sparql: str, accept: str | None) -> None:
    _fine(server.ask("POST", "/sparql", {"Content-Type": QUERY} | ({"Accept": accept} if accept else {}), sparql.encode()))


UPDATES = [
    "INSERT DATA { GRAPH <http://n/1> { <a> <b> 'ج'@ar , _:c } }",
    "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH <http://n/2> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'http://n/')) }",
    "WITH <http://n/1> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; DROP SILENT GRAPH <http://n/2>",
    f"COPY <{BASE}document/one> TO <http://n/3> ; CLEAR GRAPH <http://n/3>",
    f"DELETE WHERE {{ GRAPH <{BASE}document/one> {{ ?s ?p ?o }} }}",
]


@settings(PATIENT, max_examples=60)
@given(update=mended(UPDATES), graph=st.sampled_from(["", "?using-graph-uri=http://n/1", f"?using-named-graph-uri={quote(BASE)}document/one"]))
def test_any_update(server: Server, update: str, graph: str) -> None:
    _fine(server.ask("POST", f"/update{graph}", BEARER | {"Content-Type": UPDATE}, update.encode()))


GRAPHS = [
    "<a> <b> [ <c> 'ج'@ar ] .", '{"@id": "a", "b": {"@id": "c"}}', "@prefix : <x> . :a :b ( 1 2.50 3e0 ) .", "<a> <b> <c> <g> .",
    "_:a <b> <<( <c> <d> <e> )>> .",
]  # fmt: skip
TYPES = st.sampled_from(["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "application/trig", "x"])


@settings(PATIENT, max_examples=60)
@given(
    method=st.sampled_from(["PUT", "POST", "DELETE"]), body=mended(GRAPHS), media_type=TYPES,
    graph=st.one_of(st.sampled_from(["http://n/1", "http://n/2", "relative", "", f"{BASE}document/one", "urn:x"]), st.text(max_size=10)),
)  # fmt: skip
def test_any_graph(server: Server, method: str, body: str, media_type: str, graph: str) -> None:
    _fine(server.ask(method, f"/data?{urlencode({'graph': graph})}", BEARER | {"Content-Type": media_type}, body.encode()))


RAW = [
    b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\n", b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nquery=",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nquery\r\n0\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00",
]


@settings(PATIENT, max_examples=60)
@given(start=st.sampled_from(RAW), cut=st.integers(0, 90), more=st.binary(max_size=40))
def test_any_bytes(server: Server, start: bytes, cut: int, more: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 10) as asked:
        asked.sendall(start[:cut] + more)
        asked.shutdown(socket.SHUT_WR)
        asked.settimeout(10)
        try:
            read = b"".join(iter(lambda: asked.recv(65536), b""))
        except ConnectionError:
            read = b""
    assert not any(word in read for word in INSIDE)
    assert server.query("ASK {}").status == 200


def test_nothing_of_that_was_left(server: Server) -> None:
    """What the files of annotations hold after all is whole, and what the store holds of them."""
    from kg.annotations import ANNOTATIONS_FOLDER, Annotations

    graph = "http://notes.example/surely"
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}
    writable = server.ask("PUT", f"/data?{urlencode({'graph': graph})}", headers, "<http://x/s> <http://x/p> 1, 2 .").status in (201, 204)
    try:
        kept = Annotations(server.output / ANNOTATIONS_FOLDER).graphs()
    except StoreError as error:
        pytest.fail(str(error))
    assert (graph in kept) is writable
    for graph, lines in kept.items():
        served = server.ask("GET", f"/data?{urlencode({'graph': graph})}", {"Accept": "application/n-triples"}).body
        assert sorted(served.splitlines()) == sorted(line.replace(b" <%s> ." % graph.encode(), b" .") for line in lines.splitlines())
