"""The licence that a graph is published under: given once, kept, changed, taken away; never invented."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import cli

ATTRIBUTION, DEDICATION = "https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/publicdomain/zero/1.0/"
QUESTION = "SELECT ?licence WHERE { ?graph a void:Dataset ; dcterms:license ?licence }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("one", "قصف الجيش بلدة الزهور."), ("two", "التقى الوزير وفداً من المزارعين.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def built(folder: Path, article: str, *options: str) -> str:
    """The licence in the graph after a build, "" where it has none."""
    result = CliRunner().invoke(cli.main, ["build", str(folder / f"{article}.txt"), "-o", str(folder / "out"), *options])
    assert result.exit_code == 0, result.output
    told = CliRunner().invoke(cli.main, ["query", QUESTION, "-g", str(folder / "out"), "--format", "csv"]).stdout.split()
    assert told[0] == "licence"
    return " ".join(told[1:])


def test_a_licence_stays_until_another_is_given(folder: Path) -> None:
    assert built(folder, "one") == ""
    assert built(folder, "one", "--license", ATTRIBUTION) == ATTRIBUTION
    assert built(folder, "two") == ATTRIBUTION
    assert CliRunner().invoke(cli.main, ["forget", "two", "-g", str(folder / "out")]).exit_code == 0
    assert built(folder, "one") == ATTRIBUTION
    assert built(folder, "one", "--license", DEDICATION) == DEDICATION
    assert built(folder, "one", "--license", "") == ""


def test_what_is_no_iri_is_refused_before_any_work(folder: Path) -> None:
    result = CliRunner().invoke(cli.main, ["build", str(folder), "-o", str(folder / "out"), "--license", "CC BY 4.0"])
    assert result.exit_code != 0
    assert "CC BY 4.0" in result.stderr and "is not an IRI" in result.stderr
    assert not (folder / "out").exists()
