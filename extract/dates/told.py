"""What the words of one date say apart, so that they can be held against the calendar, the publication and one another."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from extract.dates.calendar_date import CalendarDate
from extract.dates.calendar_words import SHIFTS, pointed_unit, read_named, read_pointed
from extract.dates.figures import read_figures
from extract.dates.scene import Scene
from extract.dates.when import Anchor
from extract.model import Precision, TimeInterval

_SINGLE = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.VAGUE})
_EITHER_WAY = ('"', "“", "”")


@dataclass(frozen=True, slots=True)
class Told:
    """One date of a text: the words from `at` to `end`, what was made of them, and what they say.

    `offset` counts from the day of the text («أمس» is -1), `weekday` from Monday 0, `day` is told with its year, `named` is the date as named by day
    and month, `year` the figures of a year that is pointed at as well («العام الماضي 2020»: 2020, `year_shift` -1), `current` the unit that is said
    to be the present one («الشهر الحالي»: month).
    """

    at: int
    end: int
    time: TimeInterval
    offset: int | None = None
    weekday: int | None = None
    day: date | None = None
    named: CalendarDate | None = None
    year: int | None = None
    year_shift: int | None = None
    current: str | None = None

    @property
    def fits(self) -> bool:
        """Whether the weekday, if one is told, is that of the day."""
        return self.fits_on(self.day)

    def fits_on(self, day: date | None) -> bool:
        return self.weekday is None or day is None or day.weekday() == self.weekday


def take_apart(scene: Scene, at: int, end: int, time: TimeInterval) -> Told:
    """The parts of a date that is one day, month or year; of a stretch of time only what it calls the present."""
    told, index = Told(at, end, time), at
    while index < end:
        kinds = scene.kinds(index)
        found = (read(scene, told, index) for opening, read in _PARTS if not kinds.isdisjoint(opening))
        told, index = next((one for one in found if one and one[1] <= end), (told, index + 1))
    if told.named and told.named.shift == "this":
        told = replace(told, current="month")
    if time.precision not in _SINGLE:
        return Told(at, end, time, named=told.named, current=told.current)
    if sum(scene.find("weekday", index, True) is not None for index in range(at, end)) > 1:
        told = replace(told, weekday=None)  # «ليل الثلاثاء - الأربعاء»
    if told.day is None and told.named and told.named.day and told.named.year:
        whole = told.named.resolve(Anchor())
        told = replace(told, day=whole.first if whole else None)
    return told if told.named is None or told.named.day else replace(told, named=None)


_Part = tuple[Told, int]  # with what was read, and the index after it


def _read_offset(scene: Scene, told: Told, at: int) -> _Part | None:
    hit = scene.find("day", at, at == told.at) if told.offset is None else None
    return (replace(told, offset=int(hit.value)), hit.end) if hit else None


def _read_weekday(scene: Scene, told: Told, at: int) -> _Part | None:
    hit = scene.find("weekday", at, at == told.at) if told.weekday is None else None
    return (replace(told, weekday=int(hit.value)), hit.end) if hit else None


def _read_figures(scene: Scene, told: Told, at: int) -> _Part | None:
    found = read_figures(scene, at, at == told.at)
    single = found is not None and found.when.precision is Precision.DAY and found.when.first is not None
    return (replace(told, day=found.when.first), found.end) if found and single else None


def _read_named(scene: Scene, told: Told, at: int) -> _Part | None:
    found = read_named(scene, at, at == told.at, True) if told.named is None else None
    return (replace(told, named=found.date), found.end) if found else None


def _read_pointed(scene: Scene, told: Told, at: int) -> _Part | None:
    unit, hit = pointed_unit(scene, at, at == told.at), read_pointed(scene, at, at == told.at)
    if unit is None or hit is None or hit.value not in SHIFTS:
        return None
    return replace(told, current=unit if hit.value == "this" else None, year_shift=SHIFTS[hit.value] if unit == "year" else None), hit.end


def _read_year(scene: Scene, told: Told, at: int) -> _Part | None:
    number = scene.digits(at) if told.time.precision is Precision.YEAR else None
    if number is None or len(str(number.value)) != len("2021"):
        return None
    shift = scene.find("shift", number.end)
    later = SHIFTS.get(shift.value) if shift else None
    return replace(told, year=number.value, year_shift=later if told.year_shift is None else told.year_shift), number.end


# What is tried at each word, and by which kinds of word it begins.
_PARTS: tuple[tuple[frozenset[str], Callable[[Scene, Told, int], _Part | None]], ...] = (
    (frozenset({"day"}), _read_offset),
    (frozenset({"weekday"}), _read_weekday),
    (frozenset({"figures"}), _read_figures),
    (frozenset({"figures", "ordinal", "first-day", "month", "hijri", "month-word"}), _read_named),
    (frozenset({"this", "this-unit"}), _read_pointed),
    (frozenset({"figures"}), _read_year),
)


def is_quoted(scene: Scene, at: int) -> bool:
    """Whether the word stands between quotation marks of its line: what is quoted may be older than the text. The press closes with “ as well."""
    depth = either = 0
    for index in range(at - 1, -1, -1):
        mark = scene.normal(index)
        if mark == "\n":
            break
        depth += (mark == "«") - (mark == "»")
        either += mark in _EITHER_WAY
    return depth > 0 or either % 2 == 1
