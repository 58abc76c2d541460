"""What belongs to what: constructions, their spellings, and words that tell no belonging."""

import pytest
from reading_fixture import read, read_sentences

from extract.arabic.belonging_bodies import belonging_words
from extract.arabic.normal import normalize
from extract.model import Belonging, Mention

Row = tuple[str, ...]
CASES = list(read_sentences("belongings.txt"))


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
        assert one.span.covers(one.part.span) and one.span.covers(one.whole.span)


def test_every_use_of_the_words_is_one_that_the_reader_asks_for() -> None:
    uses = {use for _, use in belonging_words()}
    assert uses == {"tie", "role", "one of", "kind of part", "unit", "such as", "umbrella", "verb of whole", "verb of part"}
    without = {use for (_, use), word in belonging_words().items() if word.relation is None}
    assert without == {"one of", "such as", "umbrella"}
