"""The pages of `kg serve`: things at their IRIs, questions, and nothing of the data ever read as markup."""

import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from graph_fixture import BASE
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from serve_fixture import Server, serving, write_graph

from kg.priors import PRIORS_FILE, load_priors
from kg.query import list_questions
from kg.store import GraphStore
from ontology.terms import KH, RDF, RDFS

pytest.importorskip("starlette", reason="kg serve is an extra: pip install 'khabar[serve]'")
pytest.importorskip("uvicorn")

HOSTILE = """<script>alert(1)</script>'"><img src=x onerror=alert(2)>{{ 7*7 }}"""
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}  # what browsers send


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = tmp_path_factory.mktemp("pages")
    write_graph(output)
    packaged = (files("kg") / "data" / PRIORS_FILE).read_text(encoding="utf-8")
    (output / PRIORS_FILE).write_text(re.sub(r"(?s)(\[denial\].*?weight = )[\d.]+", r"\g<1>0.0625", packaged), encoding="utf-8")
    hostile, graph = NamedNode(f"{BASE}unlisted/a%22%3Cb%3E%20%D8%AF"), NamedNode(f"{BASE}document/hostile")
    with GraphStore.open(output / "store") as store:
        described = ((RDF.type, NamedNode(KH.Group)), (RDFS.label, Literal(HOSTILE)), (RDFS.seeAlso, NamedNode("javascript:alert(3)")))
        store.put_graph(graph.value, [Quad(hostile, NamedNode(predicate), value, graph) for predicate, value in described])
    with serving(output) as running:
        yield running


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _tags(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(text)
    return parser.found


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("event/a1", ("اعتداء", "قوات سوريا الديمقراطية", "هاجمت خلية من داعش", "Furat News", "2021-12-06", "/id/document/one")),
        ("isis", ("داعش", "ISIS", "هاجم داعش قسد", "/id/unlisted/cell")),
        ("report/r1", ("هاجمت خلية من داعش", "/id/event/a1")),
        ("document/one", ("هجوم في الشدادي", "Furat News", "/id/report/r1")),
        ("place/al-hasakah", ("الحسكة", "POINT(40.7500 36.5000)")),
    ],
)
def test_a_thing_has_a_page_at_its_iri(server: Server, path: str, words: tuple[str, ...]) -> None:
    answer = server.ask("GET", f"/id/{path}", HTML)
    assert (answer.status, answer.type, answer.headers["vary"]) == (200, "text/html", "Accept")
    text = answer.body.decode()
    for word in words:
        assert word in text


FORMS = [("text/turtle", RdfFormat.TURTLE), ("application/ld+json", RdfFormat.JSON_LD), ("application/rdf+xml", RdfFormat.RDF_XML)]


@pytest.mark.parametrize(("media_type", "form"), FORMS)
def test_programs_get_the_thing_and_its_parts_as_triples(server: Server, media_type: str, form: RdfFormat) -> None:
    answer = server.ask("GET", "/id/event/a1", {"Accept": media_type})
    assert answer.type == media_type
    triples = {quad.triple for quad in parse(answer.body, format=form)}
    assert {triple.subject.value for triple in triples} == {f"{BASE}event/a1", f"{BASE}event/a1/time", f"{BASE}event/a1/count/1"}  # type: ignore[union-attr]


