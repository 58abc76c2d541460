"""Finds the dates of a text in one pass over its words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from extract.arabic.normal import normalize
from extract.arabic.words import Word
from extract.dates.figures import writes_month_first
from extract.dates.ranges import read_expression
from extract.dates.scene import Found, Scene
from extract.dates.vocabulary import load_vocabulary, without_particles
from extract.dates.when import Anchor, When
from extract.model import Precision, Span, TimeInterval


def find_dates(words: Sequence[Word], published: str | None) -> tuple[TimeInterval, ...]:
    """The dates said in the words, in text order, none overlapping another.

    `published` (EDTF day, month or year, or None) resolves relative words; where it does not suffice a day and month
    keep what is known (`XXXX-12-06`, unless the text states its own day) and the rest is vague: `edtf` None, `last` the last day it can have been.
    A vague date of the past ends at the publication; nothing else is ever taken from it.
    """
    normals = [word.normal for word in words]
    scene = Scene(words, normals, load_vocabulary(), Anchor.of(published), month_first=writes_month_first(normals))
    dates = _read(scene)
    if scene.anchor.year is None and (today := _stated_today(scene, dates)):
        return tuple(_read(replace(scene, anchor=Anchor(None, today.year, today.month))))
    return tuple(dates)


def _read(scene: Scene) -> list[TimeInterval]:
    dates: list[TimeInterval] = []
    at = 0
    while at < len(scene.words):
        found = read_expression(scene, at) if scene.vocabulary.opens(scene.normals[at]) else None
        if found is None:
            at += 1
            continue
        dates.append(_interval(scene, at, found))
        if _may_be_meant(found.when, scene.anchor):
            scene = replace(scene, previous=found.when)
        at = found.end
    return dates


def _stated_today(scene: Scene, dates: Sequence[TimeInterval]) -> date | None:
    """The day a text gives as its own («اليوم، الخميس، 9 من كانون الأول 2021»), which tells the year of its other dates."""
    today = {word.start for word in scene.words if word.normal == "اليوم"}
    stated = (one.first for one in dates if one.precision is Precision.DAY and not today.isdisjoint(range(one.span.start, one.span.end)))
    return next((day for day in stated if day), None)


def _may_be_meant(when: When, anchor: Anchor) -> bool:
    """Whether a later «حينها» or «الشهر نفسه» may mean this date: it is known, and neither that of the report itself nor goes on to it."""
    return when.first is not None and when.last is not None and (anchor.day is None or when.last < anchor.day)


def _interval(scene: Scene, at: int, found: Found) -> TimeInterval:
    """The found date with its words; the spaces between them are written as single ones where the text has others."""
    words = scene.words[at : found.end]
    start = words[0].start + _attached_length(scene, words[0])
    pieces = [words[0].text[start - words[0].start :]]
    for before, word in pairwise(words):
        pieces.append(" " * (word.start - before.end) + word.text)
    when = found.when
    return TimeInterval(Span(start, words[-1].end), "".join(pieces), when.edtf, when.first, when.last, when.precision)


def _attached_length(scene: Scene, word: Word) -> int:
    """How many characters of the word are particles that stand before the date: one of «وأمس»."""
    if word.normal in scene.vocabulary.openers:
        return 0
    for form in without_particles(word.normal):
        if form in scene.vocabulary.openers:
            # The letter after the particle, past the vowel signs on the particle itself; «للاثنين» leaves «لاثنين».
            left = len(form)
            return next(n for n in range(len(word.text)) if len(normalize(word.text[n:])) == left and word.text[n].isalpha())
    return 0
