"""Belief: the worked figures of the formula, and what must hold whatever the reports are."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import EventMention, EventType, Factuality, Span
from kg.belief import Prior, Priors, belief, load_priors
from kg.model import Report

PRIORS = Priors(own=Prior(0.1, 0.3), attributed=Prior(0.2, 0.4), denial=0.5)


def report(document: str, factuality: Factuality = Factuality.ASSERTED, confidence: float = 1.0, source: str | None = None, number: int = 0) -> Report:
    """The report in the document's sentence of that number."""
    sentence = Span(10 * number, 10 * number + 9)
    mention = EventMention(document, sentence, sentence, EventType.ASSAULT, factuality=factuality, confidence=confidence)
    return Report(f"{document}-{number}", mention, (), (), (), source)


REPORT = st.builds(report, st.sampled_from("abc"), st.sampled_from(Factuality), st.floats(0, 1), st.sampled_from([None, "isis", "sdf"]), st.integers(0, 99))
REPORTS = st.lists(REPORT, max_size=6)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], 0.0),
        ([report("a")], 1 - (0.1 + 0.3)),
        ([report("a"), report("a", number=1)], 1 - (0.1 + 0.3**2)),
        ([report("a"), report("a")], 1 - (0.1 + 0.3)),  # one sentence
        ([report("a", confidence=0.5), report("a")], 1 - (0.1 + 0.3)),
        ([report("a"), report("b")], 1 - 0.4 * 0.4),
        ([report("a", source="sdf")], 1 - (0.2 + 0.4)),
        ([report("a", source="sdf"), report("b", source="sdf")], 1 - (0.2 + 0.4**2)),
        ([report("a", confidence=0.5)], 1 - (0.1 + 0.65)),
        ([report("a", confidence=0.0)], 0.0),
        ([report("a", Factuality.PLANNED)], 0.6),
        ([report("a"), report("b", Factuality.PLANNED)], 0.6),
        ([report("a", Factuality.DENIED)], 0.0),
        ([report("a", Factuality.NEGATED)], 0.0),
        ([report("a"), report("b", Factuality.DENIED)], 0.6 * (1 - 0.5 * 0.6)),
    ],
)
def test_worked_figures(reports: Sequence[Report], expected: float) -> None:
    assert belief(reports, priors=PRIORS) == pytest.approx(expected)


def test_two_documents_of_one_outlet_are_one_source() -> None:
    told = [report("a"), report("b")]
    assert belief(told, {"a": "وكالة", "b": "وكالة"}, PRIORS) == pytest.approx(1 - (0.1 + 0.3**2))
    assert belief(told, {"a": "وكالة", "b": "صحيفة"}, PRIORS) == pytest.approx(1 - 0.4 * 0.4)


def test_repetition_never_lifts_one_source_above_its_bias() -> None:
    steps = [belief([report("a", number=n) for n in range(size)], priors=PRIORS) for size in range(1, 30)]
    assert all(low <= high <= 0.9 for low, high in pairwise(steps))


@given(REPORTS)
def test_belief_lies_in_its_bounds_and_ignores_order(reports: list[Report]) -> None:
    first = belief(reports)
    assert 0.0 <= first <= 1.0
    assert belief(list(reversed(reports))) == first


@given(REPORTS, st.sampled_from("abcd"))
def test_more_assertion_never_lowers_and_denial_never_raises(reports: list[Report], document: str) -> None:
    asserted = [*reports, report(document)]  # an asserted event stays one whatever comes to it
    assert belief([*asserted, report("e")]) >= belief(asserted) - 1e-12
    assert belief([*asserted, report("e", Factuality.DENIED)]) <= belief(asserted) + 1e-12


def test_packaged_priors_are_shares() -> None:
    priors = load_priors()
    shares = (priors.own.systematic, priors.own.random, priors.attributed.systematic, priors.attributed.random, priors.denial)
    assert all(0.0 < share < 1.0 for share in shares)
    assert priors.attributed.systematic > priors.own.systematic
