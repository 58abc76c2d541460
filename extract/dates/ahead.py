"""Dates that the event makes other than they stand: «سيزور بيروت السبت» means the coming one, «منذ … في 20 تموز» all the time from then on."""

from dataclasses import replace
from datetime import timedelta

from extract.arabic.normal import normalize
from extract.dates.vocabulary import load_vocabulary
from extract.dates.when import Anchor, When, day_of, since
from extract.model import Precision, TimeInterval


def move_ahead(time: TimeInterval, published: str | None) -> TimeInterval:
    """The date of a future event: a weekday that tells neither week nor date lies behind the publication no longer."""
    today = Anchor.of(published).day
    words = normalize(time.text).split()
    weekdays = load_vocabulary().phrases["weekday"]
    if today is None or time.precision is not Precision.DAY or time.first is None or time.first >= today or words[-1] not in weekdays:
        return time
    if (today - time.first).days >= 7:
        return time
    day = day_of(time.first + timedelta(weeks=1))
    return replace(time, edtf=day.edtf, first=day.first, last=day.last)


def move_by(time: TimeInterval, days: int) -> TimeInterval | None:
    """The day that lies so many days behind one (before it, if negative); None where no day is known."""
    if time.precision is not Precision.DAY or time.first is None or time.first != time.last:
        return None
    day = day_of(time.first + timedelta(days=days))
    return replace(time, edtf=day.edtf, first=day.first, last=day.last)


def go_on_since(time: TimeInterval, published: str | None) -> TimeInterval:
    """From the date to the publication."""
    whole = since(When(time.edtf, time.first, time.last, time.precision), Anchor.of(published))
    return replace(time, edtf=whole.edtf, first=whole.first, last=whole.last, precision=whole.precision)


def is_ahead(time: TimeInterval, published: str | None) -> bool:
    """Whether it lies wholly behind the day of publication, so that nothing can have happened then yet."""
    last = Anchor.of(published).last
    return last is not None and time.first is not None and time.first > last
