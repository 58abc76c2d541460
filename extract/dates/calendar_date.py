"""A date as it is named in a calendar, before what it leaves unsaid is filled in."""

from dataclasses import dataclass
from datetime import date

from hijridate import Gregorian, Hijri

from extract.dates.when import UNKNOWN, Anchor, When, add_months, day_of, days_of, make_day, month_of
from extract.model import Precision

_HIJRI_YEARS = range(1343, 1501)  # the years hijridate knows
_COMING_MONTHS = 8  # a month that nothing but the future of its clause places lies no further ahead
_GREGORIAN_YEARS = range(1925, 2077)  # and the years in which they lie


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day or month as said.

    `months` has two members where a name is shared (تشرين); `shift` is past, this or next of the month,
    `year_shift` the distance of a year named from the publication's («العام الماضي» is -1); `ahead` tells a future context;
    `western_year` is the Gregorian year named beside a Hijri month («رمضان 2020»).
    """

    months: tuple[int, ...]
    day: int | None = None
    year: int | None = None
    shift: str | None = None
    year_shift: int | None = None
    hijri: bool = False
    ahead: bool = False
    western_year: int | None = None

    def resolve(self, anchor: Anchor) -> When | None:
        """The date; half-known without a year; None where the calendar has no such day."""
        if self.hijri:
            return self._resolve_hijri(anchor)
        if len(self.months) > 1:
            return self._resolve_pair(anchor)
        year, month = self._year(anchor), self.months[0]
        if self.day is None:
            return month_of(year, month) if year else When(f"XXXX-{month:02d}", None, None, Precision.MONTH)
        if year is None:
            known = make_day(2000, month, self.day)  # a leap year: 29 February is a day
            return When(f"XXXX-{month:02d}-{self.day:02d}", None, None, Precision.DAY) if known else None
        day = make_day(year, month, self.day)
        return day_of(day) if day else None

    def _year(self, anchor: Anchor) -> int | None:
        if self.year is not None:
            return self.year
        if self.year_shift is not None:
            return anchor.year + self.year_shift if anchor.year else None
        if anchor.year is None or anchor.month is None:
            return anchor.year if self.shift == "this" else None
        return anchor.year + self._years_on(anchor, self.months[0] - anchor.month)

    def _years_on(self, anchor: Anchor, distance: int) -> int:
        """How many years after the publication's, `distance` being that of the month within the year."""
        later_day = distance == 0 and anchor.day is not None and self.day is not None and self.day > anchor.day.day
        # «ستنظر في الحادث الذي وقع في شباط», written in April: not the February ten months on.
        near = distance >= 0 or distance + 12 <= _COMING_MONTHS
        if self.shift == "next" or (self.shift is None and self.ahead and near):
            same_month = distance == 0 and (self.shift is None or later_day)
            return 0 if distance > 0 or same_month else 1
        if self.shift == "past":
            passed = distance == 0 and anchor.day is not None and self.day is not None and self.day < anchor.day.day
            return 0 if distance < 0 or passed else -1
        return 0 if distance <= 0 else -1

    def _resolve_pair(self, anchor: Anchor) -> When | None:
        """A name of two neighbouring months: both, unless «الماضي» is said in the month after one of them."""
        if self.day is not None:
            return UNKNOWN
        early, late = (CalendarDate((m,), None, self.year, self.shift, self.year_shift, False, self.ahead) for m in self.months)
        if self.shift == "past" and anchor.year and anchor.month:
            before = add_months(anchor.year, anchor.month, -1)
            if before[1] in self.months:
                return month_of(*before)
        first, last = early.resolve(anchor), late.resolve(anchor)
        if first is None or last is None:
            return None
        if first.first and last.first and not 0 < (last.first - first.first).days <= 31:
            return UNKNOWN if self.year else max(first, last, key=lambda when: when.first or date.min)
        return When(f"{first.edtf}/{last.edtf}", first.first, last.last, Precision.RANGE)

    def is_of_another_month(self, anchor: Anchor) -> bool:
        """Whether its month is known not to be the anchor's, in the calendar that it is told in."""
        if not self.hijri:
            return anchor.month not in (None, *self.months)
        return anchor.day is not None and Gregorian.fromdate(anchor.day).to_hijri().month != self.months[0]

    def _resolve_hijri(self, anchor: Anchor) -> When | None:
        year, month = self.year or self._hijri_year(anchor), self.months[0]
        if year is None:
            return UNKNOWN
        first = hijri_day(year, month, self.day or 1)
        if first is None:
            return None
        if self.day:
            return day_of(first)
        last = hijri_day(year, month, Hijri(year, month, 1).month_length())
        return days_of(first, last, Precision.MONTH) if last else None

    def _hijri_year(self, anchor: Anchor) -> int | None:
        """The year in which the day last came round (next, where it lies ahead); needs the month of publication, unless a year is named."""
        western = self.western_year or (anchor.year + self.year_shift if anchor.year and self.year_shift is not None else None)
        if western is not None:
            return self._hijri_year_within(western)
        if anchor.last is None or anchor.month is None or anchor.year not in _GREGORIAN_YEARS:
            return None
        today = anchor.day or anchor.last
        now: int = Gregorian.fromdate(today).to_hijri().year
        begun = hijri_day(now, self.months[0], self.day or 1)
        if begun is None:
            return None
        if self.shift == "next" or self.ahead:
            return now if begun > today else now + 1
        return now if begun <= today else now - 1

    def _hijri_year_within(self, western: int) -> int | None:
        """The one whose day falls into the Gregorian year; None where it comes round there twice."""
        if western not in _GREGORIAN_YEARS:
            return None
        around = Gregorian(western, 1, 1).to_hijri().year
        days = {year: hijri_day(year, self.months[0], self.day or 1) for year in (around, around + 1)}
        found = [year for year, day in days.items() if day and day.year == western]
        return found[0] if len(found) == 1 else None


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a Hijri day, or None outside the known years or where the month is shorter."""
    if year not in _HIJRI_YEARS or not 1 <= day <= Hijri(year, month, 1).month_length():
        return None
    return date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
