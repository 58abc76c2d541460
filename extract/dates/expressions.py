"""Reads one date, however it is told: parts of a month, a day told twice over, feasts, nights between two days."""

from collections.abc import Callable
from datetime import timedelta

from extract.dates.amounts import read_stretch
from extract.dates.calendar_words import read_named, read_year
from extract.dates.decades import read_century, read_decade
from extract.dates.feasts import read_feast
from extract.dates.figures import read_figures
from extract.dates.parts import read_part
from extract.dates.relative_words import read_day, read_season, read_unit, read_weekday, weekday_near
from extract.dates.scene import Found, Hit, Scene
from extract.dates.when import When, day_of, days_of, vague
from extract.model import Precision

_Reader = Callable[[Scene, int, bool], Found | None]


def read_simple(scene: Scene, at: int, attached: bool = False, bare: bool = False) -> Found | None:
    """The longest date that is neither a range nor counted from one."""
    kinds = scene.kinds(at)
    found = [reader(scene, at, attached) for opening, reader in _READERS if not kinds.isdisjoint(opening)]
    if "part" in kinds:
        found.append(read_part(scene, at, attached, read_simple))
    if not kinds.isdisjoint(("this", "this-unit")):
        found.append(read_unit(scene, at, attached, bare))
    if not kinds.isdisjoint(_NAMED):
        found.append(_read_day_named(scene, at, attached, bare))
    return longest(*found)


def longest(*found: Found | None) -> Found | None:
    return max((one for one in found if one), key=lambda one: one.end, default=None)


def _read_day_named(scene: Scene, at: int, attached: bool, bare: bool) -> Found | None:
    """A day or month told once or several times over: «اليوم، الخميس، 9 من كانون الأول», «مساء أول من أمس»."""
    period = scene.find("period", at, attached)
    here = period.end if period else at
    attached = attached and period is None
    if first := read_day(scene, here, attached) or read_weekday(scene, here, attached):
        return _past_midnight(period, _told_again(scene, first))
    if figures := read_figures(scene, here, attached):
        return figures
    found = _read_calendar(scene, here, attached, bare)
    return None if found and period and found.when.precision is not Precision.DAY else found


def _past_midnight(period: Hit | None, found: Found) -> Found:
    """«بعد منتصف ليل السبت» may be said of the night before that day and of the night behind it."""
    first = found.when.first
    if period is None or period.value != "night-2" or first is None or found.when.precision is not Precision.DAY:
        return found
    return Found(days_of(first, first + timedelta(days=1)), found.end)


def _read_calendar(scene: Scene, at: int, attached: bool, bare: bool) -> Found | None:
    """A named date, with its like in the other calendar: «15 رمضان 1436 هـ الموافق 2 يوليو 2015»."""
    named = read_named(scene, at, attached, bare)
    if named is None or (when := named.date.resolve(scene.anchor)) is None:
        return None
    here = scene.skip_comma(named.end)
    bracket = scene.normal(here) == "("
    also = scene.find("also", here + bracket)
    other = read_named(scene, also.end if also else here + bracket) if also or bracket or named.date.hijri else None
    if other is None or named.date.day is None or other.date.day is None or other.date.hijri == named.date.hijri:
        return Found(when, named.end)
    western = other if named.date.hijri else named
    resolved = western.date.resolve(scene.anchor)
    end = scene.skip(other.end, ")") if bracket else other.end
    return Found(resolved or when, end) if western.date.year or when.edtf is None else Found(when, end)


def _told_again(scene: Scene, first: Found) -> Found:
    """A relative day or weekday followed by its weekday, its date, or both; the date decides."""
    when, end = first
    # Two weekdays in a row are two days: «الجمعة والسبت».
    weekday_last = scene.find("weekday", end - 1) is not None
    for reader in (_again_relative, _again_date) if weekday_last else (_again_weekday, _again_date):
        if again := _joined(scene, end, reader, when):
            when, end = again
    return Found(when, end)


def _joined(scene: Scene, at: int, reader: Callable[[Scene, int, When], Found | None], when: When) -> Found | None:
    """What the reader finds after at most a comma, within brackets, or directly."""
    if scene.normal(at) == "(":
        found = reader(scene, at + 1, when) or _corrected(scene, at + 1, when)
        if found is None:
            return None
        more = _again_date(scene, scene.skip_comma(found.end), found.when) or found
        return Found(more.when, more.end + 1) if scene.normal(more.end) == ")" else None
    return reader(scene, scene.skip_comma(at), when)


