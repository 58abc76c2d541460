"""Reads days, weeks, months and years told from the publication: «أول من أمس», «الاثنين الماضي», «قبل يومين», «الأشهر الماضية»."""

from datetime import date, timedelta

from extract.dates.calendar_words import SHIFTS, pointed_unit, read_pointed
from extract.dates.scene import Found, Scene
from extract.dates.when import UNKNOWN, Anchor, When, add_months, day_of, days_of, month_of, move_months, season_of, since, vague, week_of, year_of
from extract.model import Precision

_DAYS_OF = {"day": 1, "week": 7}
_MONTHS_OF = {"month": 1, "year": 12}


def read_day(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«اليوم», «أول من أمس», «بعد غد»; not «اليوم الأول», nor «المصري اليوم»."""
    hit = scene.find("day", at, attached)
    if hit is None or (hit.end == at + 1 and hit.value == "0" and not _is_today(scene, at)):
        return None
    day = scene.anchor.day
    offset = int(hit.value)
    return Found(day_of(day + timedelta(days=offset)) if day else vague(scene.anchor, offset <= 0), hit.end)


def _is_today(scene: Scene, at: int) -> bool:
    outlet = scene.preceded_by("outlet", at - 1)
    return not (scene.preceded_by("not-after", at) or outlet or scene.find("not-before", at + 1))


def read_weekday(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«الاثنين الماضي»; a bare weekday is the latest, or the coming one where the clause lies ahead."""
    hit = scene.find("weekday", at, attached)
    if hit is None or scene.preceded_by("not-after", at):
        return None
    weekday, here = int(hit.value), scene.skip(hit.end, "من")
    if pointed_unit(scene, here) == "week" and (pointed := read_pointed(scene, here)) and pointed.value in SHIFTS:
        return Found(_weekday_of_week(scene.anchor, weekday, SHIFTS[pointed.value]), pointed.end)
    shift = scene.find("shift", hit.end)
    if shift and shift.value in SHIFTS:
        return Found(weekday_near(scene.anchor, weekday, shift.value), shift.end)
    return Found(weekday_near(scene.anchor, weekday, "ahead" if scene.ahead(at) else "this"), hit.end)


def _weekday_of_week(anchor: Anchor, weekday: int, shift: int) -> When:
    if anchor.day is None:
        return vague(anchor, shift <= 0)
    sunday = anchor.day - timedelta(days=(anchor.day.weekday() + 1) % 7)
    return day_of(sunday + timedelta(weeks=shift, days=(weekday + 1) % 7))


def weekday_near(anchor: Anchor, weekday: int, shift: str) -> When:
    """The weekday before publication (past), up to it (this), from it on (ahead), or after it (next)."""
    if anchor.day is None:
        return vague(anchor, shift not in ("next", "ahead"))
    back = (anchor.day.weekday() - weekday) % 7
    if shift in ("past", "past2"):
        return day_of(anchor.day - timedelta(days=back or 7, weeks=shift == "past2"))
    if shift == "this":
        return day_of(anchor.day - timedelta(days=back))
    on = -back % 7
    return day_of(anchor.day + timedelta(days=on if on or shift == "ahead" else 7))


def read_unit(scene: Scene, at: int, attached: bool = False, bare: bool = False) -> Found | None:
    """«الأسبوع الفائت», «هذا الشهر», «العام قبل الماضي»; with `bare` also «العام» alone (مطلع العام)."""
    unit = pointed_unit(scene, at, attached)
    if unit is None:
        return None
    pointed = read_pointed(scene, at, attached)
    if pointed and pointed.value == "same":
        before = Anchor.of(scene.previous.first.isoformat()) if scene.previous and scene.previous.first else scene.anchor
        return Found(unit_at(before, unit, 0) if scene.previous else vague(scene.anchor), pointed.end)
    if pointed is None:
        return Found(unit_at(scene.anchor, unit, 0), at + 1) if bare else None
    return Found(unit_at(scene.anchor, unit, SHIFTS[pointed.value]), pointed.end)


def unit_at(anchor: Anchor, unit: str, shift: int) -> When:
    """The week, month or year so many on from the publication's; vague where that is not known finely enough."""
    if unit == "week" and anchor.day:
        return week_of(anchor, shift)
    if unit == "month" and anchor.year and anchor.month:
        return month_of(*add_months(anchor.year, anchor.month, shift))
    if unit == "year" and anchor.year:
        return year_of(anchor.year + shift)
    return vague(anchor, shift <= 0)


def read_season(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«الصيف الماضي», «صيف عام 2014», «ربيع هذا العام»."""
    hit = scene.find("season", at, attached)
    if hit is None:
        return None
    code, anchor = int(hit.value), scene.anchor
    word = scene.find("year-word", hit.end)
    if (number := scene.digits(word.end if word else hit.end)) and 1900 <= number.value < 2100:
        return Found(season_of(number.value, code), number.end)
    if pointed_unit(scene, hit.end) == "year" and (pointed := read_pointed(scene, hit.end)) and pointed.value in SHIFTS:
        return Found(season_of(anchor.year + SHIFTS[pointed.value], code) if anchor.year else UNKNOWN, pointed.end)
    shift = scene.find("shift", hit.end)
    if shift is None or shift.value not in ("past", "this", "next"):
        return None
    return Found(_season_near(anchor, code, shift.value), shift.end)


def _season_near(anchor: Anchor, code: int, shift: str) -> When:
    if anchor.day is None or anchor.year is None:
        return vague(anchor, shift != "next")
    seasons = [season_of(anchor.year + n, code) for n in (-2, -1, 0, 1)]
    if shift == "next":
        return next(s for s in seasons if s.first and s.first > anchor.day)
    done = [s for s in seasons if s.first and s.last and (s.last if shift == "past" else s.first) < anchor.day]
    return done[-1]


def read_amount(scene: Scene, at: int) -> tuple[str, int | None, int] | None:
    """«عدة أيام», «نحو 3 أسابيع», «يومين»: the unit, how many (None where not told), and the index after."""
    rough = False
    while hit := scene.find("about", at) or scene.find("over", at) or scene.find("some", at):
        rough = rough or scene.find("about", at) is None
        at = hit.end
    number = scene.cardinal(at)
    unit = scene.find("unit", number.end if number else at)
    if unit is None:
        return None
    name, told = unit.value.split()
    many = number.value if number else None if told == "n" else int(told)
    after = scene.find("few", unit.end) or scene.find("and-more", unit.end)
    return name, None if rough or after else many, after.end if after else unit.end


def read_ago(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«قبل يومين», «قبل أيام»; not «قبل أيام من توقيع الاتفاق», which counts from something else."""
    hit = scene.find("ago", at, attached)
    amount = read_amount(scene, hit.end) if hit else None
    if amount is None:
        return None
    unit, many, end = amount
    if scene.normal(end) == "من" and scene.normal(end + 1) not in ("الان", "قبل"):
        return None
    return Found(ago(scene.anchor, unit, many), end)


def ago(anchor: Anchor, unit: str, many: int | None) -> When:
    """So many units before publication, as finely as the unit tells."""
    if many is None or anchor.year is None or many > 500:
        return vague(anchor)
    if unit == "year":
        return year_of(anchor.year - many)
    if unit == "month" and anchor.month:
        return month_of(*add_months(anchor.year, anchor.month, -many))
    if unit == "day" and anchor.day:
        return day_of(anchor.day - timedelta(days=many))
    if unit == "week" and anchor.day:
        day = anchor.day - timedelta(weeks=many)
        return days_of(day - timedelta(days=1), day + timedelta(days=1), Precision.WEEK)
    return vague(anchor)


def read_since_amount(scene: Scene, at: int) -> Found | None:
    """What follows منذ: «يومين» is that day, «أسبوع» or «أربعة أشهر» the time from then on, «أيام» is vague."""
    amount = read_amount(scene, at)
    if amount is None:
        return None
    unit, many, end = amount
    day = scene.anchor.day
    if many == 1 and unit in ("week", "month") and day:
        begun = day_of(day - timedelta(weeks=1) if unit == "week" else move_months(day, -1))
        return Found(since(begun, scene.anchor), end)
    back = ago(scene.anchor, unit, many)
    return Found(back if unit == "day" else since(back, scene.anchor), end)


def read_stretch(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«اليومين الماضيين», «الساعات الـ48 الماضية», «الـ24 ساعة الماضية», «الأشهر الماضية»."""
    if (last := scene.find("the-last", at, attached)) and (amount := read_amount(scene, last.end)):
        return Found(stretch(scene.anchor, amount[0], amount[1], True), amount[2])
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
