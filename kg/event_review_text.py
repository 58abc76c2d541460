"""Pairs of reports as people read them: field by field, the two sides beneath each other; and as data."""

from collections.abc import Callable, Iterator, Sequence

from kg.event_sides import EventPair, EventSide
from kg.explanation import marked
from kg.joining import LIKELY
from kg.review_text import format_article, format_fields, format_numbered, format_verdict
from kg.terminal_text import isolate, mixed, one_line


def format_event_pairs(pairs: Sequence[EventPair], form: str) -> str:
    """The pairs as text or JSON."""
    return format_numbered(pairs, form, format_event_pair, "no events are in doubt, and nothing was decided of any")


def format_event_pair(pair: EventPair) -> str:
    """A pair as a paragraph: what is said of it, then what the two reports tell."""
    return "\n".join((format_verdict(pair.decision, _evidence(pair)), *format_fields(_fields(pair.one, pair.other))))


def _evidence(pair: EventPair) -> str:
    if pair.probability is None:
        gone = " and ".join(one_line(side.id) for side in (pair.one, pair.other) if side.sentence is None)
        return f"not met: no article of this graph tells {gone}"
    reasons = f": {'; '.join(map(mixed, pair.reasons))}" if pair.reasons else ""
    told = "ruled out by the evidence" if not pair.probability else f"probability {pair.probability:.2f} by the evidence{reasons}"
    if not pair.joined and pair.probability >= LIKELY and pair.decision is None:
        told = f"because of their other reports; of these two alone, {told}"
    return f"{'one event' if pair.joined else 'two events'}, {told}"


def _fields(one: EventSide, other: EventSide) -> Iterator[tuple[str, str, str]]:
    told: tuple[tuple[str, Callable[[EventSide], str]], ...] = (
        ("report", lambda side: one_line(side.id)),
        ("event", _event),
        ("type", _type),
        ("actors", lambda side: _names(side.actors)),
        ("targets", lambda side: _names(side.targets)),
        ("places", lambda side: _names(side.places)),
        ("date", lambda side: side.date or ""),
        ("article", lambda side: isolate(format_article(side.document or "", side.source, side.published))),
        ("sentence", _sentence),
    )
    return ((name, tell(one), tell(other)) for name, tell in told)


def _event(side: EventSide) -> str:
    if side.event is None:
        return ""
    return f"{side.event} of {side.reports} report{'s' if side.reports > 1 else ''}"


def _type(side: EventSide) -> str:
    return side.type if side.factuality in ("", "asserted") else f"{side.type}, {side.factuality}"


def _names(names: Sequence[str]) -> str:
    return ", ".join(map(isolate, names))


def _sentence(side: EventSide) -> str:
    """With ⟦ ⟧ around the word that tells of the event, as one sentence may tell of two."""
    if side.sentence is None or side.trigger is None:
        return isolate(side.words)
    return isolate(marked(side.sentence, side.trigger.start, side.trigger.end))
