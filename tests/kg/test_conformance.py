"""What a build of the sample articles writes, held against the standards: RDF 1.1 in every syntax, the ontology, the shapes, VoID and DCAT."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kg.build import build, forget, renew
from kg.dataset import software_version
from kg.export import write_export
from kg.nodes import dataset_iri, description_graph, statistics_graph
from kg.outputs import GRAPH_TRIG, GRAPH_TURTLE
from kg.statistics import statistics
from kg.store import STORE_FOLDER, GraphStore
from kg.validate import validate
from ontology.files import ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE, read_ontology
from ontology.terms import DATA, DCAT, DCTERMS, ENTITY_CLASS, KH, ONTOLOGY, OWL, PREFIXES, PROV, RDF, RDFS, SDO, VERSION, VOID

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STATISTICS, DESCRIPTION, DATASET = statistics_graph(DATA).value, description_graph(DATA).value, URIRef(dataset_iri(DATA).value)
# RFC 3987: no space, control, quote, bracket, backslash, caret or backtick; a percent sign only before two hexadecimal digits.
IRI = r"<[A-Za-z][A-Za-z0-9+.-]*:(?:[^\x00-\x20<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})*>"
# Canonical N-Quads: what must be escaped is, by its short form, and nothing else; one space between terms, none at the end.
TEXT = r'"(?:[^\x00-\x1f\x7f"\\]|\\[btnfr"\\]|\\u(?:00[01][0-9A-F]|007F))*"'
TERM = rf"(?:{IRI}|{TEXT}(?:@[a-z]{{1,8}}(?:-[a-z0-9]{{1,8}})*|\^\^{IRI})?)"
LINE = re.compile(rf"{IRI} {IRI} {TERM} {IRI} \.")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("conformance")
    report = build([EXAMPLES], folder, EXAMPLES / "manifest.csv")
    assert report.documents > 10
    return folder


def exported(folder: Path, form: str) -> bytes:
    target = folder / f"export.{form}"
    with GraphStore.open(folder / STORE_FOLDER, read_only=True) as store, target.open("wb") as stream:
        write_export(store, form, stream)
    return target.read_bytes()


@pytest.fixture(scope="module")
def nquads(output: Path) -> bytes:
    return exported(output, "nq")


@pytest.fixture(scope="module")
def described(output: Path) -> Graph:
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return graph_of(quad.triple for quad in store.quads(DESCRIPTION))


def graph_of(triples: Iterable[pyoxigraph.Triple]) -> Graph:
    return Graph().parse(data=pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def quads_of(text: bytes, form: str) -> set[tuple[str, str, str, str]]:
    """A dataset as rdflib reads it, every term written out; there are no blank nodes, so equal sets are isomorphic datasets."""
    found = Dataset()
    found.parse(data=text, format=form)
    return {(subject.n3(), predicate.n3(), value.n3(), str(name)) for subject, predicate, value, name in found.quads()}


# --- syntax


def test_every_line_is_canonical_nquads_with_legal_iris(nquads: bytes) -> None:
    text = nquads.decode("utf-8")
    assert text.endswith("\n") and "\r" not in text
    lines = text.removesuffix("\n").split("\n")
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert lines == sorted(set(lines), key=str.encode)


@pytest.mark.parametrize(
    ("line", "strict"),
    [
        ('<urn:a> <urn:b> "x\\n\\"ي"@ar <urn:g> .', True),
        ('<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .', True),
        ('<urn:a> <urn:b> "x" .', False),
        ("<a> <urn:b> <urn:c> <urn:g> .", False),
        ("<urn:a b> <urn:b> <urn:c> <urn:g> .", False),
        ("<urn:a%zz> <urn:b> <urn:c> <urn:g> .", False),
        ('<urn:a> <urn:b> "\\u0041\\u064A" <urn:g> .', False),
        ('<urn:a> <urn:b> "a\tb" <urn:g> .', False),
        ("_:b <urn:b> <urn:c> <urn:g> .", False),
    ],
)
def test_the_grammar_of_lines_is_strict(line: str, strict: bool) -> None:
    assert (LINE.fullmatch(line) is not None) == strict


def test_both_libraries_read_the_same_nquads_and_trig(output: Path, nquads: bytes) -> None:
    trig = (output / GRAPH_TRIG).read_bytes()
    assert set(pyoxigraph.parse(nquads, format=RdfFormat.N_QUADS)) == set(pyoxigraph.parse(trig, format=RdfFormat.TRIG))
    assert quads_of(nquads, "nquads") == quads_of(trig, "trig")
    assert len(quads_of(nquads, "nquads")) == len(nquads.splitlines())


def union_of(nquads: bytes) -> set[Triple]:
    """What a file that knows no graphs holds: all but the statistics."""
    return {quad.triple for quad in pyoxigraph.parse(nquads, format=RdfFormat.N_QUADS) if quad.graph_name != NamedNode(STATISTICS)}


def test_both_libraries_read_the_same_turtle(output: Path, nquads: bytes) -> None:
    turtle = (output / GRAPH_TURTLE).read_bytes()
    triples = union_of(nquads)
    assert {quad.triple for quad in pyoxigraph.parse(turtle, format=RdfFormat.TURTLE)} == triples
    assert isomorphic(Graph().parse(data=turtle, format="turtle"), graph_of(triples))


def test_jsonld_goes_there_and_back(output: Path, nquads: bytes) -> None:
    text = exported(output, "jsonld")
    union = graph_of(union_of(nquads))
    read = Graph().parse(data=text.decode(), format="json-ld")
    assert isomorphic(read, union)
    context = json.loads(text)["@context"]
    again = read.serialize(format="json-ld", context=context, auto_compact=False)
    assert isomorphic(Graph().parse(data=again, format="json-ld"), union)
    assert isomorphic(graph_of(quad.triple for quad in pyoxigraph.parse(text, format=RdfFormat.JSON_LD)), union)


# --- ontology and shapes


def test_the_graph_keeps_to_its_shapes(nquads: bytes) -> None:
    report = validate(pyoxigraph.parse(nquads, format=RdfFormat.N_QUADS))
    assert report.conforms, report.findings


def test_domains_and_ranges_are_true_of_the_graph(nquads: bytes) -> None:
    """Every subject is of the domain and every value of the range, as typed in the graph itself."""
    data = graph_of({quad.triple for quad in pyoxigraph.parse(nquads, format=RdfFormat.N_QUADS)})
    for name in (ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE):
        data.parse(data=read_ontology(name), format="turtle")
    wrong: Counter[tuple[str, str]] = Counter()
    for subject, predicate, value in data:
        domain = {*data.objects(predicate, RDFS.domain), *data.objects(predicate, SDO.domainIncludes)}
        wanted = {*data.objects(predicate, RDFS.range), *data.objects(predicate, SDO.rangeIncludes)}
        if not str(predicate).startswith(PREFIXES["kh"]) or (predicate, RDF.type, OWL.AnnotationProperty) in data:
            continue
        if domain and not domain & kinds(data, subject):
            wrong[str(predicate), f"{subject} has it"] += 1
        if wanted and not wanted & kinds(data, value):
            wrong[str(predicate), f"{value} is its value"] += 1
    assert wrong == Counter()


def kinds(data: Graph, node: object) -> set[object]:
    if isinstance(node, Literal):
        return {node.datatype or URIRef(PREFIXES["xsd"] + "string")}
    return {wider for told in data.objects(node, RDF.type) for wider in data.transitive_objects(told, RDFS.subClassOf)}  # type: ignore[arg-type]


# --- the description of the graph


def numbers(described: Graph, link: URIRef, name: URIRef, figure: URIRef) -> dict[str, int]:
    return {str(described.value(part, name)): int(str(described.value(part, figure))) for part in described.objects(DATASET, link)}


def data_of(nquads: bytes) -> set[Quad]:
    return {quad for quad in pyoxigraph.parse(nquads, format=RdfFormat.N_QUADS) if quad.graph_name not in (NamedNode(DESCRIPTION), NamedNode(STATISTICS))}


def test_the_figures_of_the_description_are_those_of_the_graph(described: Graph, nquads: bytes, output: Path) -> None:
    data = data_of(nquads)
    things: dict[str, set[str]] = {}
    for quad in data:
        if quad.predicate.value == str(RDF.type):
            things.setdefault(quad.object.value, set()).add(str(quad.subject))
    assert numbers(described, VOID.classPartition, VOID["class"], VOID.entities) == {kind: len(found) for kind, found in things.items()}
    assert numbers(described, VOID.propertyPartition, VOID.property, VOID.triples) == Counter(quad.predicate.value for quad in data)
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        figures = statistics(store)
    assert int(str(described.value(DATASET, VOID.triples))) == len(data) == figures.triples
    assert int(str(described.value(DATASET, VOID.entities))) == figures.entities == sum(len(things.get(kind, ())) for kind in ENTITY_CLASS.values())
    assert len(things[str(KH.Document)]) == figures.documents
    period = described.value(DATASET, DCTERMS.temporal)
    assert (str(described.value(period, DCAT.startDate)), str(described.value(period, DCAT.endDate))) == (str(figures.first_day), str(figures.last_day))
    (outlets,) = described.objects(None, VOID.distinctObjects)
    assert int(str(outlets)) == len({quad.object for quad in data if quad.predicate.value == str(DCTERMS.source)})


def test_the_description_says_what_it_is_and_who_made_it(described: Graph, nquads: bytes) -> None:
    subjects = {str(quad.subject)[1:-1] for quad in data_of(nquads)}
    assert {VOID.Dataset, DCAT.Dataset, PROV.Entity} == set(described.objects(DATASET, RDF.type))
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.rights):
        assert {told.language for told in described.objects(DATASET, predicate) if isinstance(told, Literal)} == {"ar", "en"}
    assert described.value(DATASET, DCTERMS.license) is None  # the articles are not ours to license
    assert described.value(DATASET, DCTERMS.conformsTo) == URIRef(VERSION)
    assert URIRef(ONTOLOGY) in set(described.objects(DATASET, VOID.vocabulary))
    assert {str(one) for one in described.objects(DATASET, VOID.exampleResource)} <= subjects
    assert {str(one) for one in described.objects(DATASET, PROV.wasGeneratedBy)} <= subjects
    assert list(described.objects(None, SDO.softwareVersion)) == [Literal(software_version())]
    assert not [value for value in described.objects() if isinstance(value, Literal) and value.datatype == URIRef(PREFIXES["xsd"] + "dateTime")]


def test_the_version_is_that_of_the_ontology() -> None:
    ontology = Graph().parse(data=read_ontology(ONTOLOGY_FILE), format="turtle")
    assert ontology.value(URIRef(ONTOLOGY), OWL.versionIRI) == URIRef(VERSION)


def test_built_again_or_in_steps_the_description_is_the_same(tmp_path: Path) -> None:
    first, *others = sorted(EXAMPLES.glob("*.txt"))[:5]
    whole, steps, without = (tmp_path / name for name in ("whole", "steps", "without"))
    for folder, parts in ((whole, [[first, *others]]), (steps, [[first], others]), (without, [others])):
        for part in parts:
            build(part, folder, EXAMPLES / "manifest.csv")
    built = exported(whole, "nq")
    assert DESCRIPTION.encode() in built
    renew(whole)
    assert exported(whole, "nq") == exported(steps, "nq") == built
    forget(first.stem, whole)
    assert exported(whole, "nq") == exported(without, "nq") != built
