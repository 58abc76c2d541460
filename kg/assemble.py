"""From reports to events across documents, the same for any order of the reports.

Two reports tell one event when nothing in them contradicts (`Compatibility.agree`) and something particular ties them
(`Compatibility.tie`): a named actor or target in common and a date, or both of them in common and a place. What is missing never ties.
The best-tied pairs meet first, and a report joins an event only if it agrees with all that the event already has; one that could as well
belong to either of two contradicting events («the attack on the town», undated) belongs to neither.

Reports with equal traits are one node, and only nodes that share a type, a named participant and a day or place are
compared, so the work grows with the number of reports and not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from types import MappingProxyType

from extract.model import Document, EventMention, EventType, Factuality, TimeInterval
from kg.belief import AGAINST
from kg.compatible import Compatibility, Traits, distinct_counts
from kg.decided import Decided
from kg.decisions import Decision
from kg.digest import digest
from kg.exclusion import MUTUAL, facing
from kg.joining import Joined, join
from kg.model import Entity, Event, Report
from kg.parties import named
from kg.priors import Priors, load_priors
from kg.same_event import SameEvent
from kg.stories import Stories
from kg.tolls import with_tolls
from kg.united import united, united_sides, united_way
from kg.voices import Hearing
from kg.weighed import Weighed

_STRENGTH = (Factuality.ASSERTED, Factuality.PLANNED, Factuality.NEGATED, Factuality.DENIED)
_BOTH = 2  # date and place


def assemble(
    reports: Sequence[Report],
    entities: Mapping[str, Entity] = MappingProxyType({}),
    documents: Iterable[Document] = (),
    decisions: Iterable[Decision] = (),
    readers: Mapping[str, str] = MappingProxyType({}),
    priors: Priors | None = None,
    publishers: Mapping[str, str] = MappingProxyType({}),
    stories: Stories | None = None,
    weighed: Weighed | None = None,
) -> tuple[Event, ...]:
    """The events that the reports tell, sorted by id; every report belongs to exactly one.

    `entities` (by id) tell which participants are named and which place lies in which; of the `documents` the words tell which articles are
    of one story or copies of one text, and the outlets whose reports count as one source. An asserted and a denied report of one event
    meet in it: it is asserted, and the denial stays on its report. `decisions` of reports go before everything else; those that contradict
    each other raise InputError. `readers` name the extractor that read each document, `publishers` the known outlet that published it, by its id;
    `priors` are the packaged ones unless given, and `stories` those of the documents.
    What was `weighed` before is not weighed again, and what is weighed now is noted there.
    """
    documents = tuple(documents)
    stories, rules, decided = stories or Stories(documents), Compatibility(entities), Decided(decisions, reports)
    hearing, priors = Hearing(entities, documents, readers, publishers), priors or load_priors()
    marked, lone = tied_groups(reports, rules, decided)
    groups = join([*marked, *lone], SameEvent(rules, stories), stories, decided, weighed)
    alone = {(report.id,) for (report,) in lone}
    events: dict[bool, list[Event]] = {True: [], False: []}
    for group in groups:
        events[tuple(report.id for report in group.reports) in alone].append(_event(group, rules, stories))
    found = (event for unmarked, those in events.items() for event in _with_ids(those, rules, alone=unmarked))
    return with_tolls(sorted((hearing.weighed(event, priors) for event in found), key=lambda event: event.id), rules, stories)


@dataclass(frozen=True, slots=True)
class _Node:
    """Reports of equal traits, sorted by id; one that a person keeps apart from another stands for itself."""

    traits: Traits
    reports: tuple[Report, ...]


def tied_groups(reports: Iterable[Report], rules: Compatibility, decided: Decided) -> tuple[list[list[Report]], list[list[Report]]]:
    """The groups of reports that something particular makes one, and those reports alone that nothing particular marks."""
    by_traits: defaultdict[tuple[Traits, str], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.id):
        by_traits[rules.traits(report), report.id if decided.is_bound(report.id) else ""].append(report)
    nodes = [_Node(traits, tuple(found)) for (traits, _), found in by_traits.items()]
    tied = sorted((node for node in nodes if rules.tie(node.traits, node.traits)), key=_order)
    for node in tied:
        for report in node.reports[1:]:
            decided.join(node.reports[0].id, report.id)
    marked = [[report for node in group for report in node.reports] for group in _groups(tied, rules, decided)]
    return marked, [[report] for node in nodes if not rules.tie(node.traits, node.traits) for report in node.reports]


def _order(node: _Node) -> tuple[str, ...]:
    """A place in line that depends on content alone."""
    traits, bound = node.traits, node.reports[0].id
    parts = (traits.type, sorted(traits.actors), sorted(traits.targets), sorted(traits.places), traits.when, traits.figures, traits.family, bound)
    return tuple(map(str, parts))


def _groups(nodes: Sequence[_Node], rules: Compatibility, decided: Decided) -> list[list[_Node]]:
    """The nodes that make one event each."""
    traits, ids = [node.traits for node in nodes], [node.reports[0].id for node in nodes]
    found = [(rules.tie(traits[a], traits[b]), a, b) for a, b in _candidates(traits, rules) if rules.agree(traits[a], traits[b])]
    pairs = sorted((-tie, a, b) for tie, a, b in found if tie and decided.may_join(ids[a], ids[b]))
    torn = _torn(traits, [(a, b) for tie, a, b in pairs if -tie < _BOTH], rules)
    members = {n: [n] for n in range(len(nodes))}
    for tie, a, b in pairs:
        one, other = members[a], members[b]
        if one is other or (-tie < _BOTH and not torn.isdisjoint((a, b))):
            continue
        if decided.may_join(ids[a], ids[b]) and all(rules.agree(traits[x], traits[y]) for x in one for y in other):
            one.extend(other)
            members.update((n, one) for n in other)
            decided.join(ids[a], ids[b])
    return [[nodes[n] for n in sorted(group)] for first, group in members.items() if first == min(group)]


def _torn(nodes: Sequence[Traits], weak: Iterable[tuple[int, int]], rules: Compatibility) -> frozenset[int]:
    """The nodes whose partners contradict each other: which of them they belong to, nobody knows."""
    partners: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in weak:
        partners[a].append(b)
        partners[b].append(a)
    return frozenset(n for n, found in partners.items() if not all(rules.agree(nodes[a], nodes[b]) for a, b in combinations(found, 2)))


def _candidates(nodes: Sequence[Traits], rules: Compatibility) -> Iterator[tuple[int, int]]:
    """Each pair of nodes that may be tied, once, the smaller first."""
    by_day: defaultdict[tuple[EventType, str, date], list[int]] = defaultdict(list)
    by_place: defaultdict[tuple[EventType, str, str], list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        around = {larger for place in node.places for larger in rules.above(place)}
        for name in named(node.actors | node.targets):
            for day in node.when.days() if node.when else ():
                by_day[node.type, name, day].append(n)
            for place in around:
                by_place[node.type, name, place].append(n)
    pairs = {pair for block in by_day.values() for pair in combinations(block, 2)}
    for (_, _, place), block in by_place.items():
        pairs |= set(_of_place(place, block, nodes))
    yield from pairs


def _of_place(place: str, block: Sequence[int], nodes: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """The pairs of a place's block of which one is at the place itself and one bears no exact date (else a day's block has them)."""
    vague = [n for n in block if not _is_dated(nodes[n])]
    for one in block:
        if place in nodes[one].places:
            others = vague if _is_dated(nodes[one]) else block
            yield from ((min(one, other), max(one, other)) for other in others if one != other)


def _is_dated(node: Traits) -> bool:
    return node.when is not None and node.when.is_particular


def _event(joined: Joined, rules: Compatibility, stories: Stories) -> Event:
    """The event of these reports, still without an id and unweighed."""
    told = joined.reports
    telling = tuple(_facing_the_first(_telling(told), rules))
    kind = _type(told)
    actors, targets = united_sides([(report.actors, report.targets) for report in telling], rules, kind in MUTUAL)
    origins, destinations = united_way([(report.origins, report.destinations) for report in telling], rules)
    factualities = {report.mention.factuality for report in told}
    return Event(
        id="",
        type=kind,
        actors=actors,
        targets=targets,
        places=rules.narrowest(united([report.places for report in telling], rules)),
        time=_narrowest_time(report.mention for report in told),
        counts=distinct_counts(count for report in told for count in report.mention.counts),
        factuality=next(factuality for factuality in _STRENGTH if factuality in factualities),
        belief=0.0,
        reports=told,
        reasons=joined.reasons,
        quoted=tuple((r.id, stories.original(r.mention.document)) for r in told if stories.original(r.mention.document) != r.mention.document),
        origins=origins,
        destinations=destinations,
    )


def _telling(reports: Sequence[Report]) -> Sequence[Report]:
    """The reports that say who did it: of an event that some tell, not those that deny it («نفى المقاتلون أنهم أطلقوا النار»)."""
    return [report for report in reports if report.mention.factuality not in AGAINST] or reports


def _facing_the_first(reports: Sequence[Report], rules: Compatibility) -> Iterator[Report]:
    """The reports, those of a meeting with the sides as the first one has them, so that nobody meets himself."""
    first = rules.traits(reports[0])
    for report in reports:
        own = rules.traits(report)
        yield report if facing(first, own) == own else replace(report, actors=report.targets, targets=report.actors)


def _type(reports: Sequence[Report]) -> EventType:
    """What most reports call it, the surest of them where they are as many."""
    votes: Counter[EventType] = Counter()
    sure: defaultdict[EventType, float] = defaultdict(float)
    for report in reports:
        votes[report.mention.type] += 1
        sure[report.mention.type] = max(sure[report.mention.type], report.mention.confidence)
    return min(votes, key=lambda kind: (-votes[kind], -sure[kind], kind.value))


def _narrowest_time(mentions: Iterable[EventMention]) -> TimeInterval | None:
    times = [mention.time for mention in mentions if mention.time is not None and mention.time.edtf is not None]
    return min(times, key=_breadth, default=None)


def _breadth(time: TimeInterval) -> tuple[float, str, str]:
    days = float("inf") if time.first is None or time.last is None else float((time.last - time.first).days)
    return days, time.edtf or "", repr(time)


def _with_ids(events: Iterable[Event], rules: Compatibility, alone: bool = False) -> Iterator[Event]:
    """The events with ids of their content, so that more evidence leaves an id as it is.

    Events of equal content are told apart by their counts and only then by their first report. An event that nothing particular
    marks (`alone`) is known by its one report and by nothing else, so that report's id goes in from the beginning.
    """
    groups: defaultdict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in events:
        groups[_content(event, rules)].append(event)
    for content, group in groups.items():
        figures = [tuple((c.kind.value, c.low, c.high) for c in event.counts) for event in group]
        times = Counter(figures)
        for event, figure in zip(group, figures, strict=True):
            key: tuple[object, ...] = content
            if alone or times[figure] > 1:
                key = (*content, event.reports[0].id)
            elif len(group) > 1:
                key = (*content, figure)
            yield replace(event, id=digest(key))


def _content(event: Event, rules: Compatibility) -> tuple[object, ...]:
    roles = (tuple(sorted({rules.party(i) for i in ids})) for ids in (event.actors, event.targets, event.places))
    return event.type.value, *roles, event.time.edtf if event.time else None
