"""Belief: the worked figures of the formula, and what must hold whatever the reports are."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.event_types import Factuality, Stance
from kg.belief import Voice, reckon
from kg.priors import Capacity, Prior, Priors, load_priors

PRIORS = Priors(
    extractors={"rules": Prior(0.0, 0.0), "other": Prior(0.2, 0.1)},
    sources={
        Capacity.OWN: Prior(0.1, 0.3),
        Capacity.ATTRIBUTED: Prior(0.2, 0.4),
        Capacity.ANONYMOUS: Prior(0.4, 0.4),
        Capacity.PARTY: Prior(0.5, 0.2),
    },
    denial=0.5,
    hypothesis=0.25,
    outlets={"وكالة": Prior(0.0, 0.1)},
)
MAYBE = Stance.HYPOTHESISES
DENIED, NEGATED, PLANNED = Factuality.DENIED, Factuality.NEGATED, Factuality.PLANNED


def voice(
    outlet: str,
    speaker: str | None = None,
    capacity: Capacity | None = None,
    factuality: Factuality = Factuality.ASSERTED,
    confidence: float = 1.0,
    sentence: int = 0,
    extractor: str = "rules",
    document: str | None = None,
    text: str | None = None,
    stance: Stance = Stance.ASSERTS,
    publisher: str | None = None,
) -> Voice:
    """A report in the outlet's one article, unless another is named."""
    name = document or f"{outlet}-1"
    told_as = capacity or (Capacity.OWN if speaker is None else Capacity.ATTRIBUTED)
    return Voice(name, text or name, sentence, outlet, speaker, told_as, confidence, factuality, extractor, stance, publisher=publisher)


def own(*chances: float) -> float:
    """How far an outlet in its own voice is wrong by the priors above: 0.1 + 0.9 × the product of the chances that each sentence is."""
    product = 1.0
    for chance in chances:
        product *= chance
    return 0.1 + 0.9 * product


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ([], 0.0),
        ([voice("a")], 1 - own(0.3)),
        ([voice("a"), voice("a", sentence=9)], 1 - own(0.3, 0.3)),
        ([voice("a"), voice("a")], 1 - own(0.3)),  # one sentence
        ([voice("a", confidence=0.5), voice("a")], 1 - own(0.3)),
        ([voice("a"), voice("b")], 1 - own(0.3) ** 2),
        ([voice("a"), voice("a", document="a-2")], 1 - own(0.3, 0.3)),  # two articles of one outlet
        ([voice("a", confidence=0.5)], 1 - own(1 - 0.5 * 0.7)),
        ([voice("a", confidence=0.0)], 0.0),
        ([voice("وكالة")], 0.9),  # known by name
        ([voice("وكالة", "sdf")], 1 - (0.2 + 0.8 * 0.4)),  # … in its own voice only
        ([voice("a", "sdf")], 1 - (0.2 + 0.8 * 0.4)),
        ([voice("a", "sdf"), voice("b", "sdf")], 1 - (0.2 + 0.8 * 0.4**2)),  # whoever prints him
        ([voice("a", "sdf"), voice("a", sentence=9)], 1 - (0.2 + 0.8 * 0.4**2)),  # the headline repeats him
        ([voice("a", "sdf"), voice("a", document="a-2")], 1 - (0.2 + 0.8 * 0.4**2)),  # … and so does the outlet's next article
        ([voice("a", "sdf"), voice("b")], 1 - (0.2 + 0.8 * 0.4) * own(0.3)),
        ([voice("a", "sdf"), voice("a", "isis")], 1 - (0.2 + 0.8 * 0.4) ** 2),
        ([voice("a", "x", Capacity.ANONYMOUS), voice("a", "y", Capacity.ANONYMOUS, sentence=9)], 1 - (0.4 + 0.6 * 0.4**2)),  # who knows if they are two
        ([voice("a", "x", Capacity.ANONYMOUS), voice("b", "y", Capacity.ANONYMOUS)], 1 - (0.4 + 0.6 * 0.4) ** 2),
        ([voice("a", "sdf", Capacity.PARTY)], 1 - (0.5 + 0.5 * 0.2)),
        ([voice("a", factuality=PLANNED)], 1 - own(0.3)),
        ([voice("a"), voice("b", factuality=PLANNED)], 1 - own(0.3)),
        ([voice("a", factuality=DENIED)], 0.0),
        ([voice("a", factuality=NEGATED)], 0.0),
        ([voice("a"), voice("b", factuality=DENIED)], (1 - own(0.3)) * (1 - 0.5 * (1 - own(0.3)))),
        ([voice("a"), voice("a", "sdf", factuality=DENIED)], (1 - own(0.3)) * (1 - 0.5 * (1 - (0.2 + 0.8 * 0.4)))),  # no repetition of him
        ([voice("a"), voice("b", text="a-1")], 1 - own(0.3)),  # a copy
        ([voice("a", stance=MAYBE)], 0.25 * (1 - own(0.3))),
        ([voice("a", stance=MAYBE, factuality=PLANNED)], 0.25 * (1 - own(0.3))),
        ([voice("a", stance=MAYBE), voice("b")], 1 - own(0.3)),  # a supposition adds nothing to what is claimed
        ([voice("a", stance=MAYBE), voice("b", factuality=PLANNED, stance=Stance.THREATENS)], 1 - own(0.3)),
        ([voice("a", stance=MAYBE), voice("b", factuality=DENIED)], 0.25 * (1 - own(0.3)) * (1 - 0.5 * (1 - own(0.3)))),
        # an extractor that errs for good in a fifth, and by chance in a tenth: a sure sentence is read rightly by 1 × 0.9 / 0.8, cut to 1
        ([voice("a", extractor="llm")], 0.8 * (1 - own(0.3))),
        ([voice("a", extractor="llm", confidence=0.5)], 0.5 * 0.9 * 0.7 * 0.9),  # one sentence: c (1 − ρ) (1 − r) (1 − e)
        ([voice("a", extractor="llm"), voice("b", extractor="llm")], 0.8 * (1 - own(0.3) ** 2)),  # its errors are shared
        ([voice("a", extractor="llm"), voice("b")], 0.8 * (1 - own(0.3) ** 2) + 0.2 * (1 - own(0.3))),
    ],
)
def test_worked_figures(voices: Sequence[Voice], expected: float) -> None:
    assert reckon(voices, PRIORS).belief == pytest.approx(expected)


