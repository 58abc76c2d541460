"""Whether a graph keeps to the shapes of `ontology/shapes.ttl`, told so that an analyst can act on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph
from pyshacl import validate as check_shapes
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.files import ONTOLOGY_FILE, SHAPES_FILE, read_ontology
from ontology.terms import PREFIXES, RDF, RDFS, SH, XSD

Term = URIRef | BNode | Literal


class Severity(StrEnum):
    """A violation must be mended; a warning is worth a look."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One rule that one node breaks.

    `focus` is the node's IRI, `path` the property or path in SPARQL's writing with the prefixes of `ontology.terms`,
    `value` what stands there, None where something is missing.
    """

    focus: str
    path: str
    message: str
    severity: Severity
    value: str | None = None


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The findings in order; `conforms` says that none of them is a violation."""

    conforms: bool
    findings: tuple[Finding, ...]


def validate(quads: Iterable[pyoxigraph.Quad]) -> ValidationReport:
    """Holds the union of all graphs against the shapes.

    Give whole graphs: an event without its reports, or a report without its document, is found broken. The data
    is copied into memory, about 1 kB a quad.
    """
    data = _union(quads)
    _add_subclasses(data)
    # In place and without inference: the union is our own copy, and the subclasses are all that the shapes need.
    _, results, text = check_shapes(data, shacl_graph=_packaged(SHAPES_FILE), inference="none", advanced=False, inplace=True)
    if not isinstance(results, Graph):
        raise OntologyError(f"{SHAPES_FILE} is not usable: {text.strip()}; install khabar again")
    findings = tuple(sorted(set(_findings(results)), key=_in_order))
    return ValidationReport(all(one.severity is not Severity.VIOLATION for one in findings), findings)


def _union(quads: Iterable[pyoxigraph.Quad]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
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


def _add_subclasses(graph: Graph) -> None:
    for triple in _packaged(ONTOLOGY_FILE).triples((None, RDFS.subClassOf, None)):
        graph.add(triple)


def _packaged(name: str) -> Graph:
    return Graph(bind_namespaces="none").parse(data=read_ontology(name), format="turtle")


def _findings(results: Graph) -> Iterator[Finding]:
    for result in results.subjects(RDF.type, SH.ValidationResult):
        severity = results.value(result, SH.resultSeverity)
        path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
        yield Finding(
            focus=str(results.value(result, SH.focusNode)),
            path="" if path is None else _path(results, path),
            message=str(results.value(result, SH.resultMessage)),
            severity=Severity.VIOLATION if severity == SH.Violation else Severity.WARNING,
            value=None if value is None else str(value),
        )


def _in_order(finding: Finding) -> tuple[str, ...]:
    return finding.focus, finding.path, finding.message, finding.severity, finding.value or ""


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
