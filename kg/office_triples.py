"""Offices as RDF: W3C ORG memberships, with the words and the document that say so, or with the years that the reviewed tables know."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from extract.model import Document
from kg.model import Entity, Holding
from kg.nodes import Statement, entity_iri, integer, name, office_iri, part_of, plain, worded
from kg.offices import members, spokesmen
from ontology.terms import KH, OA, ORG, PROV, RDF, SDO, XSD


def told_offices(holdings: Sequence[Holding], document: Document, graph: NamedNode, run: NamedNode, base: str) -> Iterator[Statement]:
    """What a document says, one membership for each office that it tells."""
    for one in sorted(holdings, key=lambda holding: holding.id):
        node, office = office_iri(base, one.id), one.office
        yield node, RDF.type, name(ORG.Membership)
        yield node, ORG.member, entity_iri(base, one.person)
        if one.organisation is not None:
            yield node, ORG.organization, entity_iri(base, one.organisation)
        if office.title is not None:
            yield node, SDO.roleName, worded(office.title, document.language)
        if office.rank is not None:
            yield node, SDO.honorificPrefix, worded(office.rank, document.language)
        yield node, KH.words, worded(office.span.of(document.text), document.language)
        yield node, OA.start, integer(office.span.start)
        yield node, OA.end, integer(office.span.end)
        yield node, PROV.wasDerivedFrom, graph
        yield node, PROV.wasGeneratedBy, run


def plain_memberships(holdings: Iterable[Holding], base: str) -> Iterator[Statement]:
    """One plain triple for each person and body of which no document only says that it is over."""
    for person, body in members(holdings):
        yield entity_iri(base, person), ORG.memberOf, entity_iri(base, body)


def spokesman_triples(holdings: Iterable[Holding], entities: Mapping[str, Entity], base: str) -> Iterator[Statement]:
    """Whoever speaks in the name of a body acts on its behalf."""
    for person, body in spokesmen(holdings, entities):
        yield entity_iri(base, person), PROV.actedOnBehalfOf, entity_iri(base, body)


def known_offices(node: NamedNode, person: Entity, base: str) -> Iterator[Statement]:
    """What the reviewed tables say that a person was, and whether he still is."""
    for number, office in enumerate(person.offices, start=1):
        membership = part_of(node, "office", number)
        yield membership, RDF.type, name(ORG.Membership)
        yield membership, ORG.member, node
        yield membership, SDO.roleName, worded(office.title, "en")
        if person.parent is not None and len({other.title for other in person.offices}) == 1:
            yield membership, ORG.organization, entity_iri(base, person.parent)
        for predicate, when in ((SDO.startDate, office.since), (SDO.endDate, office.until)):
            if when is not None:
                yield membership, predicate, Literal(plain(when).value, datatype=name(XSD.gYear if len(when) == 4 else XSD.gYearMonth))
    if person.parent is not None and any(office.until is None for office in person.offices):
        yield node, ORG.memberOf, entity_iri(base, person.parent)
