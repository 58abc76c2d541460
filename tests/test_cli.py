"""The `kg` command: every command once for good, every bad input as one line and an exit code."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, Quad

import cli
from extract.model import Document, Reading
from kg.export import FORMATS
from kg.outputs import OUTPUTS
from kg.query import list_questions
from kg.store import STORE_FOLDER, GraphStore
from kg.themes import Theme

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = {
    "raid": "اعتقلت قوات سوريا الديمقراطية ثلاثة أشخاص في مدينة الحسكة يوم 6 كانون الأول 2021.\n",
    "again": "قال مصدر محلي إن قوات سوريا الديمقراطية اعتقلت ثلاثة أشخاص في مدينة الحسكة يوم 6 كانون الأول 2021.\n",
    "attack": "هاجم تنظيم داعش حاجزاً لقوات سوريا الديمقراطية في بلدة البصيرة يوم 7 كانون الأول 2021.\n",
}


def kg(*arguments: object, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=text)


def error_of(result: Result, code: int) -> str:
    """The one line that a failed command says, checked."""
    assert result.exit_code == code, result.output
    lines = [line for line in result.stderr.splitlines() if not line.startswith("note: ")]
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("error: ")
    assert "Traceback" not in result.output
    return lines[0]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = "".join(f"{name}.txt,وكالة {name},2021-12\n" for name in ARTICLES)
    (folder / "manifest.csv").write_text(f"file,source,published\n{rows}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built") / "out"
    result = kg("build", articles, "--manifest", articles / "manifest.csv", "-o", output)
    assert result.exit_code == 0, result.output
    return output


def test_build_says_what_the_graph_holds_and_is_silent_in_a_pipe(articles: Path, tmp_path: Path) -> None:
    result = kg("build", articles, "-o", tmp_path / "out", "--jobs", 2)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert "3 documents" in result.stdout and "(3 read, 0 unchanged)" in result.stdout
    assert all((tmp_path / "out" / name).stat().st_size for name in OUTPUTS)


def test_build_twice_reads_nothing(articles: Path, graph: Path) -> None:
    before = {name: (graph / name).read_bytes() for name in OUTPUTS}
    assert "(0 read, 3 unchanged)" in kg("build", articles, "--manifest", articles / "manifest.csv", "-o", graph).stdout
    assert {name: (graph / name).read_bytes() for name in OUTPUTS} == before


def test_extract_prints_records(articles: Path) -> None:
    lines = kg("extract", articles).stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["doc"] for record in records} == set(ARTICLES)
    for record in records:
        trigger = record["trigger"]
        assert ARTICLES[record["doc"]][trigger["start"] : trigger["end"]] == trigger["text"]
    known = [filler["entity"] for record in records for filler in record["actor"] if filler["entity"]]
    assert known and all(iri.startswith("https://w3id.org/khabar/id/") for iri in known)


@pytest.mark.parametrize("command", ["extract", "build"])
def test_what_is_doubtful_in_an_article_is_told(command: str, tmp_path: Path) -> None:
    (tmp_path / "again.txt").write_text("هاجم مسلحون بلدة الطيانة يوم الاثنين 9 كانون الأول 2021.", encoding="utf-8")
    result = kg(command, tmp_path / "again.txt", *(["-o", tmp_path / "out"] if command == "build" else []))
    assert result.exit_code == 0
    assert result.stderr == "note: again: «يوم الاثنين 9 كانون الأول 2021»: 2021-12-09 was no such weekday; the date is taken, the weekday left\n"


def test_extract_as_csv_and_table(articles: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("extract", articles, "--format", "csv").stdout)))
    assert {row["doc"] for row in rows} == set(ARTICLES)
    assert "trigger" in kg("extract", articles, "--format", "table").stdout
    assert kg("extract", articles, "-o", tmp_path / "records.jsonl").stdout == ""
    assert (tmp_path / "records.jsonl").read_text(encoding="utf-8") == kg("extract", articles).stdout


def test_extract_explains_for_people_and_as_data(articles: Path) -> None:
    told = kg("extract", articles, "--explain").stdout
    assert "⟦هاجم⟧" in told and "actor" in told and "←" in told
    records = [json.loads(line) for line in kg("extract", articles, "--explain", "--format", "jsonl").stdout.splitlines()]
    assert records == [json.loads(line) for line in kg("extract", articles).stdout.splitlines()]
    assert all({"type", "factuality"} <= record["reasons"].keys() for record in records)
    assert "--explain" in error_of(kg("extract", articles, "--explain", "--format", "csv"), 2)


def test_extract_reads_standard_input() -> None:
    result = kg("extract", "-", text=ARTICLES["attack"].encode())
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout.splitlines()[0])["type"] == "ASSAULT"


def test_query_in_every_way(graph: Path, tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d a kh:Document }"
    (tmp_path / "query.rq").write_text(sparql, encoding="utf-8")
    for result in (
        kg("query", sparql, "-g", graph, "--format", "csv"),
        kg("query", "--file", tmp_path / "query.rq", "-g", graph, "--format", "csv"),
        kg("query", "--file", "-", "-g", graph, "--format", "csv", text=sparql),
    ):
        assert result.stdout.split() == ["n", "3"], result.output
    assert json.loads(kg("query", sparql, "-g", graph, "--format", "json").stdout)["head"]["vars"] == ["n"]
    assert "kh:Document" in kg("query", "CONSTRUCT { ?d a kh:Document } WHERE { ?d a kh:Document }", "-g", graph, "--format", "ttl").stdout


def test_query_answers_canned_questions(graph: Path) -> None:
    result = kg("query", "--ask", "who-attacked-whom", "-g", graph)
    assert result.exit_code == 0 and "داعش" in result.stdout, result.output
    result = kg("query", "--ask", "events-of-actor", "--with", "actor=داعش", "-g", graph)
    assert result.exit_code == 0, result.output


def test_query_lists_the_questions() -> None:
    shown = kg("query", "--list").stdout
    assert all(question.name in shown for question in list_questions())
    themes = [line for line in shown.splitlines() if line and not line.startswith(" ")]
    assert [line.split(" · ")[0] for line in themes] == [theme.title_en for theme in Theme]


def test_view_writes_one_page(graph: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = kg("view", "-g", graph, "-o", page, "--type", "assault", "--from", "2021-12-01", "--to", "2021-12-31", "--min-belief", 0.1)
    assert result.exit_code == 0, result.output
    assert page.read_text(encoding="utf-8").startswith("<!")
    assert kg("view", "-g", graph, "-o", "-").stdout.startswith("<!")


def test_view_takes_a_title_and_how_to_open_and_writes_a_fragment(graph: Path) -> None:
    page = kg("view", "-g", graph, "-o", "-", "--title", "A <b>title</b>", "--lang", "en", "--theme", "dark", "--tab", "map").stdout
    assert '<html lang="en" dir="ltr">' in page and "<title>A &lt;b&gt;title&lt;/b&gt;</title>" in page
    assert '"opening":{"lang":"en","theme":"dark","tab":"map","embedded":false}' in page
    fragment = kg("view", "-g", graph, "-o", "-", "--embed").stdout
    assert fragment.startswith("<iframe title=") and fragment.endswith("</iframe>\n") and fragment.count("\n") == 1


@pytest.mark.parametrize("form", FORMATS)
def test_export_in_every_format(graph: Path, tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    shown = kg("export", "-g", graph, "--format", form)
    assert shown.exit_code == 0, shown.output
    assert kg("export", "-g", graph, "--format", form, "-o", tmp_path / "file").exit_code == 0
    assert (tmp_path / "file").read_bytes() == shown.stdout_bytes != b""


def test_validate_passes_on_a_build(graph: Path) -> None:
    result = kg("validate", "-g", graph)
    assert result.exit_code == 0, result.output
    assert "keeps to its shapes" in result.stdout


def test_validate_finds_damage(articles: Path, tmp_path: Path) -> None:
    kg("build", articles, "-o", tmp_path / "out")
    victim = next((tmp_path / "out" / "documents").glob("raid*.nq"))
    victim.write_bytes(victim.read_bytes()[:-10])
    assert "raid" in error_of(kg("validate", "-g", tmp_path / "out"), 1)


def test_validate_as_json_tells_rule_and_remedy(articles: Path, tmp_path: Path) -> None:
    kg("build", articles, "-o", tmp_path / "out")
    assert json.loads(kg("validate", "-g", tmp_path / "out", "--format", "json").stdout)["conforms"] is True
    with GraphStore.open(tmp_path / "out" / STORE_FOLDER) as store:
        quad = next(quad for quad in store.quads() if quad.predicate.value.endswith("#sentence"))
        others = [one for one in store.quads(quad.graph_name.value) if one != quad]
        store.put_graph(quad.graph_name.value, [*others, Quad(quad.subject, quad.predicate, Literal("كلام آخر", language="ar"), quad.graph_name)])
    result = kg("validate", "-g", tmp_path / "out", "--format", "json")
    assert result.exit_code == 1
    found = [one for one in json.loads(result.stdout)["findings"] if one["focus"] == quad.subject.value and one["path"] == "kh:sentence"]
    assert [(one["value"], "kg forget" in one["remedy"]) for one in found] == [("كلام آخر", True)]
    assert "→ run `kg forget" in kg("validate", "-g", tmp_path / "out").stdout


def test_stats(graph: Path) -> None:
    assert "documents  3" in kg("stats", "-g", graph).stdout
    assert json.loads(kg("stats", "-g", graph, "--format", "json").stdout)["documents"] == 3


def test_forget_removes_a_document(articles: Path, tmp_path: Path) -> None:
    kg("build", articles, "-o", tmp_path / "out")
    result = kg("forget", "attack", "-g", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "2 documents" in result.stdout
    assert "هاجم" not in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """A graph of two articles that spell a man's name in two ways."""
    for name, person in (("one", "ماروتو"), ("two", "ماروطو")):
        (tmp_path / f"{name}.txt").write_text(f"اعتقلت قوات سوريا الديمقراطية القيادي سامر {person} في مدينة الحسكة.\n", encoding="utf-8")
    assert kg("build", tmp_path / "one.txt", tmp_path / "two.txt", "-o", tmp_path / "out").exit_code == 0
    return tmp_path / "out"


