"""Reads dates that name a month or a year: «السادس من كانون الأول/ ديسمبر الجاري», «الشهر السابع من عام 2015», «عام 2014»."""

from dataclasses import replace
from typing import NamedTuple

from extract.dates.calendar_date import CalendarDate
from extract.dates.scene import Found, Hit, NumberHit, Scene
from extract.dates.when import Anchor, add_months, join, year_of

_YEARS = range(1900, 2100)
_HIJRI_YEARS = range(1343, 1501)
_HISTORIC_YEARS = range(1000, 2100)
_RECENT = 60  # Hijri years
SHIFTS = {"past": -1, "past2": -2, "this": 0, "next": 1}


class Named(NamedTuple):
    """A calendar date found, not resolved yet."""

    date: CalendarDate
    end: int


class _Month(NamedTuple):
    months: tuple[int, ...]
    hijri: bool
    end: int
    dual: bool = False
    by_number: bool = False


def read_named(scene: Scene, at: int, attached: bool = False, bare: bool = False) -> Named | None:
    """A date with a month's name. A month alone needs a word that makes it a date (في مايو), unless `bare` says it has one."""
    number = scene.day_number(at, attached) or _first_day(scene, at, attached)
    here = scene.skip(number.end, "من") if number else at
    word = scene.find("month-word", here, attached and number is None)
    month = _read_month(scene, word.end if word else here, attached and number is None and word is None)
    if month is None:
        return _read_in_this_month(scene, number.value, here) if number else None
    named, tailed = _read_tail(scene, month)
    if month.by_number and not tailed:  # «الشهر السابع للحرب»
        return None
    if number is not None:
        parted = here > number.end or word is not None
        if not (tailed or _is_day_of_month(scene, at, number, month, parted)):
            return None
        return Named(replace(named.date, day=number.value, ahead=scene.ahead(at)), named.end)
    if not (tailed or month.dual or word or bare or scene.preceded_by("before-month", at)):
        return None
    return Named(replace(named.date, ahead=scene.ahead(at)), named.end)


def _first_day(scene: Scene, at: int, attached: bool) -> NumberHit | None:
    """«في أول يناير»; «أول رمضان» is rather the feast's first one after something."""
    first = scene.find("first-day", at, attached)
    return NumberHit(1, first.end, True) if first and scene.find("month", first.end) and scene.preceded_by("before-month", at) else None


def _is_day_of_month(scene: Scene, at: int, number: NumberHit, month: _Month, parted: bool) -> bool:
    """Whether a number before a month counts its days, where nothing follows; `parted`: by من or شهر."""
    named_for = scene.preceding("named-for", at)
    if named_for and named_for.value in ("1", f"{month.months[0]}-{number.value}"):  # «ثورة 25 يناير»; of attacks only «هجمات 11 سبتمبر»
        return False
    if parted or month.dual or scene.find("first-day", at, attached=True):
        return True
    # «الأول مارس ضغوطا»: without من an ordinal may belong to something else; «فاز 3 صفر»: Hijri names serve other ends.
    return not (number.ordinal or (month.hijri and not scene.preceded_by("before-month", at)))


def _read_month(scene: Scene, at: int, attached: bool) -> _Month | None:
    """A month's name, and its other name after a stroke or in brackets: «أكتوبر (تشرين الأول)»."""
    other_word = scene.find("not-month", at, attached)
    if other_word and other_word.value in scene.words[at].text:
        return None
    hit, hijri = scene.find("month", at, attached), False
    if hit is None:
        hit, hijri = scene.find("hijri", at, attached), True
    if hit is None:
        return _read_month_number(scene, at, attached)
    months = tuple(int(month) for month in hit.value.split(","))
    if not hijri and scene.normal(hit.end) in ("/", "(", "-", "–"):
        bracket = scene.normal(hit.end) == "("
        other = scene.find("month", hit.end + 1)
        common = tuple(m for m in months if other and str(m) in other.value.split(","))
        if other and common and (not bracket or scene.normal(other.end) == ")"):
            return _Month(common, False, other.end + bracket, True)
    return _Month(months, hijri, hit.end)


def _read_month_number(scene: Scene, at: int, attached: bool) -> _Month | None:
    """«الشهر السابع», «شهر 7», «شهر سبعة»."""
    the_month = pointed_unit(scene, at, attached) == "month"
    number = scene.find("ordinal", at + 1) if the_month else None
    if number is None and scene.normal(at - 1) == "شهر" and (counted := scene.cardinal(at)):
        number = Hit(str(counted.value), counted.end)
    return _Month((int(number.value),), False, number.end, by_number=True) if number and 1 <= int(number.value) <= 12 else None


