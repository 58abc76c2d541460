"""What belongs to what: constructions, their spellings, and words that tell no belonging."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_fixture import read

from extract.arabic.belonging_bodies import belonging_words
from extract.arabic.normal import normalize
from extract.model import Belonging, Mention

TABLE = Path(__file__).parent / "belongings.txt"
Row = tuple[str, ...]


def cases() -> Iterator[tuple[str, list[Row]]]:
    """Each sentence with the belongings that it tells."""
    wanted: list[Row] = []
    listing = False
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        mark, *cells = line.split("\t")
        if mark in ("+", "!"):
            wanted = [] if listing else wanted
            wanted += [tuple(cells)] if cells else []
            listing = False
        elif cells:
            listing = True
            yield cells[0], list(wanted)


CASES = list(cases())


def named(body: Mention) -> str:
    letters = "".join(letter for letter in body.name if letter not in "«»“”\"")
    return body.entity or normalize(" ".join(letters.split()))


def told(one: Belonging) -> Row:
    return named(one.part), one.relation.value, named(one.whole)


def test_the_table_is_large() -> None:
    assert len(CASES) >= 60
    assert sum(not wanted for _, wanted in CASES) >= 15


@pytest.mark.parametrize(("sentence", "wanted"), CASES)
def test_tells_these_belongings(sentence: str, wanted: list[Row]) -> None:
    found = read(sentence).belongings
    assert [told(one) for one in found] == [(normalize(part), relation, whole) for part, relation, whole in wanted]
    for one in found:
        assert one.span.covers(one.part.span) and one.span.end >= one.whole.span.start > -1


def test_every_use_of_the_words_is_one_that_the_reader_asks_for() -> None:
    uses = {use for _, use in belonging_words()}
    assert uses == {"tie", "role", "one of", "kind of part", "unit", "such as", "umbrella", "verb of whole", "verb of part"}
    without = {use for (_, use), word in belonging_words().items() if word.relation is None}
    assert without == {"one of", "such as", "umbrella"}
