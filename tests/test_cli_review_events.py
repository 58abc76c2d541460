"""`kg review --events`: every way it is called, what it shows, and one line for what it cannot use."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cli
from kg.outputs import OUTPUTS

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ARTICLES = sorted([*EXAMPLES.glob("0[12]*.txt"), *EXAMPLES.glob("16*.txt")])
HEADER = "one\tother\tjudgement\ttime\treason\tname\tother_name\n"
HOSTILE = "one \x1b[31mraid\u202e\n«»\t(two)"


def kg(*arguments: object, text: str | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=text)


def error_of(result: Result) -> str:
    assert result.exit_code == 2 and result.stderr.count("\n") == 1 and result.stderr.startswith("error: "), result.output
    return result.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("events") / "out"
    assert kg("build", *ARTICLES, "--manifest", EXAMPLES / "manifest.csv", "-o", output).exit_code == 0
    return output


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "out"))


def outputs(graph: Path) -> dict[str, bytes]:
    return {name: (graph / name).read_bytes() for name in OUTPUTS}


def listed(graph: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kg("review", "--events", "-g", graph, "--format", "json").stdout)
    return found


def doubtful(graph: Path, joined: bool) -> dict[str, Any]:
    return next(pair for pair in listed(graph) if pair["joined"] is joined and pair["decision"] is None)


def test_events_are_listed_decided_and_undone(graph: Path) -> None:
    before, pair = outputs(graph), doubtful(graph, joined=False)
    one, other = pair["one"]["id"], pair["other"]["id"]
    shown = kg("review", "-g", graph, "--events", "--list").stdout
    assert all(words in shown for words in (one, other, pair["one"]["event"], pair["other"]["document"], "probability")) and outputs(graph) == before
    decided = kg("review", "-g", graph, "--events", "--decide", one, other, "same", "--reason", HOSTILE)
    assert decided.exit_code == 0, decided.output
    assert decided.stdout.startswith(f"kept: {one} and {other} are same\n") and "3 documents" in decided.stdout
    (kept,) = [found for found in listed(graph) if found["decision"]]
    assert kept["joined"] and kept["decision"]["judgement"] == "same"
    explained = kg("explain", kept["one"]["event"].removeprefix("event/"), "-g", graph).stdout
    assert "by decision of a person: one [31mraid" in explained and one in explained and other in explained
    assert "same by decision of 20" in kg("review", "-g", graph, "--events", "--list").stdout
    assert kg("validate", "-g", graph).exit_code == 0
    undone = kg("review", "-g", graph, "--events", "--undo", other, one)
    assert undone.stdout.startswith(f"taken back: {one} and {other} are same\n")
    assert outputs(graph) == before


def test_an_event_is_divided(graph: Path) -> None:
    pair = doubtful(graph, joined=True)
    one, other = pair["one"]["id"], pair["other"]["id"]
    assert kg("review", "-g", graph, "--events", "--decide", one, other, "different").exit_code == 0
    (kept,) = [found for found in listed(graph) if found["decision"]]
    assert not kept["joined"] and kept["one"]["event"] != kept["other"]["event"]
    explained = kg("explain", kept["one"]["event"].removeprefix("event/"), "-g", graph).stdout
    assert f"  kept apart from what {kept['other']['document']} tells, by decision of a person\n" in explained


@pytest.mark.parametrize(
    ("typed", "judgements"),
    [("same\none raid\n", ["same"]), ("skip\ndifferent\n\nquit\n", ["different"]), ("quit\n", []), ("perhaps\nunsure\n\n", ["unsure"]), ("", [])],
)
def test_it_asks(graph: Path, typed: str, judgements: list[str]) -> None:
    result = kg("review", "--events", "-g", graph, text=typed)
    assert result.exit_code == 0, result.output
    assert "⟦" in result.stdout and "sentence" in result.stdout
    assert [pair["decision"]["judgement"] for pair in listed(graph) if pair["decision"]] == judgements
    assert ("3 documents" in result.stdout) is bool(judgements)


def test_files_of_before_and_files_of_ones_own(graph: Path, tmp_path: Path) -> None:
    """A table of entities alone serves as it is, and a table elsewhere serves building, reviewing and forgetting."""
    own = tmp_path / "own.tsv"
    own.write_text(f"{HEADER}isis\tsdf\tdifferent\t2022-05-18T09:00:00Z\told\tداعش\tقسد\n", encoding="utf-8")
    pair = doubtful(graph, joined=False)
    one, other = pair["one"]["id"], pair["other"]["id"]
    assert kg("review", "--events", "-g", graph, "--decisions", own, "--decide", one, other, "same").exit_code == 0
    assert own.read_text(encoding="utf-8").startswith(f"{HEADER}isis\tsdf\tdifferent\t2022-05-18T09:00:00Z\told\tداعش\tقسد\n{one}\t{other}\tsame\t")
    merged = outputs(graph)
    assert kg("build", *ARTICLES, "--manifest", EXAMPLES / "manifest.csv", "-o", tmp_path / "new", "--decisions", own).exit_code == 0
    assert outputs(tmp_path / "new") == merged
    gone = pair["other"]["document"]
    assert kg("forget", gone, "-g", graph, "--decisions", own).exit_code == 0
    assert "not met: no article of this graph tells report/" in kg("review", "--events", "-g", graph, "--decisions", own, "--list").stdout
    assert "not alike by the rules" in kg("review", "-g", graph, "--decisions", own, "--list").stdout


def test_what_it_cannot_use_is_told_in_a_line(graph: Path, tmp_path: Path) -> None:
    pair = doubtful(graph, joined=True)
    one, other, event = pair["one"]["id"], pair["other"]["id"], pair["one"]["event"]
    review = ("review", "--events", "-g", graph)
    assert "nobody" in error_of(kg(*review, "--decide", "nobody", one, "same"))
    assert "maybe" in error_of(kg(*review, "--decide", one, other, "maybe"))
    assert "kg explain" in error_of(kg(*review, "--decide", event, event, "different"))
    assert "nothing was decided" in error_of(kg(*review, "--undo", one, other))
    assert "kg build" in error_of(kg("review", "--events", "-g", tmp_path / "absent"))
    bad = tmp_path / "bad.tsv"
    for lines, words in (
        ("no table\n", "bad.tsv:1"),
        (f"{HEADER}isis\t{one}\tsame\t\t\t\t\n", "bad.tsv:2: not a decision (one is a report"),
        (
            f"{HEADER}report/a\treport/b\tsame\t\t\t\t\nreport/a\treport/c\tdifferent\t\t\t\t\nreport/b\treport/c\tsame\t\t\t\t\n",
            "report/a = report/b = report/c",
        ),
    ):
        bad.write_text(lines, encoding="utf-8")
        for command in ((*review, "--list"), ("build", *ARTICLES, "-o", graph), ("forget", ARTICLES[0].stem, "-g", graph), ("review", "-g", graph, "--list")):
            assert words in error_of(kg(*command, "--decisions", bad))
