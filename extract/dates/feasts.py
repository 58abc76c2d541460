"""Reads feasts that have their day in the Hijri or the Gregorian year: «أول أيام عيد الفطر», «عيد الأضحى 2020», «عشية رأس السنة»."""

from dataclasses import replace
from datetime import timedelta

from extract.dates.calendar_date import CalendarDate
from extract.dates.calendar_words import SHIFTS, pointed_unit, read_pointed
from extract.dates.scene import Found, Hit, Scene
from extract.dates.when import Anchor, When, day_of, days_of, vague

_HIJRI_YEARS = range(1343, 1501)
_SOON = timedelta(days=21)  # a feast so near ahead may be meant as well as the last one


def read_feast(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """The feast, the day of it that is named, or its eve.

    Without a year it is the last one, or the coming one where the clause lies ahead; vague where it is about to come round.
    """
    eve, which = scene.find("eve", at, attached), scene.find("first-of", at, attached)
    opener = which or eve or scene.find("period", at, attached)
    hit = scene.find("feast", at, attached)
    if hit is None and opener:
        hit = scene.find("feast", opener.end)
    else:
        eve = which = None
    if hit is None:
        return None
    calendar, day, length = hit.value.split()
    month, number = (int(part) for part in day.split("-"))
    date, end = _with_year(scene, hit, CalendarDate((month,), number, hijri=calendar == "hijri", ahead=scene.ahead(at)))
    when = date.resolve(scene.anchor)
    if when is None or when.first is None:
        return Found(when if when and when.edtf and not eve and not which else vague(scene.anchor), end)
    if _may_be_next(date, scene.anchor):
        return Found(When(None, None, None, vague(scene.anchor).precision), end)
    days = int(which.value) - 1 if which else -1 if eve else 0
    first = when.first + timedelta(days=days)
    return Found(day_of(first) if which or eve else days_of(first, first + timedelta(days=int(length) - 1)), end)


def _with_year(scene: Scene, hit: Hit, date: CalendarDate) -> tuple[CalendarDate, int]:
    """The feast with the year, «الماضي» or «من العام الماضي» behind it, and the index after."""
    shift = scene.find("shift", hit.end)
    if shift and shift.value in SHIFTS:
        return replace(date, shift=shift.value.rstrip("2")), shift.end
    here = scene.skip(hit.end, "من")
    word = scene.find("year-word", here, attached=True)
    year = scene.digits(word.end if word else here)
    if year and year.value in _HIJRI_YEARS and date.hijri:
        era = scene.find("era-hijri", year.end)
        return replace(date, year=year.value), era.end if era else year.end
    if year and 1900 <= year.value < 2100:
        return replace(date, western_year=year.value) if date.hijri else replace(date, year=year.value), year.end
    if pointed_unit(scene, here, True) == "year" and (pointed := read_pointed(scene, here, True)) and pointed.value in SHIFTS:
        return replace(date, year_shift=SHIFTS[pointed.value]), pointed.end
    return date, hit.end


def _may_be_next(date: CalendarDate, anchor: Anchor) -> bool:
    if anchor.day is None or date.ahead or any(told is not None for told in (date.year, date.western_year, date.year_shift, date.shift)):
        return False
    coming = replace(date, shift="next").resolve(anchor)
    return coming is not None and coming.first is not None and coming.first - anchor.day <= _SOON
