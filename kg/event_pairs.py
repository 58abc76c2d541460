"""Where the assembling of a graph's events is in doubt: pairs of reports that it weighed and could as well have judged otherwise.

An event that weighed evidence made holds together by links, the likeliest that tie all of its reports: without one of them it would fall into two. A link in
doubt is one of no great probability. Two events that are none are in doubt where a pair of their reports is not unlikely to tell one event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from extract.model import Document
from kg.assemble import assemble, tied_groups
from kg.compatible import Compatibility
from kg.decided import Decided
from kg.decisions import Decision
from kg.groups import Groups
from kg.joining import compared, copied_reports
from kg.model import Entity, Event, Report
from kg.same_event import SameEvent
from kg.stories import Stories
from kg.telling import Telling

_SURE = 0.75  # a link of this probability is in no doubt
_NEARLY = 0.25  # nor are two events of which no two reports tell one more probably than this

_Pair = tuple[float, str, str]  # the probability, below zero so that the likeliest come first, and the ids of two reports, the smaller first


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two reports by their ids, the smaller first: how probable it is that they tell one event, whether they are of one, and what speaks for it."""

    one: str
    other: str
    joined: bool
    probability: float
    reasons: tuple[str, ...]

    @property
    def doubt(self) -> float:
        """How probable it is that the graph is wrong about them."""
        return 1.0 - self.probability if self.joined else self.probability


class EventPairs:
    """The events of these reports, and what was weighed to make them."""

    def __init__(self, reports: Sequence[Report], entities: Mapping[str, Entity], documents: Sequence[Document], decisions: Sequence[Decision]) -> None:
        self.reports: Mapping[str, Report] = MappingProxyType({report.id: report for report in reports})
        self._rules, self._stories = Compatibility(entities), Stories(documents)
        events = assemble(reports, entities, documents, decisions, stories=self._stories)
        self.events: Mapping[str, Event] = MappingProxyType({event.id: event for event in events})
        self.event_of: Mapping[str, str] = {report.id: event.id for event in self.events.values() for report in event.reports}
        self._judge = SameEvent(self._rules, self._stories)
        self._tellings = self._told()
        self._telling = {telling.report.id: telling for found in self._tellings.values() for telling in found}
        self._decisions = tuple(decisions)

    def doubts(self) -> list[Weighed]:
        """What is in doubt, first where the graph is likeliest wrong: of each event its links, of two events the likeliest pair."""
        inside: list[_Pair] = []
        between: dict[tuple[str, str], _Pair] = {}
        for one, other in compared(self._tellings, self._stories):
            pair = self._pair(one, other)
            first, second = sorted((self.event_of[pair[1]], self.event_of[pair[2]]))
            if first == second:
                inside.append(pair)
            elif -pair[0] >= _NEARLY and self._judge.has_grounds(one, other):
                between[first, second] = min(between.get((first, second), pair), pair)
        doubtful = [*(link for link in self._links(inside) if -link[0] < _SURE), *between.values()]
        return sorted((self.weigh(one, other) for _, one, other in doubtful), key=lambda found: (-found.doubt, found.one, found.other))

    def weigh(self, one: str, other: str) -> Weighed:
        """The evidence of two reports of these."""
        improbability, first, second = self._pair(self._telling[one], self._telling[other])
        reasons = self._judge.reasons(self._telling[first], self._telling[second])
        return Weighed(first, second, self.event_of[first] == self.event_of[second], -improbability, tuple(sorted(reasons)))

    def likeliest(self, ones: Iterable[str], others: Iterable[str]) -> tuple[str, str]:
        """The reports, one of each side, that tell one event most probably, sorted; those that something particular ties go first.

        The two sides must not be one and the same report.
        """
        pairs = ((self._telling[one], self._telling[other]) for one, other in product(ones, others) if one != other)
        _, (_, first, second) = min((not self._judge.has_grounds(one, other), self._pair(one, other)) for one, other in pairs)
        return first, second

    def _told(self) -> dict[str, list[Telling]]:
        by_document: defaultdict[str, list[Report]] = defaultdict(list)
        for report in self.reports.values():
            by_document[report.mention.document].append(report)
        return {document: list(self._judge.tellings(by_document[document])) for document in sorted(by_document)}

    def _pair(self, one: Telling, other: Telling) -> _Pair:
        first, second = sorted((one, other), key=lambda telling: telling.report.id)
        return -round(self._judge.probability(first, second), 4), first.report.id, second.report.id

    def _links(self, pairs: Iterable[_Pair]) -> Iterator[_Pair]:
        """The likeliest of the pairs that hold each event together, beyond what is sure: what ties reports for good, copies, people's decisions."""
        sure = Groups()
        for one, other in self._sure():
            sure.join(one, other)
        for pair in sorted(pairs):
            if sure.of(pair[1]) != sure.of(pair[2]):
                sure.join(pair[1], pair[2])
                yield pair

    def _sure(self) -> Iterator[tuple[str, str]]:
        decided = Decided(self._decisions, self.reports.values())
        tied, _ = tied_groups(self.reports.values(), self._rules, decided)
        yield from ((group[0].id, report.id) for group in tied for report in group[1:])
        copies = copied_reports(self._tellings, self._stories)
        yield from (pair for pair in copies if self.event_of[pair[0]] == self.event_of[pair[1]])
        yield from decided.same()
