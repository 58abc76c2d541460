"""The ontology's files against each other, against `terms.py` and against the values they describe."""

import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.compare import isomorphic

from extract.model import CountKind, EntityKind, EventType, Exactness, Factuality, Precision, Stance
from kg.model import PlaceClass
from kg.priors import Capacity
from ontology.errors import OntologyError
from ontology.files import CONTEXT_FILE, ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE, SHAPES_FILE, ontology_path, read_ontology
from ontology.terms import (
    ENTITY_CLASS,
    EVENT_CLASS,
    EVENT_PREDICATE,
    FACTUALITY,
    KH,
    OA,
    ONTOLOGY,
    OWL,
    PLOVER,
    PLOVER_SCHEME,
    PREFIXES,
    RDF,
    RDFS,
    SDO,
    SECTOR,
    SECTOR_SCHEME,
    SECTORS,
    SH,
    SKOS,
    STANCE,
)

ROOT = Path(__file__).resolve().parents[2]
TURTLE_FILES = (ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE, SHAPES_FILE)
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
CAMEO_ROOTS = {
    "AGREE": {"03"}, "CONSULT": {"04"}, "SUPPORT": {"05"}, "COOPERATE": {"06"}, "AID": {"07"}, "CONCEDE": {"08"}, "RETREAT": {"08"}, "REQUEST": {"10"},
    "ACCUSE": {"09", "11"}, "REJECT": {"12"}, "THREATEN": {"13"}, "PROTEST": {"14"}, "MOBILIZE": {"15"}, "SANCTION": {"16"}, "COERCE": {"17"},
    "ASSAULT": {"18", "19", "20"},
}  # fmt: skip


def parsed(name: str) -> Graph:
    return Graph(bind_namespaces="none").parse(data=read_ontology(name), format="turtle")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return parsed(ONTOLOGY_FILE)


@pytest.fixture(scope="module")
def scheme() -> Graph:
    return parsed(PLOVER_FILE)


@pytest.fixture(scope="module")
def sectors() -> Graph:
    return parsed(SECTORS_FILE)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return parsed(SHAPES_FILE)


def terms_of(graph: Graph, namespace: str) -> set[str]:
    return {str(subject) for subject in graph.subjects() if str(subject).startswith(namespace)}


def concept_of(event_type: EventType) -> URIRef:
    return URIRef(f"{PREFIXES['plover']}{event_type}")


def kh_terms() -> list[URIRef]:
    return [KH[name] for name in KH.__annotations__]


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> set[str | None]:
    return {value.language for value in graph.objects(subject, predicate) if isinstance(value, Literal) and value.strip()}


def test_every_term_of_the_code_is_defined_and_the_reverse(ontology: Graph) -> None:
    assert terms_of(ontology, PREFIXES["kh"]) == {str(term) for term in kh_terms()}


@pytest.mark.parametrize("term", kh_terms())
def test_every_term_has_both_labels_a_definition_and_a_type(ontology: Graph, term: URIRef) -> None:
    types = set(ontology.objects(term, RDF.type))
    assert types & {OWL.Class, OWL.NamedIndividual, *PROPERTY_TYPES}
    assert languages(ontology, term, RDFS.label) == {"ar", "en"}
    assert len(list(ontology.objects(term, RDFS.label))) == 2
    assert languages(ontology, term, SKOS.definition) == {"ar", "en"}
    assert len(list(ontology.objects(term, SKOS.definition))) == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_two_classes_share_a_label(ontology: Graph, language: str) -> None:
    labelled = [label for kind in ontology.subjects(RDF.type, OWL.Class) for label in ontology.objects(kind, RDFS.label)]
    labels = [str(label) for label in labelled if isinstance(label, Literal) and label.language == language]
    assert len(labels) == len(set(labels))


def test_every_term_that_is_mentioned_exists(ontology: Graph, scheme: Graph, shapes: Graph) -> None:
    known = {str(term) for term in kh_terms()} | {str(PLOVER[name]) for name in PLOVER.__annotations__} | {PREFIXES["kh"], PREFIXES["plover"]}
    for graph in (ontology, scheme, shapes):
        used = {str(node) for triple in graph for node in triple if isinstance(node, URIRef) and str(node).startswith((PREFIXES["kh"], PREFIXES["plover"]))}
        assert used <= known


def test_the_ontology_stays_small(ontology: Graph) -> None:
    classes = set(ontology.subjects(RDF.type, OWL.Class)) - {URIRef(iri) for iri in EVENT_CLASS.values()}
    properties = {subject for kind in PROPERTY_TYPES for subject in ontology.subjects(RDF.type, kind)} - {URIRef(iri) for iri in EVENT_PREDICATE.values()}
    assert len(classes) <= 22
    assert len(properties) <= 43


