"""A strict grammar of EDTF (ISO 8601-2:2019), levels 0 and 1 and what of level 2 dates of news need, and the days that a value bounds.

Written from the specification and apart from the extractor, so that it can judge what that writes.
"""

import re
from calendar import monthrange
from datetime import date

_QUALIFIED = r"[~?%]?"  # level 1: approximate, uncertain, both; of the whole value
_DAY = r"\d{4}-\d\d-\d\d"
_MONTH = r"\d{4}-\d\d"
_YEAR = r"\d{4}"
_MASKED = r"XXXX-\d\d(?:-\d\d)?"  # level 2: an unknown year before a known month
_DECADE, _CENTURY = r"\d{3}X", r"\d\dXX"  # level 1: unknown last digits
_DATE = rf"(?:{_DAY}|{_MONTH}|{_YEAR}|{_MASKED}|{_DECADE}|{_CENTURY})"
_SEASON = re.compile(rf"(\d{{4}})-(2[1-4]){_QUALIFIED}")
_SINGLE = re.compile(rf"({_DATE}){_QUALIFIED}")
_SET = re.compile(rf"(?:\[{_DATE}(?:,{_DATE})+\]|\{{{_DATE}(?:,{_DATE})+\}})")  # level 2: one of, all of

Bounds = tuple[date | None, date | None]


def bounds(edtf: str) -> Bounds:
    """The first and last day of a value, None where it leaves them open; qualifiers move neither. Raises ValueError for what is no EDTF."""
    if edtf.count("/") == 1:
        left, right = edtf.split("/")
        first = (None, None) if left == ".." else _single(left)
        last = (None, None) if right == ".." else _single(right)
        if left == right == ".." or (first[0] and last[1] and first[0] > last[1]):
            raise ValueError(f"{edtf}: no interval")
        return first[0], last[1]
    if _SET.fullmatch(edtf):
        members = [_single(one) for one in edtf[1:-1].split(",")]
        if members != sorted(members, key=lambda one: str(one[0])) or len(set(members)) != len(members):
            raise ValueError(f"{edtf}: members are not in order")
        return members[0][0], members[-1][1]
    if season := _SEASON.fullmatch(edtf):
        return _season(int(season[1]), int(season[2]))
    return _single(edtf)


def _single(value: str) -> Bounds:
    match = _SINGLE.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no EDTF date")
    text = match[1]
    if text.startswith("XXXX"):
        _span(text.replace("XXXX", "2000"))  # a leap year; raises where no year has the day
        return None, None
    return _span(text.replace("X", "0"))[0], _span(text.replace("X", "9"))[1]


def _span(text: str) -> tuple[date, date]:
    year, *rest = (int(part) for part in text.split("-"))
    first, last = (rest[0], rest[0]) if rest else (1, 12)
    day = rest[1] if len(rest) == 2 else None
    return date(year, first, day or 1), date(year, last, day or monthrange(year, last)[1])


def _season(year: int, code: int) -> Bounds:
    """Meteorological: spring is March to May, winter December to February."""
    first = date(year, {21: 3, 22: 6, 23: 9, 24: 12}[code], 1)
    last = date(year + (code == 24), {21: 5, 22: 8, 23: 11, 24: 2}[code], 1)
    return first, last.replace(day=monthrange(last.year, last.month)[1])
