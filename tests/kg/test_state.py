"""A build that has nothing to do does nothing, and takes nothing for done that is not."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from build_fixture import contents, lines, lines_anew, never, written, written_articles

from kg.build import build, forget
from kg.decisions import DECISIONS_FILE
from kg.ledger import LEDGER_FOLDER
from kg.nodes import assembled_graph
from kg.outputs import OUTPUTS
from kg.priors import PRIORS_FILE
from kg.state import STATE_FILE, read_state
from kg.store import STORE_FOLDER, GraphStore
from ontology.errors import StoreError
from ontology.terms import DATA

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return written_articles(tmp_path / "articles")


def times(folder: Path) -> dict[str, int]:
    """When each file was last written, but for the notes that Oxigraph makes of being opened."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file() and not path.name.startswith("LOG")}


def test_the_same_build_again_touches_no_file(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = build([articles], output, extractor=lines, licence=LICENCE)
    before = times(output)
    again = build([articles], output, extractor=never)
    assert again == replace(first, read=0, unchanged=4, changed=0, weighed=0)
    assert times(output) == before
    build([articles / "beta.txt"], output, extractor=never)
    assert times(output) == before


@pytest.mark.parametrize("harmed", [OUTPUTS, ("graph.trig",)])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1] + b"!")])
def test_a_lost_or_altered_file_is_written_again_and_no_other(articles: Path, tmp_path: Path, harmed: Sequence[str], harm: Callable[[Path], object]) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    before, written_at = contents(output), times(output)
    for name in harmed:
        harm(output / name)
    build([articles], output, extractor=never)
    assert contents(output) == before
    assert {path for path, time in times(output).items() if time != written_at[path]} <= set(harmed)


def test_a_changed_article_leaves_the_files_alone_that_do_not_tell_of_it(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    before = times(output)
    (articles / "delta.txt").write_text("لا جديد هنا", encoding="utf-8")
    build([articles], output, extractor=lines)
    after = times(output)
    assert before["events.csv"] == after["events.csv"]
    ledger = {path for path in before if path.startswith(LEDGER_FOLDER)}
    assert {path for path in ledger if before[path] != after[path]} == {path for path in ledger if path.startswith(f"{LEDGER_FOLDER}/delta")}


@pytest.mark.parametrize("text", ["", "{}", "null", '{"digest": "", "state": {}}', "\ud800", "[" * 100_000])
def test_a_damaged_state_is_none(articles: Path, tmp_path: Path, text: str) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    before = contents(output)
    (output / STATE_FILE).write_bytes(text.encode("utf-8", "surrogatepass"))
    build([articles], output, extractor=never)
    assert contents(output) == before


@pytest.mark.parametrize("number", range(3))
def test_a_flipped_letter_of_the_state_is_seen(articles: Path, tmp_path: Path, number: int) -> None:
    output = tmp_path / "out"
    told = build([articles], output, extractor=lines)
    before = contents(output)
    letters = bytearray((output / STATE_FILE).read_bytes())
    letters[len(letters) * (number + 1) // 5] ^= 1
    (output / STATE_FILE).write_bytes(letters)
    assert build([articles], output, extractor=never) == replace(told, read=0, unchanged=4, changed=0, weighed=0)
    assert contents(output) == before


def test_a_state_of_another_graph_is_no_proof(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "whole", extractor=lines)
    build([articles / "alpha.txt"], tmp_path / "out", extractor=lines)
    (tmp_path / "out" / STATE_FILE).write_bytes((tmp_path / "whole" / STATE_FILE).read_bytes())
    build([articles], tmp_path / "out", extractor=lines)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@pytest.mark.parametrize("graph", [f"{DATA}document/alpha", assembled_graph(DATA).value])
def test_a_graph_lost_from_the_store_is_put_back(articles: Path, tmp_path: Path, graph: str) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    before = contents(output)
    with GraphStore.open(output / STORE_FOLDER) as store:
        store.delete_graph(graph)
    build([articles], output, extractor=never)
    assert contents(output) == before


def decide(output: Path) -> None:
    columns = "one\tother\tjudgement\ttime\treason\tname\tother_name"
    (output / DECISIONS_FILE).write_text(f"{columns}\nisis\tunlisted/0\tunsure\t2022-01-01T00:00:00Z\t\t\t\n", encoding="utf-8")


def weigh(output: Path) -> None:
    packaged = Path(__file__).parents[2] / "kg" / "data" / PRIORS_FILE
    text = packaged.read_text(encoding="utf-8")
    (output / PRIORS_FILE).write_text(text.replace("systematic = 0.", "systematic = 0.5"), encoding="utf-8")


@pytest.mark.parametrize("prepare", [decide, weigh])
def test_what_lies_in_the_folder_counts_as_given(articles: Path, tmp_path: Path, prepare: Callable[[Path], None]) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    without = contents(output)
    prepare(output)
    build([articles], output, extractor=never)
    (tmp_path / "fresh").mkdir()
    prepare(tmp_path / "fresh")
    build([articles], tmp_path / "fresh", extractor=lines)
    assert contents(output) == contents(tmp_path / "fresh")
    assert without[STATE_FILE] != contents(output)[STATE_FILE]


@pytest.mark.parametrize(("first", "then"), [("", LICENCE), (LICENCE, ""), (None, LICENCE), (LICENCE, None)])
def test_another_licence_is_written(articles: Path, tmp_path: Path, first: str | None, then: str | None) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines, licence=first)
    build([articles], output, extractor=never, licence=then)
    build([articles], tmp_path / "fresh", extractor=lines, licence=first if then is None else then)
    assert contents(output) == contents(tmp_path / "fresh")


def test_another_base_extractor_or_program_makes_the_graph_anew(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, base = tmp_path / "out", "https://example.org/news/"
    build([articles], output, extractor=lines)
    build([articles], output, extractor=lines, base=base)
    build([articles], tmp_path / "fresh", extractor=lines, base=base)
    assert contents(output) == contents(tmp_path / "fresh")
    assert build([articles], output, extractor=lines_anew, base=base).read == 4
    monkeypatch.setattr("kg.state.program_digest", lambda: "another")
    assert build([articles], output, extractor=lines_anew, base=base).read == 0
    state = read_state(output)
    assert state is not None and state.given.program == "another"


def test_the_errors_of_a_run_are_told_though_nothing_else_changed(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    before = written(output)
    (articles / "empty.txt").write_bytes(b"")
    assert len(build([articles], output, extractor=never).errors) == 1
    assert len(json.loads((output / "report.json").read_text(encoding="utf-8"))["errors"]) == 1
    (articles / "empty.txt").unlink()
    build([articles], output, extractor=never)
    assert written(output) == before


def test_work_that_was_not_finished_is_not_taken_for_done(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise StoreError("the disk is full")

    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    before = contents(output)
    monkeypatch.setattr("kg.making.write_outputs", fail)
    with pytest.raises(StoreError):
        forget("alpha", output)
    assert not (output / STATE_FILE).exists()
    monkeypatch.undo()
    build([articles], output, extractor=lines)
    assert contents(output) == before