def test_the_header_names_version_and_licence(ontology: Graph) -> None:
    header = URIRef(ONTOLOGY)
    version = ontology.value(header, OWL.versionInfo)
    assert str(ontology.value(header, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert ontology.value(header, URIRef(f"{PREFIXES['dcterms']}license"))


@pytest.mark.parametrize("prefix", ["sem", "prov", "time", "geo", "skos", "org", "schema", "oa"])
def test_it_is_aligned_to(ontology: Graph, prefix: str) -> None:
    links = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
    assert any(str(other).startswith(PREFIXES[prefix]) for link in links for other in ontology.objects(None, link))


@pytest.mark.parametrize("event_type", list(EventType))
def test_event_types_have_class_property_and_concept(ontology: Graph, scheme: Graph, event_type: EventType) -> None:
    kind, predicate, concept = URIRef(EVENT_CLASS[event_type]), URIRef(EVENT_PREDICATE[event_type]), concept_of(event_type)
    assert (kind, RDFS.subClassOf, KH.Event) in ontology
    assert (kind, KH.ploverType, concept) in ontology
    assert (predicate, KH.eventClass, kind) in ontology
    assert (predicate, RDFS.domain, KH.Entity) in ontology
    assert (predicate, RDFS.range, KH.Entity) in ontology
    assert (concept, RDFS.seeAlso, kind) in scheme


@pytest.mark.parametrize("event_type", list(EventType))
def test_plover_concepts_are_told_in_both_languages(scheme: Graph, event_type: EventType) -> None:
    concept = concept_of(event_type)
    assert (concept, SKOS.inScheme, URIRef(PLOVER_SCHEME)) in scheme
    assert languages(scheme, concept, SKOS.prefLabel) == languages(scheme, concept, SKOS.definition) == {"ar", "en"}
    assert {str(code) for code in scheme.objects(concept, SKOS.notation)} == CAMEO_ROOTS[event_type]


def test_the_scheme_and_the_maps_hold_nothing_else(scheme: Graph) -> None:
    assert terms_of(scheme, PREFIXES["plover"]) == {str(concept_of(name)) for name in EventType}
    assert set(PLOVER.__annotations__) == set(EVENT_CLASS) == set(EVENT_PREDICATE) == set(EventType)
    assert len(set(EVENT_CLASS.values())) == len(set(EVENT_PREDICATE.values())) == len(EventType)


@pytest.mark.parametrize("code", list(SECTOR))
def test_sectors_are_told_in_both_languages(sectors: Graph, code: str) -> None:
    concept = URIRef(SECTOR[code])
    assert (concept, SKOS.inScheme, URIRef(SECTOR_SCHEME)) in sectors
    assert languages(sectors, concept, SKOS.prefLabel) == languages(sectors, concept, SKOS.definition) == {"ar", "en"}
    assert [str(notation) for notation in sectors.objects(concept, SKOS.notation)] == [code]


def test_the_scheme_of_sectors_holds_nothing_else(sectors: Graph) -> None:
    assert terms_of(sectors, PREFIXES["sector"]) == set(SECTOR.values())
    assert set(SECTORS.__annotations__) == set(SECTOR)


@pytest.mark.parametrize("kind", list(EntityKind))
def test_entity_kinds_are_entities(ontology: Graph, kind: EntityKind) -> None:
    assert (URIRef(ENTITY_CLASS[kind]), RDFS.subClassOf, KH.Entity) in ontology


def test_closed_values_are_those_of_the_model(ontology: Graph) -> None:
    assert set(ENTITY_CLASS) == set(EntityKind)
    assert set(FACTUALITY) == set(Factuality)
    assert {str(one) for one in ontology.subjects(RDF.type, KH.Factuality)} == set(FACTUALITY.values())
    assert set(STANCE) == set(Stance)
    assert {str(one) for one in ontology.subjects(RDF.type, KH.Stance)} == set(STANCE.values())


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (KH.precision, [Precision, PlaceClass]),
        (KH.countKind, [CountKind]),
        (KH.exactness, [[*Exactness, "range"]]),
        (KH.role, [["actor", "target", "place", "origin", "destination", "time", "count", "source", "relay", "cue", "source-cue"], Capacity]),
        (KH.factuality, [FACTUALITY.values(), FACTUALITY.values()]),
        (KH.stance, [STANCE.values()]),
    ],
)
def test_shapes_allow_the_values_of_the_model(shapes: Graph, path: URIRef, values: list[Iterable[str]]) -> None:
    rules = (shape for shape in shapes.subjects(SH.path, path) if (shape, RDF.type, SH.PropertyShape) in shapes)
    lists = [RdfList(shapes, head) for shape in rules for head in shapes.objects(shape, SH["in"])]
    assert sorted(sorted(map(str, allowed)) for allowed in lists) == sorted(sorted(map(str, allowed)) for allowed in values)


def test_shapes_allow_every_class_of_events_and_entities(shapes: Graph) -> None:
    heads = (shapes.value(node, SH["in"]) for node in shapes.objects(None, SH.qualifiedValueShape))
    allowed = {frozenset(map(str, RdfList(shapes, head))) for head in heads if head is not None}
    assert allowed == {frozenset(EVENT_CLASS.values()), frozenset(ENTITY_CLASS.values())}