def test_a_link_can_name_the_format(server: Server) -> None:
    assert server.ask("GET", "/id/isis?format=ttl", HTML).type == "text/turtle"
    assert server.ask("GET", "/id/isis?format=jsonld", HTML).type == "application/ld+json"
    assert server.ask("GET", "/id/isis?format=doc", HTML).status == 400
    assert server.ask("GET", "/id/isis", {"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("path", ["nobody", "", "a%22b", "%3Cx%3E", "..%2f..%2fetc/passwd", "%ff", "isis%0d%0aX: y"])
def test_what_the_graph_does_not_know_is_not_found(server: Server, path: str) -> None:
    for headers in (HTML, {"Accept": "text/turtle"}):
        assert server.ask("GET", f"/id/{path.replace(' ', '%20')}", headers).status == 404


def test_no_data_is_read_as_markup(server: Server) -> None:
    every = "/editor?query=SELECT%20*%20%7B%20%3Fs%20rdfs%3Alabel%20%3Fo%20%7D"
    pages = ["/id/unlisted/a%22%3Cb%3E%20%D8%AF", every, "/editor?query=%3C/textarea%3E%3Cscript%3E"]
    for path in pages:
        text = server.ask("GET", path, HTML).body.decode()
        tags = _tags(text)
        assert not [tag for tag, given in tags if tag in ("script", "img", "iframe", "object") and given.get("src") not in ("/yasqe.js", "/editor.js")]
        assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
        assert not [attributes for _, attributes in tags if (attributes.get("href") or "").startswith("javascript")]
    shown = server.ask("GET", pages[0], HTML).body.decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert "{{ 7*7 }}" in shown


def test_every_ready_made_question_opens_and_asks(server: Server) -> None:
    listed = server.ask("GET", "/editor", HTML).body.decode()
    for question in list_questions():
        assert f'href="/editor?ask={question.name}"' in listed
        answer = server.ask("GET", f"/editor?ask={question.name}", HTML)
        assert answer.status == 200, (question.name, answer.body)
        fields = {attributes["name"] for tag, attributes in _tags(answer.body.decode()) if tag == "input"}
        assert {f"with.{parameter.name}" for parameter in question.parameters} <= fields


def test_a_question_is_asked_with_what_is_filled_in(server: Server) -> None:
    text = server.ask("GET", "/editor?ask=events-of-actor&with.actor=%D8%AF%D8%A7%D8%B9%D8%B4", HTML).body.decode()
    assert 'role="status"' in text
    assert "/id/event/f6" in text
    missed = server.ask("GET", "/editor?ask=events-of-actor&with.actor=nobody-at-all", HTML)
    assert missed.status == 400
    assert 'role="alert"' in missed.body.decode()


def test_the_editor_answers_every_form_of_query_and_tells_what_is_wrong(server: Server) -> None:
    for sparql, status, words in (
        ("ASK%20%7B%7D", 200, "true"),
        ("SELECT%20%2A%20%7B%20%3Fs%20a%20kh%3AEvent%20%7D", 200, "7 rows"),
        ("CONSTRUCT%20WHERE%20%7B%20%3Fs%20a%20kh%3AEvent%20%7D", 200, "7 rows"),
        ("SELECT", 400, "malformed"),
        ("ASK%20%7BSERVICE%20%3Chttp%3A//x/%3E%20%7B%7D%7D", 403, "SERVICE"),
    ):
        answer = server.ask("GET", f"/editor?query={sparql}", HTML)
        assert (answer.status, words in answer.body.decode()) == (status, True)


def test_the_network_of_the_graph_is_at_the_root_and_leads_to_the_questions(server: Server) -> None:
    answer = server.ask("GET", "/", HTML)
    assert (answer.status, answer.type) == (200, "text/html")
    assert 'id="khabar-data"' in answer.body.decode()
    assert ("a", {"href": "/editor"}) in _tags(answer.body.decode())


def test_the_network_explains_belief_by_the_priors_of_the_graph_that_is_served(server: Server) -> None:
    assert load_priors().denial != 0.0625
    assert re.search(r'"denial": ?0\.0625', server.ask("GET", "/", HTML).body.decode())


def test_the_editor_is_the_one_that_was_taken() -> None:
    """And each work in it is named with its licence."""
    folder = files("kg.serve") / "pages" / "yasqe"
    record = json.loads((folder / "yasqe.json").read_text(encoding="utf-8"))
    assert (record["name"], record["version"]) == ("@triply/yasqe", "4.2.28")
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in record["sha256"]} == record["sha256"]
    licences = (folder / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("YASQE", "codemirror", "lodash-es", "superagent", "The MIT License"):
        assert name in licences


@pytest.mark.parametrize(("path", "media_type"), [("/yasqe.js", "text/javascript"), ("/yasqe.css", "text/css"), ("/editor.js", "text/javascript")])
def test_the_editors_files_are_served_and_scripts_run_nowhere_else(server: Server, path: str, media_type: str) -> None:
    assert server.ask("GET", path).type == media_type
    assert "script-src 'self'" in server.ask("GET", "/editor").headers["content-security-policy"]
    assert "script-src" not in server.ask("GET", "/id/isis", HTML).headers["content-security-policy"]


@pytest.mark.parametrize(("name", "media_type"), [("csv", "text/csv"), ("json", "application/sparql-results+json"), ("ttl", "text/turtle")])
def test_a_link_names_the_format_of_an_answer(server: Server, name: str, media_type: str) -> None:
    query = "CONSTRUCT WHERE { ?s a kh:Event }" if name == "ttl" else "SELECT * { ?s a kh:Event }"
    answer = server.query(query, "text/html", **{"as": name})
    assert (answer.status, answer.type) == (200, media_type)
    assert server.query(query, **{"as": "png"}).status == 400
