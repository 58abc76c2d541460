"""What may be changed at `kg serve --writable`, how, and that it lasts: updates, their data sets, graphs written whole, builds after them."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from graph_fixture import BASE
from pyoxigraph import RdfFormat, parse
from serve_fixture import FORM, ROOT, UPDATE, Answer, Server, serving, write_graph

import cli
from kg.annotations import ANNOTATIONS_FOLDER, Annotations, named_nodes
from kg.lock import writing
from kg.serve.changes import change_by_update
from kg.serve.using import with_data_set
from kg.store import STORE_FOLDER, GraphStore
from ontology.errors import StoreError
from ontology.terms import ONTOLOGY

pytest.importorskip("starlette", reason="kg serve is an extra: pip install 'khabar[serve]'")
pytest.importorskip("uvicorn")

TOKEN = "a-token-of-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ONE, TWO = f"{BASE}document/one", f"{BASE}document/two"
NOTES, OTHERS = "http://notes.example/mine", "http://notes.example/others"
TURTLE, NTRIPLES = {"Content-Type": "text/turtle"}, "application/n-triples"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = tmp_path_factory.mktemp("changed")
    write_graph(output)
    with serving(output, "--writable", KHABAR_TOKEN=TOKEN) as running:
        yield running


def update(server: Server, text: str, parameters: str = "") -> Answer:
    return server.ask("POST", f"/update{parameters}", BEARER | {"Content-Type": UPDATE}, text)


def put(server: Server, graph: str, body: str, method: str = "PUT", **headers: str) -> Answer:
    return server.ask(method, f"/data?graph={quote(graph)}", BEARER | TURTLE | headers, body)


def lines(server: Server, graph: str) -> list[bytes]:
    return sorted(server.ask("GET", f"/data?graph={quote(graph)}", {"Accept": NTRIPLES}).body.splitlines())


# update_dataset_* of the W3C's protocol tests: parameters, and what the pattern finds then.
REPORTS = f"INSERT {{ GRAPH <{NOTES}> {{ ?r <http://x/seen> true }} }} WHERE {{ ?r a kh:Report }}"
NAMED_REPORTS = f"INSERT {{ GRAPH <{NOTES}> {{ ?r <http://x/seen> true }} }} WHERE {{ GRAPH ?g {{ ?r a kh:Report }} }}"
WORDS = f"# WHERE\nINSERT {{ GRAPH <{NOTES}> {{ ?r <http://x/where> 'WHERE USING }}' }} }}\nwhere {{ ?r a kh:Report }}"
DATA_SETS = [
    ("update_dataset_default_graph", REPORTS, [("using-graph-uri", ONE)], 2),
    ("update_dataset_default_graphs", REPORTS, [("using-graph-uri", ONE), ("using-graph-uri", TWO)], 5),
    ("update_dataset_named_graphs", NAMED_REPORTS, [("using-named-graph-uri", ONE), ("using-named-graph-uri", TWO)], 5),
    ("update_dataset_full, default", REPORTS, [("using-graph-uri", ONE), ("using-named-graph-uri", TWO)], 2),
    ("update_dataset_full, named", NAMED_REPORTS, [("using-graph-uri", ONE), ("using-named-graph-uri", TWO)], 3),
    ("none given, default", REPORTS, [], 0),
    ("none given, named", NAMED_REPORTS, [], 8),
    ("words that are no clauses", WORDS, [("using-graph-uri", ONE)], 2),
]


@pytest.mark.parametrize(("text", "parameters", "number"), [case[1:] for case in DATA_SETS], ids=[case[0] for case in DATA_SETS])
@pytest.mark.parametrize("form", [False, True])
def test_an_update_sees_the_data_set_that_the_request_names(server: Server, text: str, parameters: list[tuple[str, str]], number: int, form: bool) -> None:
    given = "&".join(f"{name}={quote(value)}" for name, value in parameters)
    if form:
        answer = server.ask("POST", "/sparql", BEARER | {"Content-Type": FORM}, f"update={quote(text)}&{given}")
    else:
        answer = update(server, text, f"?{given}" if given else "")
    assert answer.status == 204, answer.body
    assert len(lines(server, NOTES)) == (number or 1)  # or the line that says that there is no such graph
    update(server, f"DROP SILENT GRAPH <{NOTES}>")


DERIVED = [
    "CLEAR ALL",
    "DROP NAMED",
    f"DROP GRAPH <{ONE}>",
    f"INSERT DATA {{ GRAPH <{ONE}> {{ <http://x/s> <http://x/p> 1 }} }}",
    f"INSERT DATA {{ GRAPH <{BASE}document/new> {{ <http://x/s> <http://x/p> 1 }} }}",
    f"INSERT DATA {{ GRAPH <{ONTOLOGY}> {{ <http://x/s> <http://x/p> 1 }} }}",
    "INSERT DATA { GRAPH <http://elsewhere.example/graph/assembled> { <http://x/s> <http://x/p> 1 } }",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    f"DELETE WHERE {{ GRAPH <{BASE}graph/assembled> {{ ?s kh:belief ?b }} }}",
    f"INSERT DATA {{ GRAPH <{NOTES}> {{ <http://x/s> <http://x/p> 1 }} }} ; MOVE <{ONE}> TO <{OTHERS}>",
    f"ADD <{ONE}> TO <{TWO}>",
]


@pytest.mark.parametrize("text", DERIVED)
def test_what_is_made_from_the_articles_is_not_changed_by_any_words(server: Server, text: str) -> None:
    before = server.ask("GET", "/data?default", {"Accept": NTRIPLES}).body
    answer = update(server, text)
    assert answer.status == 403
    assert b"made from the articles" in answer.body
    assert server.ask("GET", "/data?default", {"Accept": NTRIPLES}).body == before
    assert not Annotations(server.output / ANNOTATIONS_FOLDER).graphs()


def test_triples_in_no_graph_are_refused(server: Server) -> None:
    answer = update(server, "INSERT DATA { <http://x/s> <http://x/p> 1 }")
    assert (answer.status, b"GRAPH" in answer.body) == (403, True)


def test_a_graph_is_put_added_to_read_and_deleted(server: Server) -> None:
    one, two = "<http://x/s> <http://x/p> 'واحد' .", "<http://x/s> <http://x/p> 'اثنان' ."
    assert put(server, NOTES, one).status == 201
    assert put(server, NOTES, two, "POST").status == 204
    assert lines(server, NOTES) == sorted(line.replace("'", '"').encode() for line in (one, two))
    assert put(server, NOTES, two).status == 204
    assert lines(server, NOTES) == [two.replace("'", '"').encode()]
    assert server.ask("DELETE", f"/data?graph={quote(NOTES)}", BEARER).status == 204
    assert server.ask("GET", f"/data?graph={quote(NOTES)}").status == 404
    assert server.ask("DELETE", f"/data?graph={quote(NOTES)}", BEARER).status == 404
    assert put(server, NOTES, one, "POST").status == 201
    assert put(server, NOTES, "").status == 204  # an empty graph is none
    assert server.ask("HEAD", f"/data?graph={quote(NOTES)}").status == 404


def test_a_graph_can_be_sent_in_every_format(server: Server) -> None:
    bodies = {
        "text/turtle": "@prefix x: <http://x/> . x:s x:p <rel> .",
        "application/n-triples": "<http://x/s> <http://x/p> <http://notes.example/rel> .",
        "application/ld+json": '{"@id": "http://x/s", "http://x/p": {"@id": "http://notes.example/rel"}}',
        "application/rdf+xml": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
        '<r:Description r:about="http://x/s"><x:p r:resource="rel"/></r:Description></r:RDF>',
    }
    for media_type, body in bodies.items():
        assert put(server, NOTES, body, **{"Content-Type": media_type}).status in (201, 204)
        assert lines(server, NOTES) == [b"<http://x/s> <http://x/p> <http://notes.example/rel> ."]
    assert server.ask("DELETE", f"/data?graph={quote(NOTES)}", BEARER).status == 204


REFUSED = [
    ("another's token", {"Authorization": "Bearer wrong"}, NOTES, "", 401),
    ("a derived graph", {}, ONE, "", 403),
    ("what is no IRI", {}, "no iri", "", 400),
    ("what is no Turtle", {}, NOTES, "<http://x/s> <http://x/p>", 400),
    ("a relative name of a type that is none", {"Content-Type": "text/plain"}, NOTES, "", 415),
    ("a form with files", {"Content-Type": "multipart/form-data; boundary=x"}, NOTES, "--x--", 415),
    ("graphs in a graph", {"Content-Type": "application/trig"}, NOTES, "", 415),
    ("another charset", {"Content-Type": "text/turtle; charset=utf-16"}, NOTES, "", 415),
    ("a context that would be fetched", {"Content-Type": "application/ld+json"}, NOTES, '{"@context": "http://127.0.0.1:9/", "a": 1}', 400),
    ("far too much", {}, NOTES, "#" * (1 << 20) + "\n", 413),
]


@pytest.mark.parametrize(("headers", "graph", "body", "status"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_what_cannot_be_written_is_told(server: Server, method: str, headers: dict[str, str], graph: str, body: str, status: int) -> None:
    assert put(server, graph, body, method, **headers).status == status
    assert server.ask(method, "/data?default", BEARER | TURTLE, "").status == 403
    assert server.ask(method, "/data", BEARER | TURTLE, "").status == 400


def test_nodes_without_a_name_get_one_that_stays(server: Server) -> None:
    body = "[] <http://x/p> [ <http://x/q> 1 ] ."
    assert put(server, NOTES, body).status == 201
    once = lines(server, NOTES)
    assert len(once) == 2 and not any(b"_:" in line for line in once)
    assert put(server, NOTES, body, "POST").status == 204
    assert lines(server, NOTES) == once
    assert put(server, NOTES, "[] <http://x/p> [ <http://x/q> 2 ] .", "POST").status == 204
    assert len(lines(server, NOTES)) == 4  # other nodes, though their labels are alike
    assert update(server, f"INSERT DATA {{ GRAPH <{OTHERS}> {{ _:a <http://x/p> _:b }} }} ; DROP GRAPH <{NOTES}>").status == 204
    assert not any(b"_:" in line for line in lines(server, OTHERS))
    assert update(server, f"DROP GRAPH <{OTHERS}>").status == 204


def test_names_of_nodes_do_not_depend_on_labels_and_order() -> None:
    def named(turtle: str) -> set[str]:
        return {str(quad) for quad in named_nodes(parse(turtle, format=RdfFormat.TURTLE), BASE)}

    assert named("_:a <http://x/p> _:b . _:b <http://x/p> 1 .") == named("_:y <http://x/p> 1 . _:x <http://x/p> _:y .")
    assert named("_:a <http://x/p> _:b .") != named("_:a <http://x/q> _:b .")


def test_what_people_add_outlives_builds_and_the_loss_of_the_store(tmp_path: Path) -> None:
    articles, output = sorted((ROOT / "examples").glob("*.txt"))[:2], tmp_path / "out"
    build = ["build", "-o", str(output)]
    assert CliRunner().invoke(cli.main, [*build, str(articles[0])]).exit_code == 0
    with serving(output, "--writable", KHABAR_TOKEN=TOKEN) as server:
        assert put(server, NOTES, "<http://x/s> <http://x/p> '0.90'^^<http://www.w3.org/2001/XMLSchema#decimal>, 'ملاحظة'@ar .").status == 201
        kept = lines(server, NOTES)
        assert CliRunner().invoke(cli.main, ["check", "-g", str(output)]).exit_code == 0, "the description counts what was added"
    assert CliRunner().invoke(cli.main, [*build, str(articles[1])]).exit_code == 0
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        assert [f"{quad.triple} .".encode() for quad in store.quads(NOTES)] == kept
    assert CliRunner().invoke(cli.main, ["check", "-g", str(output)]).exit_code == 0
    assert NOTES in (output / "graph.trig").read_text(encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    assert CliRunner().invoke(cli.main, [*build, str(articles[1])]).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == before, "a build with nothing to do touches nothing"
    shutil.rmtree(output / STORE_FOLDER)
    assert CliRunner().invoke(cli.main, [*build, str(articles[1])]).exit_code == 0
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        assert [f"{quad.triple} .".encode() for quad in store.quads(NOTES)] == kept


@pytest.mark.parametrize("between", [" ", "\n", " # gone }\n", "# WHERE\n"])
def test_a_data_set_goes_before_where_whatever_stands_between(between: str) -> None:
    found = with_data_set(f"DELETE {{ ?s ?p ?o }}{between}WHERE {{ ?s ?p ?o }}", ["http://x/g"], [])
    assert found == f"DELETE {{ ?s ?p ?o }}{between}USING <http://x/g> WHERE {{ ?s ?p ?o }}"


def test_nobody_changes_a_graph_while_another_writes_in_its_folder(tmp_path: Path) -> None:
    write_graph(tmp_path)
    added = f"INSERT DATA {{ GRAPH <{NOTES}> {{ <http://x/s> <http://x/p> 1 }} }}"
    with writing(tmp_path, "kg build"), pytest.raises(StoreError, match="locked by `kg build`"):
        change_by_update(tmp_path, added, BASE)
    assert change_by_update(tmp_path, added, BASE).status == 204


def test_a_file_that_was_damaged_is_an_error_and_never_passed_over(tmp_path: Path) -> None:
    annotations = Annotations(tmp_path / ANNOTATIONS_FOLDER)
    quads = list(parse(f'<http://x/s> <http://x/p> "1" <{NOTES}> .', format=RdfFormat.N_QUADS))
    annotations.replace({NOTES: quads})
    assert set(annotations.graphs()) == {NOTES}
    assert annotations.damaged() == ()
    (path,) = (tmp_path / ANNOTATIONS_FOLDER).iterdir()
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole.replace(b"1", b"2"), b"", whole.replace(NOTES.encode(), OTHERS.encode()), whole + b"\n", b"\xff" + whole):
        path.write_bytes(damaged)
        with pytest.raises(StoreError, match="checksum"):
            annotations.graphs()
        assert annotations.damaged() == (path,)
    path.write_bytes(whole)
    annotations.replace({NOTES: []})
    assert not list((tmp_path / ANNOTATIONS_FOLDER).iterdir())


def test_a_check_tells_of_added_graphs_that_differ_and_repairs_them(tmp_path: Path) -> None:
    article, output = sorted((ROOT / "examples").glob("*.txt"))[0], tmp_path / "out"
    assert CliRunner().invoke(cli.main, ["build", str(article), "-o", str(output)]).exit_code == 0
    quads = list(parse(f'<http://x/s> <http://x/p> "1" <{NOTES}> .', format=RdfFormat.N_QUADS))
    Annotations(output / ANNOTATIONS_FOLDER).replace({NOTES: quads})
    found = CliRunner().invoke(cli.main, ["check", "-g", str(output)])
    assert found.exit_code == 1 and NOTES in found.output
    assert CliRunner().invoke(cli.main, ["check", "-g", str(output), "--repair"]).exit_code == 0
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        assert list(store.quads(NOTES)) == quads
    (path,) = (output / ANNOTATIONS_FOLDER).iterdir()
    path.write_bytes(path.read_bytes() + b"x")
    assert str(path) in CliRunner().invoke(cli.main, ["check", "-g", str(output)]).output
    CliRunner().invoke(cli.main, ["check", "-g", str(output), "--repair"])
    assert not path.exists()
    assert CliRunner().invoke(cli.main, ["check", "-g", str(output)]).exit_code == 0
