"""`kg build --store` and `kg mirror` keep a store behind a server as the folder is; what asks a graph asks it there too, and answers the same."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.export import FORMATS
from kg.knowledge import KnowledgeGraph
from kg.remote.store import RemoteStore
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from tests.kg.remote_fixture import VIRTUOSO_PASSWORD, free_port, oxigraph_server, program, virtuoso_server
from tests.test_cli import ARTICLES, error_of, kg

ANSWERS = (
    ("query", "SELECT ?event ?belief { ?event kh:belief ?belief } ORDER BY ?event", "--format", "csv"),
    ("query", "--ask", "events-of-actor", "--with", "actor=قسد", "--format", "csv"),
    ("query", "CONSTRUCT WHERE { ?s kh:belief ?o }", "--format", "ttl"),
    ("stats", "--format", "json"),
    *(("export", "--format", form) for form in FORMATS if form != "parquet"),
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if program("oxigraph") is None:
        pytest.skip("oxigraph is not installed: stores behind servers are not tested")
    with oxigraph_server() as url:
        yield url


@pytest.fixture(scope="module")
def output(articles: Path, server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "out"
    result = kg("build", articles, "-o", folder, "--store", server)
    assert result.exit_code == 0, result.output
    with GraphStore.open(folder / STORE_FOLDER, read_only=True) as store:
        assert f"{server}: {len(store.graphs())} graphs sent, 0 removed, 0 there already" in result.stdout
    return folder


def held(output: Path) -> bytes:
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return canonical_nquads(store.quads())


def held_by(server: str) -> bytes:
    with RemoteStore.open(server) as store:
        return canonical_nquads(store.quads())


def test_the_server_holds_what_was_built(output: Path, server: str) -> None:
    assert held_by(server) == held(output)


@pytest.mark.parametrize("command", ANSWERS, ids=lambda command: " ".join(command)[:40])
def test_the_server_is_asked_as_the_folder_is(output: Path, server: str, command: tuple[str, ...]) -> None:
    there, here = kg(command[0], *command[1:], "-g", server), kg(command[0], *command[1:], "-g", output)
    assert (there.exit_code, here.exit_code) == (0, 0), there.output
    assert there.stdout_bytes == here.stdout_bytes != b""


def test_explain_view_and_validate_work_there_too(output: Path, server: str, tmp_path: Path) -> None:
    events = list(csv.DictReader(io.StringIO((output / "events.csv").read_text(encoding="utf-8"))))
    told = kg("explain", events[0]["id"], "-g", server)
    assert told.exit_code == 0
    assert told.stdout == kg("explain", events[0]["id"], "-g", output).stdout
    for place, page in ((server, "there.html"), (output, "here.html")):
        assert kg("view", "-g", place, "-o", tmp_path / page).exit_code == 0
    assert (tmp_path / "there.html").read_bytes() == (tmp_path / "here.html").read_bytes()
    validated = kg("validate", "-g", server)
    assert validated.exit_code == 0, validated.output
    assert "the graph keeps to its shapes; whether it quotes rightly, only the folder" in validated.stdout


def test_programs_open_it_there(output: Path, server: str) -> None:
    with KnowledgeGraph.open(server) as there, KnowledgeGraph.open(output) as here:
        assert [event.iri for event in there.events()] == [event.iri for event in here.events()] != []
        assert len(there.dataset) == len(here.dataset)
        assert list(there.ask("events-of-actor", actor="قسد")) == list(here.ask("events-of-actor", actor="قسد"))
        assert repr(there) == f"KnowledgeGraph({server!r})"


def test_a_changed_article_and_a_forgotten_one_are_so_at_the_server(articles: Path, server: str, tmp_path: Path) -> None:
    base, output = "https://data.example/changing/", tmp_path / "out"
    assert kg("build", articles, "-o", output, "--base", base, "--store", server).exit_code == 0
    (tmp_path / "again.txt").write_text(ARTICLES["attack"], encoding="utf-8")
    changed = kg("build", tmp_path / "again.txt", "-o", output, "--base", base)
    assert changed.exit_code == 0, changed.output
    assert held(output).splitlines()[0] in held_by(server).splitlines()
    forgotten = kg("forget", "again", "-g", output)
    assert forgotten.exit_code == 0, forgotten.output
    assert "1 removed" in forgotten.stdout
    kept = held(output)
    lines = set(kept.splitlines(keepends=True))
    of_ours = [line for line in held_by(server).splitlines(keepends=True) if base.encode() in line.rpartition(b" <")[2] or line in lines]
    assert b"".join(of_ours) == kept
    assert b"document/again" not in b"".join(of_ours)
    assert f"{output}: is mirrored to no store any more" in kg("mirror", "--stop", "-g", output).stdout
    assert "is mirrored to no store yet; name one with --store" in error_of(kg("mirror", "-g", output), 2)
    with RemoteStore.open(server) as store:
        for graph in store.graphs():
            if graph.startswith(base):
                store.delete_graph(graph)


def test_a_dead_server_does_not_harm_the_build(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    line = error_of(kg("build", articles, "-o", output, "--store", f"oxigraph+http://127.0.0.1:{free_port()}"), 2)
    assert "cannot be reached" in line and f"run `kg mirror -g {output}`" in line
    assert kg("validate", "-g", output).exit_code == 0
    assert (output / "graph.ttl").stat().st_size


def test_what_cannot_be_is_said_in_one_line(articles: Path, server: str, tmp_path: Path) -> None:
    with oxigraph_server() as empty:
        assert "holds no graph of Khabar; run `kg build` with --store first" in error_of(kg("stats", "-g", empty), 2)
    for command in (("forget", "raid"), ("serve",), ("review", "--list"), ("mirror",)):
        assert "works on a folder, and not on a store behind a server" in error_of(kg(*command, "-g", server), 2)
    for options in (("--store", "http://amal:s3cret@localhost"), ("--store", "nowhere")):
        line = error_of(kg("build", articles, "-o", tmp_path / "out", *options), 2)
        assert "s3cret" not in line
    assert "s3cret" not in error_of(kg("stats", "-g", "http://amal:s3cret@localhost"), 2)


def test_virtuoso_is_asked_of_a_copy_what_it_would_answer_wrongly(
    articles: Path, output: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    if program("virtuoso-t") is None:
        pytest.skip("virtuoso-t is not installed: the store behind it is not tested")
    monkeypatch.setenv("KHABAR_STORE_USER", VIRTUOSO_PASSWORD.user)
    monkeypatch.setenv("KHABAR_STORE_PASSWORD", VIRTUOSO_PASSWORD.password)
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as url:
        folder = tmp_path_factory.mktemp("built") / "out"
        assert kg("build", articles, "-o", folder, "--store", url).exit_code == 0
        for command in ANSWERS[:4]:
            there = kg(command[0], *command[1:], "-g", url)
            assert there.exit_code == 0, there.output
            if command[0] != "query" or "CONSTRUCT" not in command[1]:
                assert there.stdout_bytes == kg(command[0], *command[1:], "-g", folder).stdout_bytes
        exported = kg("export", "--format", "nq", "-g", url)
        assert len(list(parse(exported.stdout_bytes, format=RdfFormat.N_QUADS))) == len(list(parse(held(folder), format=RdfFormat.N_QUADS))) - ontology(folder)


def ontology(folder: Path) -> int:
    """How many quads of the folder no export writes."""
    exported = kg("export", "--format", "nq", "-g", folder)
    return len(held(folder).splitlines()) - len(exported.stdout_bytes.splitlines())
