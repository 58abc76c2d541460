"""Two reports as evidence for people who judge whether they tell one event."""

from collections.abc import Mapping
from dataclasses import dataclass

from extract.model import Document, Span
from kg.decisions import Decision, of_report
from kg.model import Entity, Event, Report
from kg.terminal_text import one_line

_WORDS = 120  # letters of the sentence by which a decision tells readers what it speaks of


@dataclass(frozen=True, slots=True)
class EventSide:
    """One report of a pair as evidence: its event, with how many reports that has, and what it tells, who to whom by name.

    `trigger` counts from the beginning of the sentence. `sentence` is None for a report that no article of the graph tells; `words` then are
    all that is known of it, those of the decision.
    """

    id: str
    event: str | None = None
    reports: int = 0
    type: str = ""
    factuality: str = ""
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str | None = None
    document: str | None = None
    source: str | None = None
    published: str | None = None
    sentence: str | None = None
    trigger: Span | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class EventPair:
    """Two reports side by side: whether they are of one event, how probable that is by the evidence and what speaks for it, and what a person decided.

    `joined`, `probability` and `reasons` are None and nothing where the graph lacks one of the two: then the decision is not met.
    """

    one: EventSide
    other: EventSide
    joined: bool | None
    probability: float | None
    reasons: tuple[str, ...] = ()
    decision: Decision | None = None


def shown(report: Report, event: Event, document: Document, entities: Mapping[str, Entity]) -> EventSide:
    """A report of the graph, with its event and its article."""

    def names(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entities[one].label_ar or entities[one].label_en or one for one in ids))

    mention = report.mention
    return EventSide(
        id=of_report(report.id),
        event=f"event/{event.id}",
        reports=len(event.reports),
        type=mention.type.value,
        factuality=mention.factuality.value,
        actors=names(report.actors),
        targets=names(report.targets),
        places=names(report.places),
        date=mention.time.edtf if mention.time else None,
        document=document.id,
        source=document.source,
        published=document.published,
        sentence=mention.sentence.of(document.text),
        trigger=Span(mention.trigger.start - mention.sentence.start, mention.trigger.end - mention.sentence.start),
    )


def in_words(report: Report, document: Document) -> str:
    """The document and the beginning of the sentence, on one line."""
    sentence = one_line(report.mention.sentence.of(document.text))
    return f"{one_line(document.id)}: {sentence if len(sentence) <= _WORDS else sentence[:_WORDS].rsplit(' ', 1)[0] + ' …'}"