def _read_tail(scene: Scene, month: _Month) -> tuple[Named, bool]:
    """What follows a month's name (its year, «الجاري», «من العام الماضي»), and whether anything does."""
    date = CalendarDate(month.months, hijri=month.hijri)
    here = scene.skip(month.end, "من") if _names_year(scene, month.end + 1) else month.end
    if month.hijri and (year := _read_year_number(scene, here, _HIJRI_YEARS)):
        return Named(replace(date, year=int(year.value)), year.end), True
    if year := _read_year_number(scene, here, _YEARS):
        told = replace(date, western_year=int(year.value)) if month.hijri else replace(date, year=int(year.value))
        return Named(told, year.end), True
    if pointed := _pointed_unit(scene, here, "year"):
        return Named(replace(date, year_shift=SHIFTS.get(pointed.value, 0)), pointed.end), True
    # A full stop may have slipped in before «الماضي».
    here = month.end + (scene.normal(month.end) == "." and scene.find("shift", month.end + 1) is not None)
    if (shift := scene.find("shift", here)) and shift.value in SHIFTS:
        return Named(replace(date, shift=shift.value.rstrip("2")), shift.end), True
    return Named(date, month.end), False


def _names_year(scene: Scene, at: int) -> bool:
    return any(scene.find(kind, at) for kind in ("year-word", "this-unit", "this")) or _read_year_number(scene, at, _YEARS) is not None


def _read_year_number(scene: Scene, at: int, years: range) -> Hit | None:
    """«2014», «عام 2014», «2014م», «1436 هـ»."""
    word = scene.find("year-word", at, attached=True)  # «لعام 2014»
    number = scene.digits(word.end if word else at)
    if number is None or number.value not in years:
        return None
    era = scene.find("era-hijri" if years is _HIJRI_YEARS else "era-gregorian", number.end)
    return Hit(str(number.value), era.end if era else number.end)


def _read_in_this_month(scene: Scene, day: int, at: int) -> Named | None:
    """«الخامس من الشهر الجاري»: the month is pointed at."""
    pointed = _pointed_unit(scene, at, "month")
    if pointed is None:
        return None
    if pointed.value == "same":
        before = scene.previous.first if scene.previous else None
        return Named(CalendarDate((before.month,), day, before.year), pointed.end) if before else None
    anchor = scene.anchor
    if anchor.year is None or anchor.month is None:
        return None
    year, month = add_months(anchor.year, anchor.month, SHIFTS[pointed.value])
    return Named(CalendarDate((month,), day, year), pointed.end)


def _pointed_unit(scene: Scene, at: int, unit: str) -> Hit | None:
    return read_pointed(scene, at, True) if pointed_unit(scene, at, True) == unit else None


def pointed_unit(scene: Scene, at: int, attached: bool = False) -> str | None:
    """The unit («week», «month», «year») of a pointed-at phrase such as «هذا الأسبوع»."""
    this = scene.find("this", at, attached)
    hit = scene.find("this-unit", this.end) if this else scene.find("this-unit", at, attached)
    return hit.value if hit else None


def read_pointed(scene: Scene, at: int, attached: bool = False) -> Hit | None:
    """Where «الشهر الماضي» or «هذا العام» lies: past2, past, this, next or same."""
    if this := scene.find("this", at, attached):
        unit = scene.find("this-unit", this.end)
        return Hit("this", unit.end) if unit else None
    if unit := scene.find("this-unit", at, attached):
        return scene.find("shift", unit.end)
    return None


def read_year(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«عام 2014», «سنة ألفين وعشرين», «عام 1439 هـ»; a year's figures alone after a word such as في or منذ."""
    word = scene.find("year-word", at, attached)
    number = scene.digits(word.end if word else at) or (scene.spelled_year(word.end) if word else None)
    if number is None or not (word or (scene.preceded_by("before-year", at) and scene.find("named-for", number.end) is None)):
        return None
    if len(str(number.value)) != len("2014") or scene.counts_something(number.end):
        return None
    if number.value in _HIJRI_YEARS:
        era = scene.find("era-hijri", number.end)
        hijri = era or (word and scene.normal(word.end - 1) in ("الهجري", "الهجريه")) or _is_hijri(number.value, scene.anchor)
        return _hijri_year(number.value, era.end if era else number.end) if hijri else None
    if number.value not in (_HISTORIC_YEARS if word else _YEARS):
        return None
    end = (scene.find("era-gregorian", number.end) or number).end
    shift = scene.find("shift", end)
    return Found(year_of(number.value), shift.end if shift and shift.value in SHIFTS else end)


def _is_hijri(year: int, anchor: Anchor) -> bool:
    """«عام 1432» without «هـ»: a year of the last decades, and not long ago by the other calendar."""
    now = (anchor.year - 622) * 33 // 32 if anchor.year else None
    return now is not None and now - _RECENT < year <= now + 1


def read_year_figures(scene: Scene, at: int) -> Found | None:
    """A year's figures alone: «بين عامي 2014 و2016», «مطلع 2015»."""
    number = scene.digits(at, attached=True)
    if number is None or number.value not in _YEARS or scene.counts_something(number.end) or scene.find("month", number.end):
        return None
    return Found(year_of(number.value), number.end)


def _hijri_year(year: int, end: int) -> Found | None:
    first, last = (CalendarDate((month,), None, year, hijri=True).resolve(Anchor()) for month in (1, 12))
    whole = join(first, last) if first and last else None
    return Found(whole, end) if whole else None
