"""Reads days, weeks, months, years and seasons pointed at from the publication: «أول من أمس», «الاثنين الماضي», «الصيف الماضي»."""

from dataclasses import replace
from datetime import date, timedelta

from extract.dates.calendar_words import SHIFTS, pointed_unit, read_pointed, read_year_figures
from extract.dates.scene import Found, NumberHit, Scene
from extract.dates.when import UNKNOWN, Anchor, When, add_months, day_of, month_of, season_of, vague, week_of, year_of

_WINTER = 24
_SUMMER = 6  # its first month


def read_day(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«اليوم», «أول من أمس», «بعد غد»; not «اليوم الأول», nor «المصري اليوم»."""
    hit = scene.find("day", at, attached)
    if hit is None or (hit.end == at + 1 and (scene.preceded_by("named-day", at) or (hit.value == "0" and not _is_today(scene, at)))):
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
    if hit is None or any(scene.preceded_by(kind, at) for kind in ("not-after", "named-day")) or scene.find("not-weekday", hit.end):
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
    if unit == "year" and (named := _named_again(scene, pointed.end)):
        return named
    return Found(unit_at(scene.anchor, unit, SHIFTS[pointed.value]), pointed.end)


def _named_again(scene: Scene, at: int) -> Found | None:
    """«العام الماضي 2020», «العام الماضي (2020)»: the figures decide."""
    bracket = scene.normal(at) == "("
    named = read_year_figures(scene, at + bracket)
    if named is None or (bracket and scene.normal(named.end) != ")"):
        return None
    return Found(named.when, named.end + bracket)


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
    this = scene.find("this", at, attached)  # «هذا الصيف»
    hit = scene.find("season", this.end) if this else scene.find("season", at, attached)
    if hit is None:
        return None
    code, anchor = int(hit.value), scene.anchor
    if this:
        return Found(_season_near(anchor, code, "this"), hit.end)
    word = scene.find("year-word", hit.end)
    if (number := scene.digits(word.end if word else hit.end)) and 1900 <= number.value < 2100:
        return _season_of_year(scene, code, number)
    if pointed_unit(scene, hit.end) == "year" and (pointed := read_pointed(scene, hit.end)) and pointed.value in SHIFTS:
        return Found(season_of(anchor.year + SHIFTS[pointed.value], code) if anchor.year else UNKNOWN, pointed.end)
    shift = scene.find("shift", hit.end)
    if shift is None and scene.preceded_by("during", at):  # «خلال الخريف»
        return Found(_season_near(anchor, code, "latest"), hit.end)
    if shift is None or shift.value not in ("past", "this", "next"):
        return None
    return Found(_season_near(anchor, code, shift.value), shift.end)


def _season_of_year(scene: Scene, code: int, year: NumberHit) -> Found:
    """«صيف 2015», «شتاء 2014-2015»; «شتاء 2015» alone may be the one before the spring of that year or the one behind its autumn."""
    season = season_of(year.value, code)
    if code != _WINTER:
        return Found(season, year.end)
    other = scene.digits(year.end + 1) if scene.normal(year.end) in ("-", "–", "/") else None
    if scene.normal(year.end) == "/" and scene.normal(year.end + 1).isdigit():
        other = NumberHit(int(scene.normal(year.end + 1)), year.end + 2)
    if other and other.value in (year.value + 1, (year.value + 1) % 100):
        return Found(season, other.end)
    return Found(replace(season, first=date(year.value, 1, 1)), year.end)


def _season_near(anchor: Anchor, code: int, shift: str) -> When:
    if anchor.day is None or anchor.year is None:
        return vague(anchor, shift != "next")
    if shift == "this":  # «هذا الصيف», said in May of what is to come; a winter belongs to the year that it began in
        return season_of(anchor.year - (code == _WINTER and anchor.day.month < _SUMMER), code)
    seasons = [season_of(anchor.year + n, code) for n in (-2, -1, 0, 1)]
    if shift == "next":
        return next(s for s in seasons if s.first and s.first > anchor.day)
    return [s for s in seasons if s.first and s.last and (s.last if shift == "past" else s.first) < anchor.day][-1]
