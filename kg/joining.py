"""Groups of reports into larger ones, by the evidence that two reports tell one event.

Pairs within an article and, where they share a time and something particular, across articles of one story are weighed, the
likeliest first. Two groups become one where the pair is likely enough, nothing rules out any pair of theirs, and their pairs are likely on
the whole: one bridge between two events does not make them one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product

from kg.model import Report
from kg.same_event import SameEvent, Telling
from kg.stories import Stories

_LIKELY = 0.5  # for the pair that joins
_ON_THE_WHOLE = 0.25  # for the mean of all pairs of the two groups
_LOOKED_AT = 400  # pairs of two large groups


@dataclass(frozen=True, slots=True)
class Joined:
    """The reports of one event, sorted by id, and why those beyond the first groups are taken for one."""

    reports: tuple[Report, ...]
    reasons: tuple[str, ...] = ()


def join(groups: Iterable[Sequence[Report]], judge: SameEvent, stories: Stories) -> list[Joined]:
    """The groups, those that tell one event joined, in the order of their first reports."""
    by_document: dict[str, list[Report]] = {}
    joined: dict[str, list[Report]] = {}
    for group in groups:
        members = list(group)
        for report in members:
            by_document.setdefault(report.mention.document, []).append(report)
            joined[report.id] = members
    tellings = {document: list(judge.tellings(by_document[document])) for document in sorted(by_document)}
    told = {telling.report.id: telling for found in tellings.values() for telling in found}
    reasons: dict[str, frozenset[str]] = {}
    for _, one, other in sorted(_likely_pairs(tellings, judge, stories)):
        a, b = joined[one], joined[other]
        if a is not b and _are_one([told[r.id] for r in a], [told[r.id] for r in b], judge):
            a.extend(b)
            joined.update((report.id, a) for report in b)
            reasons[one] = reasons.get(one, frozenset()) | judge.reasons(told[one], told[other])
    distinct = {id(group): tuple(sorted(group, key=lambda report: report.id)) for group in joined.values()}
    found = (Joined(group, tuple(sorted({reason for report in group for reason in reasons.get(report.id, ())}))) for group in distinct.values())
    return sorted(found, key=lambda group: group.reports[0].id)


def _likely_pairs(tellings: Mapping[str, Sequence[Telling]], judge: SameEvent, stories: Stories) -> Iterator[tuple[float, str, str]]:
    within = (pair for found in tellings.values() for pair in combinations(found, 2))
    across = (pair for one, other in stories.pairs() for pair in product(tellings.get(one, ()), tellings.get(other, ())))
    for pairs in (within, across):
        for one, other in pairs:
            probability = judge.probability(one, other)
            if probability >= _LIKELY and judge.has_grounds(one, other):
                first, second = sorted((one.report.id, other.report.id))
                yield -round(probability, 6), first, second


def _are_one(one: Sequence[Telling], other: Sequence[Telling], judge: SameEvent) -> bool:
    pairs = list(islice(product(one, other), _LOOKED_AT))
    if any(judge.is_excluded(a, b) for a, b in pairs):
        return False
    return sum(judge.probability(a, b) for a, b in pairs) >= _ON_THE_WHOLE * len(pairs)
