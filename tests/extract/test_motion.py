"""Where those who move come from and go to: constructions, their spellings, and words that tell neither."""

import pytest
from reading_fixture import read, read_sentences

from extract.arabic.motion import motions
from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.model import Mention

Row = tuple[str, ...]
CASES = list(read_sentences("motion.txt"))


def names(mentions: tuple[Mention, ...]) -> str:
    return " + ".join(mention.text for mention in mentions) or "-"


def alike(row: Row) -> Row:
    """The row whatever its hamzas, quotation marks and attached و."""
    return tuple(normalize(cell.replace("«", "").replace("»", "").replace('"', "")).removeprefix("و") for cell in row)


def test_the_table_is_large() -> None:
    assert len(CASES) >= 60
    assert sum(not wanted for _, wanted in CASES) >= 10


@pytest.mark.parametrize(("sentence", "wanted"), CASES)
def test_tells_these_ways(sentence: str, wanted: list[Row]) -> None:
    reading = read(sentence)
    told = [
        (event.trigger.of(sentence), names(event.origins), names(event.destinations)) for event in reading.events if event.origins or event.destinations
    ]
    assert list(map(alike, told)) == list(map(alike, wanted))


def test_the_words_of_motion_are_words_of_the_lexicon() -> None:
    known = {row[0] for name in ("verbs", "nouns", "verb_idioms") for row in load_rows(name)}
    assert motions().keys() <= known
    assert {one.object for one in motions().values()} == {"from", "to", "-"}
    assert {one.whence for one in motions().values()} == {"from", "to", "loose"}
