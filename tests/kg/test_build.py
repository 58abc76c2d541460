"""Building: the same bytes whatever the way there, and a whole graph whatever goes wrong."""

import json
import os
import random
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from build_fixture import ARTICLES, LineExtractor, lines, lines_anew, never, stored, written, written_articles

from extract.model import Document, EventMention, Factuality, Reading
from kg.build import build, forget
from kg.ledger import LEDGER_FOLDER, Ledger, file_name
from kg.outputs import OUTPUTS
from kg.query import answer
from kg.state import STATE_FILE
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from kg.weighed import WEIGHED_FILE
from ontology.errors import ExtractionError, InputError, StoreError
from ontology.terms import DATA


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return written_articles(tmp_path / "articles")


def count(output: Path, pattern: str) -> int:
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        found = answer(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
    assert isinstance(found, Table)
    return int(found.texts()[0][0])


def test_doubts_are_told_of_the_documents_given_and_kept_of_all(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    told = [f"{name}: «هاجم»: no such weekday" for name in ("alpha", "beta", "gamma")]
    assert list(build([articles], output, extractor=lines).notices) == told
    assert list(build([articles / "beta.txt"], output, extractor=never).notices) == told[1:2]
    assert json.loads((output / "report.json").read_text(encoding="utf-8"))["doubts"] == told


def test_a_build_reads_resolves_assembles_and_writes(articles: Path, tmp_path: Path) -> None:
    report = build([articles], tmp_path / "out", extractor=lines)
    assert (report.read, report.unchanged, report.documents, report.reports, report.events, report.errors) == (4, 0, 4, 4, 3, ())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*OUTPUTS, LEDGER_FOLDER, STATE_FILE, STORE_FOLDER, WEIGHED_FILE])
    assert count(tmp_path / "out", "?x a kh:Report") == 4
    assert count(tmp_path / "out", "?r kh:reports ?x . ?x a kh:Event") == 3