def outputs(graph: Path) -> dict[str, bytes]:
    return {name: (graph / name).read_bytes() for name in OUTPUTS}


def test_review_lists_decides_and_undoes(alike: Path) -> None:
    before = outputs(alike)
    (pair,) = json.loads(kg("review", "-g", alike, "--format", "json").stdout)
    assert (pair["rules"], pair["decision"], outputs(alike)) == ("unsure", None, before)
    one, other = pair["one"]["id"], pair["other"]["id"]
    shown = kg("review", "-g", alike, "--list").stdout
    assert one in shown and other in shown and "ماروطو" in shown
    decided = kg("review", "-g", alike, "--decide", one, other, "same", "--reason", "the same office")
    assert decided.exit_code == 0 and "2 documents" in decided.stdout, decided.output
    assert b"possiblySame" not in outputs(alike)["graph.ttl"] != before["graph.ttl"]
    assert "the same office" in kg("review", "-g", alike, "--list").stdout
    assert kg("review", "-g", alike, "--undo", other, one).exit_code == 0
    assert outputs(alike) == before


@pytest.mark.parametrize(
    ("typed", "judgements"), [("same\nthe office\n", ["same"]), ("skip\n", []), ("quit\n", []), ("perhaps\ndifferent\n\n", ["different"]), ("", [])]
)
def test_review_asks(alike: Path, typed: str, judgements: list[str]) -> None:
    result = CliRunner().invoke(cli.main, ["review", "-g", str(alike)], input=typed)
    assert result.exit_code == 0, result.output
    assert "ماروطو" in result.stdout
    told = json.loads(kg("review", "-g", alike, "--format", "json").stdout)
    assert [pair["decision"]["judgement"] for pair in told if pair["decision"]] == judgements
    assert ("2 documents" in result.stdout) is bool(judgements)


