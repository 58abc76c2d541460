"""What the words around a trigger say of its occasion: many, one more, another, a state of things, a part of those told of."""

from datetime import date

import pytest

from extract.model import EntityKind, EventMention, EventType, Mention, Precision, Span, TimeInterval
from kg.occasion import Occasion, occasion_of


def mention(text: str, trigger: str, *, rule: str = "noun قصف", hit: str = "", time: str = "", days: int = 0) -> EventMention:
    """The first `trigger` of a one-sentence text, with whom it hits and a time of so many days."""

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    targets = (Mention(span(hit), hit, EntityKind.GROUP),) if hit else ()
    first = date(2021, 3, 1)
    interval = TimeInterval(span(time), time, "x", first, date.fromordinal(first.toordinal() + days), Precision.RANGE) if time else None
    return EventMention("d", Span(0, len(text)), span(trigger), EventType.ASSAULT, targets=targets, time=interval, rule=rule)


def occasion(text: str, trigger: str, **more: object) -> Occasion:
    return occasion_of(mention(text, trigger, **more), text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("تتعرض قرى الوادي يومياً لقصف مدفعي", "قصف"),
        ("تتعرض قرى الوادي يوميا لقصف مدفعي", "قصف"),
        ("تتعرّض قرى الوادي يوميّاً لـقصف مدفعي", "قصف"),
        ("ندد المجلس بالقصف اليومي على القرى", "القصف"),
        ("ندد المجلس بالقصف المتكرر على القرى", "القصف"),
        ("ومنذ بداية الهدنة قتل الجنود أربعين راعياً", "قتل"),
        ("شهدت البلدة عمليات اغتيال طالت معلمين", "اغتيال"),
        ("قتل خمسون خلال أسبوع من الغارات", "الغارات"),
        ("نفذ الحرس العديد من الجولات قرب السد", "الجولات"),
        ("أدانت المنظمة جرائم الحرس في الوادي", "جرائم"),
        ("يشن الحرس منذ الشتاء حملة في الوادي سقط خلالها عشرات الجنود", "سقط"),
        ("يشن الحرس منذ الشتاء حملة في الوادي، فيما سقط خلال هذه الحملة جنود", "سقط"),
        ("وقالت إنها ستواصل تسيير دورياتها قرب السد", "دورياتها"),
        ("أكّد الناطق أنّ الحرس سيواصل عملياته قرب السدّ", "عملياته"),
    ],
)
def test_many_occasions(text: str, trigger: str) -> None:
    assert occasion(text, trigger).many


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("قصف الجيش قرى الوادي مساء اليوم", "قصف"),
        ("يواصل الجيش قصف قرى الوادي", "قصف"),
        ("اندلعت اشتباكات في الوادي سقط خلالها جنديان", "سقط"),
        ("نزح الأهالي بعد قصف القرية التي يحاصرها الجيش منذ عام", "قصف"),
        ("قتل الجنود راعياً، وتتعرض القرى يومياً للقنص", "قتل"),
    ],
)
def test_a_single_occasion(text: str, trigger: str) -> None:
    assert not occasion(text, trigger).many


@pytest.mark.parametrize(("time", "days", "summed"), [("منذ مطلع العام", 120, True), ("منذ أمس", 1, False), ("في آذار", 30, False)])
def test_a_span_of_time_is_summed_up(time: str, days: int, summed: bool) -> None:
    text = f"قتل الجنود أربعين راعياً {time}"
    found = occasion(text, "قتل", time=time, days=days)
    assert found.summed is found.many is summed


@pytest.mark.parametrize(
    ("text", "trigger", "hit", "another"),
    [
        ("تفجير ثانٍ يهز المدينة", "تفجير", "", True),
        ("تفجير ثان يهز المدينة", "تفجير", "", True),
        ("هجوم آخر على المدينة", "هجوم", "", True),
        ("أصيب ابنه الآخر في كتفه", "أصيب", "ابنه الآخر", True),
        ("أصيب أربعة آخرون في كتفهم", "أصيب", "أربعة آخرون", False),
        ("إصابة آخر في كتفه", "إصابة", "آخر", False),
        ("هجوم على المدينة الأخرى", "هجوم", "المدينة الأخرى", True),
    ],
)
def test_another_of_its_sort(text: str, trigger: str, hit: str, another: bool) -> None:
    assert occasion(text, trigger, hit=hit).another is another


@pytest.mark.parametrize(
    ("text", "trigger", "again"),
    [
        ("عاودت المدفعية أمس قصف المزارع", "قصف", True),
        ("وعاودت المدفعية قصف المزارع", "قصف", True),
        ("قصفت الطائرات أيضاً المزارع", "قصفت", True),
        ("قصفت المدفعية المزارع", "قصفت", False),
        ("عاودت المدارس عملها، وقصفت المدفعية المزارع", "وقصفت", False),
    ],
)
def test_one_more(text: str, trigger: str, again: bool) -> None:
    assert occasion(text, trigger).again is again


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("من ناحية أخرى قصف الجيش المزارع", True),
        ("وعلى صعيد متصل، قصف الجيش المزارع", True),
        ("وفي السياق ذاته قصف الجيش المزارع", True),
        ("وفي حوادث مماثلة قصف الجيش المزارع", True),
        ("من جهته قصف الجيش المزارع", False),
        ("قصف الجيش المزارع من جهة أخرى", False),
    ],
)
def test_another_matter(text: str, turned: bool) -> None:
    assert occasion(text, "قصف").turned is turned


@pytest.mark.parametrize(
    ("text", "trigger", "lasting"),
    [
        ("القرية التي يسيطر عليها اللواء", "يسيطر", True),
        ("القرية التي كانت تسيطر عليها الكتيبة", "تسيطر", True),
        ("اللواء يسيطر على القرية", "يسيطر", False),
        ("القرية التي سيطر عليها اللواء", "سيطر", False),
    ],
)
def test_a_state_of_things(text: str, trigger: str, lasting: bool) -> None:
    assert occasion(text, trigger, rule="verb سيطر (subject after)").lasting is lasting


def test_some_of_those_told_of() -> None:
    assert occasion("قُتل أربعة منهم على الفور", "قُتل", hit="أربعة").part
    assert occasion("وأصابوا اثنتين منهنّ", "وأصابوا", hit="اثنتين منهنّ").part
    assert not occasion("قُتل أربعة جنود على الفور", "قُتل", hit="أربعة جنود").part
    assert not occasion("قُتل أربعة من الحراس منهمكين في عملهم", "قُتل", hit="أربعة من الحراس").part
