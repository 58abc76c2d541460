"""Figures of people: value first, then every phrase that gives it."""

import pytest
from reading_fixture import figure, read

from extract.model import CountKind, EventMention

# kind, exactness, figure, then the words
COUNTS: dict[tuple[str, str, int], list[str]] = {
    ("killed", "exact", 5): [
        "قتل خمسة مدنيين",
        "قتل 5 مدنيين",
        "قُتل ٥ مدنيين",
        "قتل خمسه مدنيين",
        "مقتل خمسة مدنيين في حلب",
        "مقتل 5 مدنيين في حلب",
        "قتل ۵ مدنيين",
    ],
    ("killed", "exact", 15): ["قتل 15 جندياً", "قتل ١٥ جنديا", "قتل خمسة عشر جنديا", "مقتل خمسة عشر جنديا في حلب"],
    ("killed", "exact", 25): ["قتل 25 جنديا", "مقتل 25 جنديا في حلب", "مقتل خمسة وعشرين جنديا في حلب", "قتل خمسة وعشرون جنديا"],
    ("killed", "exact", 100): ["قتل مئة جندي", "قتل مائة جندي", "قتل 100 جندي"],
    ("killed", "exact", 1200): ["قتل 1200 جندي", "قتل 1,200 جندي", "قتل ١٬٢٠٠ جندي"],
    ("killed", "exact", 2): ["قتل جنديان في حلب", "مقتل جنديين في حلب", "قتل شخصان في حلب", "مقتل طفلين في حلب"],
    ("killed", "exact", 1): ["قتل جندي في حلب", "مقتل جندي في حلب", "قتل عنصر من تنظيم داعش", "قتل مغربي في حلب", "قتل سامر الجابري في حلب", "قتل ابنه في حلب"],
    ("killed", "about", 30): ["قتل نحو 30 مدنيا", "قتل حوالي ثلاثين مدنيا", "قتل قرابة 30 مدنيا", "قتل زهاء ثلاثين مدنيا", "مقتل نحو ثلاثين مدنيا"],
    ("killed", "at-least", 7): ["قتل ما لا يقل عن سبعة مدنيين", "قتل سبعة مدنيين على الأقل", "قتل أكثر من سبعة مدنيين", "مقتل ما لا يقل عن 7 مدنيين في حلب"],
    ("killed", "at-most", 10): ["قتل أقل من عشرة مدنيين", "قتل اقل من 10 مدنيين"],
    ("wounded", "exact", 9): ["أصيب تسعة جنود", "أُصيب 9 جنود", "جرح تسعة جنود", "إصابة تسعة جنود في حلب"],
    ("wounded", "exact", 2): ["أصيب جنديان في حلب", "إصابة جنديين في حلب"],
    ("arrested", "exact", 12): ["اعتقلت الشرطة 12 شخصا", "ألقت الشرطة القبض على 12 شخصا", "أوقفت الشرطة 12 شخصا", "اعتقلت الشرطة اثني عشر شخصاً"],
    ("arrested", "about", 40): ["اعتقلت الشرطة نحو 40 طالبا", "اعتقلت الشرطة حوالي أربعين طالبا"],
    ("arrested", "exact", 1): ["اعتقلت الشرطة زعيم العصابة", "اعتقلت الشرطة طالبا", "اعتقلت الشرطة طالباً"],
    ("abducted", "exact", 3): ["اختطف المسلحون ثلاثة عمال", "اختُطف ثلاثة عمال", "خطف المسلحون 3 عمال"],
    ("killed", "exact", 250): ["قتل مئتان وخمسون جنديا"],
    ("killed", "exact", 3000): ["قتل ثلاثة آلاف جندي", "قتل 3 آلاف جندي"],
    ("killed", "at-least", 10): ["قتل عشرات المدنيين", "قتل العشرات في حلب"],
    ("killed", "at-least", 1000): ["قتل آلاف المدنيين"],
    ("displaced", "exact", 500): ["نزح 500 شخص من المدينة"],
    ("displaced", "at-least", 100): ["نزحت مئات العائلات من حلب", "نزح مئات المدنيين من حلب"],
    ("killed", "exact", 13): ["قتل 13 جنديا وشرطيا"],
}
NONE = ["اعتقلت الشرطة ثلاث سيارات", "حاول ملثمون اغتيال ضابط", "هدد التنظيم بقتل خمسة جنود"]
NONE += ["قتل المدنيون", "قصفت الطائرات خمسة مواقع", "دخلت 20 سيارة المدينة"]


def counted(text: str) -> list[tuple[str, str, int]]:
    return [(count.kind.value, count.exactness.value, figure(count)) for event in read(text).events for count in event.counts]


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, texts in COUNTS.items() for text in texts])
def test_counts(value: tuple[str, str, int], text: str) -> None:
    assert counted(f"{text}.") == [value]


@pytest.mark.parametrize("text", NONE)
def test_no_count(text: str) -> None:
    assert counted(f"{text}.") == []


def event_of(text: str) -> EventMention:
    (event,) = read(text).events
    return event


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(5, 5, "قتل خمسة مدنيين."), (30, 30, "قتل نحو ثلاثين مدنيا."), (7, None, "قتل ما لا يقل عن سبعة مدنيين."), (7, None, "قتل أكثر من سبعة مدنيين.")],
)
def test_bounds(low: int, high: int | None, text: str) -> None:
    (count,) = event_of(text).counts
    assert (count.low, count.high) == (low, high)
    assert count.kind is CountKind.KILLED


def test_each_event_counts_its_own() -> None:
    assert counted("قتل جندي وأصيب تسعة مدنيين في حلب.") == [("killed", "exact", 1), ("wounded", "exact", 9)]
    assert counted("أسفر القصف عن مقتل أربعة أشخاص وإصابة 12 آخرين.") == [("killed", "exact", 4), ("wounded", "exact", 12)]


def test_a_count_is_where_it_says() -> None:
    text = "أعلنت الشرطة أنها اعتقلت 12 شخصا في المدينة."
    (count,) = next(event for event in read(text).events if event.counts).counts
    assert count.span.of(text) == "12 شخصا"
