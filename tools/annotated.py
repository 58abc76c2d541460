"""The annotated articles that measures and training read: those beside the repository and our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.annotation import GoldEvent, Prediction, parse_prediction, read_gold
from extract.model import Document, EventMention
from extract.read.documents import read_documents
from extract.record import to_record

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SETS = ("seeds", "dev", "more")
HELD_OUT = "held-out"


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article, the events that a person found in it, and the set that it is measured in."""

    set: str
    document: Document
    gold: tuple[GoldEvent, ...]


def shared_articles() -> tuple[AnnotatedArticle, ...]:
    """The annotated articles beside the repository; every third of `more`, by sorted id, is called held-out."""
    articles = [article for name in SETS for article in _read(SHARED / name, SHARED / "gold" / f"{name}.jsonl", name)]
    held_out = sorted(article.document.id for article in articles if article.set == "more")[2::3]
    return tuple(AnnotatedArticle(HELD_OUT, a.document, a.gold) if a.document.id in held_out else a for a in articles)


def own_articles() -> tuple[AnnotatedArticle, ...]:
    """The annotated articles that the project wrote."""
    return tuple(article for name in ("examples", "corpus") if (ROOT / name).is_dir() for article in _read(ROOT / name, ROOT / name / "gold.jsonl", name))


def prediction_of(event: EventMention, document: Document) -> Prediction:
    """An event as the scorer reads it."""
    return parse_prediction(to_record(event, document))


def _read(folder: Path, gold: Path, name: str) -> Sequence[AnnotatedArticle]:
    events = read_gold(gold)
    documents = [found for found in read_documents([folder], folder / "manifest.csv") if isinstance(found, Document)]
    annotated = {event.document for event in events}
    return [
        AnnotatedArticle(name, document, tuple(event for event in events if event.document == document.id))
        for document in documents
        if document.id in annotated
    ]
