"""When a text was published, by its own words; and what in its dates contradicts the calendar, the publication or itself."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.arabic.words import split_words
from extract.dates import Dates, read_dates

BODY = "قتل ثلاثة أشخاص أمس في قصف على بلدة ليسنة، وكان هجوم قد وقع في 12 من تشرين الثاني"


def dates(text: str, published: str | None = None) -> Dates:
    return read_dates(split_words(text), published)


def values(found: Dates) -> Sequence[str | None]:
    return [one.edtf for one in found.times]


def doubted(text: str, published: str | None) -> list[tuple[str, str]]:
    return [(doubt.span.of(text), doubt.reason) for doubt in dates(text, published).doubts]


PROVED = [
    ("2021-12-09", "«اليوم» beside the full date", f"قالت الإدارة اليوم، الخميس، 9 من كانون الأول 2021، إنها باقية. {BODY}"),
    ("2021-12-09", "the same in figures", f"قالت الإدارة اليوم (9/12/2021) إنها باقية. {BODY}"),
    ("2021-12-09", "the day after «أمس» with its date", f"قالت الإدارة أمس الأربعاء 8 كانون الأول 2021 إنها باقية. {BODY}"),
    ("2021-12-09", "the second day after", f"قالت الإدارة أول من أمس، الثلاثاء، 7 ديسمبر/كانون الأول 2021، إنها باقية. {BODY}"),
    ("2021-12-09", "the day before «غدا»", f"يبدأ الإضراب غدا الجمعة 10 كانون الأول 2021. {BODY}"),
    ("2021-12-09", "the year of the same date elsewhere", f"صورة - 9 كانون الأول 2021\nقالت “الإدارة“ اليوم، الخميس، 9 من كانون الأول، إنها باقية. {BODY}"),
    ("2021-12-09", "a year told to be the present one", f"قالت الإدارة اليوم الخميس 9 كانون الأول إنها باقية في العام الجاري 2021. {BODY}"),
    ("2021-12-09", "a year told to be the last one", f"قالت الإدارة اليوم الخميس 9 كانون الأول إن العام الماضي (2020) كان أصعب. {BODY}"),
    ("2021-12-09", "a dateline on top", f"ليسنة، 9 كانون الأول 2021\n{BODY}"),
    ("2021-12-09", "a dateline below the title", f"قتلى في قصف على بلدة ليسنة\n\nليسنة – مراسل السهل، 9 كانون الأول 2021\n{BODY}"),
    ("2021-12-09", "a dateline before a dash", f"ليسنة (9 كانون الأول 2021) – {BODY}"),
    ("2021-12-09", "a weekday and date alone", f"قتلى في قصف\nالخميس 9 ديسمبر 2021\n{BODY}"),
    ("2021-12-09", "the words for publication", f"قتلى في قصف\nنشر في: 09/12/2021\n{BODY}"),
    ("2021-12-09", "the same at the foot", f"قتلى في قصف\n{BODY}\nتاريخ النشر 9 كانون الأول 2021"),
    ("2021-12", "a full date beside its weekday in the lead", "سيطرت القوات الخميس 9 كانون الأول 2021 على بلدة ليسنة، بعد هجوم في 12 من تشرين الثاني"),
    ("2021", "a year told to be the last one, and nothing finer", "قتل عشرون شخصا في العام الماضي 2020 في ليسنة، وكان هجوم قد وقع في العام الحالي"),
]
UNPROVED = [
    ("no year", f"قالت الإدارة اليوم، الخميس، 9 من كانون الأول، إنها باقية. {BODY}"),
    ("a weekday that the date had not", f"قالت الإدارة اليوم، الخميس، 9 من كانون الأول 2020، إنها باقية. {BODY}"),
    ("a year in which the weekday does not fit", f"صورة من ليسنة - 9 كانون الأول 2020\nقالت الإدارة اليوم، الخميس، 9 من كانون الأول، إنها باقية. {BODY}"),
    ("a dateline whose weekday does not fit", f"الخميس 9 ديسمبر 2020\n{BODY}"),
    ("a full date without weekday in the text", "سيطرت القوات في 9 كانون الأول 2021 على بلدة ليسنة"),
    ("a quotation", "قال القائد: «نعلن اليوم الخميس 9 كانون الأول 2021 النصر»، ثم رحل أمس"),
    ("two years for the date", "في 9 كانون الأول 2015 وفي 9 كانون الأول 2021 هوجمت ليسنة، وهوجمت اليوم الخميس 9 كانون الأول"),
    ("a later date that is past", "قال اليوم الخميس 9 كانون الأول 2021 إنه باق، ثم قتل في 14 كانون الثاني 2022"),
    ("a long first line with a date", f"تفاصيل قصف قوات النظام بلدة ليسنة، 9 كانون الأول 2021\n{BODY}"),
    ("the end of a month: the report may be of the next", "سيطرت القوات الجمعة 31 كانون الأول 2021 على بلدة ليسنة"),
    ("no date", BODY),
]


@pytest.mark.parametrize(("edtf", "case", "text"), PROVED, ids=[case for _, case, _ in PROVED])
def test_the_publication_is_proved(edtf: str, case: str, text: str) -> None:
    found = dates(text)
    assert found.published is not None, case
    assert found.published.edtf == found.counted_from == edtf
    assert found.published.span in [one.span for one in found.times]
    assert f"«{found.published.span.of(text)}»" in found.published.reason
    if edtf == "2021-12-09" and text.endswith(BODY):
        assert values(found)[-2:] == ["2021-12-08", "2021-11-12"]
    assert found.doubts == ()


@pytest.mark.parametrize(("case", "text"), UNPROVED, ids=[case for case, _ in UNPROVED])
def test_the_publication_is_not_proved(case: str, text: str) -> None:
    found = dates(text)
    assert (found.published, found.counted_from) == (None, None), case
    assert {one.edtf for one in found.times if one.text == "أمس"} <= {None}


def test_what_was_told_is_not_inferred() -> None:
    found = dates(f"ليسنة، 9 كانون الأول 2021\n{BODY}", "2021-12-10")
    assert (found.published, found.counted_from, found.doubts) == (None, "2021-12-10", ())


@pytest.mark.parametrize("told", ["2021", "2021-12"])
def test_what_was_told_roughly_is_made_finer(told: str) -> None:
    found = dates(f"قالت الإدارة اليوم، الخميس، 9 من كانون الأول، إنها باقية. {BODY}", told)
    assert found.published is not None
    assert found.published.edtf == "2021-12-09"
    assert values(found)[-2:] == ["2021-12-08", "2021-11-12"]


def test_an_article_published_again_counts_from_its_own_day() -> None:
    text = f"قالت الإدارة اليوم الاثنين 9 آذار 2020 إنها باقية في الشهر الحالي. {BODY}"
    found = dates(text, "2021-12-09")
    assert values(found) == ["2020-03-09", "2020-03", "2020-03-08", "2019-11-12"]
    assert found.published is None
    ((words, reason),) = doubted(text, "2021-12-09")
    assert words == "اليوم الاثنين 9 آذار 2020"
    assert "2020-03-09" in reason
    assert "2021-12-09" in reason


def test_an_older_proof_is_that_of_something_quoted() -> None:
    found = dates("قتلى في قصف\nنشر في 9/12/2021\nتاريخ النشر 9/12/2020\nوقال أمس")
    assert (found.counted_from, values(found)[-1]) == ("2021-12-09", "2021-12-08")


def test_proofs_that_contradict_one_another_prove_nothing_and_are_told() -> None:
    text = "قالت اليوم الخميس 9 كانون الأول 2021 إنها باقية. وقالت غدا الجمعة 17 كانون الأول 2021 تبدأ المعركة"
    found = dates(text)
    assert (found.published, found.counted_from) == (None, None)
    assert {doubt.span.of(text) for doubt in found.doubts} == {"اليوم الخميس 9 كانون الأول 2021", "غدا الجمعة 17 كانون الأول 2021"}


@pytest.mark.parametrize(
    ("text", "published", "words", "value", "reason"),
    [
        ("قتل في 10 من تشرين الثاني الحالي", "2021-12-09", "10 من تشرين الثاني الحالي", "2021-11-10", "not that of the publication"),
        ("قتل ما بين 10 و23 من تشرين الثاني الجاري", "2021-12-09", "ما بين 10 و23 من تشرين الثاني الجاري", "2021-11-10/2021-11-23", "not that of the"),
        ("قتل الاثنين 9 كانون الأول", "2021-12-09", "الاثنين 9 كانون الأول", "2021-12-09", "no such weekday"),
        ("قتل يوم الخميس 9 كانون الأول 2020", None, "يوم الخميس 9 كانون الأول 2020", "2020-12-09", "no such weekday"),
        ("قتل الخميس (9/12/2020)", "2021-12-09", "الخميس (9/12/2020)", "2020-12-09", "no such weekday"),
        ("قتل اليوم الاثنين", "2021-12-09", "اليوم الاثنين", None, "no such weekday"),
        ("قتل أمس (السبت)", "2021-12-09", "أمس (السبت)", None, "no such weekday"),
        ("هوجمت في الثاني عشر من شعبان الجاري", "2022-04-17", "الثاني عشر من شعبان الجاري", "2022-03-15", "not that of the publication"),
        ("قتل عشرة في العام الحالي 2019", "2021-12-09", "العام الحالي 2019", "2019", "the figures are taken"),
        ("قتل عشرة في العام الماضي (2015)", "2021-12-09", "العام الماضي (2015)", "2015", "the figures are taken"),
        ("في 3 آذار 2020 هوجمت، وفي 5 آذار 2020 سقطت، وفي الشهر الحالي عادت", "2021-12-09", "الشهر الحالي", None, "lie in 2020-03"),
        ("في 3 آذار 2020 هوجمت، وفي 5/3/2020 سقطت، وقتل عشرة منذ مطلع الشهر الجاري", "2021-12-09", "منذ مطلع الشهر الجاري", None, "lie in 2020-03"),
        ("في 3 آذار 2019 هوجمت، وفي 5 أيار 2019 سقطت، وفي العام الجاري عادت", "2021-12-09", "العام الجاري", None, "lie in 2019"),
    ],
)
def test_contradictions_are_told(text: str, published: str | None, words: str, value: str | None, reason: str) -> None:
    ((found, told),) = doubted(text, published)
    assert found == words
    assert reason in told
    assert [one.edtf for one in dates(text, published).times if one.text == words] == [value]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("قتل الخميس 9 كانون الأول 2021", "2021-12-09"),
        ("قتل في 10 من كانون الأول الحالي", "2021-12-12"),
        ("هوجمت في الثاني عشر من رمضان الجاري", "2022-04-17"),
        ("قتل أمس (الثلاثاء)", "2021-12-09"),  # a paper dated a day late
        ("قتل أمس الأربعاء", "2021-12-09"),
        ("قتل بعد منتصف ليل الثلاثاء - الأربعاء", "2021-12-09"),
        ("في 3 آذار 2011 هوجمت، وفي 5 أيار 2015 سقطت، وفي الشهر الحالي عادت", "2021-12-09"),  # history, of many months
        ("في 3 آذار 2020 هوجمت، وفي الشهر الحالي عادت", "2021-12-09"),  # one date is no pattern
        ("في 3 تشرين الثاني 2021 هوجمت، وفي 5 تشرين الثاني 2021 سقطت، وفي الشهر الحالي عادت", "2021-12-09"),  # last month is news
        ("قتل عشرة في العام الحالي 2021 وتسعة في العام الماضي 2020", "2021-12-09"),
        ("قتل اليوم الاثنين", None),
        ("في تشرين الثاني الحالي", None),
    ],
)
def test_nothing_is_doubted_without_reason(text: str, published: str | None) -> None:
    assert doubted(text, published) == []


PIECES = [word for text in (*(text for _, _, text in PROVED), *(text for _, text in UNPROVED)) for word in text.split(" ")]


@given(st.lists(st.sampled_from(sorted(set(PIECES))), max_size=25).map(" ".join), st.sampled_from([None, "2021", "2021-12", "2021-12-09"]))
def test_what_is_proved_refines_what_is_told(text: str, published: str | None) -> None:
    found = dates(text, published)
    if found.published is not None:
        assert published is None or found.published.edtf.startswith(published)
        assert found.counted_from == found.published.edtf
    assert all(doubt.span.of(text) and doubt.reason for doubt in found.doubts)
