"""Whether a graph keeps to the shapes of `ontology/shapes.ttl`, told so that an analyst can act on it.

pyshacl raises where a shape orders values that have no order (a date and a word); the shapes that order are then left out, for
those that ask for the datatype find such a value anyway.
"""

import logging
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager

import pyoxigraph
from pyshacl import validate as check_shapes
from pyshacl.errors import ReportableRuntimeError
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.consistency import inconsistencies
from kg.findings import Finding, Severity, ValidationReport, report_of
from kg.priors import Priors
from kg.quotations import misquotations
from kg.store_contract import ReadStore
from ontology.errors import OntologyError
from ontology.files import ONTOLOGY_FILE, SHAPES_FILE, read_ontology
from ontology.terms import ONTOLOGY, PREFIXES, RDF, RDFS, SH, XSD

Term = URIRef | BNode | Literal


def validate(quads: Iterable[pyoxigraph.Quad]) -> ValidationReport:
    """Holds the union of all graphs against the shapes.

    Give whole graphs: an event without its reports, or a report without its document, is found broken. The data
    is copied into memory, about 1 kB a quad.
    """
    shapes = _packaged(SHAPES_FILE)
    with _untyped_values_unlogged():
        data = _union(quads, _looked_at(shapes))
        for triple in _packaged(ONTOLOGY_FILE).triples((None, RDFS.subClassOf, None)):
            data.add(triple)
        try:
            found = _findings(_checked(data, shapes))
        except (TypeError, ReportableRuntimeError):
            shapes.remove((None, SH.lessThanOrEquals, None))
            found = _findings(_checked(data, shapes))
    return report_of(found)


def check(store: ReadStore, texts: Mapping[str, str] | None, priors: Priors | None = None) -> ValidationReport:
    """All that is wrong with a graph: by its shapes, by what contradicts itself, and by what does not stand in the `texts` of its documents, by id.

    Where None are given, the words are not looked at.
    """
    shaped = validate(quad for graph in store.graphs() if graph != ONTOLOGY for quad in store.unsorted_quads(graph))
    return report_of((*shaped.findings, *inconsistencies(store, priors), *(() if texts is None else misquotations(store, texts))))


@contextmanager
def _untyped_values_unlogged() -> Iterator[None]:
    """rdflib logs a traceback for every value that is none of its datatype («2021-13-40»); here those are findings."""
    log = logging.getLogger("rdflib.term")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _checked(data: Graph, shapes: Graph) -> Graph:
    """The results as SHACL has them. Raises TypeError or ReportableRuntimeError where values that have no order are to be ordered."""
    # In place and without inference: the union is our own copy, and the subclasses are all that the shapes need.
    _, results, text = check_shapes(data, shacl_graph=shapes, inference="none", advanced=False, inplace=True)
    if not isinstance(results, Graph):
        raise OntologyError(f"{SHAPES_FILE} is not usable: {text.strip()}; install khabar again")
    return results


def _looked_at(shapes: Graph) -> frozenset[str]:
    """The predicates that a shape can look at: its paths, targets and pairs, and classes. No shape is closed, so no other changes a result."""
    return frozenset(str(term) for term in shapes.objects() if isinstance(term, URIRef)) | {str(RDF.type), str(RDFS.subClassOf)}


def _union(quads: Iterable[pyoxigraph.Quad], predicates: Container[str]) -> Graph:
    """The triples with these predicates; each term is made once, which takes a third off the time of copying."""
    graph, made = Graph(bind_namespaces="none"), dict[object, Term]()

    def term(value: object) -> Term:
        found = made.get(value)
        if found is None:
            found = made[value] = _term(value)
        return found

    for quad in quads:
        if quad.predicate.value in predicates:
            graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def _term(term: object) -> Term:
    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
        case pyoxigraph.Literal(language=str()):
            return Literal(term.value, lang=term.language)
        case pyoxigraph.Literal():
            datatype = URIRef(term.datatype.value)  # rdflib tells "x" from "x"^^xsd:string, which RDF 1.1 does not
            return Literal(term.value) if datatype == XSD.string else Literal(term.value, datatype=datatype, normalize=False)
    raise OntologyError(f"{term} is no RDF 1.1 term; Khabar's graphs hold none such")


def _packaged(name: str) -> Graph:
    return Graph(bind_namespaces="none").parse(data=read_ontology(name), format="turtle")


def _findings(results: Graph) -> Iterator[Finding]:
    for result in results.subjects(RDF.type, SH.ValidationResult):
        severity = results.value(result, SH.resultSeverity)
        path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
        told = {one.language: str(one) for one in results.objects(result, SH.resultMessage) if isinstance(one, Literal)}
        yield Finding(
            focus=str(results.value(result, SH.focusNode)),
            path="" if path is None else _path(results, path),
            message=told.get("en", ""),
            message_ar=told.get("ar"),
            severity=Severity.VIOLATION if severity == SH.Violation else Severity.WARNING,
            value=None if value is None else str(value),
        )


def _path(graph: Graph, path: Node) -> str:
    """The path as SPARQL writes it: `kh:time`, `^kh:reports`, `kh:actor|kh:target`, `oa:hasSelector/oa:start`."""
    if isinstance(path, URIRef):
        return _short(path)
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_path(graph, inverse)}"
    choices = graph.value(path, SH.alternativePath)
    steps, between = (path, "/") if choices is None else (choices, "|")
    return between.join(_path(graph, step) for step in Collection(graph, steps))


def _short(iri: URIRef) -> str:
    prefix, namespace = max(PREFIXES.items(), key=lambda entry: len(entry[1]) if iri.startswith(entry[1]) else -1)
    return f"{prefix}:{iri.removeprefix(namespace)}" if iri.startswith(namespace) else str(iri)
