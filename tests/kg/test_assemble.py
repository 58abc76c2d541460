"""Assembling: which reports meet in one event, whatever their order, and what the event then says."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Count, CountKind, Document, EntityKind, EventMention, EventType, Exactness, Factuality, Precision, Span, TimeInterval
from kg.assemble import assemble
from kg.decisions import Decision
from kg.digest import digest
from kg.likeness import Judgement
from kg.model import Coordinates, Entity, Event, Report

WHERE = Span(0, 40)
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("isis", EntityKind.ARMED_GROUP, "داعش", "ISIS", known=True),
        Entity("sdf", EntityKind.ARMED_GROUP, "قسد", "SDF", known=True),
        Entity("us", EntityKind.STATE, "أمريكا", "United States", known=True),
        Entity("syria", EntityKind.STATE, "سوريا", "Syria", known=True, coordinates=Coordinates(35, 38, 400)),
        Entity("deir", EntityKind.PLACE, "محافظة دير الزور", "Deir ez-Zor", known=True, parent="syria", coordinates=Coordinates(35, 40, 90)),
        Entity("hajin", EntityKind.PLACE, "هجين", "Hajin", known=True, parent="deir", coordinates=Coordinates(34.7, 40.8, 5)),
        Entity("market", EntityKind.PLACE, "سوق هجين", None, known=True, parent="hajin"),
        Entity("busayrah", EntityKind.PLACE, "البصيرة", "Busayrah", known=True, parent="deir", coordinates=Coordinates(35.1, 40.4, 5)),
        Entity("outskirts", EntityKind.PLACE, "أطراف البصيرة", None, bound=True),
        Entity("two-a", EntityKind.GROUP, "شخصين", None, bound=True),
        Entity("two-b", EntityKind.GROUP, "شخصين", None, bound=True),
        Entity("cell", EntityKind.GROUP, "خلية من داعش", None, bound=True, member_of="isis"),
    )
}


def day(edtf: str) -> TimeInterval:
    """A day, a month or days divided by a slash; a date with X has no days."""
    if "X" in edtf:
        return TimeInterval(WHERE, edtf, edtf, None, None, Precision.DAY)
    ends = [end if len(end) == 10 else "" for end in edtf.split("/")]
    first, last = ends[0] or f"{edtf}-01", ends[-1] or f"{edtf}-28"
    return TimeInterval(WHERE, edtf, edtf, date.fromisoformat(first), date.fromisoformat(last), Precision.DAY)


def killed(low: int, high: int | None = None) -> tuple[Count, ...]:
    return (Count(CountKind.KILLED, low, low if high is None else high, Exactness.EXACT, WHERE),)


def report(
    document: str,
    actors: str = "",
    targets: str = "",
    places: str = "",
    edtf: str | None = None,
    *,
    counts: tuple[Count, ...] = (),
    factuality: Factuality = Factuality.ASSERTED,
    kind: EventType = EventType.ASSAULT,
    number: int = 0,
) -> Report:
    """A report with participants given by ids, several divided by blanks."""
    mention = EventMention(document, WHERE, Span(number, number + 1), kind, time=day(edtf) if edtf else None, counts=counts, factuality=factuality)
    identity = digest((document, number, kind))
    return Report(identity, mention, tuple(actors.split()), tuple(targets.split()), tuple(places.split()))


def together(*reports: Report) -> list[list[str]]:
    """Which documents' reports meet, sorted."""
    return sorted(sorted(r.mention.document for r in event.reports) for event in assemble(reports, ENTITIES))


