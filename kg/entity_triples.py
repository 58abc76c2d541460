"""An entity as RDF: its names, what it is of, and of a place the ground that it covers."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from extract.model import EntityKind
from kg.description import PEOPLE
from kg.model import Coordinates, Entity, Extent, PlaceClass
from kg.nodes import Statement, decimal, entity_iri, linked_iri, name, part_of, plain, scripted, trimmed, worded
from kg.office_triples import known_offices
from ontology.terms import ENTITY_CLASS, GEO, KH, OWL, RDF, RDFS, SDO, SECTOR, SKOS

_COORDINATE_PLACES = 6  # a tenth of a metre; more would be noise


def entity_statements(node: NamedNode, entity: Entity, base: str) -> Iterator[Statement]:
    yield node, RDF.type, name(ENTITY_CLASS[entity.kind])
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
        yield node, KH.sector, name(SECTOR[sector])
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


def _position(place: NamedNode, position: Coordinates, extent: Extent | None) -> Iterator[Statement]:
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


def _geometry(node: NamedNode, wkt: str) -> Iterator[Statement]:
    yield node, RDF.type, name(GEO.Geometry)
    yield node, GEO.asWKT, Literal(wkt, datatype=name(GEO.wktLiteral))
