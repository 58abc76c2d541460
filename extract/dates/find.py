"""Finds the dates of a text in one pass over its words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.arabic.normal import normalize
from extract.arabic.words import Word
from extract.dates.ranges import read_expression
from extract.dates.scene import Found, Scene
from extract.dates.vocabulary import load_vocabulary, without_particles
from extract.dates.when import Anchor, When
from extract.model import Span, TimeInterval


def find_dates(words: Sequence[Word], published: str | None) -> tuple[TimeInterval, ...]:
    """The dates said in the words, in text order, none overlapping another.

    `published` (EDTF day, month or year, or None) resolves relative words; where it does not suffice a day and month
    keep what is known (`XXXX-12-06`) and the rest is vague: `edtf` None, `last` the last day it can have been.
    A vague date of the past ends at the publication; nothing else is ever taken from it.
    """
    vocabulary = load_vocabulary()
    scene = Scene(words, [word.normal for word in words], vocabulary, Anchor.of(published))
    dates: list[TimeInterval] = []
    at = 0
    while at < len(words):
        found = read_expression(scene, at) if vocabulary.opens(scene.normals[at]) else None
        if found is None:
            at += 1
            continue
        dates.append(_interval(scene, at, found))
        if _may_be_meant(found.when, scene.anchor):
            scene = replace(scene, previous=found.when)
        at = found.end
    return tuple(dates)


def _may_be_meant(when: When, anchor: Anchor) -> bool:
    """Whether a later «حينها» or «الشهر نفسه» may mean this date: it is known, and not that of the report itself."""
    return when.first is not None and (anchor.day is None or when.first < anchor.day)


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
