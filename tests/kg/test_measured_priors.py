"""The measure of what an extractor errs in: shares that two readings of one event have in common, worked out by hand."""

import pytest

from extract.model import EventMention, EventType, Factuality, Span
from kg.model import Event, Report
from tools.measure_priors import Judged, Shared, shared_errors, slips, table


def judged(document: str, start: int, whole: bool = True, right: bool = True, confidence: float = 0.97) -> Judged:
    return Judged((document, start), confidence, right, whole)


def event(*places: tuple[str, int]) -> Event:
    """The event that readings with triggers at these places tell, each in a sentence of its own."""
    mentions = [EventMention(document, Span(start, start + 9), Span(start, start + 4), EventType.ASSAULT) for document, start in places]
    reports = tuple(Report(f"{m.document}-{m.trigger.start}", m, (), (), ()) for m in mentions)
    return Event("e", EventType.ASSAULT, (), (), (), None, (), Factuality.ASSERTED, 0.0, reports)


@pytest.mark.parametrize(
    ("whole", "both", "systematic"),
    [(0.9, 0.81, 0.0), (0.9, 0.9, 0.1), (0.8, 0.7, 1 - 0.64 / 0.7), (0.9, 0.8, 0.0), (0.0, 0.0, 0.0), (1.0, 1.0, 0.0)],
)
def test_what_errors_have_in_common(whole: float, both: float, systematic: float) -> None:
    assert Shared(10, whole, both).systematic == pytest.approx(systematic)


def test_pairs_are_those_of_one_event_that_the_annotation_judges() -> None:
    found = [judged("a", 0), judged("a", 20, whole=False), judged("b", 0), judged("c", 0)]
    shared = shared_errors(found, [event(("a", 0), ("a", 20), ("b", 0)), event(("c", 0), ("unjudged", 0)), event(("c", 0))])
    assert (shared.pairs, shared.whole, shared.both) == (3, pytest.approx(4 / 6), pytest.approx(1 / 3))
    assert shared_errors(found, []).systematic == 0.0


def test_slips_are_of_what_is_found_at_all() -> None:
    assert slips([judged("a", 0), judged("a", 1, whole=False), judged("a", 2, whole=False, right=False)]) == 0.5


def test_the_table_says_how_sure_and_how_right() -> None:
    lines = list(table([judged("a", 0), judged("a", 1, whole=False), judged("a", 2, confidence=0.85, whole=False, right=False)]))
    assert lines == ["confidence 0.95 to 1.00:     2 readings, told 0.970, right 1.000, of these whole 0.500"]
