"""Decisions of reports: what a person says makes events one or keeps them two whatever the evidence, in any order, and else changes nothing."""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Document, EntityKind, EventMention, EventType, Precision, Span, TimeInterval
from kg.assemble import assemble
from kg.decided import check_decisions
from kg.decisions import Decision, format_decisions, of_entities, of_report, of_reports, parse_decisions
from kg.digest import digest
from kg.groups import Groups
from kg.likeness import Judgement
from kg.model import Entity, Event, Report
from ontology.errors import InputError

SAME, DIFFERENT, UNSURE = Judgement.SAME, Judgement.DIFFERENT, Judgement.UNSURE
WHERE = Span(0, 40)
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("rangers", EntityKind.ARMED_GROUP, "الجوالة", "Rangers", known=True),
        Entity("scouts", EntityKind.ARMED_GROUP, "الكشافة", "Scouts", known=True),
        Entity("ford", EntityKind.PLACE, "المخاضة", "Ford", known=True),
        Entity("ridge", EntityKind.PLACE, "السفح", "Ridge", known=True),
    )
}


def report(document: str, edtf: str | None = "2022-05-18", place: str = "ford", actor: str = "rangers", kind: EventType = EventType.ASSAULT) -> Report:
    """What the one sentence of a document tells, with a day of it."""
    time = TimeInterval(WHERE, edtf, edtf, date.fromisoformat(edtf), date.fromisoformat(edtf), Precision.DAY) if edtf else None
    return Report(digest((document,)), EventMention(document, WHERE, Span(0, 4), kind, time=time), (actor,) if actor else (), ("scouts",), (place,))


def decision(one: Report, other: Report, judgement: Judgement, reason: str = "") -> Decision:
    return Decision(*sorted((of_report(one.id), of_report(other.id))), judgement, "2022-05-18T09:00:00Z", reason)


def assembled(reports: Sequence[Report], *decisions: Decision, documents: Sequence[Document] = ()) -> list[str]:
    """The documents of each event's reports in one word, sorted; the same whatever the order."""
    events = assemble(reports, ENTITIES, documents, decisions)
    assert assemble(reports[::-1], ENTITIES, documents[::-1], decisions[::-1]) == events
    return sorted("".join(sorted(one.mention.document for one in event.reports)) for event in events)


def event_of(events: Iterable[Event], one: Report) -> Event:
    return next(event for event in events if one in event.reports)


A, B, C, D = map(report, "abcd")
OTHER_DAY, OTHER_TYPE = report("x", "2022-01-01", "ridge"), report("y", "2022-05-18", kind=EventType.CONSULT)


@pytest.mark.parametrize("other", [OTHER_DAY, OTHER_TYPE], ids=["another day, elsewhere", "another type"])
def test_what_a_person_calls_one_is_one_event_whatever_rules_it_out(other: Report) -> None:
    assert assembled([A, other]) == ["a", other.mention.document]
    assert assembled([A, other], decision(A, other, SAME)) == [f"a{other.mention.document}"]


def test_the_events_of_two_reports_become_one_whole() -> None:
    late = report("y", "2022-01-01", "ridge")
    assert assembled([A, B, OTHER_DAY, late]) == ["ab", "xy"]
    assert assembled([A, B, OTHER_DAY, late], decision(A, OTHER_DAY, SAME)) == ["abxy"]


def test_what_a_person_keeps_apart_is_two_events_though_equal() -> None:
    assert assembled([A, B]) == ["ab"]
    assert assembled([A, B], decision(A, B, DIFFERENT)) == ["a", "b"]
    assert assembled([A, B, C], decision(A, B, DIFFERENT), decision(A, C, SAME)) == ["ac", "b"]
    ids = {event.id for event in assemble([A, B], ENTITIES, (), [decision(A, B, DIFFERENT)])}
    assert len(ids) == 2, "events of equal content have ids of their own"


