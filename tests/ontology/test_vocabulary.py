"""The vocabulary as people meet it: every term has its example, and is used; nobody uses one that is not there."""

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from extract.arabic.lexicon import load_lexicon
from extract.model import Document
from extract.rules import RuleExtractor
from kg.known_names import name_table
from ontology.files import ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE, read_ontology
from ontology.known import load_entities
from ontology.terms import DATA, DCTERMS, EVENT_CLASS, FACTUALITY, KH, OWL, PREFIXES, RDF, RDFS, SDO, SKOS, STANCE

ROOT = Path(__file__).resolve().parents[2]
TERMS = [KH[name] for name in KH.__annotations__]
ONTOLOGY = Graph(bind_namespaces="none").parse(data=read_ontology(ONTOLOGY_FILE), format="turtle")
SCHEMES = [Graph(bind_namespaces="none").parse(data=read_ontology(name), format="turtle") for name in (PLOVER_FILE, SECTORS_FILE)]
HEAD = f"@base <{DATA}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
TYPE_OF = {URIRef(iri): event_type for event_type, iri in EVENT_CLASS.items()}
CLAIM_OF = {URIRef(iri): claim for claim, iri in FACTUALITY.items()}
STANCE_OF = {URIRef(iri): stance for stance, iri in STANCE.items()}
WRITTEN = re.compile(r"(?<![\w:])kh:([A-Za-z]\w*)")
IN_CODE = re.compile(r"\bKH\.([A-Za-z]\w*)")
ROOMS = ("cli.py", "commands", "kg", "ontology", "docs", "README.md", "tools", "benchmarks")


def examples(term: URIRef, language: str | None = None) -> list[str]:
    return [str(one) for one in ONTOLOGY.objects(term, SKOS.example) if isinstance(one, Literal) and one.language == language]


def types(graph: Graph, node: object) -> set[object]:
    """The classes that a fragment gives a node, or the ontology gives a term, with all that these are."""
    told = [*graph.objects(node, RDF.type), *ONTOLOGY.objects(node, RDF.type)]  # type: ignore[arg-type]
    return {wider for one in told for wider in ONTOLOGY.transitive_objects(one, RDFS.subClassOf)}


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_an_example_that_uses_it(term: URIRef) -> None:
    fragments = examples(term)
    assert fragments
    for fragment in fragments:
        read = Graph().parse(data=HEAD + fragment, format="turtle")
        used = {node for triple in read for node in triple}
        if term == KH.Entity:  # nothing is an entity and no more
            used |= set(ONTOLOGY.objects(KH.Government, RDFS.subClassOf))
        assert term in used, fragment
        assert {node for node in used if str(node).startswith(PREFIXES["kh"])} <= set(TERMS), fragment


@pytest.mark.parametrize("term", TERMS)
def test_no_example_goes_against_domain_or_range(term: URIRef) -> None:
    """A node whose class the fragment tells must be of the domain, or range; a literal of the datatype."""
    for fragment in examples(term):
        read = Graph().parse(data=HEAD + fragment, format="turtle")
        for subject, predicate, value in read:
            domain = {*ONTOLOGY.objects(predicate, RDFS.domain), *ONTOLOGY.objects(predicate, SDO.domainIncludes)}
            wanted = {*ONTOLOGY.objects(predicate, RDFS.range), *ONTOLOGY.objects(predicate, SDO.rangeIncludes)}
            assert not (told := types(read, subject)) or not domain or told & domain, fragment
            if isinstance(value, Literal):
                plain = value.datatype is None and (value.language is not None or wanted <= {URIRef(PREFIXES["xsd"] + "string")})
                whole = value.datatype == URIRef(PREFIXES["xsd"] + "integer") and wanted == {URIRef(PREFIXES["xsd"] + "decimal")}
                assert not wanted or plain or whole or value.datatype in wanted, fragment
            else:
                assert not (told := types(read, value)) or not wanted or told & wanted, fragment


@pytest.fixture(scope="module")
def reader() -> RuleExtractor:
    return RuleExtractor(load_lexicon(), name_table(load_entities()))


@pytest.mark.parametrize("term", [*TYPE_OF, *CLAIM_OF, *STANCE_OF])
def test_the_sentence_of_an_event_class_is_read_as_such(reader: RuleExtractor, term: URIRef) -> None:
    sentences = examples(term, "ar")
    assert sentences
    for sentence in sentences:
        events = reader.read(Document("example", sentence, published="2022-05-18")).events
        if term in TYPE_OF:
            assert TYPE_OF[term] in {event.type for event in events if event.factuality == "asserted"}, sentence
        else:
            assert {**CLAIM_OF, **STANCE_OF}[term] in {event.factuality for event in events} | {event.stance for event in events}, sentence


def spelled(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    code = set(IN_CODE.findall(text)) if path.suffix == ".py" else set()
    return code | set(WRITTEN.findall(text))


def files() -> list[Path]:
    places = [ROOT / room for room in ROOMS]
    found = [place for place in places if place.is_file()] + [one for place in places if place.is_dir() for one in sorted(place.rglob("*"))]
    return [one for one in found if one.suffix in (".py", ".rq", ".ttl", ".md", ".jsonld", ".j2", ".html", ".js")]


def test_nobody_uses_a_term_that_is_not_there() -> None:
    known = set(KH.__annotations__)
    assert {(str(path.relative_to(ROOT)), name) for path in files() for name in spelled(path) - known} == set()


def test_every_term_is_used_somewhere() -> None:
    """In code, a question, a shape, or an axiom about another term; the lists of all terms do not count."""
    lists = {ROOT / "ontology" / name for name in ("khabar.ttl", "context.jsonld", "plover.ttl")} | {ROOT / "docs" / "ontology.html"}
    used = {name for path in files() if path not in lists for name in spelled(path)}
    linked = {str(other).removeprefix(PREFIXES["kh"]) for subject, link, other in ONTOLOGY if link not in (RDF.type, RDFS.seeAlso) and subject != other}
    linked |= {str(link).removeprefix(PREFIXES["kh"]) for link in ONTOLOGY.predicates()}
    assert set(KH.__annotations__) - used - linked == set()


@pytest.mark.parametrize("graph", [ONTOLOGY, *SCHEMES])
def test_definitions_are_sentences_and_no_two_are_alike(graph: Graph) -> None:
    texts = [str(text) for text in graph.objects(None, SKOS.definition)]
    assert len(texts) == len(set(texts))
    assert all(text.endswith(".") and text == " ".join(text.split()) for text in texts)


def test_classes_and_properties_are_few_and_counted() -> None:
    kinds = {kind: set(ONTOLOGY.subjects(RDF.type, kind)) for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)}
    assert sum(map(len, kinds.values())) + len(FACTUALITY) + len(STANCE) == len(TERMS)  # each of one kind, and nothing else


@pytest.mark.parametrize("scheme", SCHEMES)
def test_schemes_tell_what_they_are_and_their_concepts_are_at_the_top(scheme: Graph) -> None:
    (name,) = scheme.subjects(RDF.type, SKOS.ConceptScheme)
    for link in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in scheme.objects(name, link) if isinstance(text, Literal)} == {"ar", "en"}
    assert all(scheme.value(name, link) for link in (DCTERMS.license, DCTERMS.creator, DCTERMS.source))
    assert list(scheme.objects(name, OWL.versionInfo)) == list(ONTOLOGY.objects(None, OWL.versionInfo))
    assert set(scheme.subjects(SKOS.topConceptOf, name)) == set(scheme.subjects(RDF.type, SKOS.Concept))
