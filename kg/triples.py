"""From the frozen values to RDF: one graph per document, one of assembled events and entities.

Pure functions: the same values give the same quads in the same order, whatever order they come in. No blank nodes,
no time of day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from extract.model import Document, Publication
from kg.belonging_triples import plain_belonging_triples, told_belongings
from kg.entity_triples import entity_statements
from kg.event_triples import event_statements, plain_triples
from kg.model import Affiliation, Entity, Event, Holding, PlaceNaming, Report
from kg.nodes import (
    Statement,
    assembled_graph,
    document_iri,
    entity_iri,
    event_iri,
    name,
    part_of,
    plain,
    report_iri,
    run_iri,
    worded,
)
from kg.office_triples import plain_memberships, spokesman_triples, told_offices
from kg.report_triples import mention_statements, report_statements, role_statements, selector_statements
from kg.times import inferred_publication, instants, publication_interval
from ontology.terms import DCTERMS, KH, PROV, RDF, SDO, XSD


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
    belongings: Sequence[Affiliation] = (),
    publisher: str | None = None,
) -> Iterator[Quad]:
    """One document, the places that it names, the publication that it proves, the offices and belongings that it tells of, and what it reports.

    `publisher` is the id of the known outlet that its source names. `event_of` gives for each report's id the id of its event. Raises InputError
    for an unusable base, KeyError for a report without event and ValueError for a report of another document.
    """
    graph = document_iri(base, document.id)
    activity = run_iri(base, run.name, run.version)
    yield from _quads(graph, _document(graph, document))
    if publisher is not None:
        yield from _quads(graph, ((graph, DCTERMS.publisher, entity_iri(base, publisher)),))
    yield from _quads(graph, _run(activity, run))
    yield from _quads(graph, _places(graph, places, document, base))
    yield from _quads(graph, told_offices(offices, document, graph, activity, base))
    yield from _quads(graph, told_belongings(belongings, document, graph, activity, base))
    for report in sorted(reports, key=lambda report: report.id):
        if report.mention.document != document.id:
            raise ValueError(f"report {report.id} is of document {report.mention.document!r}, not of {document.id!r}")
        node = report_iri(base, report.id)
        links = ((node, KH.reports, event_iri(base, event_of[report.id])), (node, PROV.wasDerivedFrom, graph), (node, PROV.wasGeneratedBy, activity))
        yield from _quads(graph, links)
        yield from _quads(graph, report_statements(node, report, document, base))
        yield from _quads(graph, selector_statements(node, report.mention.sentence, document, graph))
        yield from _quads(graph, role_statements(node, report, document, base))
    times = [report.mention.time for report in reports]
    if published is not None:
        yield from _quads(graph, inferred_publication(graph, document, published, base))
        times.append(publication_interval(document, published))
    yield from _quads(graph, instants(times, base))


def assembled_quads(
    events: Sequence[Event], entities: Mapping[str, Entity], base: str, offices: Iterable[Holding] = (), belongings: Iterable[Affiliation] = ()
) -> Iterator[Quad]:
    """Events and entities, one plain triple per asserted event's actor and target, per office, belonging and spokesman, in one graph.

    Raises InputError for an unusable base or same-as link.
    """
    graph = assembled_graph(base)
    for event in sorted(events, key=lambda event: event.id):
        yield from _quads(graph, event_statements(event_iri(base, event.id), event, base))
        yield from _quads(graph, ((report_iri(base, report), KH.role, plain(capacity)) for report, capacity in event.capacities))
        yield from _quads(graph, ((report_iri(base, report), PROV.wasQuotedFrom, document_iri(base, first)) for report, first in event.quoted))
    yield from _quads(graph, instants((event.time for event in events), base))
    yield from _quads(graph, plain_triples(events, base))
    held = tuple(offices)
    yield from _quads(graph, plain_memberships(held, base))
    yield from _quads(graph, spokesman_triples(held, entities, base))
    yield from _quads(graph, plain_belonging_triples(belongings, entities, base))
    for identifier in sorted(entities):
        yield from _quads(graph, entity_statements(entity_iri(base, identifier), entities[identifier], base))


def _quads(graph: NamedNode, statements: Iterable[Statement]) -> Iterator[Quad]:
    for subject, predicate, value in statements:
        yield Quad(subject, name(predicate), value, graph)


def _document(node: NamedNode, document: Document) -> Iterator[Statement]:
    yield node, RDF.type, name(KH.Document)
    yield node, RDF.type, name(SDO.NewsArticle)
    yield node, DCTERMS.language, plain(document.language)
    if document.title is not None:
        yield node, DCTERMS.title, worded(document.title, document.language)
    if document.source is not None:
        yield node, DCTERMS.source, plain(document.source)
    if document.published is not None:
        yield node, KH.published, plain(document.published)
    if document.url is not None:  # a literal: what a manifest calls an address need not be an IRI
        yield node, SDO.url, Literal(plain(document.url).value, datatype=name(XSD.anyURI))


def _places(node: NamedNode, places: Sequence[PlaceNaming], document: Document, base: str) -> Iterator[Statement]:
    """Each place that the document names, and where and why its words mean that place."""
    for place in sorted({one.place for one in places}):
        yield node, DCTERMS.spatial, entity_iri(base, place)
    for number, one in enumerate(places, start=1):
        mention = part_of(node, "place", number)
        yield node, KH.mention, mention
        yield from mention_statements(mention, "place", one.span, document)
        yield mention, KH.refersTo, entity_iri(base, one.place)
        yield mention, KH.rule, plain(one.reason)


def _run(node: NamedNode, run: Run) -> Iterator[Statement]:
    yield node, RDF.type, name(PROV.Activity)
    yield node, KH.extractor, plain(run.name)
    yield node, KH.version, plain(run.version)
