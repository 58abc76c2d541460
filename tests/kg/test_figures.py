"""Who counts what: the sources of figures, and the ranges of those that differ, worked out by hand."""

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Count, CountKind, EventMention, EventType, Exactness, Factuality, Span
from kg.compatible import distinct_counts
from kg.figures import Teller, figures, ranges
from kg.model import Event, Report

WORDS = Span(0, 5)
KINDS = {"k": CountKind.KILLED, "w": CountKind.WOUNDED}
SIGNS = {"+": Exactness.AT_LEAST, "~": Exactness.ABOUT}


def count(text: str) -> Count:
    """«k5» five killed, «w3+» at least three wounded, «k20-25» from 20 to 25, «k5~» about five."""
    low, _, high = text[1:].strip("+~").partition("-")
    return Count(KINDS[text[0]], int(low), None if text.endswith("+") else int(high or low), SIGNS.get(text[-1], Exactness.EXACT), WORDS)


def report(number: int, document: str, counts: str, speaker: str | None = None, factuality: Factuality = Factuality.ASSERTED) -> Report:
    mention = EventMention(document, WORDS, WORDS, EventType.ASSAULT, counts=tuple(map(count, counts.split())), factuality=factuality)
    return Report(f"r{number}", mention, (), (), (), speaker)


def event(told: Sequence[tuple[str, ...]], copies: Mapping[str, str] | None = None) -> Event:
    """The event that these reports (document, counts, speaker) tell; `copies` gives for a document the first with its text."""
    reports = tuple(report(n, one[0], one[1], *(one[2:] or (None,))) for n, one in enumerate(told, 1))
    return event_of(reports, copies or {})


def event_of(reports: Sequence[Report], copies: Mapping[str, str]) -> Event:
    counts = distinct_counts(count for one in reports for count in one.mention.counts)
    quoted = tuple((one.id, copies[one.mention.document]) for one in reports if one.mention.document in copies)
    return Event("e", EventType.ASSAULT, (), (), (), None, counts, Factuality.ASSERTED, 0.5, tuple(reports), (), quoted)


def spans(one: Event) -> list[str]:
    """«killed 5-8: 5 8», «killed 5+: 5 9»: each range with the figures that it spans."""
    found = figures(one)
    return [
        f"{r.kind} {r.low}{'+' if r.high is None else f'-{r.high}'}: {' '.join(str(found[member].count.low) for member in r.members)}" for r in ranges(found)
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("a", "k5"), ("b", "k8")], ["killed 5-8: 5 8"]),
        ([("a", "k5"), ("b", "k5")], []),
        ([("a", "k5"), ("b", "k8"), ("c", "k8"), ("d", "k6")], ["killed 5-8: 5 6 8"]),
        ([("a", "k5"), ("b", "k8+")], ["killed 5+: 5 8"]),
        ([("a", "k3"), ("b", "k2+")], []),  # «ثلاثة» and «اثنان على الأقل» agree
        ([("a", "k5"), ("b", "k8"), ("c", "k2+")], ["killed 5-8: 5 8"]),  # what agrees with all widens nothing
        ([("a", "k20-25"), ("b", "k30")], ["killed 20-30: 20 30"]),
        ([("a", "k20-25"), ("b", "k22")], []),
        ([("a", "k5"), ("b", "w8")], []),  # killed and wounded are two things
        ([("a", "k5 w2"), ("b", "k8 w3")], ["killed 5-8: 5 8", "wounded 2-3: 2 3"]),
        ([("a", "k5 k2"), ("b", "k8")], ["killed 5-8: 5 8"]),  # «5 قتلى بينهم طفلان»
        ([("a", "k5 k2"), ("b", "k5")], []),
        ([("a", "k5"), ("a", "k2"), ("b", "k5")], []),  # the part in a sentence of its own
        ([("a", "k28"), ("a", "k21", "observatory")], []),  # an article does not contradict whom it quotes
        ([("a", "k6", "observatory"), ("a", "k10", "government")], ["killed 6-10: 6 10"]),
        ([("a", "k6", "army"), ("b", "k10", "army")], ["killed 6-10: 6 10"]),  # the toll rises
        ([("a", ""), ("b", "k8")], []),
        ([], []),
    ],
)
def test_worked_ranges(told: Sequence[tuple[str, ...]], expected: list[str]) -> None:
    assert spans(event(told)) == expected


def tellers(one: Event) -> dict[int, set[Teller]]:
    return {figure.count.low: set(figure.tellers) for figure in figures(one)}


def test_one_figure_of_two_reports_has_two_sources() -> None:
    (figure,) = figures(event([("a", "k5"), ("b", "w5 k5", "army")]))[:1]
    assert figure.told == (("r1", 1), ("r2", 2))
    assert figure.tellers == (Teller("a"), Teller("b", "army"))


def test_a_copy_counts_for_the_article_that_had_the_text_first() -> None:
    assert tellers(event([("a", "k5"), ("b", "k5")], {"b": "a"})) == {5: {Teller("a")}}
    assert spans(event([("a", "k5"), ("b", "k5"), ("c", "k8")], {"b": "a"})) == ["killed 5-8: 5 8"]


def test_a_figure_that_a_copy_changed_is_its_own() -> None:
    changed = event([("a", "k5"), ("b", "k9")], {"b": "a"})
    assert tellers(changed) == {5: {Teller("a")}, 9: {Teller("b")}}
    assert spans(changed) == ["killed 5-9: 5 9"]


def test_who_denies_a_figure_does_not_give_it() -> None:
    denied = event_of([report(1, "a", "k5", "army", Factuality.DENIED)], {})
    assert tellers(denied) == {5: {Teller("a")}}


COUNTS = st.lists(st.sampled_from(["k1", "k2", "k5", "k5~", "k8+", "k4-9", "w3", "w7+"]), max_size=3, unique=True).map(" ".join)
TOLD = st.lists(st.tuples(st.sampled_from("abc"), COUNTS, st.sampled_from(["", "army", "governor"])), max_size=6)


@given(TOLD, st.randoms(use_true_random=False))
def test_ranges_span_their_figures_and_nothing_depends_on_order(told: list[tuple[str, str, str]], random: Random) -> None:
    reports = [report(n, document, counts, speaker or None) for n, (document, counts, speaker) in enumerate(told)]
    one = event_of(reports, {"c": "a"})
    found = figures(one)
    assert sorted(map(repr, one.counts)) == sorted(repr(figure.count) for figure in found)
    assert all(figure.told and figure.tellers for figure in found)
    for spanned in ranges(found):
        members = [found[member].count for member in spanned.members]
        highs = [member.high for member in members]
        assert len(members) > 1 and all(member.kind is spanned.kind for member in members)
        assert spanned.low == min(member.low for member in members)
        assert spanned.high == (None if None in highs else max(high for high in highs if high is not None))
    turned = event_of(random.sample(reports, len(reports)), {"c": "a"})
    assert [(f.told, f.tellers) for f in figures(turned)] == [(f.told, f.tellers) for f in found]
    assert ranges(figures(turned)) == ranges(found)