def test_no_other_report_brings_together_what_is_apart() -> None:
    told = assembled([A, B, C, D], decision(A, B, DIFFERENT))
    assert len(told) == 2 and not any("a" in event and "b" in event for event in told)


def test_what_is_one_with_the_one_is_apart_from_the_other() -> None:
    """C is decided to be of A's event, so nothing equal to C joins B, from which A is kept apart."""
    assert assembled([A, B, OTHER_DAY], decision(A, B, DIFFERENT), decision(B, OTHER_DAY, SAME)) == ["a", "bx"]
    told = assembled([A, B, C, D], decision(A, C, SAME), decision(B, D, SAME), decision(A, B, DIFFERENT))
    assert told == ["ac", "bd"]


HEADLINE, LEAD = "هجوم على برج المراقبة عند المخاضة", "هاجم غرباء برج المراقبة عند المخاضة وكسروا بابه"


def test_evidence_and_copies_yield_to_a_person() -> None:
    text = Document("t", f"{HEADLINE}\n{LEAD}", published="2022-05-18")
    copy = Document("u", text.text, published="2022-05-19")
    spans = Span(0, len(HEADLINE)), Span(len(HEADLINE) + 1, len(HEADLINE) + 1 + len(LEAD))
    told = [
        Report(digest((name, n)), EventMention(name, span, Span(span.start, span.start + 4), EventType.ASSAULT, rule="noun هجوم"), (), ("scouts",), ("ford",))
        for name in "tu"
        for n, span in enumerate(spans)
    ]
    assert assembled(told, documents=[text, copy]) == ["ttuu"]
    assert assembled(told, decision(told[0], told[1], DIFFERENT), documents=[text, copy]) == ["tu", "tu"]
    assert assembled(told, *(decision(a, b, DIFFERENT) for a, b in combinations(told, 2)), documents=[text, copy]) == ["t", "t", "u", "u"]


def test_events_tell_what_was_decided_of_them() -> None:
    joined = event_of(assemble([A, OTHER_DAY], ENTITIES, (), [decision(A, OTHER_DAY, SAME, "one raid,\n two \x1b[31mdates\u202e")]), A)
    assert joined.reasons == ("by decision of a person: one raid, two [31mdates",)
    apart = assemble([A, B], ENTITIES, (), [decision(A, B, DIFFERENT)])
    assert event_of(apart, A).reasons == ("kept apart from what b tells, by decision of a person",)
    assert event_of(apart, B).reasons == ("kept apart from what a tells, by decision of a person",)


def test_unsure_changes_nothing() -> None:
    for reports in ([A, B], [A, OTHER_DAY]):
        assert assemble(reports, ENTITIES, (), [decision(*reports, UNSURE)]) == assemble(reports, ENTITIES)


def test_a_decision_of_a_report_that_is_gone_changes_nothing() -> None:
    """Nor does one that would follow from two decisions of it."""
    decisions = [decision(A, C, DIFFERENT), decision(B, OTHER_DAY, SAME), decision(OTHER_DAY, C, SAME)]
    assert assemble([A, B], ENTITIES, (), decisions) == assemble([A, B], ENTITIES)
    reports = [A, C, OTHER_TYPE]
    through_a_gone_one = [decision(A, OTHER_DAY, SAME), decision(OTHER_DAY, OTHER_TYPE, SAME)]
    assert assemble(reports, ENTITIES, (), through_a_gone_one) == assemble(reports, ENTITIES)


@pytest.mark.parametrize("reports", [[A, B, C], [A, B], [A], []], ids=["all met", "one gone", "two gone", "none met"])
def test_decisions_that_contradict_each_other_are_told_with_the_way_there(reports: list[Report]) -> None:
    decisions = [decision(A, B, SAME), decision(B, C, SAME), decision(A, C, DIFFERENT)]
    ends = sorted(of_report(one.id) for one in (A, C))
    way = f"{ends[0]} = {of_report(B.id)} = {ends[1]}"
    for order in (decisions, decisions[::-1]):
        with pytest.raises(InputError, match=rf"\({way}\); undo one of these"):
            assemble(reports, ENTITIES, (), order)
    check_decisions(decisions[1:])


