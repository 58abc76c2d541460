"""Dates that contradict the calendar, the publication or one another: an article may be republished, a figure may be a slip."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from extract.dates.scene import Scene
from extract.dates.told import Told
from extract.dates.when import Anchor, vague
from extract.model import Doubt, Precision, TimeInterval

_FEWEST = 2  # full dates that must agree to make a text's «الشهر الحالي» another month
_STALE_AFTER = timedelta(days=60)


def find_doubts(scene: Scene, dates: Sequence[Told]) -> Iterator[Doubt]:
    """In text order; each says what was made of the words."""
    for told in dates:
        day = told.day or (told.time.first if told.time.precision is Precision.DAY and told.time.edtf else None)
        if not told.fits_on(day):
            yield Doubt(told.time.span, f"{day} was no such weekday; the date is taken, the weekday left")
        elif told.offset is not None and told.weekday is not None and told.time.edtf is None and scene.anchor.day:
            yield Doubt(told.time.span, f"no such weekday, counted from {scene.anchor.text}; no day is taken")
        if told.current == "month" and told.named and told.named.is_of_another_month(scene.anchor):
            kept = told.time.edtf or "no date"
            yield Doubt(told.time.span, f"the month that it calls the present one is not that of the publication, {scene.anchor.text}; taken for {kept}")
        if told.year and told.year_shift is not None and scene.anchor.year not in (None, told.year - told.year_shift):
            yield Doubt(told.time.span, f"the year does not lie so to the publication, {scene.anchor.text}; the figures are taken")


def drop_stale(scene: Scene, dates: Sequence[Told]) -> tuple[tuple[Told, ...], tuple[Doubt, ...]]:
    """«الشهر الحالي» of a text all of whose full dates lie in one earlier month is vague, for that was written then; the same of years."""
    own = [told.day for told in dates if told.day]
    if scene.anchor.year is None or len(own) < _FEWEST:
        return tuple(dates), ()
    kept, doubts = [], []
    for told in dates:
        letters = {"month": len("2021-12"), "year": len("2021")}.get(told.current or "")
        if letters and not told.named and not told.year and _lies_back(own, scene.anchor, letters):
            reason = f"published {scene.anchor.text}, but all full dates of the text lie in {own[0].isoformat()[:letters]}; no date is taken"
            doubts.append(Doubt(told.time.span, reason))
            told = replace(told, time=_unresolved(told.time, scene.anchor))
        kept.append(told)
    return tuple(kept), tuple(doubts)


def _lies_back(days: Sequence[date], anchor: Anchor, letters: int) -> bool:
    begun = date(anchor.year or 1, anchor.month or 1, 1)
    return len({day.isoformat()[:letters] for day in days}) == 1 and max(days) + _STALE_AFTER < begun and max(days).year <= begun.year


def _unresolved(time: TimeInterval, anchor: Anchor) -> TimeInterval:
    when = vague(anchor)
    return replace(time, edtf=when.edtf, first=when.first, last=when.last, precision=when.precision)
