"""Finds the dates of a text in one pass over its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from extract.arabic.normal import normalize
from extract.arabic.words import Word
from extract.dates.doubts import drop_stale, find_doubts
from extract.dates.figures import writes_month_first
from extract.dates.published import prove_publication
from extract.dates.ranges import read_expression
from extract.dates.scene import Found, Scene
from extract.dates.told import Told, take_apart
from extract.dates.vocabulary import load_vocabulary, without_particles
from extract.dates.when import Anchor, When
from extract.model import Doubt, Publication, Span, TimeInterval

_LATE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a text, in its order, none overlapping another.

    `counted_from` is the EDTF date that relative words were resolved by; `published` how the text itself proves it, where nobody told it (so
    finely); `doubts` what contradicts it, the calendar or other dates.
    """

    times: tuple[TimeInterval, ...]
    counted_from: str | None = None
    published: Publication | None = None
    doubts: tuple[Doubt, ...] = ()


def find_dates(words: Sequence[Word], published: str | None) -> tuple[TimeInterval, ...]:
    """The dates said in the words, in text order, none overlapping another.

    `published` (EDTF day, month or year, or None) resolves relative words; where it does not suffice and the text does not prove its own, a day and
    month keep what is known (`XXXX-12-06`) and the rest is vague: `edtf` None, `last` the last day it can have been.
    A vague date of the past ends at the publication; nothing else is ever taken from it.
    """
    return read_dates(words, published).times


def read_dates(words: Sequence[Word], published: str | None) -> Dates:
    """The dates with what they were counted from, how that is known, and what is doubtful about them.

    A text that proves its own day, and that it is another than it was told to be, was published again later: its day is what its words count from.
    """
    normals = [word.normal for word in words]
    scene = Scene(words, normals, load_vocabulary(), Anchor.of(published), month_first=writes_month_first(normals))
    dates = _read(scene)
    if not dates:
        return Dates((), scene.anchor.text)
    proof, contradicting = prove_publication(scene, dates)
    doubts = [Doubt(one.span, f"proves {one.day}, which another date contradicts; no day of publication is taken") for one in contradicting]
    told = scene.anchor
    if proof and (told.day or (told.text and not proof.publication.edtf.startswith(told.text))):
        if len(proof.publication.edtf) == len("2021-12-09") and _lies_off(proof.day, told):
            doubts.append(Doubt(proof.span, f"the text was written on {proof.day} ({proof.reason}), not {told.text}; its dates count from then"))
            scene = replace(scene, anchor=Anchor.of(proof.publication.edtf))
            dates = _read(scene)
        proof = None
    if proof and len(proof.publication.edtf) > len(told.text or ""):
        scene = replace(scene, anchor=Anchor.of(proof.publication.edtf))
        return _checked(scene, _read(scene), proof.publication, doubts)
    return _checked(scene, dates, None, doubts)


def _checked(scene: Scene, dates: Sequence[Told], published: Publication | None, doubts: Sequence[Doubt]) -> Dates:
    kept, stale = drop_stale(scene, dates)
    found = (*doubts, *stale, *find_doubts(scene, kept))
    return Dates(tuple(told.time for told in kept), scene.anchor.text, published, tuple(sorted(set(found), key=lambda doubt: (doubt.span, doubt.reason))))


def _lies_off(day: date, told: Anchor) -> bool:
    """Whether the day is none that the publication told can mean: papers are dated a day late, and put on the net a day later."""
    first = told.day or date(told.year or day.year, told.month or 1, 1)
    last = told.last or day
    return not first - _LATE <= day <= last + _LATE


def _read(scene: Scene) -> list[Told]:
    dates: list[Told] = []
    at = 0
    while at < len(scene.words):
        found = read_expression(scene, at) if scene.vocabulary.opens(scene.normals[at]) else None
        if found is None:
            at += 1
            continue
        dates.append(take_apart(scene, at, found.end, _interval(scene, at, found)))
        if _may_be_meant(found.when, scene.anchor):
            scene = replace(scene, previous=found.when)
        at = found.end
    return dates


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
