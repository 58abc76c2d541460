"""Every date expression of `date_spellings.txt`, in all its spellings, and none in `date_negatives.txt`.

The expressions were written before the code was looked at, from what the press of many countries writes; each has its EDTF value, whose days an
independent grammar works out (`kg.edtf`).
"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.arabic.words import split_words
from extract.dates import find_dates
from extract.model import Precision, TimeInterval
from kg.edtf import bounds

FOLDER = Path(__file__).parent
ROWS = [line.split("\t") for line in (FOLDER / "date_spellings.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
SPELLINGS = [(published, edtf, precision, words) for published, edtf, precision, row in ROWS for words in row.split(" | ")]
NEGATIVES = [line for line in (FOLDER / "date_negatives.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PLAIN_LETTERS = str.maketrans("أإآةى", "اااهي")


def found(text: str, published: str) -> tuple[TimeInterval, ...]:
    return find_dates(split_words(text), None if published == "-" else published)


def only(text: str, published: str) -> TimeInterval:
    (one,) = found(text, published)
    assert one.text == text[one.span.start : one.span.end]
    return one


@pytest.mark.parametrize(("published", "edtf", "precision", "words"), SPELLINGS)
def test_the_expression_is_found_whole_and_alone(published: str, edtf: str, precision: str, words: str) -> None:
    one = only(f"قتل شخصان {words}، بحسب شهود", published)
    assert (one.edtf, one.first, one.last, one.precision) == (edtf, *bounds(edtf), Precision(precision))
    assert words.endswith(one.text), "the expression is not found to its end"


@pytest.mark.parametrize(("published", "edtf", "words"), [(published, edtf, row.split(" | ")[0]) for published, edtf, _, row in ROWS])
def test_other_letters_and_digits_are_the_same_expression(published: str, edtf: str, words: str) -> None:
    for other in (words.translate(ARABIC_DIGITS), words.translate(PLAIN_LETTERS), words.replace("ا", "ا\u064e"), words.replace("من ", "مـن ")):
        assert only(f"قتل شخصان {other}، بحسب شهود", published).edtf == edtf, other
    assert only(f"قتل شخصان و{words}، بحسب شهود".replace("وفي ", "و في "), published).edtf == edtf


def test_there_are_enough_of_them() -> None:
    assert len({words for *_, words in SPELLINGS}) >= 600
    assert len(set(NEGATIVES)) >= 200


@pytest.mark.parametrize("text", NEGATIVES)
@pytest.mark.parametrize("published", ["2021-12-09", "-"])
def test_nothing_is_found_where_no_date_is_said(text: str, published: str) -> None:
    assert [one.text for one in found(text, published)] == []


@pytest.mark.parametrize(("words", "edtf", "first", "last"), [
    ("شتاء 2015", "2015-24", date(2015, 1, 1), date(2016, 2, 29)),
    ("في شتاء عام 2015", "2015-24", date(2015, 1, 1), date(2016, 2, 29)),
])  # fmt: skip
def test_a_winter_of_one_year_may_be_either_of_two(words: str, edtf: str, first: date, last: date) -> None:
    one = only(f"اندلع القتال {words}، بحسب شهود", "2021-12-09")
    assert (one.edtf, one.first, one.last) == (edtf, first, last)


@pytest.mark.parametrize(("text", "edtf"), [
    ("في 6/12/2021", "[2021-06-12,2021-12-06]"),  # the sixth of December lies behind the publication of 1 September
    ("في 6/12/2020", "2020-12-06"),
    ("في 5/4/2021 وفي 4/25/2021", "2021-05-04"),  # this text writes the month first
    ("في 5/4/2021 وفي 25/4/2021", "2021-04-05"),
    ("وستبدأ في 6/12/2021", "2021-12-06"),
    ("يوم 6/8", "2021-08-06"),
    ("الجمعة 6/8", "2021-08-06"),
])  # fmt: skip
def test_day_and_month_in_figures(text: str, edtf: str) -> None:
    assert found(f"وقع ذلك {text}", "2021-09-01")[0].edtf == edtf


@pytest.mark.parametrize("text", ["بمناسبة عيد الأضحى", "قبيل عيد الفطر", "في عيد الأضحى"])
def test_a_feast_that_is_about_to_come_round_is_neither_last_nor_next(text: str) -> None:
    (one,) = found(f"قال ذلك {text}", "2021-07-10" if "الأضحى" in text else "2021-05-02")
    assert (one.edtf, one.precision) == (None, Precision.VAGUE)


@pytest.mark.parametrize("value", [
    "2021-13", "2021-02-30", "XXXX-02-30", "21-12-09", "2021-12-09/", "2021-12-09/2020", "2021-22/2021-23", "2021~-12", "2021-24-01", "../..",
    "[2021]", "{2021-05,2020-01}", "2021-12-9", "19X", "2021/2022/2023", "?2021", "",
])  # fmt: skip
def test_the_grammar_of_these_tests_is_strict(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        bounds(value)


PIECES = sorted({word for *_, words in SPELLINGS for word in words.split()} | {"،", "(", ")", "/", "-", "أو", "ربما", "قال", "\n"})
PUBLISHED_DATES = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(date.isoformat), st.sampled_from(["2021", "2021-12", "2021-02-30"]))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), PUBLISHED_DATES)
def test_every_value_is_edtf_and_bounds_its_days(text: str, published: str | None) -> None:
    for one in find_dates(split_words(text), published):
        assert one.text == text[one.span.start : one.span.end]
        assert one.first is None or one.last is None or one.first <= one.last
        if one.edtf is None:
            assert one.precision is Precision.VAGUE
        elif not one.edtf.endswith("-24"):
            assert (one.first, one.last) == bounds(one.edtf), one
