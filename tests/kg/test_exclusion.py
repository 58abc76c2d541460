"""What one writer does not tell of one event, and what ties reports of two articles: figures, sides, sums over months, one event beside."""

from dataclasses import replace

from extract.model import Document, EntityKind, EventType, Span
from kg.assemble import assemble
from kg.model import Entity, Report
from kg.resolve import digest
from kg.telling import load_hit_words
from tests.kg.test_joining import ENTITIES, document, report

PEOPLE = {
    identity: Entity(identity, kind, label, None, bound=True)
    for identity, kind, label in (
        ("police", EntityKind.GROUP, "شرطيين"),
        ("soldiers", EntityKind.GROUP, "جنديين"),
        ("shepherds", EntityKind.GROUP, "أربعة رعاة"),
        ("many", EntityKind.GROUP, "خمسة رعاة"),
    )
}
ALL = {**ENTITIES, **PEOPLE}
KILLED, DIED = "verb قتل (passive)", "noun مقتل"


def one_event(*reports: Report, documents: tuple[Document, ...]) -> bool:
    events = assemble(reports, ALL, documents)
    assert assemble(reports[::-1], ALL, documents[::-1]) == events
    return len(events) == 1


TEXT = document("told", "مقتل رعاة في هجين", "قتل الرعاة في هجين", "وبدأت المدارس فصلها", "وقتل رعاة في هجين أيضا")


def test_headline_and_lead_of_one_figure_are_one_event() -> None:
    assert one_event(report(TEXT, 0, DIED, targets="shepherds", killed=4), report(TEXT, 1, KILLED, targets="shepherds", killed=4), documents=(TEXT,))


def test_one_writer_gives_one_figure() -> None:
    assert not one_event(report(TEXT, 0, DIED, targets="shepherds", killed=4), report(TEXT, 1, KILLED, targets="many", killed=5), documents=(TEXT,))


def test_soldiers_are_no_policemen() -> None:
    text = document("told", "مقتل جنديين في هجين", "وبدأت المدارس فصلها", "ومضى العام الدراسي", "وقتل في هجين")
    soldiers = report(text, 0, DIED, targets="soldiers", places="hajin")
    between = [report(text, n, f"noun {n}", kind=EventType.REQUEST, targets="") for n in (1, 2)]
    for hit, events in (("soldiers", 3), ("police", 4)):
        assert len(assemble([soldiers, *between, report(text, 3, KILLED, targets=hit, places="hajin")], ALL, [text])) == events


def test_a_sum_over_months_is_no_single_day() -> None:
    text = document("sum", "مقتل رعاة في هجين", "ومنذ بداية العام قتل رعاة في هجين")
    first = report(text, 0, DIED, targets="shepherds", places="hajin")
    start = text.text.index("قتل رعاة في هجين", 20)
    summed = report(text, 1, KILLED, targets="shepherds", places="hajin")
    summed = replace(summed, mention=replace(summed.mention, trigger=Span(start, start + 3)))
    assert not one_event(first, summed, documents=(text,))


def test_one_verb_told_twice_in_a_sentence_is_two_events() -> None:
    text = document("twice", "قتل رعاة في هجين ثم قتل رعاة في هجين")
    first = report(text, 0, KILLED, targets="shepherds", places="hajin")
    start = text.text.index("قتل", 5)
    again = replace(first, id=digest(("twice", start)), mention=replace(first.mention, trigger=Span(start, start + 3)))
    assert not one_event(first, again, documents=(text,))


def test_another_matter_with_other_doers_is_another_event() -> None:
    words = ("هجوم على صوامع في هجين", "وبدأت المدارس فصلها", "وعلى صعيد آخر هجوم على صوامع في هجين")
    text = document("matters", *words)
    first = report(text, 0, "noun هجوم", actors="brigade", places="hajin")
    other = report(text, 2, "noun هجوم", actors="", places="hajin")
    start = text.text.rindex("هجوم")
    other = replace(other, mention=replace(other.mention, trigger=Span(start, start + 4)))
    assert one_event(first, other, documents=(text,))
    assert not one_event(first, replace(other, actors=("guards",)), documents=(text,))


def test_words_for_those_hit_have_one_sort_each() -> None:
    sorts: dict[str, set[str]] = {}
    for who, sort in load_hit_words().values():
        sorts.setdefault(who, set()).add(sort)
    assert all(len(found) == 1 for found in sorts.values())
    assert load_hit_words()["جنود"] == load_hit_words()["جنديا"] != load_hit_words()["شرطي"]
