"""The ontology is OWL 2 RL, so that a rule engine draws all that follows from it, in polynomial time, over any graph of ours.

RL and not EL or QL, because the graph needs functional and symmetric properties. Nobody keeps a checker of profiles for Python, and
the one of Java is no light one; but without class expressions the profile comes down to the few conditions tested here: OWL 2's own
on terms (declared, of one kind, no reserved ones), and RL's on axioms and datatypes. `owlrl` then draws the conclusions.
"""

from collections import defaultdict

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from owlrl.Namespaces import ERRNS
from rdflib import BNode, Graph, Literal, URIRef

from ontology.files import ONTOLOGY_FILE, read_ontology
from ontology.terms import DCTERMS, KH, ONTOLOGY, ORG, OWL, PREFIXES, PROV, RDF, RDFS, SDO, SKOS, XSD

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual, OWL.Ontology)
PROPERTY_AXIOMS = {OWL.FunctionalProperty, OWL.SymmetricProperty}  # of those that OWL 2 RL knows, the ones we use
DATATYPES = {XSD.decimal, XSD.integer, XSD.string, RDF.PlainLiteral, RDFS.Literal, XSD.boolean, XSD.anyURI, XSD.dateTime, XSD.dateTimeStamp}  # OWL 2 RL, 4.2
# What is said about terms and ontology without any logical consequence.
ANNOTATIONS = {
    RDFS.label, RDFS.seeAlso, SKOS.definition, SKOS.example, SKOS.scopeNote, SDO.domainIncludes, SDO.rangeIncludes, OWL.versionInfo, KH.ploverType,
    KH.eventClass, DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.license, DCTERMS.created, DCTERMS.modified,
    URIRef("http://purl.org/vocab/vann/preferredNamespacePrefix"), URIRef("http://purl.org/vocab/vann/preferredNamespaceUri"),
}  # fmt: skip
LOGICAL = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.versionIRI}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph(bind_namespaces="none").parse(data=read_ontology(ONTOLOGY_FILE), format="turtle")


def kinds(graph: Graph) -> dict[URIRef, set[URIRef]]:
    """Each term's kinds: as declared if it is ours, as used in axioms if it is of others."""
    found: dict[URIRef, set[URIRef]] = defaultdict(set)
    for kind in KINDS:
        for term in graph.subjects(RDF.type, kind):
            found[term].add(kind)
    for narrow, wide in graph.subject_objects(RDFS.subClassOf):
        found[narrow].add(OWL.Class)
        found[wide].add(OWL.Class)
    for narrow, wide in graph.subject_objects(RDFS.subPropertyOf):
        found[wide] |= found[narrow]
    for value in graph.objects(None, RDFS.domain):
        found[value].add(OWL.Class)
    for name, value in graph.subject_objects(RDFS.range):
        found[value].add(RDFS.Datatype if OWL.DatatypeProperty in found[name] else OWL.Class)
    return found


def test_every_term_is_of_one_kind(ontology: Graph) -> None:
    """No punning, no property that is both of objects and of data: neither ours nor, as we use it, another's."""
    assert {str(term): found for term, found in kinds(ontology).items() if len(found) != 1} == {}


def test_there_are_no_axioms_but_plain_ones(ontology: Graph) -> None:
    """No class expressions, no blank nodes, no predicate without a place in OWL 2."""
    assert set(ontology.predicates()) <= LOGICAL | ANNOTATIONS
    assert not [node for triple in ontology for node in triple if isinstance(node, BNode)]


def test_every_type_is_a_kind_an_axiom_or_a_class_of_ours(ontology: Graph) -> None:
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    assert set(ontology.objects(None, RDF.type)) <= {*KINDS, *PROPERTY_AXIOMS} | classes
    for individual in ontology.subjects(RDF.type, OWL.NamedIndividual):
        assert set(ontology.objects(individual, RDF.type)) & classes


def test_axioms_speak_only_of_terms_of_their_kind(ontology: Graph) -> None:
    kind = kinds(ontology)
    for name in {*ontology.subjects(RDFS.domain), *ontology.subjects(RDFS.range), *ontology.subjects(RDF.type, OWL.FunctionalProperty)}:
        assert kind[name] <= {OWL.ObjectProperty, OWL.DatatypeProperty}, name
    for name in ontology.subjects(RDF.type, OWL.SymmetricProperty):
        assert kind[name] == {OWL.ObjectProperty}


