"""The SPARQL 1.1 Protocol at `kg serve`: the W3C's cases as a table, formats, data sets, descriptions, and clients that others wrote."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

import pytest
from graph_fixture import BASE
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from serve_fixture import FORM, QUERY, ROOT, UPDATE, Server, serving, write_graph

pytest.importorskip("starlette", reason="kg serve is an extra: pip install 'khabar[serve]'")
pytest.importorskip("uvicorn")

ONE, TWO, THREE = (f"{BASE}document/{name}" for name in ("one", "two", "three"))
TOKEN = "a-token-of-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
COUNT = "SELECT (COUNT(DISTINCT ?r) AS ?n) { ?r a kh:Report }"
COUNT_NAMED = "SELECT (COUNT(DISTINCT ?r) AS ?n) { GRAPH ?g { ?r a kh:Report } }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = tmp_path_factory.mktemp("served")
    write_graph(output)
    with serving(output, "--writable", KHABAR_TOKEN=TOKEN) as running:
        yield running


def _form(**fields: str) -> str:
    return urlencode(fields)


# After the protocol tests of the SPARQL 1.1 suite: name, method, path, media type, body, status.
W3C = [
    ("query_get", "GET", "/sparql?query=ASK%20%7B%7D", None, None, 200),
    ("query_post_form", "POST", "/sparql", FORM, _form(query="ASK {}"), 200),
    ("query_post_direct", "POST", "/sparql", QUERY, "ASK {}", 200),
    ("query_post_direct with charset", "POST", "/sparql", f"{QUERY}; charset=UTF-8", "ASK {}", 200),
    ("the alias", "GET", "/query?query=ASK%20%7B%7D", None, None, 200),
    ("bad_query_method", "PUT", "/sparql?query=ASK%20%7B%7D", None, None, 405),
    ("bad_query_method, delete", "DELETE", "/sparql?query=ASK%20%7B%7D", None, None, 405),
    ("bad_multiple_queries", "GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", None, None, 400),
    ("bad_multiple_queries, posted", "POST", "/sparql", FORM, "query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400),
    ("bad_query_wrong_media_type", "POST", "/sparql", "text/plain", "ASK {}", 415),
    ("bad_query_missing_form_type", "POST", "/sparql", None, _form(query="ASK {}"), 415),
    ("bad_query_missing_direct_type", "POST", "/sparql", None, "ASK {}", 415),
    ("bad_query_non_utf8", "POST", "/sparql", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
    ("bad_query_non_utf8, untold", "POST", "/sparql", QUERY, "ASK {}".encode("utf-16"), 400),
    ("bad_query_non_utf8, form", "GET", "/sparql?query=%ff%fe", None, None, 400),
    ("bad_query_syntax", "GET", "/sparql?query=ASK%20%7B", None, None, 400),
    ("an empty query", "GET", "/sparql?query=", None, None, 400),
    ("no query", "GET", "/sparql?other=1", None, None, 400),
    ("no query, posted", "POST", "/sparql", FORM, "other=1", 400),
    ("query twice over", "POST", "/sparql?query=ASK%20%7B%7D", QUERY, "ASK {}", 400),
    ("update_post_form", "POST", "/sparql", FORM, _form(update="INSERT DATA { GRAPH <http://x/1> { <http://x/s> <http://x/p> 1 } }"), 204),
    ("update_post_direct", "POST", "/update", UPDATE, "CLEAR GRAPH <http://x/1>", 204),
    ("bad_update_get", "GET", "/sparql?update=CLEAR%20ALL", None, None, 400),
    ("bad_update_get, its own path", "GET", "/update?update=CLEAR%20ALL", None, None, 405),
    ("bad_multiple_updates", "POST", "/sparql", FORM, "update=CLEAR%20ALL&update=CLEAR%20ALL", 400),
    ("bad_update_wrong_media_type", "POST", "/sparql", "text/plain", "CLEAR ALL", 415),
    ("bad_update_missing_form_type", "POST", "/update", None, _form(update="CLEAR ALL"), 415),
    ("bad_update_non_utf8", "POST", "/sparql", f"{UPDATE}; charset=UTF-16", "CLEAR ALL".encode("utf-16"), 415),
    ("bad_update_syntax", "POST", "/sparql", UPDATE, "CLEAR", 400),
    ("bad_update_dataset_conflict", "POST", f"/sparql?using-graph-uri={quote(ONE)}", UPDATE, f"INSERT {{}} USING <{ONE}> WHERE {{}}", 400),
    ("bad_update_dataset_conflict, with", "POST", f"/sparql?using-named-graph-uri={quote(ONE)}", UPDATE, f"WITH <{ONE}> INSERT {{}} WHERE {{}}", 400),
    ("delete where of a data set", "POST", f"/sparql?using-graph-uri={quote(ONE)}", UPDATE, "DELETE WHERE { ?s ?p ?o }", 400),
    ("a data set that is no iri", "POST", "/sparql?using-graph-uri=no%20iri", UPDATE, "INSERT {} WHERE {}", 400),
    ("a query's data set for an update", "POST", f"/sparql?default-graph-uri={quote(ONE)}", UPDATE, "INSERT {} WHERE {}", 400),
    ("query and update", "POST", "/sparql", FORM, _form(query="ASK {}", update="CLEAR ALL"), 400),
    ("a query to where updates go", "POST", "/update", QUERY, "ASK {}", 415),
]


@pytest.mark.parametrize(("method", "path", "media_type", "body", "status"), [case[1:] for case in W3C], ids=[case[0] for case in W3C])
def test_the_protocols_cases(server: Server, method: str, path: str, media_type: str | None, body: str | bytes | None, status: int) -> None:
    answer = server.ask(method, path, BEARER | ({"Content-Type": media_type} if media_type else {}), body)
    assert answer.status == status, answer.body
    if status == 405:
        assert answer.headers["allow"]


def test_relative_iris_of_an_update_are_resolved(server: Server) -> None:
    """update_base_uri of the suite."""
    update = "INSERT DATA { GRAPH <based> { <thing> a kh:Event } }"
    assert server.ask("POST", "/update", BEARER | {"Content-Type": UPDATE}, update).status == 204
    found = server.query("SELECT ?s { GRAPH ?g { ?s a kh:Event } FILTER(STRENDS(STR(?g), '/based')) }", "text/csv").body
    assert found.split() == [b"s", f"{server.url}/thing".encode()]
    assert server.ask("POST", "/update", BEARER | {"Content-Type": UPDATE}, "DROP GRAPH <based>").status == 204


# query_dataset_*: parameters, how many reports the default graph and the named graphs hold.
DATASETS: list[tuple[str, int, int]] = [
    ("", 8, 8),
    (f"&default-graph-uri={quote(ONE)}", 2, 0),
    (f"&default-graph-uri={quote(ONE)}&default-graph-uri={quote(TWO)}", 5, 0),
    (f"&named-graph-uri={quote(ONE)}", 0, 2),
    (f"&named-graph-uri={quote(ONE)}&named-graph-uri={quote(THREE)}", 0, 5),
    (f"&default-graph-uri={quote(TWO)}&named-graph-uri={quote(ONE)}&named-graph-uri={quote(THREE)}", 3, 5),
    ("&default-graph-uri=http://x.invalid/none", 0, 0),
]


@pytest.mark.parametrize(("parameters", "default", "named"), DATASETS)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_data_set_is_the_one_that_was_asked_for(server: Server, way: str, parameters: str, default: int, named: int) -> None:
    for sparql, expected in ((COUNT, default), (COUNT_NAMED, named)):
        if way == "get":
            answer = server.ask("GET", f"/sparql?query={quote(sparql)}{parameters}")
        elif way == "form":
            answer = server.ask("POST", "/sparql", {"Content-Type": FORM}, f"query={quote(sparql)}{parameters}")
        else:
            answer = server.ask("POST", f"/sparql?{parameters[1:]}", {"Content-Type": QUERY}, sparql)
        assert json.loads(answer.body)["results"]["bindings"][0]["n"]["value"] == str(expected)


def test_the_protocols_data_set_counts_more_than_the_querys(server: Server) -> None:
    """query_multiple_dataset of the suite."""
    sparql = f"SELECT (COUNT(DISTINCT ?r) AS ?n) FROM <{ONE}> {{ ?r a kh:Report }}"
    assert server.query(sparql, "text/csv").body.split() == [b"n", b"2"]
    assert server.query(sparql, "text/csv", **{"default-graph-uri": TWO}).body.split() == [b"n", b"3"]


def test_a_graph_name_that_is_no_iri_is_told(server: Server) -> None:
    answer = server.query(COUNT, **{"default-graph-uri": "no iri"})
    assert answer.status == 400
    assert b"no iri" in answer.body


SELECT, ASK, CONSTRUCT = "SELECT ?s { ?s a kh:Event } ORDER BY ?s", "ASK { ?s a kh:Event }", "CONSTRUCT WHERE { ?s a kh:Event }"
ACCEPTED = [
    (SELECT, None, "application/sparql-results+json"),
    (SELECT, "*/*", "application/sparql-results+json"),
    (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
    (SELECT, "text/csv", "text/csv"),
    (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
    (SELECT, "text/*", "text/csv"),
    (SELECT, "text/csv;q=0.3, application/sparql-results+xml;q=0.7", "application/sparql-results+xml"),
    (SELECT, "TEXT/CSV ; Q=0.9 , */*;q=0.1", "text/csv"),
    (SELECT, "application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    (SELECT, "application/json", "application/json"),
    (SELECT, "text/turtle, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
    (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
    (CONSTRUCT, None, "text/turtle"),
    (CONSTRUCT, "application/n-triples", "application/n-triples"),
    (CONSTRUCT, "application/ld+json", "application/ld+json"),
    (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
    (CONSTRUCT, "application/trig", "application/trig"),
    (CONSTRUCT, "application/n-quads", "application/n-quads"),
    (CONSTRUCT, "text/csv, text/turtle;q=0.1", "text/turtle"),
    (f"DESCRIBE <{BASE}isis>", "application/rdf+xml;q=0.5, application/n-triples", "application/n-triples"),
]


@pytest.mark.parametrize(("sparql", "accept", "media_type"), ACCEPTED)
def test_the_answer_has_the_format_that_is_wanted_most(server: Server, sparql: str, accept: str | None, media_type: str) -> None:
    answer = server.query(sparql, accept)
    assert (answer.status, answer.type, answer.headers["vary"]) == (200, media_type, "Accept")
    if sparql == SELECT:
        form = QueryResultsFormat.from_media_type(media_type) or QueryResultsFormat.JSON
        if form not in (QueryResultsFormat.CSV,):  # which tells no kinds of terms, so that nothing reads it back
            assert len(list(parse_query_results(answer.body, format=form))) == 7  # type: ignore[arg-type]
    if sparql == CONSTRUCT:
        form_of_triples = RdfFormat.from_media_type(media_type)
        assert form_of_triples is not None
        assert len(list(parse(answer.body, format=form_of_triples))) == 7


@pytest.mark.parametrize(("sparql", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png"), (SELECT, "*/*;q=0")])
def test_what_cannot_be_had_in_that_format_is_told(server: Server, sparql: str, accept: str) -> None:
    assert server.query(sparql, accept).status == 406


def test_rdf_that_a_format_has_no_words_for_is_told(server: Server) -> None:
    quoting = "CONSTRUCT { <http://x/s> <http://x/p> <<( <http://x/a> <http://x/b> 1 )>> } {}"
    assert server.query(quoting, "application/ld+json").status == 406
    assert server.query(quoting, "application/n-triples").status == 200


def test_head_is_get_without_the_body(server: Server) -> None:
    got, headed = (server.ask(method, "/sparql?query=ASK%20%7B%7D") for method in ("GET", "HEAD"))
    assert headed.body == b""
    assert (headed.status, headed.headers["content-length"]) == (200, got.headers["content-length"])


def test_the_service_describes_itself(server: Server) -> None:
    answer = server.ask("GET", "/sparql", {"Accept": "application/n-triples"})
    text = answer.body.decode()
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for expected in (f"<{sd}endpoint> <{server.url}/sparql>", f"<{sd}SPARQL11Update>", f"<{sd}UnionDefaultGraph>", f"<{sd}name> <{ONE}>"):
        assert expected in text
    assert server.ask("GET", "/sparql", {"Accept": "text/html"}).headers["location"] == "/editor"


def test_single_graphs_are_read(server: Server) -> None:
    one = server.ask("GET", f"/data?graph={quote(ONE)}", {"Accept": "application/n-triples"})
    every = server.ask("GET", "/data?default", {"Accept": "application/n-triples"})
    assert set(one.body.splitlines()) < set(every.body.splitlines())
    assert server.ask("HEAD", f"/data?graph={quote(ONE)}").status == 200
    statuses: Mapping[str, int] = {"/data": 400, f"/data?default&graph={quote(ONE)}": 400, "/data?graph=http://x.invalid/": 404, "/data?graph=no%20iri": 400}
    for path, status in statuses.items():
        assert server.ask("GET", path).status == status, path
    assert server.ask("PATCH", f"/data?graph={quote(ONE)}").status == 405


def test_the_tables_of_the_w3cs_cases_name_tests_that_there_are() -> None:
    rows = re.findall(r"^\| (.+) \| `(\w+\.py)`: `(\w+)` \| .+ \|$", (ROOT / "docs" / "protocol-conformance.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 15
    for _, file, name in rows:
        assert f"def {name}(" in (ROOT / "tests" / "kg" / file).read_text(encoding="utf-8"), name
    cases = {name.split(",")[0] for name, *_ in W3C if "_" in name}
    assert cases <= {name.strip() for told, *_ in rows for name in re.sub(r"\(.*\)| with .*", "", told).split(",")} | {"query_post_direct with charset"}


def test_rdflib_asks_as_its_own(server: Server) -> None:
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(f"{server.url}/sparql", method=method))
        rows = list(graph.query("SELECT DISTINCT ?label { ?party a kh:ArmedGroup ; rdfs:label ?label } ORDER BY ?label"))
        assert [(str(row[0]), row[0].language) for row in rows if row[0].language == "en"] == [("ISIS", "en"), ("Syrian Democratic Forces", "en")]


def test_sparqlwrapper_asks_as_its_own(server: Server) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed here")
    for method in ("GET", "POST"):
        for form, kind in (("json", dict), ("csv", bytes), ("xml", None), ("tsv", bytes)):
            client = wrapper.SPARQLWrapper(f"{server.url}/sparql", returnFormat=form)
            client.setMethod(method)
            client.setQuery(SELECT)
            found = client.query().convert()
            assert kind is None or isinstance(found, kind)
            assert kind is not dict or len(found["results"]["bindings"]) == 7
    client = wrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(CONSTRUCT)
    assert len(client.query().convert()) == 7


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed here")
def test_curl_asks(server: Server) -> None:
    common = ["curl", "--silent", "--fail", "--noproxy", "*", "--header", "Accept: text/csv"]
    for more in (["--get"], []):
        command = [*common, *more, "--data-urlencode", f"query={COUNT}", f"{server.url}/sparql"]
        assert subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.split() == [b"n", b"8"]
    command = [*common, "--header", f"Content-Type: {QUERY}", "--data-binary", COUNT, f"{server.url}/sparql"]
    assert subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.split() == [b"n", b"8"]