D6, D7 = "2021-12-06", "2021-12-07"
FULL = report("a", "isis", "sdf", "hajin", D6)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report("b", "isis", "sdf", "hajin", D6), id="equal"),
        pytest.param(report("b", "isis", "sdf", "", D6), id="place missing, date shared"),
        pytest.param(report("b", "isis", "sdf", "hajin"), id="date missing, place shared"),
        pytest.param(report("b", "", "sdf", "hajin", D6), id="actor missing"),
        pytest.param(report("b", "isis", "", "hajin", D6), id="target missing"),
        pytest.param(report("b", "isis", "sdf", "market", D6), id="place inside"),
        pytest.param(report("b", "isis", "sdf", "deir", D6), id="place around"),
        pytest.param(report("b", "isis", "sdf", "hajin", "2021-12-05/2021-12-06"), id="days overlap"),
        pytest.param(report("b", "isis", "sdf", "hajin", "2021-12"), id="month around the day, place shared"),
        pytest.param(report("b", "isis us", "sdf", "hajin", D6), id="one actor in common"),
        pytest.param(report("b", "cell", "sdf", "hajin", D6), id="group of the actor"),
        pytest.param(report("b", "isis", "sdf", "hajin", "XXXX-12-06"), id="year unknown, place shared"),
        pytest.param(report("b", "isis", "sdf", "hajin", D6, factuality=Factuality.DENIED), id="denied"),
    ],
)
def test_one_event(other: Report) -> None:
    assert together(FULL, other) == [["a", "b"]]
    assert together(other, FULL) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(FULL, report("b", "isis", "sdf", "hajin", D6, kind=EventType.COERCE), id="type"),
        pytest.param(FULL, report("b", "isis", "sdf", "hajin", D7), id="day"),
        pytest.param(FULL, report("b", "isis", "sdf", "busayrah", D6), id="place"),
        pytest.param(FULL, report("b", "us", "sdf", "hajin", D6), id="actor"),
        pytest.param(FULL, report("b", "isis", "us", "hajin", D6), id="target"),
        pytest.param(FULL, report("b", "sdf", "isis", "hajin", D6), id="roles turned round"),
        pytest.param(FULL, report("b", "isis", "sdf", "hajin", "XXXX-11-06"), id="another month, year unknown"),
        pytest.param(report("a", "isis", "sdf"), report("b", "isis", "sdf"), id="neither date nor place"),
        pytest.param(report("a", "isis", "sdf", "hajin"), report("b", "isis", "sdf", "", D6), id="date and place missing crosswise"),
        pytest.param(report("a", "", "", "hajin", D6), report("b", "", "", "hajin", D6), id="nobody named"),
        pytest.param(report("a", "", "two-a", "hajin", D6), report("b", "", "two-b", "hajin", D6), id="unnamed people only"),
        pytest.param(report("a", "isis", "", "hajin", D6), report("b", "", "sdf", "hajin", D6), id="no participant in common"),
        pytest.param(report("a", "isis", "sdf", "syria"), report("b", "isis", "sdf", "syria"), id="a whole country"),
        pytest.param(report("a", "isis", "sdf", "outskirts"), report("b", "isis", "sdf", "outskirts"), id="a place that nobody knows"),
        pytest.param(report("a", "isis", "", "hajin"), report("b", "isis", "", "hajin"), id="place and actor alone"),
        pytest.param(report("a", "isis", "hajin", "hajin"), report("b", "isis", "hajin", "hajin"), id="the place is the target"),
        pytest.param(report("a", "isis", "sdf", "", "2021-12"), report("b", "isis", "sdf", "", "2021-12"), id="a whole month"),
        pytest.param(
            report("a", "isis", "sdf", "hajin", D6, counts=killed(3)), report("b", "isis", "sdf", "hajin", D6, counts=killed(9)), id="figures contradict"
        ),
    ],
)
def test_two_events(one: Report, other: Report) -> None:
    assert together(one, other) == [["a"], ["b"]]
    assert len({event.id for event in assemble([one, other], ENTITIES)}) == 2


def test_figures_that_overlap_are_no_contradiction() -> None:
    more = Count(CountKind.KILLED, 2, None, Exactness.AT_LEAST, WHERE)
    assert together(report("a", "isis", "sdf", "hajin", D6, counts=killed(3)), report("b", "isis", "sdf", "hajin", D6, counts=(more,))) == [["a", "b"]]


def test_a_report_that_fits_two_contradicting_events_joins_neither() -> None:
    undated = report("c", "isis", "sdf", "hajin")
    assert together(FULL, report("b", "isis", "sdf", "hajin", D7), undated) == [["a"], ["b"], ["c"]]
    assert together(FULL, undated) == [["a", "c"]]


