"""An assembled event as RDF, and the plain triples between actors and targets."""

from collections.abc import Iterator, Sequence
from itertools import product

from pyoxigraph import NamedNode

from extract.model import Count, Factuality
from kg.figures import Figure, figures, ranges
from kg.model import Event
from kg.nodes import Statement, decimal, document_iri, entity_iri, event_iri, integer, name, part_of, plain, report_iri
from kg.times import interval
from ontology.terms import EVENT_CLASS, EVENT_PREDICATE, FACTUALITY, KH, PROV, RDF, SEM

_RANGE = "range"  # the exactness of what several sources' figures span


def event_statements(node: NamedNode, event: Event, base: str) -> Iterator[Statement]:
    yield node, RDF.type, name(KH.Event)
    yield node, RDF.type, name(EVENT_CLASS[event.type])
    yield node, KH.factuality, name(FACTUALITY[event.factuality])
    yield node, KH.belief, decimal(event.belief)
    yield node, KH.independentSources, integer(event.sources)
    for reason in event.reasons:
        yield node, KH.rule, plain(reason)
    for predicate, participants in ((KH.actor, event.actors), (KH.target, event.targets), *_where(event)):
        for participant in sorted(set(participants)):
            yield node, predicate, entity_iri(base, participant)
    if event.toll_of is not None:
        yield node, SEM.subEventOf, event_iri(base, event.toll_of)
    if event.time is not None:
        yield node, KH.time, part_of(node, "time")
        yield from interval(part_of(node, "time"), event.time, base)
    yield from _counts(node, event, base)


def _where(event: Event) -> tuple[tuple[str, Sequence[str]], ...]:
    """Whence and whither a movement leads are places of it too."""
    return (KH.place, (*event.places, *event.origins, *event.destinations)), (KH.origin, event.origins), (KH.destination, event.destinations)


def _counts(node: NamedNode, event: Event, base: str) -> Iterator[Statement]:
    """Each figure with who gives it, and beside those that differ what they span."""
    found = figures(event)
    nodes = [part_of(node, "count", number) for number in range(1, len(found) + 1)]
    for count, figure in zip(nodes, found, strict=True):
        yield node, KH.count, count
        yield from count_statements(count, figure.count)
        yield from _sources(count, figure, base)
    for one in ranges(found):
        whole = part_of(node, "count", one.kind.value)
        yield node, KH.count, whole
        yield from _bounds(whole, one.kind, one.low, one.high, _RANGE)
        for member in one.members:
            yield whole, PROV.wasDerivedFrom, nodes[member]


def _sources(count: NamedNode, figure: Figure, base: str) -> Iterator[Statement]:
    for report, number in figure.told:
        yield count, PROV.wasDerivedFrom, part_of(report_iri(base, report), "count", number)
    for source in sorted({entity_iri(base, one.speaker) if one.speaker else document_iri(base, one.document) for one in figure.tellers}, key=str):
        yield count, PROV.wasAttributedTo, source


def count_statements(node: NamedNode, count: Count) -> Iterator[Statement]:
    return _bounds(node, count.kind, count.low, count.high, count.exactness)


def _bounds(node: NamedNode, kind: str, low: int, high: int | None, exactness: str) -> Iterator[Statement]:
    yield node, RDF.type, name(KH.Count)
    yield node, KH.countKind, plain(kind)
    yield node, KH.low, integer(low)
    yield node, KH.exactness, plain(exactness)
    if high is not None:
        yield node, KH.high, integer(high)


def plain_triples(events: Sequence[Event], base: str) -> Iterator[Statement]:
    asserted = (event for event in events if event.factuality is Factuality.ASSERTED)
    pairs = {(actor, EVENT_PREDICATE[event.type], target) for event in asserted for actor, target in product(event.actors, event.targets) if actor != target}
    for actor, predicate, target in sorted(pairs):
        yield entity_iri(base, actor), predicate, entity_iri(base, target)
