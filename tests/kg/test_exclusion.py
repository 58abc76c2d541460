"""What one writer does not tell of one event, and what ties reports of two articles: figures, sides, sums over months, one event beside."""

from dataclasses import replace

import pytest

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
        ("bus", EntityKind.OBJECT, "حافلة"),
        ("school", EntityKind.OBJECT, "مدرسة"),
        ("son", EntityKind.GROUP, "ابنها"),
        ("charity", EntityKind.ORGANIZATION, "جمعية محلية"),
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


@pytest.mark.parametrize(("figure", "one"), [(9, True), (40, True), (41, False), (3000, False)])
def test_two_speakers_figures_of_one_thing_lie_near_each_other(figure: int, one: bool) -> None:
    text = document("told", "مقتل رعاة في هجين", "وبدأت المدارس فصلها", "مقتل رعاة في هجين بحسب المجلس")
    own = report(text, 0, DIED, targets="shepherds", places="hajin", killed=4)
    told = replace(report(text, 2, KILLED, targets="many", places="hajin", killed=figure), attributed_to="brigade")
    assert one_event(own, told, documents=(text,)) is one


def test_at_least_so_many_is_no_figure_far_above() -> None:
    text = document("told", "مقتل رعاة في هجين", "مقتل رعاة في هجين")
    own, least = report(text, 0, DIED, targets="shepherds", killed=300), report(text, 1, DIED, targets="shepherds", killed=12)
    count = replace(least.mention.counts[0], high=None)
    assert not one_event(replace(own, targets=("many",)), replace(least, mention=replace(least.mention, counts=(count,))), documents=(text,))


def test_who_tells_of_his_own_dead_does_not_boast() -> None:
    """«زعم التنظيم أنه قتل ثمانية» stands beside another's figure; an army that announces its own dead gives no second figure for those told of before."""
    own_dead = replace(ALL["soldiers"], id="own", member_of="sdf")
    text = document("told", "مقتل خمسة رعاة في هجين", "سقوط جنديين عند السد كما أعلن الجيش")
    first = report(text, 0, DIED, targets="many", places="hajin", killed=5)
    told = report(text, 1, DIED, actors="sdf", targets="soldiers", killed=2)
    for hit, events in (("soldiers", 1), ("own", 2)):
        reports = first, replace(told, attributed_to="sdf", targets=(hit,))
        assert len(assemble(reports, {**ALL, "own": own_dead}, [text])) == events


def test_who_wounds_people_hits_no_bus() -> None:
    text = document("told", "إصابة رعاة في هجين", "أصاب صاروخ حافلة في هجين")
    wounded = report(text, 0, "noun إصابة", targets="shepherds", places="hajin")
    for hit, one in (("shepherds", True), ("bus", False)):
        assert one_event(wounded, report(text, 1, "verb أصاب (subject after)", targets=hit, places="hajin"), documents=(text,)) is one


ARTICLES = (
    document("ours", "مقتل رعاة في هجين", "قتل الرعاة الخمسة في هجين", "وأعادت الشرطة فتح طريق المدرسة أمام الحافلات", "ووصلت إلى السد أمطار غزيرة"),
    document("theirs", "مقتل خمسة رعاة في هجين", "قتل الرعاة الخمسة في هجين", "واصطف طلاب الثانوية منذ الفجر أمام الفرن"),
)
ONLY_ONES = {
    "two arrests": (True, "verb اعتقل (subject after)", {}, "noun توقيف", {}),
    "an army and a charity": (False, "noun تعزيزات", {"actors": "sdf"}, "verb أرسل (subject after)", {"actors": "charity"}),
    "troops that are sent, and again": (True, "noun تعزيزات", {"actors": "sdf"}, "noun تعزيزات", {}),
    "troops and a team": (False, "noun تعزيزات", {"actors": "sdf"}, "verb أرسل (subject after)", {}),
    "stones and rockets": (False, "verb رشق (subject after)", {"targets": "bus"}, "verb قصف (subject after)", {"targets": "school"}),
    "stones, and again": (True, "verb رشق (subject after)", {"targets": "bus"}, "verb رشق (subject after)", {"targets": "school"}),
    "one man and many": (False, "noun توقيف", {"actors": "son"}, "noun توقيف", {"actors": "soldiers"}),
    "a house and a patrol": (False, "verb اعتقل (subject after)", {"targets": "bus"}, "noun توقيف", {"targets": "soldiers"}),
}


@pytest.mark.parametrize("case", ONLY_ONES)
def test_the_only_ones_of_their_sort_must_fit(case: str) -> None:
    one, rule, sides, other_rule, other_sides = ONLY_ONES[case]
    leads = [report(text, n, DIED, targets="shepherds", places="hajin") for text in ARTICLES for n in (0, 1)]
    ours, theirs = report(ARTICLES[0], 2, rule, **{"targets": "", **sides}), report(ARTICLES[1], 2, other_rule, **{"targets": "", **other_sides})
    assert (len(assemble([*leads, ours, theirs], ALL, ARTICLES)) == 2) is one


def test_who_names_more_of_those_hit_and_neither_place_nor_day_sums_up() -> None:
    text = document("raids", "وبدأت المدارس فصلها", "ومضى العام الدراسي", "غارات على داعش عند السد", "غارات على داعش وقسد")
    between = [report(text, n, f"noun {n}", kind=EventType.REQUEST, targets="") for n in (0, 1)]
    for targets, places, one in (("isis sdf", "", False), ("isis sdf", "hajin", True), ("isis", "", True)):
        raids = report(text, 2, "noun غارة", targets="isis", places="hajin"), report(text, 3, "noun غارة", targets=targets, places=places)
        assert (len(assemble([*between, *raids], ALL, [text])) == 3) is one


def test_what_one_article_calls_the_earlier_one_may_be_anothers() -> None:
    ours = document("ours", "اقتحام هجين وتوقيف رعاة", "وبدأت المدارس فصلها")
    theirs = document("theirs", "اقتحام هجين للمرة الأولى هذا الصيف", "وجاء ذلك بعد يومين من اقتحام مماثل لبلدة هجين", published="2021-12-09")
    raid = report(ours, 0, "noun اقتحام", targets="guards", places="hajin", day="2021-12-06")
    told = report(theirs, 1, "noun اقتحام", targets="", day="2021-12-06")
    at = theirs.text.rindex("اقتحام")
    told = replace(told, mention=replace(told.mention, trigger=Span(at, at + 6)))
    assert one_event(raid, told, documents=(ours, theirs))
    assert not one_event(report(theirs, 0, "noun اقتحام", targets="guards", places="hajin"), told, documents=(theirs,))


def test_words_for_those_hit_have_one_sort_each() -> None:
    sorts: dict[str, set[str]] = {}
    for who, sort in load_hit_words().values():
        sorts.setdefault(who, set()).add(sort)
    assert all(len(found) == 1 for found in sorts.values())
    assert load_hit_words()["جنود"] == load_hit_words()["جنديا"] != load_hit_words()["شرطي"]
