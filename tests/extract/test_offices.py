"""Who holds which rank and office: constructions, their spellings, and words that tell none."""

import pytest
from reading_fixture import read, read_sentences

from extract.arabic.normal import normalize
from extract.model import Office

Row = tuple[str, ...]


def told(office: Office) -> Row:
    body = office.organisation
    named = "-" if body is None else body.entity or f"«{body.text}»"
    return office.person.name, office.rank or "-", office.title or "-", named


def alike(row: Row) -> Row:
    """The row whatever its hamzas."""
    return tuple(map(normalize, row))


CASES = list(read_sentences("offices.txt"))


def test_the_table_is_large() -> None:
    assert len(CASES) >= 120
    assert sum(not wanted for _, wanted in CASES) >= 20


@pytest.mark.parametrize(("sentence", "wanted"), CASES)
def test_tells_these_offices(sentence: str, wanted: list[Row]) -> None:
    assert [alike(told(office)) for office in read(sentence).offices] == [alike(row) for row in wanted]
