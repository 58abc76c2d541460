"""A made-up conflict in made-up places: some forty entities and sixty events, with the sentences that tell of them.

`news_entities.txt` has id, kind and names; `news_events.txt` type, factuality where not asserted, belief, and the sentences.
Sentences carry their own marks: `[a:dawn|جبهة الفجر]` an actor, t target, p place, s who says it, d a date, c a count, `[!|قصفت]` the trigger.
"""

import re
from datetime import date
from itertools import count
from pathlib import Path

from pyoxigraph import Store

from extract.event_types import PLAIN_STANCE
from extract.model import (
    Attribution,
    Count,
    CountKind,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Exactness,
    Factuality,
    Mention,
    Precision,
    Span,
    TimeInterval,
)  # fmt: skip
from kg.model import Coordinates, Entity, Event, Report
from kg.triples import Run, assembled_quads, document_quads

BASE = "https://w3id.org/khabar/id/"


_MARK = re.compile(r"\[(\w|!)(?::([^|]*))?\|([^\]]*)\]")
_OUTLETS = (("وكالة الضفة", "https://example.org/wire/{n}"), ("صحيفة المنارة", None), ("Valley Monitor", "https://example.net/{n}"), (None, None))
_PUBLISHED = ("2024-01-16", "2024-02", "2024-03-27", None)


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()


def entities() -> dict[str, Entity]:
    found = {}
    for number, line in enumerate(_lines("news_entities.txt")):
        identifier, kind, names = line.split(" ", 2)
        arabic, english = names.split("|")
        where = Coordinates(33.1 + number / 50, 39.2 + number / 40, 5.0) if kind == "place" else None
        aliases = ("جبهة الفجر الجديد", "Fajr Front") if identifier == "dawn" else ()
        found[identifier] = Entity(identifier, EntityKind(kind), arabic, english, known=True, aliases=aliases, coordinates=where)
    return found


def news_store(base: str = BASE) -> Store:
    """The whole made-up graph."""
    return store_of(entities(), *_read(_lines("news_events.txt")), base=base)


def store_of(known: dict[str, Entity], documents: list[Document], events: list[Event], base: str = BASE) -> Store:
    store = Store()
    event_of = {report.id: event.id for event in events for report in event.reports}
    for document in documents:
        reports = [report for event in events for report in event.reports if report.mention.document == document.id]
        store.extend(document_quads(document, reports, event_of, base, Run("rules", "1")))
    store.extend(assembled_quads(events, known, base))
    return store


def read_event(line: str, number: int = 0) -> tuple[list[Document], Event]:
    """One line of the table as documents and an event."""
    documents, events = _read([line], number)
    return documents, events[0]


def _read(lines: list[str], first: int = 0) -> tuple[list[Document], list[Event]]:
    documents: list[Document] = []
    events: list[Event] = []
    numbers = count(first)
    for place, line in enumerate(lines, first):
        head, body = re.match(r"([A-Z]+(?: [a-z]+)? \.?\d+) (.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        type_, *factuality, belief = head.split()
        reports = []
        for sentence in body.split(" // "):
            document, report = _report(sentence, EventType(type_), Factuality(*factuality or ["asserted"]), next(numbers))
            documents.append(document)
            reports.append(report)
        events.append(_event(f"e{place:03}", reports, float(belief)))
    return documents, events


def _event(identifier: str, reports: list[Report], belief: float) -> Event:
    def together(role: str) -> tuple[str, ...]:
        return tuple(sorted({one for report in reports for one in getattr(report, role)}))

    mention, counts = reports[0].mention, tuple(found for report in reports for found in report.mention.counts)
    parts = (together("actors"), together("targets"), together("places"))
    return Event(identifier, mention.type, *parts, mention.time, counts, mention.factuality, belief, tuple(reports), sources=len(reports))


def _report(marked: str, type_: EventType, factuality: Factuality, number: int) -> tuple[Document, Report]:
    lead = "خبر عاجل. "
    text, spans, at = lead, [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((mark[1], mark[2], Span(len(text), len(text) + len(mark[3])), mark[3]))
        text, at = text + mark[3], mark.end()
    text += marked[at:]
    outlet, url = _OUTLETS[number % 4]
    document = Document(f"article-{number:03}", text + ".", outlet, _PUBLISHED[number % 4], f"أخبار اليوم {number}", url and url.format(n=number))
    found = {role: [(Mention(span, words, words, entity=value), value) for mark, value, span, words in spans if mark == role] for role in "atps"}
    mention = EventMention(
        document=document.id,
        sentence=Span(len(lead), len(text) + 1),
        trigger=next(span for mark, _, span, _ in spans if mark == "!"),
        type=type_,
        actors=tuple(one for one, _ in found["a"]),
        targets=tuple(one for one, _ in found["t"]),
        places=tuple(one for one, _ in found["p"]),
        time=next((_time(span, words, value) for mark, value, span, words in spans if mark == "d"), None),
        counts=tuple(_count(span, value) for mark, value, span, _ in spans if mark == "c"),
        factuality=factuality,
        stance=PLAIN_STANCE[factuality],
        attribution=next((Attribution(one) for one, _ in found["s"]), None),
    )
    parts = (tuple(value for _, value in found[role]) for role in "atp")
    return document, Report(f"r{number:03}", mention, *parts, attributed_to=next((value for _, value in found["s"]), None))


def _time(span: Span, words: str, edtf: str) -> TimeInterval:
    if len(edtf) == 7:
        year, month = map(int, edtf.split("-"))
        return TimeInterval(span, words, edtf, date(year, month, 1), date(year, month, 28), Precision.MONTH)
    return TimeInterval(span, words, edtf, date.fromisoformat(edtf), date.fromisoformat(edtf), Precision.DAY)


def _count(span: Span, value: str) -> Count:
    kind, figure = value.split("=")
    return Count(CountKind(kind), int(figure), int(figure), Exactness.EXACT, span)
