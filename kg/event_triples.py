"""An assembled event as RDF, and the plain triples between actors and targets."""

from collections.abc import Iterator, Sequence
from itertools import product

from pyoxigraph import Literal, NamedNode

from extract.model import Count, Factuality, Span
from kg.model import Event
from kg.nodes import decimal, entity_iri, integer, name, part_of, plain
from kg.times import interval
from ontology.terms import EVENT_CLASS, EVENT_PREDICATE, FACTUALITY, KH, RDF

_Statement = tuple[NamedNode, str, NamedNode | Literal]


def event_statements(node: NamedNode, event: Event, base: str) -> Iterator[_Statement]:
    yield node, RDF.type, name(KH.Event)
    yield node, RDF.type, name(EVENT_CLASS[event.type])
    yield node, KH.factuality, name(FACTUALITY[event.factuality])
    yield node, KH.belief, decimal(event.belief)
    for reason in event.reasons:
        yield node, KH.rule, plain(reason)
    for predicate, participants in ((KH.actor, event.actors), (KH.target, event.targets), (KH.place, event.places)):
        for participant in sorted(set(participants)):
            yield node, predicate, entity_iri(base, participant)
    if event.time is not None:
        yield node, KH.time, part_of(node, "time")
        yield from interval(part_of(node, "time"), event.time, base)
    for number, count in enumerate(sorted(event.counts, key=_by_figure), start=1):
        yield node, KH.count, part_of(node, "count", number)
        yield from count_statements(part_of(node, "count", number), count)


def _by_figure(count: Count) -> tuple[str, int, float, str, Span]:
    return count.kind, count.low, float("inf") if count.high is None else count.high, count.exactness, count.span


def count_statements(node: NamedNode, count: Count) -> Iterator[_Statement]:
    yield node, RDF.type, name(KH.Count)
    yield node, KH.countKind, plain(count.kind)
    yield node, KH.low, integer(count.low)
    yield node, KH.exactness, plain(count.exactness)
    if count.high is not None:
        yield node, KH.high, integer(count.high)


def plain_triples(events: Sequence[Event], base: str) -> Iterator[_Statement]:
    asserted = (event for event in events if event.factuality is Factuality.ASSERTED)
    pairs = {(actor, EVENT_PREDICATE[event.type], target) for event in asserted for actor, target in product(event.actors, event.targets)}
    for actor, predicate, target in sorted(pairs):
        yield entity_iri(base, actor), predicate, entity_iri(base, target)