def test_the_own_voice_counts_with_the_first_whom_the_same_article_quotes() -> None:
    told = [voice("a", "late", sentence=9, document="a-2"), voice("a", "first", sentence=20), voice("a", "second", sentence=30), voice("a", sentence=0)]
    assert {line.source: len(line.readings) for line in reckon(told, PRIORS).speaking} == {"first": 2, "late": 1, "second": 1}


def test_an_agency_that_is_quoted_beside_an_article_of_its_own_is_one_source() -> None:
    itself, quoted = voice("agency", publisher="known/agency"), voice("radio", "known/agency")
    assert reckon([itself, quoted]).sources == 1
    assert reckon([voice("agency"), quoted]).sources == 2
    mayor = voice("agency", "mayor", sentence=5, publisher="known/agency")
    (line,) = reckon([itself, quoted, mayor]).speaking
    assert (line.source, len(line.readings)) == ("mayor", 3)


def test_a_supposition_is_no_source() -> None:
    assert [reckon(told, PRIORS).sources for told in ([voice("a", stance=MAYBE)], [voice("a", stance=MAYBE), voice("b")], [])] == [0, 1, 0]


def test_repetition_never_lifts_one_source_above_its_bias() -> None:
    steps = [reckon([voice("a", sentence=n) for n in range(size)], PRIORS).belief for size in range(1, 30)]
    assert all(low <= high <= 0.9 for low, high in pairwise(steps))


VOICES = st.lists(
    st.builds(
        voice,
        st.sampled_from("abc"),
        st.sampled_from([None, "isis", "sdf"]),
        st.none(),
        st.sampled_from(Factuality),
        st.floats(0, 1),
        st.integers(0, 99),
        st.sampled_from(["rules", "llm"]),
        st.sampled_from(["d1", "d2", "d3"]),
        st.none(),
        st.sampled_from(Stance),
    ),
    max_size=7,
)


@given(VOICES, st.randoms(use_true_random=False))
def test_belief_lies_in_its_bounds_and_ignores_order(voices: list[Voice], random: Random) -> None:
    first = reckon(voices)
    assert 0.0 <= first.belief <= 1.0
    assert reckon(random.sample(voices, len(voices))) == first


@given(VOICES, st.sampled_from([None, "mayor"]))
def test_another_source_never_lowers_and_a_denial_never_raises(voices: list[Voice], speaker: str | None) -> None:
    asserted = [*voices, voice("a")]  # an asserted event stays one whatever comes to it
    before = reckon(asserted)
    after = reckon([*asserted, voice("new outlet", speaker)])
    assert after.belief >= before.belief - 1e-12
    assert len(after.speaking) == len(before.speaking) + 1
    denied = reckon([*asserted, voice("new outlet", speaker, factuality=DENIED)])
    assert denied.belief <= before.belief + 1e-12
    assert denied.speaking == before.speaking


@given(VOICES)
def test_what_a_source_repeats_never_makes_it_two(voices: list[Voice]) -> None:
    again = [*voices, *(replace(one, sentence=200, confidence=1.0) for one in voices)]
    assert len(reckon(again).speaking) == len(reckon(voices).speaking)
    assert reckon(again).support >= reckon(voices).support - 1e-12


def test_packaged_priors_are_shares_in_the_order_that_they_claim() -> None:
    sources = load_priors().sources
    systematic = [sources[one].systematic for one in (Capacity.OWN, Capacity.ATTRIBUTED, Capacity.ANONYMOUS, Capacity.PARTY)]
    assert systematic == sorted(systematic)
    assert all(0.0 < share < 1.0 for prior in (*sources.values(), *load_priors().extractors.values()) for share in (prior.systematic, prior.random))
    assert load_priors().outlets == {}
