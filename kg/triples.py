"""From the frozen values to RDF: one graph per document, one of assembled events and entities.

Pure functions: the same values give the same quads in the same order, whatever order they come in. No blank nodes,
no time of day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from pyoxigraph import Literal, NamedNode, Quad

from extract.model import Count, Document, EntityKind, Factuality, Publication, Span
from kg.description import PEOPLE
from kg.model import Coordinates, Entity, Event, Extent, Holding, PlaceClass, PlaceNaming, Report
from kg.nodes import (
    assembled_graph,
    decimal,
    document_iri,
    entity_iri,
    event_iri,
    integer,
    linked_iri,
    part_of,
    plain,
    report_iri,
    run_iri,
    scripted,
    trimmed,
    worded,
)
from kg.office_triples import known_offices, plain_memberships, told_offices
from kg.times import inferred_publication, instants, interval, publication_interval
from ontology.terms import DCTERMS, ENTITY_CLASS, EVENT_CLASS, EVENT_PREDICATE, FACTUALITY, GEO, KH, OA, OWL, PROV, RDF, RDFS, SDO, SECTOR, SKOS, XSD

_COORDINATE_PLACES = 6  # a tenth of a metre; more would be noise

_Statement = tuple[NamedNode, str, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Run:
    """The extractor, by name and version, that read a document."""

    name: str
    version: str


def document_quads(
    document: Document,
    reports: Sequence[Report],
    event_of: Mapping[str, str],
    base: str,
    run: Run,
    places: Sequence[PlaceNaming] = (),
    published: Publication | None = None,
    offices: Sequence[Holding] = (),
) -> Iterator[Quad]:
    """One document, the places that it names, the publication that it proves, the offices that it tells of and what it reports, in its graph.

    `event_of` gives for each report's id the id of its event. Raises InputError for an unusable base, KeyError for
    a report without event and ValueError for a report of another document.
    """
    graph = document_iri(base, document.id)
    activity = run_iri(base, run.name, run.version)
    yield from _quads(graph, _document(graph, document))
    yield from _quads(graph, _run(activity, run))
    yield from _quads(graph, _places(graph, places, document, base))
    yield from _quads(graph, told_offices(offices, document, graph, activity, base))
    for report in sorted(reports, key=lambda report: report.id):
        if report.mention.document != document.id:
            raise ValueError(f"report {report.id} is of document {report.mention.document!r}, not of {document.id!r}")
        node = report_iri(base, report.id)
        links = ((node, KH.reports, event_iri(base, event_of[report.id])), (node, PROV.wasDerivedFrom, graph), (node, PROV.wasGeneratedBy, activity))
        yield from _quads(graph, links)
        yield from _quads(graph, _report(node, report, document, base))
        yield from _quads(graph, _selectors(node, report.mention.sentence, document, graph))
        yield from _quads(graph, _mentions(node, report, document, base))
    times = [report.mention.time for report in reports]
    if published is not None:
        yield from _quads(graph, inferred_publication(graph, document, published, base))
        times.append(publication_interval(document, published))
    yield from _quads(graph, instants(times, base))


def assembled_quads(events: Sequence[Event], entities: Mapping[str, Entity], base: str, offices: Iterable[Holding] = ()) -> Iterator[Quad]:
    """Events and entities, one plain triple per asserted event's actor and target and one per office, in the graph of assembled things.

    Raises InputError for an unusable base or same-as link.
    """
    graph = assembled_graph(base)
    for event in sorted(events, key=lambda event: event.id):
        yield from _quads(graph, _event(event_iri(base, event.id), event, base))
        yield from _quads(graph, ((report_iri(base, report), PROV.wasQuotedFrom, document_iri(base, first)) for report, first in event.quoted))
    yield from _quads(graph, instants((event.time for event in events), base))
    yield from _quads(graph, _plain_triples(events, base))
    yield from _quads(graph, plain_memberships(offices, base))
    for identifier in sorted(entities):
        yield from _quads(graph, _entity(entity_iri(base, identifier), entities[identifier], base))


@cache
def _name(iri: str) -> NamedNode:
    return NamedNode(iri)


def _quads(graph: NamedNode, statements: Iterable[_Statement]) -> Iterator[Quad]:
    for subject, predicate, value in statements:
        yield Quad(subject, _name(predicate), value, graph)


def _document(node: NamedNode, document: Document) -> Iterator[_Statement]:
    yield node, RDF.type, _name(KH.Document)
    yield node, RDF.type, _name(SDO.NewsArticle)
    yield node, DCTERMS.language, plain(document.language)
    if document.title is not None:
        yield node, DCTERMS.title, worded(document.title, document.language)
    if document.source is not None:
        yield node, DCTERMS.source, plain(document.source)
    if document.published is not None:
        yield node, KH.published, plain(document.published)
    if document.url is not None:  # a literal: what a manifest calls an address need not be an IRI
        yield node, SDO.url, Literal(plain(document.url).value, datatype=_name(XSD.anyURI))


def _places(node: NamedNode, places: Sequence[PlaceNaming], document: Document, base: str) -> Iterator[_Statement]:
    """Each place that the document names, and where and why its words mean that place."""
    for place in sorted({one.place for one in places}):
        yield node, DCTERMS.spatial, entity_iri(base, place)
    for number, one in enumerate(places, start=1):
        mention = part_of(node, "place", number)
        yield node, KH.mention, mention
        yield from _mention(mention, "place", one.span, document)
        yield mention, KH.refersTo, entity_iri(base, one.place)
        yield mention, KH.rule, plain(one.reason)


def _mention(node: NamedNode, role: str, span: Span, document: Document) -> Iterator[_Statement]:
    yield node, RDF.type, _name(KH.Mention)
    yield node, KH.role, plain(role)
    yield node, OA.start, integer(span.start)
    yield node, OA.end, integer(span.end)
    yield node, KH.words, worded(span.of(document.text), document.language)


def _run(node: NamedNode, run: Run) -> Iterator[_Statement]:
    yield node, RDF.type, _name(PROV.Activity)
    yield node, KH.extractor, plain(run.name)
    yield node, KH.version, plain(run.version)


def _report(node: NamedNode, report: Report, document: Document, base: str) -> Iterator[_Statement]:
    mention = report.mention
    yield node, RDF.type, _name(KH.Report)
    yield node, RDF.type, _name(PROV.Entity)
    yield node, KH.sentence, worded(mention.sentence.of(document.text), document.language)
    yield node, KH.trigger, worded(mention.trigger.of(document.text), document.language)
    yield node, KH.triggerStart, integer(mention.trigger.start)
    yield node, KH.triggerEnd, integer(mention.trigger.end)
    yield node, KH.factuality, _name(FACTUALITY[mention.factuality])
    yield node, KH.confidence, decimal(mention.confidence)
    if mention.rule:
        yield node, KH.rule, plain(mention.rule)
    if report.attributed_to is not None:
        yield node, KH.attributedTo, entity_iri(base, report.attributed_to)


def _selectors(report: NamedNode, sentence: Span, document: Document, source: NamedNode) -> Iterator[_Statement]:
    target, position, quotation = part_of(report, "target"), part_of(report, "position"), part_of(report, "quote")
    yield report, OA.hasTarget, target
    yield target, RDF.type, _name(OA.SpecificResource)
    yield target, OA.hasSource, source
    yield target, OA.hasSelector, position
    yield target, OA.hasSelector, quotation
    yield position, RDF.type, _name(OA.TextPositionSelector)
    yield position, OA.start, integer(sentence.start)
    yield position, OA.end, integer(sentence.end)
    yield quotation, RDF.type, _name(OA.TextQuoteSelector)
    yield quotation, OA.exact, worded(sentence.of(document.text), document.language)


def _mentions(report: NamedNode, evidence: Report, document: Document, base: str) -> Iterator[_Statement]:
    """The words of every role, and the date and figures as this one report gives them."""
    for number, (role, span, meaning) in enumerate(_fillers(report, evidence, base), start=1):
        node = part_of(report, "mention", number)
        yield report, KH.mention, node
        yield from _mention(node, role, span, document)
        yield node, KH.refersTo, meaning
    if evidence.mention.time is not None:
        yield from interval(part_of(report, "time"), evidence.mention.time, base)
    for number, count in enumerate(evidence.mention.counts, start=1):
        yield from _count(part_of(report, "count", number), count)


def _fillers(report: NamedNode, evidence: Report, base: str) -> Iterator[tuple[str, Span, NamedNode]]:
    mention = evidence.mention
    roles = (("actor", mention.actors, evidence.actors), ("target", mention.targets, evidence.targets), ("place", mention.places, evidence.places))
    for role, found, entities in roles:
        for one, entity in zip(found, entities, strict=True):
            yield role, one.span, entity_iri(base, entity)
    if mention.time is not None:
        yield "time", mention.time.span, part_of(report, "time")
    for number, count in enumerate(mention.counts, start=1):
        yield "count", count.span, part_of(report, "count", number)
    if mention.attribution is not None and evidence.attributed_to is not None:
        yield "source", mention.attribution.source.span, entity_iri(base, evidence.attributed_to)


def _event(node: NamedNode, event: Event, base: str) -> Iterator[_Statement]:
    yield node, RDF.type, _name(KH.Event)
    yield node, RDF.type, _name(EVENT_CLASS[event.type])
    yield node, KH.factuality, _name(FACTUALITY[event.factuality])
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
        yield from _count(part_of(node, "count", number), count)


def _by_figure(count: Count) -> tuple[str, int, float, str, Span]:
    return count.kind, count.low, float("inf") if count.high is None else count.high, count.exactness, count.span


def _count(node: NamedNode, count: Count) -> Iterator[_Statement]:
    yield node, RDF.type, _name(KH.Count)
    yield node, KH.countKind, plain(count.kind)
    yield node, KH.low, integer(count.low)
    yield node, KH.exactness, plain(count.exactness)
    if count.high is not None:
        yield node, KH.high, integer(count.high)


def _plain_triples(events: Sequence[Event], base: str) -> Iterator[_Statement]:
    asserted = (event for event in events if event.factuality is Factuality.ASSERTED)
    pairs = {(actor, EVENT_PREDICATE[event.type], target) for event in asserted for actor, target in product(event.actors, event.targets)}
    for actor, predicate, target in sorted(pairs):
        yield entity_iri(base, actor), predicate, entity_iri(base, target)


def _entity(node: NamedNode, entity: Entity, base: str) -> Iterator[_Statement]:
    yield node, RDF.type, _name(ENTITY_CLASS[entity.kind])
    if entity.label_ar is not None:
        yield node, RDFS.label, worded(entity.label_ar, "ar")
    if entity.label_en is not None:
        yield node, RDFS.label, worded(entity.label_en, "en")
    for alias in sorted(set(entity.aliases)):
        yield node, SKOS.altLabel, scripted(alias)
    home = SDO.homeLocation if entity.kind in PEOPLE else SDO.location
    parent = None if entity.kind is EntityKind.PERSON else entity.parent  # of people, the office tells it
    larger = ((KH.partOf, parent), (KH.memberOf, entity.member_of), (home, entity.home), (SDO.nationality, entity.nationality))
    for predicate, other in larger:
        if other is not None:
            yield node, predicate, entity_iri(base, other)
    yield from known_offices(node, entity, base)
    for sector in sorted(entity.sectors):
        yield node, KH.sector, _name(SECTOR[sector])
    for predicate, when in ((SDO.foundingDate, entity.valid_from), (SDO.dissolutionDate, entity.valid_to)):
        if when is not None:
            yield node, predicate, plain(when)
    # Identity is for people to state: what a machine found alike is only possibly the same.
    likeness = OWL.sameAs if entity.known else KH.possiblySame
    for other in sorted(set(entity.same_as)):
        yield node, likeness, linked_iri(base, other)
    if entity.coordinates is not None:
        yield from _position(node, entity.coordinates, entity.extent)
    if entity.extent is not None:
        yield node, KH.precision, plain(entity.extent.precision)
        yield node, KH.rule, plain(entity.extent.rule)


def _position(place: NamedNode, position: Coordinates, extent: Extent | None) -> Iterator[_Statement]:
    """The ground as the geometry; of ground that is no point, also the point that stands for it, as the centroid."""
    geometry = part_of(place, "geometry")
    longitude, latitude = (trimmed(degrees, _COORDINATE_PLACES) for degrees in (position.longitude, position.latitude))
    point = f"POINT({longitude} {latitude})"
    wkt = point if extent is None or extent.wkt is None else extent.wkt
    yield place, GEO.hasGeometry, geometry
    yield place, KH.precisionKm, decimal(position.precision_km)
    yield from _geometry(geometry, wkt)
    if extent is not None and extent.precision not in (PlaceClass.EXACT, PlaceClass.OFFSET):
        yield place, GEO.hasCentroid, part_of(place, "centroid")
        yield from _geometry(part_of(place, "centroid"), point)


def _geometry(node: NamedNode, wkt: str) -> Iterator[_Statement]:
    yield node, RDF.type, _name(GEO.Geometry)
    yield node, GEO.asWKT, Literal(wkt, datatype=_name(GEO.wktLiteral))
