"""When an extracted filler or date says the same as an annotated one."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from extract.annotation import OPTIONAL

ENOUGH_WORDS = 0.6  # of two phrases' words in common, as F1: «قوات النظام» names «قوات النظام السوري»
ENOUGH_DAYS = 0.3  # of two intervals' days in common: a month and its second half agree, a month and its year do not

# The scorer's own folding, coarser than `normalize` and kept apart from it: what counts as found must not move with the extractor.
_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_CLITICS = re.compile(r"^(?:[وف]?(?:[بكل]?ال|لل)|[وفبلك](?=ال))")
_PREFIXES = "وفبلك"

_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (10, 12)}  # first and last month; winter is cut at the year's end


class Days(NamedTuple):
    """First and last day, both included."""

    first: date
    last: date


def same_filler(names: Sequence[str], accepted: Sequence[str]) -> bool:
    """Whether any of the names that a prediction gives is like any accepted one."""
    return any(likeness(name, other) >= ENOUGH_WORDS for name in names for other in accepted if other != OPTIONAL)


def likeness(phrase: str, other: str) -> float:
    """F1 of the words in common, in [0, 1]; clitics, articles, vowel signs and variant letters aside."""
    words, others = _words(phrase), _words(other)
    if not words or not others:
        return 0.0
    common = min(sum(any(_same_word(w, o) for o in others) for w in words), len(others))
    return 2 * common / (len(words) + len(others))


def same_date(value: str, gold: str) -> bool:
    """Whether two EDTF values have enough days in common; values without a year agree only if they are equal."""
    days, gold_days = days_of(value), days_of(gold)
    if days is None or gold_days is None:
        return value == gold
    common = (min(days.last, gold_days.last) - max(days.first, gold_days.first)).days + 1
    spanned = (max(days.last, gold_days.last) - min(days.first, gold_days.first)).days + 1
    return common > 0 and common / spanned >= ENOUGH_DAYS


def days_of(value: str | None) -> Days | None:
    """The days of an EDTF date or interval, None where it does not fix both ends."""
    if not value:
        return None
    value = value.strip().strip("~?%")
    if "/" in value:
        start, end = (days_of(part) for part in value.split("/", 1))
        return Days(start.first, end.last) if start and end else None
    match = _EDTF.fullmatch(value)
    try:
        return _days(*(int(part) if part else None for part in match.groups())) if match else None
    except ValueError:  # no such day
        return None


def _days(year: int | None, month: int | None, day: int | None) -> Days:
    if year is None:
        raise ValueError("a date without a year")
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    if day is not None:
        return Days(date(year, month, day), date(year, month, day))
    first, last = _SEASONS.get(month, (month, month))
    return Days(date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1))


def _words(phrase: str) -> list[str]:
    folded = _SIGNS.sub("", phrase).translate(_LETTERS).lower()
    return [_CLITICS.sub("", word) or word for word in re.findall(r"\w+", folded)]


def _same_word(word: str, other: str) -> bool:
    """Equal but for one clitic letter before either."""
    return word == other or (word[0] in _PREFIXES and word[1:] == other) or (other[0] in _PREFIXES and other[1:] == word)
