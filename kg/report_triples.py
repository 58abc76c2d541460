"""A report as RDF: what one document says of one event, the sentence by its offsets and words, and the words of every role."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from extract.model import Attribution, Document, Span
from kg.event_triples import count_statements
from kg.model import Report
from kg.nodes import Statement, decimal, entity_iri, integer, name, part_of, plain, worded
from kg.times import interval
from ontology.terms import FACTUALITY, KH, OA, PROV, RDF, STANCE


def report_statements(node: NamedNode, report: Report, document: Document, base: str) -> Iterator[Statement]:
    mention = report.mention
    yield node, RDF.type, name(KH.Report)
    yield node, RDF.type, name(PROV.Entity)
    yield node, KH.sentence, worded(mention.sentence.of(document.text), document.language)
    yield node, KH.trigger, worded(mention.trigger.of(document.text), document.language)
    yield node, KH.triggerStart, integer(mention.trigger.start)
    yield node, KH.triggerEnd, integer(mention.trigger.end)
    yield node, KH.factuality, name(FACTUALITY[mention.factuality])
    yield node, KH.stance, name(STANCE[mention.stance])
    yield node, KH.confidence, decimal(mention.confidence)
    if mention.rule:
        yield node, KH.rule, plain(mention.rule)
    if report.attributed_to is not None:
        yield node, KH.attributedTo, entity_iri(base, report.attributed_to)
        for relay in sorted({*report.relayed_by} - {report.attributed_to}):
            yield node, KH.relayedBy, entity_iri(base, relay)


def selector_statements(report: NamedNode, sentence: Span, document: Document, source: NamedNode) -> Iterator[Statement]:
    target, position, quotation = part_of(report, "target"), part_of(report, "position"), part_of(report, "quote")
    yield report, OA.hasTarget, target
    yield target, RDF.type, name(OA.SpecificResource)
    yield target, OA.hasSource, source
    yield target, OA.hasSelector, position
    yield target, OA.hasSelector, quotation
    yield position, RDF.type, name(OA.TextPositionSelector)
    yield position, OA.start, integer(sentence.start)
    yield position, OA.end, integer(sentence.end)
    yield quotation, RDF.type, name(OA.TextQuoteSelector)
    yield quotation, OA.exact, worded(sentence.of(document.text), document.language)


def role_statements(report: NamedNode, evidence: Report, document: Document, base: str) -> Iterator[Statement]:
    """The words of every role, and the date and figures as this one report gives them."""
    for number, (role, span, meaning) in enumerate(_fillers(report, evidence, base), start=1):
        node = part_of(report, "mention", number)
        yield report, KH.mention, node
        yield from mention_statements(node, role, span, document)
        yield node, KH.refersTo, meaning
    if evidence.mention.time is not None:
        yield from interval(part_of(report, "time"), evidence.mention.time, base)
    for number, count in enumerate(evidence.mention.counts, start=1):
        yield from count_statements(part_of(report, "count", number), count)


def _fillers(report: NamedNode, evidence: Report, base: str) -> Iterator[tuple[str, Span, NamedNode]]:
    mention = evidence.mention
    roles = (
        ("actor", mention.actors, evidence.actors),
        ("target", mention.targets, evidence.targets),
        ("place", mention.places, evidence.places),
        ("origin", mention.origins, evidence.origins),
        ("destination", mention.destinations, evidence.destinations),
    )
    for role, found, entities in roles:
        for one, entity in zip(found, entities, strict=True):
            yield role, one.span, entity_iri(base, entity)
    if mention.time is not None:
        yield "time", mention.time.span, part_of(report, "time")
    for number, count in enumerate(mention.counts, start=1):
        yield "count", count.span, part_of(report, "count", number)
    if mention.attribution is not None and evidence.attributed_to is not None:
        yield from _attributed(mention.attribution, evidence.attributed_to, "source", KH.attributedTo, base)
        for relay, entity in zip(mention.attribution.relays(), evidence.relayed_by, strict=True):
            if entity != evidence.attributed_to:
                yield from _attributed(relay, entity, "relay", KH.relayedBy, base)
    if mention.cue is not None:
        yield "cue", mention.cue, name(STANCE[mention.stance])


def _attributed(attribution: Attribution, entity: str, role: str, relation: str, base: str) -> Iterator[tuple[str, Span, NamedNode]]:
    """Who speaks or relays, and the word that says so, which stands for the relation."""
    yield role, attribution.source.span, entity_iri(base, entity)
    if attribution.cue is not None:
        yield "source-cue", attribution.cue, name(relation)


def mention_statements(node: NamedNode, role: str, span: Span, document: Document) -> Iterator[Statement]:
    """Words that stand for something in one role."""
    yield node, RDF.type, name(KH.Mention)
    yield node, KH.role, plain(role)
    yield node, OA.start, integer(span.start)
    yield node, OA.end, integer(span.end)
    yield node, KH.words, worded(span.of(document.text), document.language)