def test_shapes_are_valid_shacl_and_every_rule_speaks(shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=parsed(SHAPES_FILE), meta_shacl=True)
    assert conforms, text
    rules = set(shapes.subjects(RDF.type, SH.PropertyShape))
    messages = [str(shapes.value(rule, SH.message)) for rule in rules]
    assert len(rules) > 30
    assert all(message.endswith(".") for message in messages)


@pytest.mark.parametrize("namespace", [KH, PLOVER, SECTORS, OA])
def test_a_misspelt_term_fails(namespace: type) -> None:
    with pytest.raises(AttributeError):
        namespace.Assualt  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("name", TURTLE_FILES)
def test_both_parsers_read_the_same_graph(name: str) -> None:
    triples = pyoxigraph.parse(read_ontology(name), format=pyoxigraph.RdfFormat.TURTLE)
    lines = pyoxigraph.serialize((quad.triple for quad in triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isomorphic(parsed(name), Graph().parse(data=lines, format="nt"))


@pytest.mark.parametrize("name", TURTLE_FILES)
def test_prefixes_are_those_of_the_code(name: str) -> None:
    own = {"shapes", "vann"}
    for prefix, iri in parsed(name).namespaces():
        assert prefix in own or PREFIXES.get(prefix, str(iri)) == str(iri)


def test_the_context_knows_every_term() -> None:
    context = json.loads(read_ontology(CONTEXT_FILE))["@context"]
    for name in KH.__annotations__:
        entry = context[name]
        assert (entry if isinstance(entry, str) else entry["@id"]) == f"kh:{name}"


def test_the_context_agrees_with_the_ontology_on_types(ontology: Graph) -> None:
    context = json.loads(read_ontology(CONTEXT_FILE))["@context"]
    for term in ontology.subjects(RDF.type, OWL.ObjectProperty):
        assert context[str(term).removeprefix(PREFIXES["kh"])]["@type"] == "@id"
    for term in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        entry = context[str(term).removeprefix(PREFIXES["kh"])]
        written = entry["@type"].replace("xsd:", PREFIXES["xsd"]) if isinstance(entry, dict) else PREFIXES["xsd"] + "string"
        assert written == str(ontology.value(term, RDFS.range) or ontology.value(term, SDO.rangeIncludes) or PREFIXES["xsd"] + "string")


EXPANDED = """
<urn:e> a kh:Event , kh:Assault ; kh:actor <urn:a> ; kh:belief 0.9 ; kh:time <urn:e/time> ; kh:factuality kh:Asserted .
<urn:e/time> kh:firstDay "2021-12-06"^^xsd:date ; kh:words "أمس"@ar ; kh:edtf "2021-12-06" .
<urn:a> rdfs:label "جماعة"@ar , "a group"@en ; geo:asWKT "POINT(40 35)"^^geo:wktLiteral .
<urn:r> prov:wasDerivedFrom <urn:d> ; kh:triggerStart 3 ; oa:start 0 .
"""


def test_the_context_expands_to_the_same_triples() -> None:
    document = json.loads(read_ontology(CONTEXT_FILE)) | {
        "@graph": [
            {"id": "urn:e", "type": ["Event", "Assault"], "actor": "urn:a", "belief": "0.9", "time": "urn:e/time", "factuality": str(KH.Asserted)},
            {"id": "urn:e/time", "firstDay": "2021-12-06", "words": {"@value": "أمس", "@language": "ar"}, "edtf": "2021-12-06"},
            {"id": "urn:a", "label": {"ar": "جماعة", "en": "a group"}, "asWKT": "POINT(40 35)"},
            {"id": "urn:r", "wasDerivedFrom": "urn:d", "triggerStart": 3, "start": 0},
        ]
    }
    text = json.dumps(document)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    wanted = Graph().parse(data=prefixes + EXPANDED, format="turtle")
    assert isomorphic(Graph().parse(data=text, format="json-ld"), wanted)
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
    lines = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isomorphic(Graph().parse(data=lines, format="nt"), wanted)


def test_packaged_files_are_found_and_missing_ones_explained() -> None:
    assert ontology_path(ONTOLOGY_FILE).name == ONTOLOGY_FILE
    with pytest.raises(OntologyError, match=r"no-such\.ttl is missing; install khabar again"):
        read_ontology("no-such.ttl")


@pytest.mark.parametrize("room", ["cli.py", "kg", "extract", "ontology"])
def test_no_other_module_spells_a_vocabulary(room: str) -> None:
    """IRIs of data (`owl:sameAs` targets in tables) are no vocabulary; only Python is looked at."""
    place = ROOT / room
    modules = [place] if place.is_file() else sorted(place.rglob("*.py"))
    namespaces = list(PREFIXES.values())
    for module in modules:
        if module != ROOT / "ontology" / "terms.py":
            text = module.read_text(encoding="utf-8")
            assert not [iri for iri in namespaces if iri in text], module
