"""Weekdays of what is still to come: «سيزور بيروت السبت» means the coming one."""

from dataclasses import replace
from datetime import timedelta

from extract.arabic.normal import normalize
from extract.dates.vocabulary import load_vocabulary
from extract.dates.when import Anchor, day_of
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
