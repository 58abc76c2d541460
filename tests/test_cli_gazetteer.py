"""`kg gazetteer import` and --gazetteer: every way they are called, and one line for every bad input."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli

HEADER = "id\ttype\tcountry\tlat\tlon\tname_en\tnames_ar\tparent\tgeonames_id\tpopulation\n"
ROWS = "1\tlocality\tSY\t36.5\t40.75\tMarjuha\tمرجوحة\t-1\t\t\n2\tlocality\tIQ\t36.5\t42.75\tShalhub\tشلهوب\t-1\t\t6000\n"
GOLD = """{"doc": "article", "id": "1", "core": true, "triggers": [{"start": 0, "end": 4, "text": "هاجم"}], "types": ["ASSAULT"],
"actor": [["تنظيم داعش"]], "target": [["حاجزاً"]], "date": "2021-12-07", "factuality": "asserted", "attributed_to": null, "counts": {}, "note": null}"""
ARTICLE = "هاجم تنظيم داعش حاجزاً لقوات سوريا الديمقراطية في قرية مرجوحة يوم 7 كانون الأول 2021.\n"


def kg(*arguments: object, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=text)


@pytest.fixture
def extract_of_wof(tmp_path: Path) -> Path:
    path = tmp_path / "wof.tsv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def table(extract_of_wof: Path, tmp_path: Path) -> Path:
    assert kg("gazetteer", "import", extract_of_wof, "-o", tmp_path / "gazetteer.tsv").exit_code == 0
    return tmp_path / "gazetteer.tsv"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_import_says_what_it_took_and_left(extract_of_wof: Path, tmp_path: Path) -> None:
    result = kg("gazetteer", "import", extract_of_wof, "-o", tmp_path / "out.tsv", "--country", "SY, iq", "--kinds", "town")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{tmp_path / 'out.tsv'}: 1 places (1 town); left out: 1 of another kind\n"
    assert (tmp_path / "out.tsv").read_text(encoding="utf-8").count("\n") == 2


def test_import_reads_standard_input_and_writes_standard_output(table: Path) -> None:
    result = kg("gazetteer", "import", "-", "-o", "-", text=(HEADER + ROWS).encode())
    assert result.exit_code == 0
    assert result.stdout_bytes == table.read_bytes()
    assert result.stderr == "-: 2 places (1 town, 1 village)\n"


def test_bad_lines_are_told_and_the_rest_is_written(extract_of_wof: Path, tmp_path: Path) -> None:
    with extract_of_wof.open("a", encoding="utf-8") as file:
        file.write("3\tlocality\n" * 30)
    result = kg("gazetteer", "import", extract_of_wof, tmp_path / "none", "-o", tmp_path / "out.tsv")
    lines = result.stderr.splitlines()
    assert result.exit_code == 1
    assert lines[0] == "note: 10 more lines could not be read; only the first of each file are told"
    assert lines[1].startswith(f"error: {tmp_path / 'none'}: cannot be read")
    assert lines[2] == f"error: {extract_of_wof}:4: 2 columns where 10 belong; correct or remove the line"
    assert len(lines) == 22
    assert (tmp_path / "out.tsv").read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--country", "Syria"], "'SYRIA' is no country"),
        (["--kinds", "hamlet"], "'hamlet' is no kind of place"),
        (["--format", "geonames"], "it is not what --format says"),
        (["--min-population", "-1"], "-1 is not in the range"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_nothing_is_written(extract_of_wof: Path, tmp_path: Path, options: list[str], problem: str) -> None:
    result = kg("gazetteer", "import", extract_of_wof, "-o", tmp_path / "out.tsv", *options)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert problem in result.stderr
    assert not (tmp_path / "out.tsv").exists()


def test_extract_and_evaluate_find_imported_places(table: Path, article: Path, tmp_path: Path) -> None:
    def places(*options: object) -> list[str | None]:
        return [place["entity"] for line in kg("extract", article, *options).stdout.splitlines() for place in json.loads(line)["place"]]

    (found,) = places("--gazetteer", table)
    assert found is not None and found.endswith("place/sy/marjuha-wof-1")
    assert places() == [None]
    gold = json.loads(GOLD) | {"place": [["قرية مرجوحة", "مرجوحة"]]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    result = kg("evaluate", tmp_path / "gold.jsonl", "--articles", article, "--gazetteer", table)
    assert result.exit_code == 0, result.output


def test_build_keeps_and_forgets_gazetteers(table: Path, article: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert kg("build", article, "-o", output, "--gazetteer", table).exit_code == 0
    table.unlink()
    assert "(0 read, 1 unchanged)" in kg("build", article, "-o", output).stdout
    assert "place/sy/marjuha-wof-1" in (output / "events.csv").read_text(encoding="utf-8") + (output / "graph.ttl").read_text(encoding="utf-8")
    assert kg("review", "--list", "-g", output).exit_code == 0
    assert "(1 read, 0 unchanged)" in kg("build", article, "-o", output, "--no-gazetteer").stdout
    assert "marjuha-wof-1" not in (output / "graph.ttl").read_text(encoding="utf-8")
    both = kg("build", article, "-o", output, "--no-gazetteer", "--gazetteer", table)
    assert both.exit_code == 2 and "contradict each other" in both.stderr
    gone = kg("build", article, "-o", output, "--gazetteer", table)
    assert gone.exit_code == 2 and "cannot be read" in gone.stderr
