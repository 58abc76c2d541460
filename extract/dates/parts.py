"""Reads parts of longer times: «منتصف الشهر الحالي», «النصف الأول من أيار», «الأسبوع الأول من مايو», «أواخر التسعينيات»."""

from collections.abc import Callable
from datetime import timedelta

from extract.dates.calendar_words import read_year_figures
from extract.dates.scene import Found, Scene
from extract.dates.when import When, add_months, days_of, month_end, month_of
from extract.model import Precision

# Days of the month, counted from one; days of the week, from its first.
_MONTH_PARTS = {"early": (1, 10), "middle": (11, 20), "late": (21, 31), "half-1": (1, 15), "half-2": (16, 31)}
_MONTH_PARTS |= {"third-1": (1, 10), "third-2": (11, 20), "third-3": (21, 31)}
_WEEKS = {"week-1": (1, 7), "week-2": (8, 14), "week-3": (15, 21), "week-4": (22, 28)}
_WEEK_PARTS = {"early": (0, 2), "middle": (2, 4), "late": (4, 6)}
_SEASON_PARTS = {"early": 0, "middle": 1, "late": 2}  # months on
# Of ten or a hundred years, in hundredths.
_LONG_PARTS = {"early": (0, 39), "middle": (40, 69), "late": (70, 99), "half-1": (0, 49), "half-2": (50, 99)}


def read_part(scene: Scene, at: int, attached: bool, read_whole: Callable[[Scene, int, bool, bool], Found | None]) -> Found | None:
    """The part, as days or years; `read_whole` reads what it is of, wherever it stands."""
    part = scene.find("part", at, attached)
    if part is None:
        return None
    start = scene.skip(part.end, "من")
    if start > part.end and scene.find("part", start):  # «بداية من منتصف الليلة»
        return None
    whole = read_whole(scene, start, scene.normal(start).startswith("ل"), True) or read_year_figures(scene, start)
    if whole is None:
        return None
    when = _cut(whole.when, *part.value.split())
    return Found(when, whole.end) if when else None


def _cut(whole: When, name: str, months: str) -> When | None:
    if whole.edtf is None:
        return whole
    if whole.first is None or whole.last is None:
        return When(whole.edtf, None, None, whole.precision) if whole.precision is Precision.MONTH else None
    if whole.precision is Precision.YEAR and not name.startswith("week"):
        early, late = (int(month) for month in months.split("-"))
        return days_of(whole.first.replace(month=early), month_end(whole.first.year, late))
    if whole.precision in (Precision.MONTH, Precision.YEAR):
        return _cut_month(whole, name)
    if whole.precision is Precision.WEEK and name in _WEEK_PARTS:
        early, late = _WEEK_PARTS[name]
        return days_of(whole.first + timedelta(days=early), whole.first + timedelta(days=late), Precision.WEEK)
    if whole.precision is Precision.SEASON and name in _SEASON_PARTS:
        return month_of(*add_months(whole.first.year, whole.first.month, _SEASON_PARTS[name]))
    if whole.edtf.endswith("X"):
        return _cut_years(whole, name)
    return whole if whole.precision is Precision.DAY and name == "middle" else None


def _cut_month(whole: When, name: str) -> When | None:
    """Some days of a month; of a year, its first or last week."""
    if whole.first is None or whole.last is None:
        return None
    if name == "week-last":
        return days_of(whole.last - timedelta(days=6), whole.last, Precision.WEEK)
    early, late = _MONTH_PARTS.get(name) or _WEEKS.get(name, (0, 0))
    if not early or (whole.precision is Precision.YEAR and name != "week-1"):
        return None
    first, last = whole.first + timedelta(days=early - 1), min(whole.first + timedelta(days=late - 1), whole.last)
    return days_of(first, last, Precision.WEEK if name in _WEEKS else Precision.RANGE)


def _cut_years(whole: When, name: str) -> When:
    """«أواخر التسعينيات» is 1997/1999, «النصف الثاني من القرن الماضي» 1950/1999."""
    if name not in _LONG_PARTS or whole.first is None or whole.last is None:
        return whole
    start = int((whole.edtf or "").replace("X", "0"))
    length = whole.last.year - start + 1
    early, late = (start + share * length // 100 for share in _LONG_PARTS[name])
    return When(f"{early:04d}/{late:04d}", whole.first.replace(year=early), whole.last.replace(year=late), Precision.RANGE)