def test_the_better_tied_pair_meets_first() -> None:
    nowhere = report("b", "isis", "sdf", "", D6)
    elsewhere = report("c", "isis", "sdf", "busayrah", D6)
    twice = report("d", "isis", "sdf", "market", D6)
    assert together(FULL, nowhere, elsewhere, twice) == [["a", "d"], ["b"], ["c"]]


def test_unnamed_people_of_two_documents_stand_in_one_event_once() -> None:
    (event,) = assemble([report("a", "sdf", "two-a", "hajin", D6), report("b", "sdf", "two-b", "hajin", D6)], ENTITIES)
    assert event.targets == ("two-a",)


def test_unnamed_places_alike_in_words_are_no_contradiction_and_stand_in_one_event_once() -> None:
    named = (("near-a", "محيط البلدة"), ("near-b", "محيط البلدة"), ("far", "أطراف الحقل"))
    places = {name: Entity(name, EntityKind.PLACE, words, None, bound=True) for name, words in named}
    told = [report("a", "isis", "sdf", "near-a", D6), report("b", "isis", "sdf", "near-b", D6), report("c", "isis", "sdf", "far", D6)]
    events = assemble(told, ENTITIES | places)
    assert sorted([r.mention.document for r in event.reports] for event in events) == [["a", "b"], ["c"]]
    assert {event.places for event in events} == {("near-a",), ("far",)}
    assert assemble(told[::-1], ENTITIES | places) == events


def test_copies_of_one_article_meet() -> None:
    for size in (10, 1000):
        places = {f"near-{n}": Entity(f"near-{n}", EntityKind.PLACE, "محيط البلدة", None, bound=True) for n in range(size)}
        reports = [report(f"d{n:05}", "isis", "sdf", f"near-{n}", D6, counts=killed(3)) for n in range(size)]
        (event,) = assemble(reports, ENTITIES | places)
        assert len(event.reports) == size


def test_an_event_keeps_the_narrowest_place_and_time_and_all_figures() -> None:
    wide = report("b", "isis", "sdf", "deir", "2021-12-05/2021-12-07", counts=killed(3, 5))
    (event,) = assemble([wide, report("a", "isis", "sdf", "hajin", D6, counts=killed(3))], ENTITIES)
    assert event.places == ("hajin",)
    assert event.time is not None and event.time.edtf == D6
    assert [(c.low, c.high) for c in event.counts] == [(3, 3), (3, 5)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((Factuality.DENIED, Factuality.ASSERTED), Factuality.ASSERTED),
        ((Factuality.DENIED, Factuality.DENIED), Factuality.DENIED),
        ((Factuality.PLANNED, Factuality.NEGATED), Factuality.PLANNED),
        ((Factuality.NEGATED, Factuality.DENIED), Factuality.NEGATED),
    ],
)
def test_factuality_follows_the_assertion_and_denial_stays_on_the_report(told: Sequence[Factuality], expected: Factuality) -> None:
    (event,) = assemble([report(d, "isis", "sdf", "hajin", D6, factuality=f) for d, f in zip("ab", told, strict=True)], ENTITIES)
    assert event.factuality is expected
    assert sorted(r.mention.factuality for r in event.reports) == sorted(told)


@pytest.mark.parametrize("against", [Factuality.DENIED, Factuality.NEGATED])
def test_who_denies_it_has_not_done_it(against: Factuality) -> None:
    told, denied = report("a", "", "sdf", "hajin", D6), report("b", "isis", "sdf", "hajin", D6, factuality=against)
    (event,) = assemble([told, denied], ENTITIES)
    assert (event.factuality, event.actors, event.targets, len(event.reports)) == (Factuality.ASSERTED, (), ("sdf",), 2)
    (alone,) = assemble([denied], ENTITIES)
    assert alone.actors == ("isis",)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("sides", [("sdf", "us"), ("sdf", "")], ids=["both named", "one named"])
