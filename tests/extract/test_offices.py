"""Who holds which rank and office: constructions, their spellings, and words that tell none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_fixture import read

from extract.arabic.normal import normalize
from extract.model import Office

TABLE = Path(__file__).parent / "offices.txt"
Row = tuple[str, str, str, str]


def cases() -> Iterator[tuple[str, list[Row]]]:
    """Each sentence with the offices that it tells."""
    wanted: list[Row] = []
    listing = False
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        mark, *cells = line.split("\t")
        if mark in ("+", "!"):
            wanted = [] if listing else wanted
            wanted += [(cells[0], cells[1], cells[2], cells[3])] if cells else []
            listing = False
        elif cells:
            listing = True
            yield cells[0], list(wanted)


def told(office: Office) -> Row:
    body = office.organisation
    named = "-" if body is None else body.entity or f"«{body.text}»"
    return office.person.name, office.rank or "-", office.title or "-", named


def alike(row: Row) -> tuple[str, ...]:
    """The row whatever its hamzas."""
    return tuple(map(normalize, row))


CASES = list(cases())


def test_the_table_is_large() -> None:
    assert len(CASES) >= 120
    assert sum(not wanted for _, wanted in CASES) >= 20


@pytest.mark.parametrize(("sentence", "wanted"), CASES)
def test_tells_these_offices(sentence: str, wanted: list[Row]) -> None:
    assert [alike(told(office)) for office in read(sentence).offices] == [alike(row) for row in wanted]
