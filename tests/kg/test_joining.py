"""Joining: which reports are one event by the words of their articles, and which are not whatever speaks for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from extract.model import Count, CountKind, Document, EntityKind, EventMention, EventType, Exactness, Factuality, Mention, Precision, Span, TimeInterval
from kg.assemble import assemble
from kg.compatible import Compatibility
from kg.exclusion import MUTUAL
from kg.happenings import Trait, families_with, family_of, happening_of, happenings_with, lemma_of, read_rows
from kg.model import Coordinates, Entity, Report
from kg.resolve import digest
from kg.same_event import SameEvent, load_reasons, load_weights
from kg.stories import Stories
from kg.telling import read_tellings
from kg.united import united_sides

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("sdf", EntityKind.ARMED_GROUP, "قسد", "SDF", known=True),
        Entity("isis", EntityKind.ARMED_GROUP, "داعش", "ISIS", known=True),
        Entity("brigade", EntityKind.ARMED_GROUP, "لواء الغسق", None),
        Entity("battalion", EntityKind.ARMED_GROUP, "كتيبة الباسق", None),
        Entity("guards", EntityKind.GROUP, "حراس الصوامع", None),
        Entity("deir", EntityKind.PLACE, "دير الزور", "Deir ez-Zor", known=True, coordinates=Coordinates(35, 40, 90)),
        Entity("hajin", EntityKind.PLACE, "هجين", "Hajin", known=True, parent="deir", coordinates=Coordinates(34.7, 40.8, 5)),
        Entity("tabqa", EntityKind.PLACE, "الطبقة", "Tabqa", known=True, coordinates=Coordinates(35.8, 38.5, 5)),
    )
}
HEADLINE = "هجوم على صوامع الحبوب في هجين"
LEAD = "هاجم مسلحون صوامع الحبوب في هجين وأحرقوا أجزاء منها"
LATER = "وبدأت المدارس فصلها الثاني في المحافظة"
RETOLD = "تعرضت صوامع حبوب في هجين لهجوم مسلح أحرق أجزاء منها"


def document(name: str, *sentences: str, published: str | None = "2021-12-07") -> Document:
    return Document(name, "\n".join(sentences), published=published)


def report(
    source: Document,
    sentence: int,
    rule: str = "verb هاجم (subject after)",
    actors: str = "",
    targets: str = "guards",
    places: str = "",
    day: str | None = None,
    *,
    killed: int | None = None,
    kind: EventType = EventType.ASSAULT,
    factuality: Factuality = Factuality.ASSERTED,
) -> Report:
    """What one sentence (by number) tells, triggered by its first word."""
    lines = source.text.split("\n")
    start = sum(len(line) + 1 for line in lines[:sentence])
    span, trigger = Span(start, start + len(lines[sentence])), Span(start, start + len(lines[sentence].split()[0]))
    time = TimeInterval(trigger, day, day, date.fromisoformat(day), date.fromisoformat(day), Precision.DAY) if day else None
    counts = () if killed is None else (Count(CountKind.KILLED, killed, killed, Exactness.EXACT, trigger),)
    mention = EventMention(source.id, span, trigger, kind, time=time, counts=counts, factuality=factuality, rule=rule)
    return Report(digest((source.id, sentence, rule)), mention, tuple(actors.split()), tuple(targets.split()), tuple(places.split()))


def met(documents: Sequence[Document], *reports: Report) -> bool:
    events = assemble(reports, ENTITIES, documents)
    assert assemble(reports[::-1], ENTITIES, documents[::-1]) == events
    return len(events) < len(reports)


ONE = document("one", HEADLINE, LEAD, LATER)
OTHER = document("other", RETOLD, LATER)
OWN_WORDS = document("own", "صوامع هجين", "مسلحون يحرقون صوامع الحبوب في هجين ليلاً", LATER)


def test_headline_and_lead_are_one_event_and_say_why() -> None:
    (event,) = assemble([report(ONE, 0, "noun هجوم"), report(ONE, 1)], ENTITIES, [ONE])
    assert "headline and lead of one article" in event.reasons


def test_leads_of_two_articles_of_one_story_are_one_event() -> None:
    assert met([ONE, OTHER], report(ONE, 1, places="hajin"), report(OTHER, 0, "noun هجوم carried by تعرض (light)", places="hajin"))


AGAINST = {
    "other days": (report(ONE, 1, day="2021-12-01"), report(OTHER, 0, day="2021-12-05")),
    "reviewed places apart": (report(ONE, 1, places="hajin"), report(OTHER, 0, places="tabqa")),
    "reviewed doers apart": (report(ONE, 1, actors="sdf"), report(OTHER, 0, actors="isis")),
    "names without a word in common": (report(ONE, 1, actors="brigade"), report(OTHER, 0, actors="battalion")),
    "roles turned round": (report(ONE, 1, actors="brigade", targets="sdf"), report(OTHER, 0, actors="sdf", targets="guards")),
    "another family of types": (report(ONE, 1), report(OTHER, 0, "noun لقاء", kind=EventType.CONSULT)),
    "planned here and done there": (report(ONE, 1, factuality=Factuality.PLANNED, targets=""), report(OTHER, 0, targets="")),
}


@pytest.mark.parametrize("case", AGAINST)
def test_what_rules_it_out_whatever_speaks_for_it(case: str) -> None:
    assert not met([ONE, OTHER], *AGAINST[case])


MEETING = document("meeting", "استقبل شيخ الحراس قائد اللواء وبحث معه فتح طريق الصوامع في هجين", LATER)
TURNED = document("turned", "وصول مساعدات غذائية إلى المخيم", LATER, "ناقش قائد اللواء مع شيخ الحراس فتح طريق الصوامع")


def test_a_meeting_is_one_whoever_is_named_first() -> None:
    talks, dated = "verb استقبل (subject after)", {"day": "2021-12-07", "kind": EventType.CONSULT}
    one = report(MEETING, 0, talks, "guards", "brigade", **dated)
    assert met([MEETING, TURNED], one, report(TURNED, 2, "verb ناقش (subject after)", "brigade", "guards", **dated))
    assert not met([MEETING, TURNED], one, report(TURNED, 2, "verb ناقش (subject after)", "battalion", "guards", **dated))


def test_somebody_else_who_is_hit_is_no_other_happening() -> None:
    """«إصابة آخر» is somebody wounded, «هجوم آخر» another attack."""
    text = document("else", "إصابة حارس في هجين", "إصابة آخر في هجين")
    told = report(text, 1, "noun إصابة", places="hajin")
    target = Mention(Span(told.mention.trigger.end + 1, told.mention.trigger.end + 4), "آخر", EntityKind.GROUP)
    hit = replace(told, mention=replace(told.mention, targets=(target,)))
    first = report(text, 0, "noun إصابة", places="hajin")
    assert met([text], first, hit)
    assert not met([text], first, told)


def test_within_one_article_another_day_is_another_event() -> None:
    assert not met([ONE], report(ONE, 0, "noun هجوم", day="2021-12-05"), report(ONE, 1, day="2021-12-06"))


def test_articles_that_share_only_the_kind_of_event_stay_apart() -> None:
    far = document("far", "هاجم مسلحون حافلة على طريق الطبقة", "ولم تعرف الجهة التي ينتمون إليها")
    assert not met([ONE, far], report(ONE, 1), report(far, 0))


def test_articles_of_other_weeks_stay_apart() -> None:
    late = document("late", RETOLD, LATER, published="2022-02-07")
    assert not met([ONE, late], report(ONE, 1, places="hajin"), report(late, 0, places="hajin"))


def test_conflicting_figures_of_one_event_are_all_kept() -> None:
    reports = report(ONE, 1, "verb قتل (passive)", places="hajin", killed=3), report(OTHER, 0, "noun مقتل", places="hajin", killed=5)
    (event,) = assemble(reports, ENTITIES, [ONE, OTHER])
    assert [count.low for count in event.counts] == [3, 5]


def test_a_copy_of_a_text_is_no_second_source() -> None:
    copy = Document("copy", ONE.text, "صحيفة", "2021-12-08")
    alone, copied, told = (
        assemble([report(source, 1, places="hajin", day="2021-12-06") for source in found], ENTITIES, found) for found in ([ONE], [ONE, copy], [ONE, OWN_WORDS])
    )
    assert alone[0].belief == copied[0].belief < told[0].belief
    assert len(copied[0].reports) == 2


@pytest.mark.parametrize(
    ("rule", "lemma"),
    [
        ("verb هاجم (subject after)", "هاجم"),
        ("noun هجوم", "هجوم"),
        ("noun تفجير انتحاري", "تفجير انتحاري"),
        ("noun إصابة carried by أسفر (cause)", "إصابة"),
        ("", ""),
    ],
)
def test_lemma_of_a_rule(rule: str, lemma: str) -> None:
    assert lemma_of(rule) == lemma


def test_tables_are_sorted_and_whole() -> None:
    for table in ("happenings", "happening_families", "same_event", "occasion_words", "hit_words"):
        keys = [row.split("\t")[0] for row in read_rows(table)]
        assert keys == sorted(set(keys)), table
    assert set(load_weights()) == set(load_reasons()) and all(load_reasons().values())
    assert all(family_of(row.split("\t")[0]) for row in read_rows("happenings"))
    assert all(happenings_with(trait) for trait in Trait) and families_with(Trait.OF_BODIES) < families_with(Trait.OF_PEOPLE)


FALLEN = document("fallen", "سقوط قتلى قرب صوامع هجين", "سقط ثلاثة حراس قرب الصوامع", LATER, "العثور على جثتين")


@pytest.mark.parametrize(
    ("sentence", "rule", "words", "counts", "happening"),
    [
        (0, "noun سقوط", "قتلى", (), "killing"),
        (1, "verb سقط (subject after)", "ثلاثة حراس", (CountKind.KILLED,), "killing"),
        (1, "verb سقط (subject after)", "ثلاثة حراس", (CountKind.WOUNDED,), "wounding"),
        (1, "verb سقط (subject after)", "ثلاثة حراس", (), None),
        (0, "noun هجوم", "قتلى", (), "attack"),
    ],
)
def test_a_word_that_tells_no_sort_tells_it_by_those_whom_it_counts(
    sentence: int, rule: str, words: str, counts: tuple[CountKind, ...], happening: str | None
) -> None:
    told = report(FALLEN, sentence, rule)
    span = told.mention.trigger
    found = tuple(Count(kind, 3, 3, Exactness.EXACT, span) for kind in counts)
    told = replace(told, mention=replace(told.mention, counts=found, targets=(Mention(span, words, EntityKind.GROUP),)))
    (telling,) = read_tellings([told], Compatibility(ENTITIES), Stories([FALLEN]))
    assert telling.happening == happening and (telling.traits.family is None) is (happening is None)


@pytest.mark.parametrize(
    ("text", "place", "struck"),
    [
        ("أطلقوا صواريخ من هجين", "هجين", False),
        ("أطلقوا صواريخ مِن هجين", "هجين", False),
        ("أطلقوا صواريخ على هجين", "هجين", True),
        ("أطلقوا صواريخ على مناطق أخرى من هجين", "هجين", True),
        ("هجين", "هجين", True),
    ],
)
def test_what_is_fired_from_is_not_what_is_struck(text: str, place: str, struck: bool) -> None:
    source = document("fired", text)
    told = report(source, 0, "verb أطلق (subject after)", places="hajin")
    start = text.index(place)
    mention = Mention(Span(start, start + len(place)), place, EntityKind.PLACE)
    (telling,) = read_tellings([replace(told, mention=replace(told.mention, places=(mention,)))], Compatibility(ENTITIES), Stories([source]))
    assert telling.traits.places == (frozenset({"hajin"}) if struck else frozenset())


def test_an_attack_and_an_explosion_are_no_other_happenings() -> None:
    judge = SameEvent(Compatibility(ENTITIES), Stories([ONE, OTHER]))
    for other, found in (("noun تفجير", False), ("verb دمر (subject after)", False), ("noun غارة", True), ("noun مقتل", True)):
        one, told = judge.tellings([report(ONE, 0, "noun هجوم"), report(ONE, 1, other)])
        assert ("other happening" in dict(judge.evidence(one, told))) is found


@pytest.mark.parametrize(
    ("kind", "told", "actors", "targets"),
    [
        (EventType.MOBILIZE, ["sdf isis|", "sdf|isis", "isis|sdf"], "isis sdf", ""),
        (EventType.MOBILIZE, ["sdf|isis", "sdf|isis"], "sdf", "isis"),
        (EventType.MOBILIZE, ["sdf isis|brigade", "sdf|isis"], "isis sdf", "brigade"),
        (EventType.CONSULT, ["sdf isis|", "sdf|isis"], "sdf", "isis"),
    ],
)
def test_who_does_it_with_others_does_not_undergo_it(kind: EventType, told: list[str], actors: str, targets: str) -> None:
    sides = [(tuple(one.split()), tuple(other.split())) for one, _, other in (side.partition("|") for side in told)]
    rules, wanted = Compatibility(ENTITIES), (tuple(actors.split()), tuple(targets.split()))
    assert united_sides(sides, rules, kind in MUTUAL) == united_sides(sides[::-1], rules, kind in MUTUAL) == wanted


def test_sorts_of_happenings() -> None:
    assert happening_of("غارة") == happening_of("قصف") != happening_of("انفجار")
    assert family_of("غارة") == family_of("انفجار") != family_of("إصابة") != family_of("مقتل")
    assert happening_of("خبز") is family_of("خبز") is None


SECOND = document("second", "نفت البلدة وقوع هجوم ثانٍ على صوامع الحبوب في هجين", LATER)


def test_what_is_called_another_is_not_the_one_told_of() -> None:
    second = report(SECOND, 0, "noun هجوم", places="hajin", factuality=Factuality.DENIED)
    at = SECOND.text.index("هجوم")
    second = replace(second, mention=replace(second.mention, trigger=Span(at, at + len("هجوم"))))
    assert not met([ONE, SECOND], report(ONE, 1, places="hajin"), second)


def test_two_sorts_of_happenings_in_one_sentence_are_two_events() -> None:
    assert not met([ONE], report(ONE, 1, "verb قتل (subject after)"), report(ONE, 1, "verb أصاب (subject after)"))


def test_what_a_copy_repeats_meets_its_own_words_alone() -> None:
    """«هاجموا … فأجبرتهم»: two reports of one sentence, told twice, are two events of two reports."""
    texts = [document(name, LATER, "هاجم رجال اللواء الصوامع في هجين فأجبرهم الحرس على التراجع نحو الوادي") for name in ("first", "copy")]
    attacks = [report(text, 1, actors="brigade", targets="silos") for text in texts]
    answers = [report(text, 1, "verb أجبر (subject after)", actors="guards", targets="brigade", kind=EventType.COERCE) for text in texts]
    events = assemble([*attacks, *answers], ENTITIES, texts)
    assert sorted(len(event.reports) for event in events) == [2, 2]
    assert all(len({report.mention.type for report in event.reports}) == 1 for event in events)


def test_unnamed_people_on_the_other_side_are_turned_round_too() -> None:
    attack, answer = report(ONE, 0, "noun هجوم", actors="youths", targets="guards"), report(ONE, 1, actors="police", targets="youths")
    people = [Entity(name, EntityKind.GROUP, label, None, bound=True) for name, label in (("youths", "شبان الحي"), ("police", "رجال الدرك"))]
    entities = {**ENTITIES, **{entity.id: entity for entity in people}}
    assert len(assemble([attack, answer], entities, [ONE])) == 2
    assert len(assemble([attack, replace(answer, actors=("youths",), targets=("guards",))], entities, [ONE])) == 1