def test_nobody_meets_himself(sides: tuple[str, str], order: int) -> None:
    told = [report("a", "us", "sdf", "hajin", D6, kind=EventType.CONSULT), report("b", *sides, "hajin", D6, kind=EventType.CONSULT)]
    one, other = sorted(f"report/{one.id}" for one in told)
    (event,) = assemble(told[::order], ENTITIES, decisions=[Decision(one, other, Judgement.SAME, "2022-05-18T09:00:00Z")])
    assert not set(event.actors) & set(event.targets) and {*event.actors, *event.targets} == {"sdf", "us"}


def test_more_evidence_leaves_the_id_and_lifts_belief() -> None:
    (alone,) = assemble([FULL], ENTITIES)
    (backed,) = assemble([FULL, report("b", "isis", "sdf", "hajin", D6)], ENTITIES)
    assert alone.id == backed.id
    assert alone.belief < backed.belief


def test_the_id_of_an_unmarked_event_does_not_hang_on_other_documents() -> None:
    first, second = report("a", "isis", "sdf"), report("b", "isis", "sdf")
    (alone,) = assemble([first], ENTITIES)
    assert alone.id in {event.id for event in assemble([second, first], ENTITIES)}


def test_an_outlet_counts_once() -> None:
    two = [FULL, report("b", "isis", "sdf", "hajin", D6)]
    (apart,) = assemble(two, ENTITIES)
    (same,) = assemble(two, ENTITIES, [Document(name, "", source="وكالة") for name in "ab"])
    assert same.belief < apart.belief


def test_nothing_gives_nothing() -> None:
    assert assemble([], ENTITIES) == ()


SOME = st.builds(
    report,
    st.sampled_from("abcdef"),
    st.sampled_from(["", "isis", "sdf", "isis us", "cell", "two-a"]),
    st.sampled_from(["", "sdf", "isis", "two-b", "sdf us"]),
    st.sampled_from(["", "hajin", "market", "deir", "busayrah", "syria"]),
    st.sampled_from([None, D6, D7, "2021-12", "2021-12-05/2021-12-06", "XXXX-12-06"]),
    counts=st.sampled_from([(), killed(3), killed(9), killed(2, 5)]),
    factuality=st.sampled_from(Factuality),
    number=st.integers(0, 20),
)
MANY = st.lists(SOME, max_size=9, unique_by=lambda r: r.id)


@settings(deadline=None)  # the first example loads the tables
@given(MANY, st.randoms(use_true_random=False))
def test_order_never_matters(reports: list[Report], shuffler: random.Random) -> None:
    events = assemble(reports, ENTITIES)
    shuffler.shuffle(reports)
    assert assemble(reports, ENTITIES) == events


@given(MANY)
def test_every_report_in_one_event_and_no_id_twice(reports: list[Report]) -> None:
    events = assemble(reports, ENTITIES)
    assert sorted(r.id for event in events for r in event.reports) == sorted(r.id for r in reports)
    assert len({event.id for event in events}) == len(events)


@given(MANY)
def test_assembling_an_events_reports_again_gives_that_event(reports: list[Report]) -> None:
    for event in assemble(reports, ENTITIES):
        again: tuple[Event, ...] = assemble(event.reports, ENTITIES)
        assert len(again) <= len(event.reports)
        assert {e.type for e in again} == {event.type}
        assert sum(len(e.reports) for e in again) == len(event.reports)


def test_all_orders_of_a_small_case() -> None:
    reports = [FULL, report("b", "isis", "", "market", D6), report("c", "", "sdf", "deir", D6), report("d", "isis", "sdf", "hajin")]
    assert len({assemble(order, ENTITIES) for order in permutations(reports)}) == 1


def test_reports_of_different_days_stay_apart() -> None:
    for size in (10, 1000):
        days = [(date(2000, 1, 1) + timedelta(n)).isoformat() for n in range(size)]
        reports = [report(f"d{n}", "isis", "sdf", "hajin" if n % 3 else "market", d) for n, d in enumerate(days)]
        assert len(assemble(reports, ENTITIES)) == size
