"""The annotated date expressions of the seed articles, all of which are found and right."""

import json
from datetime import date
from pathlib import Path

import pytest

from extract.arabic.words import split_words
from extract.dates import find_dates
from extract.model import Precision, Span
from kg.edtf import bounds

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "dates.json"
EXPRESSIONS: list[dict[str, str | int | None]] = json.loads(GOLD.read_text(encoding="utf-8"))["dates"] if GOLD.exists() else []

PRECISION = {"day": Precision.DAY, "week": Precision.WEEK, "month": Precision.MONTH, "vague": Precision.VAGUE}
PRECISION |= dict.fromkeys(("month-part", "range", "year-part"), Precision.RANGE)

pytestmark = pytest.mark.skipif(not EXPRESSIONS, reason=f"the shared annotation {GOLD.name} is not beside this checkout")


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda row: f"{str(row['doc'])[:3]}-{row['start']}-{row['cls']}")
def test_the_expression_is_found_and_resolved(expression: dict[str, str | int | None]) -> None:
    text = (SHARED / "seeds" / f"{expression['doc']}.txt").read_text(encoding="utf-8")
    core, surface = str(expression["core"]), str(expression["surface"])
    start = text.index(core, text.index(surface, int(expression["start"] or 0)))
    # The annotation resolves what follows منذ by itself («بداية العام»); the finder gives the time from then on.
    alone = surface.startswith("منذ") and not core.startswith("منذ")
    words = split_words(text, start, start + len(core)) if alone else split_words(text)
    dates = find_dates(words, str(expression["pub"]))
    hits = [one for one in dates if one.span.start < start + len(core) and start < one.span.end]
    wanted = tuple(date.fromisoformat(str(day)) if day else None for day in (expression["gold_start"], expression["gold_end"]))
    span, precision = Span(start, start + len(core)), PRECISION[str(expression["gran"])]
    assert [(one.span, one.text, one.first, one.last, one.precision) for one in hits] == [(span, core, *wanted, precision)]
    assert all((one.edtf is None) == (one.first is None) and (one.edtf is None or bounds(one.edtf) == wanted) for one in hits)


def test_all_of_them_are_tried() -> None:
    assert len(EXPRESSIONS) == 25
