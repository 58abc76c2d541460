"""Told belongings as RDF: a statement (rdf:Statement) with its words and document for each, and one plain triple where nothing speaks against it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode

from extract.model import BelongingRelation, Document
from kg.belongings import plain_belongings
from kg.model import Affiliation, Entity
from kg.nodes import Statement, belonging_iri, entity_iri, integer, name, worded
from ontology.terms import KH, OA, PROV, RDF

_PREDICATE = {BelongingRelation.PART: KH.partOf, BelongingRelation.MEMBER: KH.memberOf}


def told_belongings(affiliations: Sequence[Affiliation], document: Document, graph: NamedNode, run: NamedNode, base: str) -> Iterator[Statement]:
    """What a document says, one statement for each belonging that it tells."""
    for one in sorted(affiliations, key=lambda affiliation: affiliation.id):
        node, span = belonging_iri(base, one.id), one.belonging.span
        yield node, RDF.type, name(RDF.Statement)
        yield node, RDF.subject, entity_iri(base, one.part)
        yield node, RDF.predicate, name(_PREDICATE[one.belonging.relation])
        yield node, RDF.object, entity_iri(base, one.whole)
        yield node, KH.words, worded(span.of(document.text), document.language)
        yield node, OA.start, integer(span.start)
        yield node, OA.end, integer(span.end)
        yield node, PROV.wasDerivedFrom, graph
        yield node, PROV.wasGeneratedBy, run


def plain_belonging_triples(affiliations: Iterable[Affiliation], entities: Mapping[str, Entity], base: str) -> Iterator[Statement]:
    for part, relation, whole in plain_belongings(affiliations, entities):
        yield entity_iri(base, part), _PREDICATE[relation], entity_iri(base, whole)
