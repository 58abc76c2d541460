"""Resolved dates, and the day that relative words count from."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extract.model import Precision

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?")
_YEARS = range(1000, 9000)  # room for «قبل 500 عام» on either side
_SEASON_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date; fields as in `extract.model.TimeInterval`."""

    edtf: str | None
    first: date | None
    last: date | None
    precision: Precision

    @property
    def start(self) -> str | None:
        """The EDTF of its beginning."""
        return self._ends()[0] if self.edtf else None

    @property
    def end(self) -> str | None:
        """The EDTF of its end."""
        return self._ends()[-1] if self.edtf else None

    def _ends(self) -> list[str]:
        """What an interval may begin or end with: a season's months, the members of a set."""
        if self.precision is Precision.SEASON and self.first and self.last:
            return [f"{day.year:04d}-{day.month:02d}" for day in (self.first, self.last)]
        return (self.edtf or "").strip("[]{}").replace(",", "/").split("/")


UNKNOWN = When(None, None, None, Precision.VAGUE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the day of publication: all of it, its month, its year, or nothing."""

    text: str | None = None
    year: int | None = None
    month: int | None = None
    day: date | None = None

    @classmethod
    def of(cls, published: str | None) -> "Anchor":
        """The anchor of an EDTF date; what cannot be read is unknown, never an error: manifests are checked when read."""
        match = _PUBLISHED.match(published or "")
        if not match:
            return cls()
        year, month, day = (int(part) if part else None for part in match.groups())
        whole = make_day(year, month, day)
        if year not in _YEARS or (month and not 1 <= month <= 12) or (day and not whole):
            return cls()
        return cls(match.group(), year, month, whole)

    @property
    def last(self) -> date | None:
        """The last day it may be: nothing that has happened lies after it."""
        if self.day or self.year is None:
            return self.day
        return month_end(self.year, self.month or 12)


def make_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """The date, or None where a part is missing or there is no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def day_of(day: date) -> When:
    return When(day.isoformat(), day, day, Precision.DAY)


def month_of(year: int, month: int) -> When:
    return When(f"{year:04d}-{month:02d}", date(year, month, 1), month_end(year, month), Precision.MONTH)


def year_of(year: int) -> When:
    return When(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def season_of(year: int, code: int) -> When:
    """The season that begins in the year; `code` is EDTF's, 21 spring to 24 winter."""
    first = date(year, _SEASON_FIRST_MONTH[code], 1)
    last = first + timedelta(days=88)
    return When(f"{year:04d}-{code}", first, month_end(last.year, last.month), Precision.SEASON)


def years_of(mask: str) -> When:
    """A decade or century by its EDTF: «199X», «19XX»."""
    first, last = date(int(mask.replace("X", "0")) or 1, 1, 1), date(int(mask.replace("X", "9")), 12, 31)
    return When(mask, first, last, Precision.RANGE)


def qualified(when: When, mark: str) -> When:
    """The date as only about right (`~`) or doubtful (`?`): of the whole value, or of both ends. Sets and what is unknown stay as they are."""
    if when.edtf is None or when.edtf[-1] in "]}" or any(part[-1] in "~?" for part in when.edtf.split("/")):
        return when
    return replace(when, edtf="/".join(part if part == ".." else part + mark for part in when.edtf.split("/")))


def days_of(first: date, last: date, precision: Precision = Precision.RANGE) -> When:
    """The days from the first to the last, both included."""
    return day_of(first) if first == last else When(f"{first.isoformat()}/{last.isoformat()}", first, last, precision)


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The (year, month) so many months on."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def move_months(day: date, months: int) -> date:
    """The same day so many months on, or that month's last where it has no such day."""
    year, month = add_months(day.year, day.month, months)
    return min(month_end(year, month), date(year, month, 1) + timedelta(days=day.day - 1))


def vague(anchor: Anchor, past: bool = True) -> When:
    """Some time before publication, or after it."""
    return When(None, None, anchor.last if past else None, Precision.VAGUE)


def join(left: When, right: When) -> When | None:
    """From the beginning of one to the end of the other; None where they do not lie in that order."""
    if left.first and right.last and left.first > right.last:
        return None
    if left.start is None or right.end is None:
        return When(None, None, right.last, Precision.VAGUE)
    return When(f"{left.start}/{right.end}", left.first, right.last, Precision.RANGE)


def both(left: When, right: When) -> When | None:
    """Two dates of which each is meant: one stretch where the second follows on the first, else the set of them."""
    if left.first and right.first and left.first > right.first:
        left, right = right, left
    if left.last and right.first and (right.first - left.last).days == 1:
        return join(left, right)
    return _set(left, right, "{}") or join(left, right)


def either(left: When, right: When) -> When | None:
    """One of two dates: «في 5 أو 6 أيار»."""
    return left if left == right else _set(left, right, "[]")


def _set(left: When, right: When, marks: str) -> When | None:
    members = sorted((left, right), key=lambda one: one.first or date.min)
    plain = (Precision.DAY, Precision.MONTH, Precision.YEAR)
    if any(one.first is None or one.precision not in plain or not (one.edtf or "").replace("-", "").isdigit() for one in members):
        return None
    return When(f"{marks[0]}{members[0].edtf},{members[1].edtf}{marks[1]}", members[0].first, members[1].last, Precision.RANGE)


def since(left: When, anchor: Anchor) -> When:
    """What began then and goes on to the publication; open where that is unknown, vague where it is all unknown."""
    if left.start is None:
        return vague(anchor)
    ahead = left.first and anchor.last and left.first > anchor.last
    if ahead or (left.last and left.last == anchor.day and left.first == left.last):
        return left
    return When(f"{left.start}/{anchor.text or '..'}", left.first, anchor.last, Precision.RANGE)


def week_of(anchor: Anchor, shift: int) -> When:
    """The week so many weeks on, Sunday to Saturday; unknown without a day of publication.

    On a Saturday writers differ on whether it closes the old week or opens the new one: past weeks then reach over both readings.
    """
    if anchor.day is None:
        return UNKNOWN
    sunday = anchor.day - timedelta(days=(anchor.day.weekday() + 1) % 7)
    first, last = sunday + timedelta(weeks=shift), sunday + timedelta(weeks=shift, days=6)
    if anchor.day.weekday() == 5 and shift <= 0:
        first = anchor.day + timedelta(weeks=shift - 1)
        last = anchor.day + timedelta(weeks=shift + 1, days=-1) if shift else anchor.day
    return days_of(first, last, Precision.WEEK)