def test_building_twice_changes_no_byte_and_reads_nothing(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    files, quads = written(output), stored(output)
    again = build([articles], output, extractor=never)
    assert (again.read, again.unchanged) == (0, 4)
    assert (written(output), stored(output)) == (files, quads)


def test_any_order_any_steps_any_number_of_jobs(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "whole", extractor=lines)
    expected = written(tmp_path / "whole")
    paths = sorted(articles.iterdir())
    for seed in range(3):
        random.Random(seed).shuffle(paths)
        build(paths, tmp_path / f"turned{seed}", extractor=lines)
        assert written(tmp_path / f"turned{seed}") == expected
    for path in paths:
        build([path], tmp_path / "steps", extractor=lines)
    assert written(tmp_path / "steps") == expected
    build([articles], tmp_path / "two", extractor=lines, jobs=2)
    assert written(tmp_path / "two") == expected


def test_the_report_has_figures_and_no_time_of_day(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out", extractor=lines)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (report["graph"]["documents"], report["graph"]["events"], report["errors"], report["base"]) == (4, 3, [], DATA)


def test_only_what_changed_is_read_again(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    (articles / "beta.txt").write_text("هاجم | لواء الغسق | كتيبة الرامح |", encoding="utf-8")
    report = build([articles], output, extractor=lines)
    assert (report.read, report.unchanged, report.events) == (1, 3, 4)
    build([articles], tmp_path / "fresh", extractor=lines)
    assert written(output) == written(tmp_path / "fresh")


def test_a_new_version_of_the_extractor_reads_all_again(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out", extractor=lines)
    assert build([articles], tmp_path / "out", extractor=lines_anew).read == 4


def test_a_changed_row_of_the_manifest_renews_its_document(articles: Path, tmp_path: Path) -> None:
    output, manifest = tmp_path / "out", tmp_path / "manifest.csv"
    build([articles], output, extractor=lines)
    manifest.write_text(f"file,source\n{articles / 'alpha.txt'},وكالة النهر\n", encoding="utf-8")
    assert build([articles], output, manifest, extractor=lines).read == 1


def test_forgetting_leaves_what_others_said(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    report = forget("gamma", output)
    (articles / "gamma.txt").unlink()
    build([articles], tmp_path / "fresh", extractor=lines)
    assert (report.documents, report.events) == (3, 1)
    assert written(output) == written(tmp_path / "fresh")
    assert stored(output) == stored(tmp_path / "fresh")


def test_forgetting_all_leaves_an_empty_graph(articles: Path, tmp_path: Path) -> None:
    build([articles / "alpha.txt"], tmp_path / "out", extractor=lines)
    assert forget("alpha", tmp_path / "out").documents == 0
    assert count(tmp_path / "out", "?x a kh:Report") == 0


def test_forgetting_keeps_the_base(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out", extractor=lines, base="https://example.org/news/")
    forget("gamma", tmp_path / "out")
    assert b"w3id.org/khabar/id/" not in (tmp_path / "out" / "graph.ttl").read_bytes()


def test_forgetting_the_unknown_names_what_is_there(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out", extractor=lines)
    with pytest.raises(InputError, match=r"'omega'.*alpha"):
        forget("omega", tmp_path / "out")
    with pytest.raises(StoreError, match="no graph"):
        forget("alpha", tmp_path)


BAD: Sequence[tuple[str, bytes, str]] = (
    ("empty.txt", b"", "empty.txt: "),
    ("picture.txt", b"\x89PNG\x00\x01\x02", "picture.txt: "),
    ("breaks.txt", "يتعطل".encode(), "breaks: the extractor failed on this document (ValueError: cannot read this)"),
    ("refuses.txt", "يرفض".encode(), "refuses: refused"),
)


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_files_are_named_and_the_others_built(articles: Path, tmp_path: Path, jobs: int) -> None:
    build([articles], tmp_path / "good", extractor=lines)
    for name, content, _ in BAD:
        (articles / name).write_bytes(content)
    report = build([articles, tmp_path / "absent.txt"], tmp_path / "out", extractor=lines, jobs=jobs)
    for wanted in (*(message for _, _, message in BAD), "absent.txt: "):
        assert sum(wanted in error for error in report.errors) == 1
    assert len(report.errors) == 5
    assert not any("\n" in error for error in report.errors)
    assert written(tmp_path / "out")["graph.ttl"] == written(tmp_path / "good")["graph.ttl"]
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["errors"] == list(report.errors)


@pytest.mark.parametrize("number", range(len(BAD)))
def test_strict_raises_and_writes_nothing(articles: Path, tmp_path: Path, number: int) -> None:
    name, content, wanted = BAD[number]
    (articles / name).write_bytes(content)
    with pytest.raises((InputError, ExtractionError)) as caught:
        build([articles], tmp_path / "out", extractor=lines, strict=True)
    assert wanted in str(caught.value)
    assert not (tmp_path / "out" / STORE_FOLDER).exists()


def test_a_file_that_turned_bad_keeps_its_former_reading(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out", extractor=lines)
    (articles / "alpha.txt").write_text("يرفض", encoding="utf-8")
    report = build([articles], tmp_path / "out", extractor=lines)
    assert (len(report.errors), report.documents, report.events) == (1, 4, 3)


def test_nothing_readable_writes_nothing(tmp_path: Path) -> None:
    report = build([tmp_path / "absent.txt"], tmp_path / "out", extractor=lines)
    assert (len(report.errors), report.documents) == (1, 0)
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_an_input_error(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for output in (tmp_path / "file", tmp_path / "file" / "inner"):
        with pytest.raises(InputError, match="cannot be written to"):
            build([articles], output, extractor=lines)


def test_an_unknown_extractor_and_base_are_input_errors(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"'oracle'.*rules"):
        build([articles], tmp_path / "out", extractor="oracle")
    with pytest.raises(InputError):
        build([articles], tmp_path / "out", extractor=lines, base="not an iri")
    assert not (tmp_path / "out").exists()


def test_an_interrupted_reading_leaves_the_graph_as_it_was(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    files, quads = written(output), stored(output)
    (articles / "new.txt").write_text("يقاطع", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        build([articles], output, extractor=lines)
    assert (written(output), stored(output)) == (files, quads)


def test_an_interrupt_while_storing_waits_until_all_is_stored(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def put_and_interrupt(store: GraphStore, *arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        real(store, *arguments)  # type: ignore[arg-type]

    real = GraphStore.put_graphs
    monkeypatch.setattr(GraphStore, "put_graphs", put_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        build([articles], tmp_path / "out", extractor=lines)
    monkeypatch.undo()
    build([articles], tmp_path / "fresh", extractor=lines)
    assert stored(tmp_path / "out") == stored(tmp_path / "fresh")
    assert Ledger(tmp_path / "out" / LEDGER_FOLDER).ids() == tuple(sorted(ARTICLES))


@pytest.mark.parametrize("step", ["Ledger.put_all", "assembled_quads", "GraphStore.delete_graph"])
def test_a_failure_while_storing_is_mended_by_the_next_build(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*arguments: object) -> None:
        raise StoreError("the disk is full")

    output = tmp_path / "out"
    build([articles / "alpha.txt"], output, extractor=lines, base="https://example.org/old/")
    monkeypatch.setattr(f"kg.commit.{step}", fail)
    with pytest.raises(StoreError):
        build([articles], output, extractor=lines)
    monkeypatch.undo()
    build([articles], output, extractor=lines)
    build([articles], tmp_path / "fresh", extractor=lines)
    assert (written(output), stored(output)) == (written(tmp_path / "fresh"), stored(tmp_path / "fresh"))


def test_a_lost_store_is_made_again_from_the_ledger(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    quads = stored(output)
    (output / STORE_FOLDER).rename(tmp_path / "lost")
    build([articles], output, extractor=never)
    assert stored(output) == quads


def test_a_damaged_document_is_read_again_or_named(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    files = written(output)
    (output / LEDGER_FOLDER / f"{file_name('alpha')}.json").write_text("{}", encoding="utf-8")
    with pytest.raises(StoreError, match="alpha"):
        build([articles / "beta.txt"], output, extractor=lines)
    assert build([articles], output, extractor=lines).read == 1
    assert written(output) == files
    assert Ledger(output / LEDGER_FOLDER).check() == ()


def test_progress_counts_up_to_what_is_read(articles: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    build([articles], tmp_path / "out", extractor=lines, progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 4) for n in range(1, 5)]


def test_a_denied_report_stays_with_its_event(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out", extractor=denying)
    assert count(tmp_path / "out", "?x kh:factuality kh:Denied . ?x a kh:Report") == 1
    assert count(tmp_path / "out", "?x kh:factuality kh:Denied . ?x a kh:Event") == 0


def denying() -> LineExtractor:
    class Denying(LineExtractor):
        def read(self, document: Document) -> Reading:
            told = super().read(document)
            if document.id != "beta":
                return told
            event = told.events[0]
            denied = EventMention(
                event.document, event.sentence, event.trigger, event.type, event.actors, event.targets, event.places, event.time, factuality=Factuality.DENIED
            )
            return Reading(document, (denied,))

    return Denying()
