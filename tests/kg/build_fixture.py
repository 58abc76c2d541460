"""Small articles of which every line is an event, an extractor that reads them, and what a build of them wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extract.model import Document, Doubt, EntityKind, EventMention, EventType, Mention, Precision, Reading, Span, TimeInterval
from kg.outputs import OUTPUTS
from kg.store import STORE_FOLDER, GraphStore
from ontology.errors import ExtractionError

DAY = date(2021, 12, 6)
ARTICLES: Mapping[str, str] = {
    "alpha": "هاجم | لواء الغسق | كتيبة الزاجل | الطيانة",
    "beta": "هاجم | لواء الغسق | كتيبة الزاجل |",
    "gamma": "هاجم | شخصين | فوج السنبلة | الطيانة\nهاجم | كتيبة الباسق | لواء الغسق | الطيانة",
    "delta": "لا شيء هنا",
}


@dataclass(frozen=True)
class LineExtractor:
    """Reads lines «trigger | actor | target | place»; some words make it fail as real ones may."""

    name: str = "lines"
    version: str = "1"

    def read(self, document: Document) -> Reading:
        if "يتعطل" in document.text:
            raise ValueError("cannot\nread this")
        if "يرفض" in document.text:
            raise ExtractionError(f"{document.id}: refused; leave it out")
        if "يقاطع" in document.text:
            raise KeyboardInterrupt
        doubts = (Doubt(Span(0, 4), "no such weekday"),) if document.text.startswith("هاجم") else ()
        return Reading(document, tuple(_event(document, line) for line in document.text.splitlines() if "|" in line), doubts=doubts)


def _event(document: Document, line: str) -> EventMention:
    start = document.text.index(line)
    trigger, actor, target, place = (_mention(part.strip(), document, start) for part in line.split("|"))
    time = TimeInterval(trigger.span, trigger.text, DAY.isoformat(), DAY, DAY, Precision.DAY)
    places = (Mention(place.span, place.text, place.name, EntityKind.PLACE),) if place.text else ()
    return EventMention(document.id, Span(start, start + len(line)), trigger.span, EventType.ASSAULT, (actor,), (target,), places, time)


def _mention(text: str, document: Document, start: int) -> Mention:
    at = document.text.index(text, start)
    return Mention(Span(at, at + len(text)), text, text, EntityKind.GROUP if text == "شخصين" else EntityKind.ARMED_GROUP)


def lines() -> LineExtractor:
    return LineExtractor()


def lines_anew() -> LineExtractor:
    return LineExtractor(version="2")


def never() -> LineExtractor:
    class Refusing(LineExtractor):
        def read(self, document: Document) -> Reading:
            raise AssertionError(f"{document.id} was read again")

    return Refusing()


def written_articles(folder: Path) -> Path:
    """The folder, made and filled with `ARTICLES`."""
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def written(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in OUTPUTS}


def stored(output: Path) -> list[str]:
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return [str(quad) for quad in store.quads()]


def contents(output: Path) -> dict[str, bytes]:
    """All that the folder holds: every file but those of the store, and the store's quads."""
    files = (path for path in output.rglob("*") if path.is_file() and STORE_FOLDER not in path.relative_to(output).parts)
    return {str(path.relative_to(output)): path.read_bytes() for path in files} | {STORE_FOLDER: "\n".join(stored(output)).encode()}