def test_one_table_holds_decisions_of_both_sorts() -> None:
    mixed = [decision(A, B, SAME, "one raid"), Decision("scouts", "unlisted/1", DIFFERENT, "2022-05-18T09:00:00Z")]
    read = parse_decisions(format_decisions(mixed), "file")
    assert (of_reports(read), of_entities(read)) == ((mixed[0],), (mixed[1],))
    line = f"{of_report(A.id)}\tscouts\tsame\t\t\t\t"
    with pytest.raises(InputError, match=r"file:2: .*one is a report"):
        parse_decisions(f"{format_decisions([])}{line}\n", "file")


REPORTS = [
    report(f"{number}", day, place, actor, kind)
    for number, (day, place, actor, kind) in enumerate(
        (day, place, actor, kind)
        for day in ("2022-05-18", "2022-05-19", None)
        for place in ("ford", "ridge")
        for actor in ("rangers", "")
        for kind in (EventType.ASSAULT, EventType.COERCE)
    )
]
PAIRS = st.tuples(st.sampled_from(REPORTS), st.sampled_from(REPORTS), st.sampled_from(Judgement))


def consistent(pairs: Sequence[tuple[Report, Report, Judgement]]) -> list[Decision]:
    """The decisions of the pairs, each pair once, as far as none contradicts those before."""
    kept: dict[tuple[str, str], Decision] = {}
    for one, other, judgement in pairs:
        new = decision(one, other, judgement)
        try:
            check_decisions([*kept.values(), new])
        except InputError:
            continue
        if one.id != other.id:
            kept.setdefault(new.pair, new)
    return list(kept.values())


@given(st.lists(st.sampled_from(REPORTS), min_size=1, max_size=12, unique_by=lambda r: r.id), st.lists(PAIRS, max_size=8), st.randoms(use_true_random=False))
def test_a_persons_word_holds_in_every_order(reports: list[Report], pairs: list[tuple[Report, Report, Judgement]], shuffler: random.Random) -> None:
    decisions = consistent(pairs)
    events = assemble(reports, ENTITIES, (), decisions)
    home = {one.id: event.id for event in events for one in event.reports}
    assert sorted(home) == sorted(one.id for one in reports) and len({event.id for event in events}) == len(events)
    for told in decisions:
        one, other = (home.get(end.removeprefix("report/")) for end in told.pair)
        if one and other and told.judgement is not UNSURE:
            assert (one == other) is (told.judgement is SAME)
    shuffler.shuffle(reports)
    shuffler.shuffle(decisions)
    assert assemble(reports, ENTITIES, (), decisions) == events


@given(st.lists(st.sampled_from(REPORTS), min_size=2, max_size=12, unique_by=lambda r: r.id), st.data())
def test_what_is_called_one_changes_no_other_event(reports: list[Report], data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.sampled_from(reports), min_size=2, max_size=2, unique_by=lambda r: r.id))
    before = assemble(reports, ENTITIES)
    joined = {event_of(before, one), event_of(before, other)}
    after = assemble(reports, ENTITIES, (), [decision(one, other, SAME)])
    assert {frozenset(e.reports) for e in after} == {
        *(frozenset(e.reports) for e in before if e not in joined), frozenset(r for e in joined for r in e.reports)
    }  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8), st.randoms(use_true_random=False))
def test_groups_are_the_same_in_every_order(pairs: list[tuple[str, str]], shuffler: random.Random) -> None:
    def joined() -> Groups:
        groups = Groups([("a", "f")])
        for pair in pairs:
            groups.join(*pair)
        return groups

    before = joined()
    shuffler.shuffle(pairs)
    assert {one: joined().of(one) for one in "abcdef"} == {one: before.of(one) for one in "abcdef"}
    for one, other in combinations("abcdef", 2):
        assert before.may_join(one, other) is not ({before.of(one), before.of(other)} == {before.of("a"), before.of("f")})