def _corrected(scene: Scene, at: int, when: When) -> Found | None:
    """«اليوم (أمس السبت)»: who quotes it a day later says so in brackets, and is right."""
    day = read_day(scene, at)
    if day is None or when.first is None or day.when.first is None or not timedelta() < when.first - day.when.first <= timedelta(days=2):
        return None
    return _again_weekday(scene, day.end, day.when) or day


def _again_relative(scene: Scene, at: int, when: When) -> Found | None:
    """«الخميس (أمس)»: both must mean the same day."""
    day = read_day(scene, at)
    return day if day and day.when == when else None


def _again_weekday(scene: Scene, at: int, when: When) -> Found | None:
    """«أمس (الاثنين)»: a weekday moves a relative day by at most one, for papers that are dated a day late; one that fits no such day leaves it open."""
    hit = scene.find("weekday", scene.skip(at, "يوم"))
    if hit is None:
        return None
    if when.first is None:
        return Found(when, hit.end)
    around = (when.first + timedelta(days=n) for n in (0, 1, -1))
    day = next((day for day in around if day.weekday() == int(hit.value)), None)
    return Found(day_of(day) if day else vague(scene.anchor, when.first <= (scene.anchor.day or when.first)), hit.end)


def _again_date(scene: Scene, at: int, when: When) -> Found | None:
    """The date in figures or by its month's name; without a year, the year of the day it repeats."""
    also = scene.find("also", at)
    at = also.end if also else at
    if figures := read_figures(scene, at):
        return figures
    named = read_named(scene, at)
    if named is None or named.date.day is None:
        return None
    resolved = named.date.resolve(scene.anchor)
    return Found(resolved, named.end) if resolved else None


def _read_night(scene: Scene, at: int, attached: bool) -> Found | None:
    """«ليل الجمعة - السبت» is both days; after midnight it is the second."""
    period = scene.find("period", at, attached)
    if period is None or not period.value.startswith("night"):
        return None
    first = scene.find("weekday", scene.skip(period.end, "يوم"))
    if first is None:
        return None
    second = scene.find("weekday", scene.skip(first.end, "-", "–", "/", "—", "الي", "علي"), attached=True)
    if second is None or (int(first.value) + 1) % 7 != int(second.value):
        return None
    shift = scene.find("shift", second.end)
    last = weekday_near(scene.anchor, int(second.value), shift.value if shift else "this")
    end = shift.end if shift else second.end
    if last.first is None or period.value == "night-2":
        return Found(last, end)
    return Found(days_of(last.first - timedelta(days=1), last.first), end)


def _read_phrase(scene: Scene, at: int, attached: bool) -> Found | None:
    """«الآونة الأخيرة», «حينها», «تاريخ تحرير هذا الخبر»."""
    if hit := scene.find("vague", at, attached):
        if scene.normal(hit.end - 1) == "قريبا" and scene.normal(hit.end) == "من":
            return None
        return Found(vague(scene.anchor, hit.value == "past"), hit.end)
    period = scene.find("period", at, attached)
    same = scene.find("then", period.end) if period else None  # «مساء اليوم نفسه»
    if hit := scene.find("then", at, attached) or (same if same and same.value.startswith("day") else None):
        before, offset = scene.previous, int(hit.value.removeprefix("day "))
        if before is None or before.first is None:
            return Found(vague(scene.anchor), hit.end)
        if hit.value.startswith("day") and before.precision is not Precision.DAY:  # «اليوم نفسه» of a year
            return Found(vague(scene.anchor), hit.end)
        return Found(day_of(before.first + timedelta(days=offset)) if offset else before, hit.end)
    if hit := scene.find("writing", at, attached):
        return Found(day_of(scene.anchor.day) if scene.anchor.day else vague(scene.anchor), hit.end)
    return None


# By which kinds of word a reader's dates begin.
_NAMED = frozenset({"period", "day", "weekday", "month", "hijri", "month-word", "ordinal", "first-day", "this-unit", "figures"})
_READERS: tuple[tuple[frozenset[str], _Reader], ...] = (
    (frozenset({"period"}), _read_night),
    (frozenset({"year-word", "figures"}), read_year),
    (frozenset({"season", "this"}), read_season),
    (frozenset({"the-last", "the-unit", "cardinal", "figures"}), read_stretch),
    (frozenset({"vague", "then", "writing", "period"}), _read_phrase),
    (frozenset({"feast", "eve", "first-of", "period"}), read_feast),
    (frozenset({"decade", "decade-word", "this"}), read_decade),
    (frozenset({"century", "this"}), read_century),
)
