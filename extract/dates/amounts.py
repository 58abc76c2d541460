"""Reads how much time ago or from now: «قبل يومين», «منذ أربعة أشهر», «بعد يومين من الآن», «الأشهر الماضية», «آخر 24 ساعة»."""

from datetime import date, timedelta
from typing import NamedTuple

from extract.dates.scene import Found, Scene
from extract.dates.when import Anchor, When, add_months, day_of, days_of, month_of, move_months, qualified, since, vague, year_of
from extract.model import Precision

_DAYS_OF = {"day": 1, "week": 7}
_MONTHS_OF = {"month": 1, "year": 12, "decade": 120}


class Amount(NamedTuple):
    """So many units of time: how many (None where not told), whether only about so many, and the index after."""

    unit: str
    many: int | None
    end: int
    about: bool

    def of(self, when: When) -> When:
        """The date counted by it, which is no more exact than it."""
        return qualified(when, "~") if self.about else when


def read_amount(scene: Scene, at: int) -> Amount | None:
    """«عدة أيام», «نحو 3 أسابيع», «يومين», «شهر تقريبا»."""
    about = rough = False
    while hit := scene.find("about", at) or scene.find("over", at) or scene.find("some", at):
        exactly = scene.find("about", at) is None
        about, rough, at = about or not exactly, rough or exactly, hit.end
    number = scene.cardinal(at)
    unit = scene.find("unit", number.end if number else at)
    if unit is None:
        return None
    name, told = unit.value.split()
    many = number.value if number else None if told == "n" else int(told)
    after = scene.find("few", unit.end) or scene.find("and-more", unit.end)
    end = after.end if after else unit.end
    roughly = scene.find("about-after", end)
    return Amount(name, None if rough or after else many, roughly.end if roughly else end, about or roughly is not None)


def read_ago(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«قبل يومين», «قبل أيام»; not «قبل أيام من توقيع الاتفاق», which counts from something else."""
    hit = scene.find("ago", at, attached)
    amount = read_amount(scene, hit.end) if hit else None
    if amount is None:
        return None
    end = amount.end
    if scene.normal(end) == "من":
        now = scene.find("now", end + 1)
        if now is None and scene.normal(end + 1) != "قبل":
            return None
        end = now.end if now else end
    return Found(amount.of(ago(scene.anchor, amount.unit, amount.many)), end)


def read_hence(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«بعد يومين من الآن»; not «بعد يومين من الهجوم»."""
    hit = scene.find("hence", at, attached)
    amount = read_amount(scene, hit.end) if hit else None
    now = scene.find("now", amount.end + 1) if amount and scene.normal(amount.end) == "من" else None
    if amount is None or now is None:
        return None
    many = None if amount.many is None else -amount.many
    return Found(amount.of(vague(scene.anchor, False) if many is None else ago(scene.anchor, amount.unit, many)), now.end)


def ago(anchor: Anchor, unit: str, many: int | None) -> When:
    """So many units before publication (after it, where `many` is below zero), as finely as the unit tells."""
    if many is None or anchor.year is None or abs(many) > 500:
        return vague(anchor)
    if unit == "year":
        return year_of(anchor.year - many)
    if unit == "decade" and abs(many) <= 50:
        return qualified(year_of(anchor.year - 10 * many), "~")
    if unit == "month" and anchor.month:
        return month_of(*add_months(anchor.year, anchor.month, -many))
    if unit == "day" and anchor.day:
        return day_of(anchor.day - timedelta(days=many))
    if unit == "week" and anchor.day:
        day = anchor.day - timedelta(weeks=many)
        return days_of(day - timedelta(days=1), day + timedelta(days=1), Precision.WEEK)
    return vague(anchor, many > 0)


def read_since_amount(scene: Scene, at: int) -> Found | None:
    """What follows منذ: «يومين» is that day, «أسبوع» or «أربعة أشهر» the time from then on, «أيام» is vague."""
    amount = read_amount(scene, at)
    if amount is None:
        return None
    unit, many, end, _ = amount
    day = scene.anchor.day
    if many == 1 and unit in ("week", "month") and day:
        begun = day_of(day - timedelta(weeks=1) if unit == "week" else move_months(day, -1))
        return Found(since(amount.of(begun), scene.anchor), end)
    back = amount.of(ago(scene.anchor, unit, many))
    return Found(back if unit == "day" else since(back, scene.anchor), end)


def read_stretch(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«اليومين الماضيين», «الساعات الـ48 الماضية», «الـ24 ساعة الماضية», «الأشهر الماضية»."""
    if (last := scene.find("the-last", at, attached)) and (amount := read_amount(scene, last.end)):
        return Found(stretch(scene.anchor, amount.unit, amount.many, True), amount.end)
    if hit := scene.find("the-unit", at, attached):
        unit, told = hit.value.split()
        number = scene.cardinal(hit.end)
        end = number.end if number else hit.end
        many = number.value if number else None if told == "n" else int(told)
    elif number := scene.cardinal(at):
        counted = scene.find("unit", number.end)
        if counted is None:
            return None
        unit, many, end = counted.value.split()[0], number.value, counted.end
    else:
        return None
    few = scene.find("few", end)
    shift = scene.find("shift", few.end if few else end) or scene.find("recent", end)
    if shift is None or shift.value not in ("past", "next"):
        return None
    return Found(stretch(scene.anchor, unit, None if few else many, shift.value == "past"), shift.end)


def stretch(anchor: Anchor, unit: str, many: int | None, past: bool) -> When:
    """The last or the next so many units."""
    day = anchor.day
    if day is None or many is None or not 0 < many <= 500 or unit not in ("hour", *_DAYS_OF, *_MONTHS_OF):
        return vague(anchor, past)
    sign = -1 if past else 1
    if unit in _MONTHS_OF:
        far = move_months(day, sign * many * _MONTHS_OF[unit])
        near = day
    elif unit == "hour":
        far, near = day + sign * timedelta(days=-(-many // 24)), day
    else:
        far, near = day + sign * timedelta(days=many * _DAYS_OF[unit]), day + sign * timedelta(days=1)
    return _ordered(far, near)


def _ordered(one: date, other: date) -> When:
    return days_of(min(one, other), max(one, other))
