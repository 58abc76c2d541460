"""Forgetting leaves no trace, in no file; and any way to the same documents gives the same folder, byte for byte."""

from pathlib import Path

import pytest
from build_fixture import LineExtractor, contents, lines, written_articles

from kg.build import build, forget
from kg.decisions import DECISIONS_FILE, Decision, format_decisions, of_report
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.likeness import Judgement
from kg.store import STORE_FOLDER, GraphStore
from ontology.errors import InputError

SECRET = "الزنبقوط"  # words that stand in no other file of ours
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return written_articles(tmp_path / "articles")


def add_secret(articles: Path) -> Path:
    """An article whose words, title, source and id stand nowhere else, and the manifest with them."""
    path, manifest = articles / "verborgen-7.txt", articles.parent / "manifest.csv"
    path.write_text(f"هاجم | لواء {SECRET} | كتيبة الزاجل | قرية {SECRET}", encoding="utf-8")
    manifest.write_text(f"file,source,title,url\n{path},Zwiebelfisch Post,Geheimtitel,https://example.org/knollen\n", encoding="utf-8")
    return manifest


def holding(folder: Path, *words: str) -> list[str]:
    """The files, of whatever kind, whose bytes or name hold one of the words."""
    wanted = [word.encode() for word in words]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(word in path.read_bytes() or word.decode() in path.name for word in wanted)]


TRACES = (SECRET, "verborgen-7", "Zwiebelfisch", "Geheimtitel", "knollen")


def test_no_file_holds_a_word_of_what_was_forgotten(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    manifest = add_secret(articles)
    build([articles], output, manifest, extractor=lines, licence=LICENCE)
    assert any(STORE_FOLDER in path for path in holding(output, SECRET))
    assert all(holding(output, trace) for trace in TRACES)
    report = forget("verborgen-7", output)
    assert holding(output, *TRACES) == []
    (articles / "verborgen-7.txt").unlink()
    build([articles], tmp_path / "fresh", extractor=lines, licence=LICENCE)
    assert contents(output) == contents(tmp_path / "fresh")
    assert report.notices == ()


def test_what_an_article_said_before_it_changed_goes_with_it(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    manifest = add_secret(articles)
    build([articles], output, manifest, extractor=lines)
    (articles / "verborgen-7.txt").write_text("هاجم | لواء الشفق | كتيبة الزاجل |", encoding="utf-8")
    build([articles], output, extractor=lines)
    forget("verborgen-7", output)
    assert holding(output, *TRACES) == []


def test_a_graph_without_its_state_file_forgets_as_well(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, add_secret(articles), extractor=lines)
    (output / "state.json").unlink()
    forget("verborgen-7", output)
    assert holding(output, *TRACES) == []


def test_who_reads_meanwhile_keeps_his_state_and_the_next_writer_removes_it(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, add_secret(articles), extractor=lines)
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as reader:
        before = len(reader)
        (notice,) = forget("verborgen-7", output).notices
        assert "somebody still reads" in notice
        assert len(reader) == before
    assert forget("alpha", output).notices == ()
    assert holding(output, *TRACES) == []


def test_decisions_of_what_was_forgotten_stay_and_are_told(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, add_secret(articles), extractor=lines)
    ids = reports_of(output)
    pairs = [(of_report(ids["alpha"]), of_report(ids["verborgen-7"])), (of_report(ids["alpha"]), of_report(ids["beta"]))]
    kept = [Decision(*sorted(pair), Judgement.DIFFERENT, "2022-01-01T00:00:00Z") for pair in pairs]
    (output / DECISIONS_FILE).write_text(format_decisions(kept), encoding="utf-8")
    (notice,) = forget("verborgen-7", output).notices
    assert ids["verborgen-7"] in notice
    assert ids["beta"] not in notice
    assert (output / DECISIONS_FILE).read_text(encoding="utf-8") == format_decisions(kept)
    (articles / "verborgen-7.txt").unlink()
    (tmp_path / "fresh").mkdir()
    (tmp_path / "fresh" / DECISIONS_FILE).write_text(format_decisions(kept), encoding="utf-8")
    build([articles], tmp_path / "fresh", extractor=lines)
    assert contents(output) == contents(tmp_path / "fresh")


def reports_of(output: Path) -> dict[str, str]:
    """For each article that has one report, the report's id."""
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        found = list(store.query("SELECT ?document ?report { ?report a kh:Report ; prov:wasDerivedFrom ?document }"))
    return {row["document"].value.rpartition("/")[2]: row["report"].value.rpartition("/")[2] for row in found}


def test_forgetting_twice_says_so_and_changes_nothing(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=lines)
    forget("alpha", output)
    before = contents(output)
    with pytest.raises(InputError, match="'alpha'"):
        forget("alpha", output)
    assert contents(output) == before
    assert "alpha" not in Ledger(output / LEDGER_FOLDER).ids()


def test_a_forgotten_article_that_returns_gives_the_former_folder(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([articles], output, extractor=LineExtractor)
    before = contents(output)
    forget("gamma", output)
    build([articles], output, extractor=LineExtractor)
    assert contents(output) == before
