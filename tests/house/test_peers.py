"""The benchmark beside peers: it measures who is there, says who is not, and the peer under the GPL stays outside."""

import json
import tomllib
from pathlib import Path

import pytest

from benchmarks import peers

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text("هاجم مسلحون حاجزاً للجيش العراقي قرب كركوك.\n", encoding="utf-8")
    (tmp_path / "same.txt").write_text("هاجم مسلحون حاجزاً للجيش العراقي قرب كركوك.\n", encoding="utf-8")
    return tmp_path


def test_every_peer_that_is_here_reads_the_same_words(articles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda name: None if name == "farahidi" else name)
    peers.main(["--articles", str(articles), "--rounds", "1"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("7 words in 1 articles")
    assert [line.split()[0] for line in lines[2:]] == ["khabar", "mazini", "farahidi", "marks:"]
    # Kept or missed: a child's peak is never below what its parent holds, and this process may have run thousands of tests.
    assert "is not installed here" in lines[4] and "less than 500 MiB for extraction alone" in lines[5]


def test_one_alone_is_measured_in_this_process(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    peers.main(["--articles", str(articles), "--only", "khabar"])
    measured = json.loads(capsys.readouterr().out)
    assert measured.keys() == {"loading", "first", "again", "memory_mib"} and min(measured.values()) > 0


def test_the_table_knows_verbs_without_their_vowel_signs() -> None:
    read = peers.load_mazini()
    (found,) = read(peers.Document("a", "هاجَمَ"))  # type: ignore[misc]
    assert ("هاجم", "past_3ms") in found


def test_the_peer_under_the_gpl_is_asked_for_nowhere_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    locks = [path.read_text(encoding="utf-8") for path in ROOT.glob("requirements*.lock")]
    assert locks and not any("farahidi" in text for text in (*asked, *locks))
