"""Who counts what in an event: each figure with the reports that give it, and where figures differ the range that they span.

Figures are never averaged, and none is called the right one: a toll that rises from day to day is a range whose sources have their days of
publication. What agrees is no range («three» and «at least two»), nor is a part and its whole («five killed, two children among
them»): of what one speaker says in one article the greatest figure stands for the whole, and an article in its own voice never differs
from whom it quotes. A copied text counts for the first article with it, unless its figure is its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.model import Count, CountKind, Factuality, Span
from kg.model import Event, Report

_UNSAID = frozenset({Factuality.NEGATED, Factuality.DENIED})  # «denied that five were killed»: the figure is not the denier's


@dataclass(frozen=True, slots=True, order=True)
class Teller:
    """Who gives a figure: an article in its own voice, or whom it quotes, by the id of the entity."""

    document: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of an event: the counts of reports that give it (the report's id, and which of its counts, from 1) and who says so there."""

    count: Count
    told: tuple[tuple[str, int], ...]
    tellers: tuple[Teller, ...]


@dataclass(frozen=True, slots=True)
class FigureRange:
    """What the figures of one kind span that differ: `members` are places in the event's figures; `high` None is open."""

    kind: CountKind
    low: int
    high: int | None
    members: tuple[int, ...]


def figures(event: Event) -> tuple[Figure, ...]:
    """The event's counts in the order of their figures, each with who gives it."""
    told: defaultdict[tuple[object, ...], list[tuple[Report, int]]] = defaultdict(list)
    for report in event.reports:
        for number, count in enumerate(report.mention.counts, start=1):
            told[_figure(count)].append((report, number))
    original = dict(event.quoted)
    return tuple(_with_tellers(count, told[_figure(count)], original) for count in sorted(event.counts, key=_order))


def ranges(found: Sequence[Figure]) -> tuple[FigureRange, ...]:
    """For each kind of which two tellers give figures that no number fits both, what all such figures span."""
    by_kind: defaultdict[CountKind, defaultdict[Teller, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, figure in enumerate(found):
        for teller in figure.tellers:
            by_kind[figure.count.kind][teller].append(place)
    made = (_range(kind, sorted(_differing(by_kind[kind], found)), found) for kind in CountKind if kind in by_kind)
    return tuple(one for one in made if one is not None)


def _figure(count: Count) -> tuple[object, ...]:
    return count.kind, count.low, count.high, count.exactness


def _order(count: Count) -> tuple[str, int, float, str, Span]:
    return count.kind, count.low, _top(count), count.exactness, count.span


def _top(count: Count) -> float:
    return float("inf") if count.high is None else count.high


def _with_tellers(count: Count, told: Sequence[tuple[Report, int]], original: Mapping[str, str]) -> Figure:
    """The tellers of a copy are those of the article that it copies, if that gives the figure too."""
    own = {report.mention.document for report, _ in told}
    tellers: set[Teller] = set()
    for report, _ in told:
        first = original.get(report.id)
        document = first if first in own else report.mention.document
        speaker = None if report.mention.factuality in _UNSAID else report.attributed_to
        tellers.add(Teller(document, speaker or ""))
    return Figure(count, tuple(sorted((report.id, number) for report, number in told)), tuple(sorted(tellers)))


def _differing(by_teller: Mapping[Teller, Sequence[int]], found: Sequence[Figure]) -> Iterator[int]:
    """The greatest figure of each teller who differs from another."""
    for one, other in combinations(sorted(by_teller), 2):
        if _differ(one, other) and not _agree(by_teller[one], by_teller[other], found):
            for teller in (one, other):
                yield max(by_teller[teller], key=lambda place: (_top(found[place].count), found[place].count.low))


def _differ(one: Teller, other: Teller) -> bool:
    """Whether two tellers can contradict each other: an article's own voice repeats whom it quotes."""
    return one.document != other.document or bool(one.speaker and other.speaker)


def _agree(one: Iterable[int], other: Iterable[int], found: Sequence[Figure]) -> bool:
    return any(_overlap(found[a].count, found[b].count) for a in one for b in other)


def _overlap(one: Count, other: Count) -> bool:
    return other.low <= _top(one) and one.low <= _top(other)


def _range(kind: CountKind, places: Sequence[int], found: Sequence[Figure]) -> FigureRange | None:
    counts = [found[place].count for place in dict.fromkeys(places)]
    if not counts:
        return None
    highs = [count.high for count in counts if count.high is not None]
    return FigureRange(kind, min(count.low for count in counts), max(highs) if len(highs) == len(counts) else None, tuple(dict.fromkeys(places)))
