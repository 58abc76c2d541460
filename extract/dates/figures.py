"""Reads dates in figures: 2021/12/9, 9-12-2021, 9.12.2021, 15/9/1436 هـ, «يوم 9/12»."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from extract.dates.calendar_date import CalendarDate, hijri_day
from extract.dates.scene import Found, Scene
from extract.dates.when import Anchor, When, day_of, either, make_day

_YEARS = range(1900, 2100)
_HIJRI_YEARS = range(1343, 1501)
_MARKS = ("/", "-")
_NEWEST_SHORT = 40  # 21 is 2021, 79 is 1979


def read_figures(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """A date in figures.

    The day stands before the month, as the Arabic press writes it, unless that cannot be or the text elsewhere writes it after the month. Where
    the day first would lie behind the publication and the month first before it, either may be meant: `[2021-06-12,2021-12-06]`.
    """
    found = _figures(scene, at, attached)
    if found is None:
        return _read_without_year(scene, at, attached)
    parts, mark, end = found
    if not all(part.isascii() and part.isdigit() and len(part) in (1, 2, 4) for part in parts):
        return None
    era = scene.find("era-hijri", end)
    if (when := _hijri(parts)) is not None:
        return Found(when, era.end if era else end)
    readings = _readings(parts, mark, scene.month_first)
    if not readings:
        return None
    era = scene.find("era-gregorian", end)
    return Found(_likeliest(scene, at, readings), era.end if era else end)


def writes_month_first(normals: Sequence[str]) -> bool:
    """Whether the dates in figures of a text can only be read with the month before the day: 12/25/2021, and none as 25/12/2021."""
    month_first = False
    for at, (word, mark) in enumerate(pairwise(normals)):
        if mark != "/" or not word.isdigit() or normals[at + 3 : at + 4] != ["/"] or len("".join(normals[at + 4 : at + 5])) != len("2021"):
            continue
        first, second = word, normals[at + 2]
        if first.isascii() and second.isascii() and second.isdigit() and len(first) <= 2 and len(second) <= 2:
            if int(first) > 12:
                return False
            month_first = month_first or int(second) > 12
    return month_first


def _figures(scene: Scene, at: int, attached: bool) -> tuple[list[str], str, int] | None:
    """The three figures, the mark between them, and the index after."""
    start = scene.digits(at, attached)
    if start is None and scene.normal(at).count(".") == 2:
        return scene.normal(at).split("."), ".", at + 1
    if start is None or scene.normal(start.end) not in _MARKS or scene.normal(start.end + 2) != scene.normal(start.end):
        return None
    return [scene.normal(start.end + n) for n in (-1, 1, 3)], scene.normal(start.end), start.end + 4


def _readings(parts: Sequence[str], mark: str, month_first: bool) -> list[date]:
    """The days that the figures can mean, the likelier first."""
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) == len("2021"):
        orders = [(first, second, third)]
    else:
        short = len(parts[2]) == 2 and mark == "/" and len(parts[0]) + len(parts[1]) > 2  # 9/12/21; 1/2/21 is no date for sure
        year = third + (2000 if third < _NEWEST_SHORT else 1900) if short else third
        orders = [(year, second, first), (year, first, second)]
        if month_first:
            orders.reverse()
    days = [make_day(*order) for order in orders if order[0] in _YEARS]
    return list(dict.fromkeys(day for day in days if day))


def _likeliest(scene: Scene, at: int, readings: Sequence[date]) -> When:
    last = scene.anchor.last
    if len(readings) == 2 and last and readings[1] <= last < readings[0] and not scene.month_first and not scene.ahead(at):
        return either(day_of(readings[0]), day_of(readings[1])) or day_of(readings[0])
    return day_of(readings[0])


def _hijri(parts: Sequence[str]) -> When | None:
    first, second, third = (int(part) for part in parts)
    year, month, day = (first, second, third) if len(parts[0]) == len("1436") else (third, second, first)
    found = hijri_day(year, month, day) if year in _HIJRI_YEARS and 1 <= month <= 12 else None
    return day_of(found) if found else None


def _read_without_year(scene: Scene, at: int, attached: bool) -> Found | None:
    """«يوم 9/12», «بتاريخ 9/12», «الخميس 9/12»; elsewhere two figures may be a share or a score."""
    start = scene.digits(at, attached)
    if start is None or scene.normal(start.end) != "/" or not scene.preceded_by("dated", at) or scene.normal(start.end + 2) in _MARKS:
        return None
    month = scene.normal(start.end + 1)
    if not (month.isascii() and month.isdigit() and len(month) <= 2 and 1 <= int(month) <= 12 and 1 <= start.value <= 31):
        return None
    end = start.end + 2
    shift = scene.find("shift", end)
    named = CalendarDate((int(month),), start.value, None, shift.value.rstrip("2") if shift else None, ahead=scene.ahead(at))
    when = named.resolve(scene.anchor) or named.resolve(Anchor())
    return Found(when, shift.end if shift else end) if when else None
