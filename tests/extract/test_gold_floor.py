"""The five annotated sample articles: not below the floor, and nothing from the lines around them."""

import json
from functools import cache
from pathlib import Path

import pytest
from reading_fixture import SHARED, extractor

from extract.annotation import parse_prediction, read_gold
from extract.arabic.normal import normalize
from extract.evaluate import Evaluation, evaluate
from extract.model import Document, Reading
from extract.read.documents import read_documents
from extract.record import to_record

FLOORS = Path(__file__).resolve().parents[2] / "quality" / "floors.json"
SEEDS = SHARED / "seeds"
FURNITURE = ("اشترك", "تابعنا", "تابعونا", "تبرع", "ادعم", "صورة أرشيفية", "اقرأ أيضا", "جميع الحقوق محفوظة", "نشراتنا البريدية", "camera icon", "tag icon")

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="no annotated articles beside the repository (shared/seeds)")


@cache
def readings() -> tuple[Reading, ...]:
    found = list(read_documents(sorted(SEEDS.glob("*.txt")), SEEDS / "manifest.csv"))
    documents = [document for document in found if isinstance(document, Document)]
    assert len(documents) == len(found) == 5
    return tuple(extractor().read(document) for document in documents)


@cache
def evaluation() -> Evaluation:
    records = [to_record(event, reading.document) for reading in readings() for event in reading.events]
    predicted = [parse_prediction(json.loads(json.dumps(record, ensure_ascii=False))) for record in records]
    return evaluate(read_gold(SHARED / "gold" / "seeds.jsonl"), predicted)


@pytest.mark.parametrize("figure", ["events", "slots"])
def test_not_below_the_floor(figure: str) -> None:
    floor = json.loads(FLOORS.read_text(encoding="utf-8"))["grammar seeds"][figure]
    reached = {"events": evaluation().events.f1, "slots": evaluation().all_slots.f1}
    assert reached[figure] >= floor > 0


def test_nothing_comes_from_the_lines_around_an_article() -> None:
    for reading in readings():
        text = reading.document.text
        for event in reading.events:
            start = text.rfind("\n", 0, event.trigger.start) + 1
            line = normalize(text[start : text.find("\n", event.trigger.end) if "\n" in text[event.trigger.end :] else len(text)])
            words = f" {line} "
            furniture = [cue for cue in FURNITURE if f" {normalize(cue)} " in words]
            assert not furniture or len(line.split()) > 25, f"{reading.document.id}: {furniture} in the line of {event.trigger.of(text)}"
