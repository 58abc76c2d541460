"""When two reports can speak of one event: nothing contradicts, and something particular ties them.

`Traits` is what counts of a report; reports with equal traits are alike in everything that this module looks at.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extract.model import Count, CountKind, EventType, TimeInterval
from kg.geography.overlap import may_be_same_place
from kg.happenings import family_of, lemma_of
from kg.model import Entity, PlaceClass, Report
from kg.parties import Parties, Party, named

_PARTICULAR_DAYS = 7  # two dates that fix no more than a month say little about being the same occasion
_PARTICULAR_KM = 60.0  # nor does being in the same country


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event, both None where the words leave them open, and the EDTF value."""

    edtf: str
    first: date | None
    last: date | None

    @property
    def is_particular(self) -> bool:
        return self.first is not None and self.last is not None and self.last - self.first < timedelta(_PARTICULAR_DAYS)

    def days(self) -> Iterator[date]:
        """Each day of a particular date."""
        if self.first is not None and self.last is not None and self.is_particular:
            yield from (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


Figures = tuple[tuple[CountKind, int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """A report's type, participants, places, time, counts and family of happenings, free of where and in which words it stands."""

    type: EventType
    actors: frozenset[Party]
    targets: frozenset[Party]
    places: frozenset[str]
    when: When | None
    figures: Figures
    family: str | None = None


class Compatibility(Parties):
    """Judges traits by what is known of entities: who belongs to whom, and which place lies in which."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        super().__init__(entities)
        self._may_be_one = cache(lambda one, other: may_be_same_place(entities[one], entities[other], entities).may)
        self._side = cache(self._side_of)
        self._sides: dict[frozenset[Party], frozenset[Party]] = {}  # equal sides are one object, so that comparing them costs nothing
        self._is_narrow = cache(self._is_narrow_place)
        self._is_placed = cache(self._lies_somewhere)

    def traits(self, report: Report) -> Traits:
        """What counts of a report."""
        actors, targets = self._side(report.actors), self._side(report.targets)
        counts = report.mention.counts
        figures = tuple(sorted({(c.kind, c.low, c.high) for c in counts}, key=str)) if counts else ()
        family = family_of(lemma_of(report.mention.rule))
        return Traits(report.mention.type, actors, targets, frozenset(map(self.place, report.places)), _when(report.mention.time), figures, family)

    def agree(self, one: Traits, other: Traits) -> bool:
        """Whether nothing in the two contradicts; what one leaves out never does."""
        return (
            one.type is other.type
            and (one.family is None or other.family is None or one.family == other.family)
            and _parties_agree(one.actors, other.actors)
            and _parties_agree(one.targets, other.targets)
            and (not one.places or not other.places or any(self._meeting(one, other)))
            and (one.when is None or other.when is None or _times_agree(one.when, other.when))
            and _figures_agree(one.figures, other.figures)
        )

    def tie(self, one: Traits, other: Traits) -> int:
        """How much that is particular the two share: 0 where it does not make them one event, 1 for date or place, 2 for both.

        A date ties whoever shares a participant. A place ties only those who share an actor and a target beside it: what the
        same army does in the same town is not for that one event, and a town that is shelled is not a second thing in common.
        """
        actors, targets = named(one.actors) & named(other.actors), named(one.targets) & named(other.targets)
        if not actors and not targets:
            return 0
        shared = [pair for pair in self._meeting(one, other) if self.is_particular(pair[0]) and self.is_particular(pair[1])]
        places = {place for pair in shared for place in pair}
        if self.share_date(one, other):
            return 2 if shared else 1
        return int(bool(shared and actors - places and targets - places))

    def live_apart(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether both sides, ids of entities, are people told by where they live, and no home of the one can be one of the other."""
        ones, others = tuple(map(self._home, one)), tuple(map(self._home, other))
        return None not in ones and None not in others and self.lie_apart(filter(None, ones), filter(None, others))

    def _home(self, identity: str) -> str | None:
        entity = self._entities.get(identity)
        return None if entity is None else entity.home

    def meet(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether a place of the one lies in a place of the other, or is it."""
        return any(self.belong(a, b) for a in one for b in other)

    def share_date(self, one: Traits, other: Traits) -> bool:
        """Whether both are dated to few days, and these overlap."""
        return _share_date(one.when, other.when)

    def share_place(self, one: Traits, other: Traits) -> bool:
        """Whether a place of the one lies in one of the other, and neither is as wide as a country."""
        if not one.places or not other.places:
            return False
        return any(self.is_particular(a) and self.is_particular(b) for a, b in self._meeting(one, other))

    def lie_apart(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether both are placed, and no place of the one can be, hold or reach one of the other."""
        ones, others = tuple(one), tuple(other)
        placed = ones and others and all(map(self._is_placed, (*ones, *others)))
        return bool(placed) and not any(self._may_be_one(min(a, b), max(a, b)) for a in ones for b in others)

    def _lies_somewhere(self, place: str) -> bool:
        """Whether it is reviewed, told by such («ريف حلب») or in such; of «سوق المدينة» nobody knows where it is."""
        around = (self._entities[one] for one in self.above(place) if one in self._entities)
        return any(entity.known or (entity.extent is not None and entity.extent.precision is not PlaceClass.UNKNOWN) for entity in around)

    def _meeting(self, one: Traits, other: Traits) -> Iterator[tuple[str, str]]:
        """The pairs of places of which one lies in the other, or is it."""
        return ((a, b) for a in one.places for b in other.places if b in self.above(a) or a in self.above(b))

    def is_particular(self, place: str) -> bool:
        """Whether a place is known, and narrower than a whole country or desert; words like «محيط المدينة» are anywhere."""
        return self._is_narrow(place)

    def _is_narrow_place(self, place: str) -> bool:
        entity = self._entities.get(place)
        if entity is None or not entity.known:
            return False
        return entity.coordinates is None or entity.coordinates.precision_km <= _PARTICULAR_KM

    def narrowest(self, places: Iterable[str]) -> tuple[str, ...]:
        """The places without those that merely lie around another of them."""
        found = set(places)
        around = {larger for place in found for larger in self.above(place) if larger != place}
        return tuple(sorted(found - around))

    def place(self, identity: str) -> str:
        """A place's id, or where nobody knows where it lies, words: «أطراف البلدة» in two documents is no contradiction, as unnamed people are none."""
        party = self.party(identity)
        is_anywhere = party.words and not self._is_placed(identity)
        return " ".join(("words", *party.words, "of", party.whole)) if is_anywhere else identity

    def _side_of(self, identities: tuple[str, ...]) -> frozenset[Party]:
        side = frozenset(map(self.party, identities))
        return self._sides.setdefault(side, side)


def _when(time: TimeInterval | None) -> When | None:
    return None if time is None or time.edtf is None else When(time.edtf, time.first, time.last)


def _parties_agree(one: frozenset[Party], other: frozenset[Party]) -> bool:
    return not one or not other or one == other or bool(named(one) & named(other))


def _times_agree(one: When, other: When) -> bool:
    if one.edtf == other.edtf:
        return True
    if "X" in one.edtf or "X" in other.edtf:
        return _masks_agree(one.edtf, other.edtf)
    return (one.first is None or other.last is None or one.first <= other.last) and (other.first is None or one.last is None or other.first <= one.last)


def _masks_agree(one: str, other: str) -> bool:
    """Whether two EDTF dates with unknown digits (X) can be the same, as far as both go."""
    if "/" in one or "/" in other:
        return True
    return all(a == b or "X" in (a, b) for a, b in zip(one, other, strict=False))


def _share_date(one: When | None, other: When | None) -> bool:
    return one is not None and other is not None and one.is_particular and other.is_particular and _times_agree(one, other)


def _figures_agree(one: Figures, other: Figures) -> bool:
    kinds = {kind for kind, _, _ in one} & {kind for kind, _, _ in other}
    return all(any(overlap(a, b) for a in one for b in other if a[0] is b[0] is kind) for kind in kinds)


def overlap(one: tuple[CountKind, int, int | None], other: tuple[CountKind, int, int | None]) -> bool:
    """Whether some number is both figures', their kinds left aside."""
    return (one[2] is None or other[1] <= one[2]) and (other[2] is None or one[1] <= other[2])


def distinct_counts(counts: Iterable[Count]) -> tuple[Count, ...]:
    """The figures that differ, each with the first words that give it."""
    found: dict[tuple[object, ...], Count] = {}
    for count in counts:
        found.setdefault((count.kind, count.low, count.high, count.exactness), count)
    return tuple(found[key] for key in sorted(found, key=str))