def test_review_refuses_what_it_cannot_use(alike: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("no table\n", encoding="utf-8")
    assert "bad.tsv" in error_of(kg("review", "-g", alike, "--list", "--decisions", tmp_path / "bad.tsv"), 2)
    assert "bad.tsv" in error_of(kg("build", tmp_path / "one.txt", "-o", alike, "--decisions", tmp_path / "bad.tsv"), 2)
    assert "absent.tsv" in error_of(kg("forget", "one", "-g", alike, "--decisions", tmp_path / "absent.tsv"), 2)
    assert "لا أحد" in error_of(kg("review", "-g", alike, "--decide", "لا أحد", "isis", "same"), 2)
    assert "maybe" in error_of(kg("review", "-g", alike, "--decide", "sdf", "isis", "maybe"), 2)


def test_explain_shows_the_sentences(graph: Path) -> None:
    events = list(csv.DictReader(io.StringIO((graph / "events.csv").read_text(encoding="utf-8"))))
    result = kg("explain", events[0]["event"], "-g", graph, "--format", "csv")
    assert result.exit_code == 0, result.output
    assert events[0]["sentence"][:20] in result.stdout


def gold_line(document: str, trigger: str) -> str:
    start = ARTICLES[document].index(trigger)
    span = {"start": start, "end": start + len(trigger), "text": trigger}
    record = {"doc": document, "core": True, "triggers": [span], "types": ["COERCE"], "actor": [], "target": [], "place": [], "date": None}
    return json.dumps(record | {"factuality": "asserted", "attributed_to": None, "counts": {}}, ensure_ascii=False) + "\n"


def test_evaluate_scores_records_and_articles(articles: Path, tmp_path: Path) -> None:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text(gold_line("raid", "اعتقلت"), encoding="utf-8")
    kg("extract", articles, "-o", predicted)
    scored = kg("evaluate", gold, predicted)
    assert scored.exit_code == 0 and "1.000" in scored.stdout, scored.output
    assert kg("evaluate", gold, "--articles", articles, "--manifest", articles / "manifest.csv").stdout.splitlines()[0] == scored.stdout.splitlines()[0]
    assert len(kg("evaluate", gold, predicted, "--errors").stdout) > len(scored.stdout)


def test_version_and_help() -> None:
    assert kg("--version").stdout.startswith("kg ")
    shown = kg("--help").stdout
    assert all(name in shown for name in cli.main.commands)
    for name in cli.main.commands:
        assert kg(name, "--help").exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("absent.txt", None, "absent.txt"),
        ("empty.txt", b"", "empty.txt"),
        ("blank.txt", b" \n\n", "blank.txt"),
        ("binary.txt", b"\x00\x01\x02\xff", "binary.txt"),
        ("damaged.txt", "خبر من الطيانة ".encode() * 9 + b"\xff", "UTF-8"),
        ("picture.png", b"\x89PNG", "picture.png"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_built(articles: Path, tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = kg("build", articles, tmp_path / name, "-o", tmp_path / "out")
    assert words in error_of(result, 1)
    assert "3 documents" in result.stdout
    assert (tmp_path / "out" / "graph.ttl").exists()
    assert words in error_of(kg("extract", articles / "raid.txt", tmp_path / name), 1)


def test_windows_1256_is_read_and_noted(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(ARTICLES["attack"].encode("cp1256"))
    result = kg("build", tmp_path / "old.txt", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith("note: ") and "1256" in result.stderr


def test_a_folder_without_articles(tmp_path: Path) -> None:
    assert str(tmp_path) in error_of(kg("build", tmp_path, "-o", tmp_path / "out"), 1)
    assert not (tmp_path / "out").exists()


def test_a_manifest_that_names_absent_files_or_bad_dates(articles: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,published\nnowhere.txt,2021-12-06\n", encoding="utf-8")
    result = kg("build", articles, "--manifest", manifest, "-o", tmp_path / "out")
    assert "nowhere.txt" in error_of(result, 1)
    assert "3 documents" in result.stdout
    manifest.write_text(f"file,published\n{articles / 'raid.txt'},yesterday\n", encoding="utf-8")
    result = kg("build", articles, "--manifest", manifest, "-o", tmp_path / "other")
    assert "yesterday" in error_of(result, 1)
    assert "2 documents" in result.stdout


@pytest.mark.parametrize("content", [None, b"", b"\x00\xff", b"title\nx\n"])
def test_an_unusable_manifest(articles: Path, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "manifest.csv").write_bytes(content)
    assert "manifest.csv" in error_of(kg("build", articles, "--manifest", tmp_path / "manifest.csv", "-o", tmp_path / "out"), 2)
    assert not (tmp_path / "out").exists()


def test_strict_stops_at_a_bad_file(articles: Path, tmp_path: Path) -> None:
    assert "absent" in error_of(kg("build", articles, tmp_path / "absent.txt", "--strict", "-o", tmp_path / "out"), 2)
    assert not (tmp_path / "out").exists()


def test_an_unwritable_output(articles: Path, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "file" in error_of(kg("build", articles, "-o", tmp_path / "file"), 2)
    assert "-o" in error_of(kg("build", articles, "-o", "-"), 2)
    for command in (("view",), ("export", "--format", "ttl")):
        said = error_of(kg(*command, "-g", graph, "-o", tmp_path / "file" / "x"), 2)
        assert str(tmp_path / "file" / "x: ") in said and "unfinished" not in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "SELECT WHERE"), "malformed"),
        (("query", "SELECT * WHERE { SERVICE <http://x/> { ?s ?p ?o } }"), "SERVICE"),
        (("query", "--ask", "who-did-it"), "who-did-it"),
        (("query", "--ask", "events-of-actor", "--with", "colour=red"), "colour"),
        (("query", "--ask", "events-of-actor", "--with", "actor"), "key=value"),
        (("query", "ASK { ?s ?p ?o }", "--with", "a=b"), "--ask"),
        (("query",), "--ask NAME"),
        (("query", ""), "empty"),
        (("query", "--ask", ""), "no question"),
        (("query", "--ask", "events-of-actor", "--with", "actor=قسد", "--with", "actor=داعش"), "twice"),
        (("query", "--file", "absent.rq"), "absent.rq"),
        (("query", "--file", ROOT / "docs" / "page-map.png"), "page-map.png"),
        (("query", "--file", ROOT), "cannot be read"),
        (("query", "ASK { }", "--ask", "who-attacked-whom"), "one of"),
        (("query", "ASK { }", "--format", "xml"), "xml"),
        (("view", "--from", "yesterday"), "2021-12-06"),
        (("view", "--from", "2021-12-07", "--to", "2021-12-06"), "2021-12-07"),
        (("view", "--type", "EXPLODE"), "EXPLODE"),
        (("view", "--min-belief", 3), "belief"),
        (("view", "--actor", "لا أحد"), "لا أحد"),
        (("view", "--place", "nowhere"), "no place of this graph is called 'nowhere'"),
        (("view", "--source", "nobody's paper"), "no outlet of this graph"),
        (("view", "--factuality", "maybe"), "maybe"),
        (("view", "--sources", 0), "sources"),
        (("view", "--lang", "fr"), "fr"),
        (("export", "--format", "pdf"), "pdf"),
        (("export",), "--format"),
        (("forget", "omega"), "omega"),
        (("explain", "omega"), "omega"),
        (("colour",), "colour"),
    ],
)
def test_a_bad_question_is_one_line(graph: Path, arguments: Sequence[object], words: str) -> None:
    place = () if arguments[0] == "colour" else ("-g", graph)
    assert words in error_of(kg(*arguments, *place), 2)


@pytest.mark.parametrize(
    "command", [("query", "ASK { }"), ("view",), ("export", "--format", "ttl"), ("validate",), ("stats",), ("forget", "x"), ("explain", "x"), ("review",)]
)
def test_a_folder_that_is_no_graph(tmp_path: Path, command: Sequence[str]) -> None:
    for place in (tmp_path, tmp_path / "absent"):
        assert "kg build" in error_of(kg(*command, "-g", place), 2)


@pytest.mark.parametrize(
    "arguments", [("build",), ("build", "x.txt", "--jobs", 0), ("build", "x.txt", "--extractor", "llm"), ("evaluate",), ("extract", "x", "--colour")]
)
def test_a_wrong_call_is_one_line(arguments: Sequence[object]) -> None:
    error_of(kg(*arguments), 2)


def test_evaluate_needs_something_to_score(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    assert "gold.jsonl" in error_of(kg("evaluate", gold, gold), 2)
    gold.write_text(gold_line("raid", "اعتقلت") + "{}\n", encoding="utf-8")
    assert "gold.jsonl:2" in error_of(kg("evaluate", gold, gold), 2)
    gold.write_text(gold_line("raid", "اعتقلت"), encoding="utf-8")
    assert "--articles" in error_of(kg("evaluate", gold), 2)


def test_an_interrupt_is_one_line(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupting:
        name, version = "interrupting", "1"

        def read(self, document: Document) -> Reading:
            raise KeyboardInterrupt

    monkeypatch.setattr("kg.workers.load_extractor", lambda factory: Interrupting())
    assert "interrupted" in error_of(kg("build", articles, "-o", tmp_path / "out"), 130)


def run(*arguments: object, **options: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", "import cli; cli.main()", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def test_a_process_of_its_own(articles: Path, tmp_path: Path) -> None:
    process = run("extract", articles)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, b"")
    assert len(out.decode("utf-8").splitlines()) >= 3
    process = run("build", tmp_path / "absent.txt", "-o", tmp_path / "out")
    assert process.communicate(timeout=120)[1].startswith(b"error: ")
    assert process.returncode == 1


def test_a_reader_that_has_seen_enough(graph: Path) -> None:
    process = run("export", "-g", graph, "--format", "nq")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=120) in (0, 1)
    process.stderr.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the system is asked for the workers as Linux tells of them")
def test_ctrl_c_leaves_the_graph_whole(articles: Path, graph: Path, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(1500):
        (many / f"article{number}.txt").write_text(ARTICLES["raid"], encoding="utf-8")
    output = tmp_path / "out"
    kg("build", articles, "-o", output)
    process = run("build", many, "-o", output, "--jobs", 2, start_new_session=True)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not children.read_text():  # Ctrl-C while Python itself still starts is Python's affair
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it: to the workers too
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert err.decode().startswith("error: interrupted") and b"Traceback" not in err
    assert kg("validate", "-g", output).exit_code == 0
