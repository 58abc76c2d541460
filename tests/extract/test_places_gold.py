"""The annotated places of the seed articles: what is missed, what is found and none, and the floors of both."""

import json
from functools import cache
from pathlib import Path

import pytest

from extract.model import Document, Mention
from tests.extract.reading_fixture import extractor

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "places.json"
ROWS: list[dict[str, str | int]] = json.loads(GOLD.read_text(encoding="utf-8"))["mentions"] if GOLD.exists() else []
FOUND_FLOOR = 84  # of 88
MOST_FALSE = 2

pytestmark = pytest.mark.skipif(not ROWS, reason=f"the shared annotation {GOLD.name} is not beside this checkout")


@cache
def _places(document: str) -> tuple[str, tuple[Mention, ...]]:
    text = (SHARED / "seeds" / f"{document}.txt").read_text(encoding="utf-8")
    return text, extractor().read(Document(document, text)).places


def _finds(place: Mention, row: dict[str, str | int], text: str) -> bool:
    """Whether a place covers the name that the annotated one goes by, and the two overlap."""
    start, head = int(row["start"]), str(row["head"])
    at = text.find(head, start, int(row["end"]))
    first, last = (at, at + len(head)) if at >= 0 else (start, int(row["end"]))
    return place.span.start <= first and last <= place.span.end


def test_the_annotated_places_are_found() -> None:
    missed = [row for row in ROWS if not any(_finds(place, row, _places(str(row["doc"]))[0]) for place in _places(str(row["doc"]))[1])]
    for row in missed:
        print(f"missed: {str(row['doc'])[:3]} {row['start']} {row['surface']} ({row['kind']})")
    assert len(ROWS) - len(missed) >= FOUND_FLOOR


def test_hardly_any_place_is_false() -> None:
    false = []
    for document in sorted({str(row["doc"]) for row in ROWS}):
        rows = [row for row in ROWS if row["doc"] == document]
        false += [(document, place) for place in _places(document)[1] if not any(_overlaps(place, row) for row in rows)]
    for document, place in false:
        print(f"false: {document[:3]} {place.span.start} {place.text}")
    assert len(false) <= MOST_FALSE


def _overlaps(place: Mention, row: dict[str, str | int]) -> bool:
    return place.span.start < int(row["end"]) and int(row["start"]) < place.span.end


def test_every_place_tells_its_ground() -> None:
    for document in {str(row["doc"]) for row in ROWS}:
        text, places = _places(document)
        for place in places:
            assert place.ground is not None
            assert place.ground.landmarks
            assert place.span.of(text).endswith(place.text.removeprefix("ال"))