def test_datatypes_are_those_of_the_profile(ontology: Graph) -> None:
    """`xsd:date` is none of OWL 2: its properties have `schema:rangeIncludes` instead of a range."""
    named = {value for name, value in ontology.subject_objects(RDFS.range) if (name, RDF.type, OWL.DatatypeProperty) in ontology}
    assert named <= DATATYPES
    assert {value.datatype for value in ontology.objects() if isinstance(value, Literal)} <= {None, *DATATYPES}


def test_only_our_own_terms_are_defined(ontology: Graph) -> None:
    """Nobody's vocabulary is redefined, least of all RDF's and OWL's."""
    assert {str(term) for term in ontology.subjects() if not str(term).startswith(PREFIXES["kh"])} == {ONTOLOGY}


TOLD = """
<urn:e> a kh:Event , kh:Assault ; kh:actor <urn:a> ; kh:target <urn:b> ; kh:place <urn:p> ; kh:time <urn:t> ; kh:belief 0.9 ; kh:factuality kh:Asserted .
<urn:t> a kh:TimeInterval ; kh:words "أمس"@ar ; kh:firstDay "2021-12-06"^^xsd:date . <urn:a> a kh:ArmedGroup ; kh:possiblySame <urn:c> ; kh:assaulted <urn:b> .
<urn:b> a kh:State ; kh:precisionKm 5 ; kh:precision "area" . <urn:c> a kh:Group . <urn:p> a kh:Place ; kh:partOf <urn:b> .
<urn:r> a kh:Report ; kh:reports <urn:e> ; kh:factuality kh:Denied ; kh:attributedTo <urn:m> ; kh:triggerStart 3 ; kh:mention <urn:w> . <urn:m> a kh:Media .
<urn:w> a kh:Mention ; kh:refersTo <urn:a> . <urn:o> a org:Membership ; kh:words "وزير"@ar . <urn:d> a kh:Document ; kh:mention <urn:w> ; kh:published "2021" .
<urn:x> a prov:Activity ; kh:extractor "rules" ; kh:version "1" .
"""


def consequences(ontology: Graph, told: str) -> Graph:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    graph = Graph().parse(data=prefixes + told, format="turtle")
    for triple in ontology:
        graph.add(triple)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def contradictions(graph: Graph) -> set[object]:
    return set(graph.subjects(RDF.type, ERRNS.ErrorMessage)) | {term for term in graph.subjects(RDF.type, OWL.Nothing) if term != OWL.Nothing}


@pytest.fixture(scope="module")
def drawn(ontology: Graph) -> Graph:
    """All that follows from the ontology and a small graph of every shape that ours has."""
    return consequences(ontology, TOLD)


def test_no_contradiction_follows(drawn: Graph) -> None:
    assert contradictions(drawn) == set()


def test_a_report_of_two_different_events_is_a_contradiction(ontology: Graph) -> None:
    assert contradictions(consequences(ontology, "<urn:r> kh:reports <urn:e> , <urn:f> . <urn:e> owl:differentFrom <urn:f> ."))


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        ("urn:e", {KH.Event, KH.Assault}),
        ("urn:t", {KH.TimeInterval}),
        ("urn:a", {KH.Entity, KH.ArmedGroup}),
        ("urn:b", {KH.Entity, KH.State}),  # a state with a precision is no kh:Place
        ("urn:c", {KH.Entity, KH.Group}),
        ("urn:r", {KH.Report}),  # a factuality makes no event of it
        ("urn:w", {KH.Mention}),
        ("urn:o", {ORG.Membership}),  # its words make no mention of it
        ("urn:d", {KH.Document}),
        ("urn:x", {PROV.Activity}),
    ],
)
def test_what_follows_of_a_node_is_what_it_is(drawn: Graph, node: str, wanted: set[URIRef]) -> None:
    ours = {kind for kind in drawn.objects(URIRef(node), RDF.type) if str(kind).startswith(PREFIXES["kh"])}
    assert ours | {kind for kind in wanted if (URIRef(node), RDF.type, kind) in drawn} == wanted


def test_alignments_follow(drawn: Graph) -> None:
    sem, time = PREFIXES["sem"], PREFIXES["time"]
    wanted = [
        ("urn:e", RDF.type, URIRef(sem + "Event")),
        ("urn:e", URIRef(sem + "hasActor"), URIRef("urn:b")),
        ("urn:e", URIRef(sem + "hasPlace"), URIRef("urn:p")),
        ("urn:t", RDF.type, URIRef(time + "ProperInterval")),
        ("urn:p", DCTERMS.isPartOf, URIRef("urn:b")),
        ("urn:c", KH.possiblySame, URIRef("urn:a")),
    ]
    assert [told for told in wanted if (URIRef(told[0]), *told[1:]) not in drawn] == []
