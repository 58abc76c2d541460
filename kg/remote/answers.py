"""Queries as a server understands them, and its answers as pyoxigraph's values."""

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import IO

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store, parse, parse_query_results

from kg.store_contract import Result
from kg.terminal_text import one_line
from ontology.errors import StoreError
from ontology.terms import GEO, PREFIXES

NTRIPLES = "application/n-triples"
_JSON = "application/sparql-results+json"  # pyoxigraph's reader of XML results takes blanks from the ends of literals
_ALSO = MappingProxyType({NTRIPLES: "text/plain"})  # what some servers call it
_GEOMETRY, _WKT = NamedNode("http://www.openlinksw.com/schemas/virtrdf#Geometry"), NamedNode(GEO.wktLiteral)
_TRUE, _FALSE = (b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}')


def accepted(form: type[Result]) -> str:
    """The media type to ask for."""
    return NTRIPLES if form is QueryTriples else _JSON


def whole_query(sparql: str, base: str | None = None) -> str:
    """The query or update with `base` and the project's prefixes told on its first line, as far as it uses them without telling."""
    told = "" if base is None else f"BASE <{base}> "
    for name, iri in PREFIXES.items():
        if f"{name}:" in sparql and not re.search(rf"\bprefix\s+{name}:", sparql, re.IGNORECASE):
            told += f"PREFIX {name}: <{iri}> "
    return told + sparql


def check_media_type(told: str, accept: str, name: str) -> None:
    """Raises StoreError where a server answers with something else than was asked for: a page of a proxy, for instance."""
    if told not in (accept, _ALSO.get(accept)):
        raise StoreError(f"{name}: answers with {told or 'no media type'} where {accept} was asked for; mend the address")


def read_triples(body: IO[bytes], name: str) -> Iterator[Quad]:
    """N-Triples, one by one. Raises StoreError where they are none."""
    try:
        yield from parse(body, format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise _unreadable(name, error) from error


def as_put(triples: Iterable[Quad]) -> Iterator[Quad]:
    """What Virtuoso gives back, with the datatype of geometries that they were put with; their coordinates stay as it rounded them."""
    for triple in triples:
        value = triple.object
        if isinstance(value, Literal) and value.datatype == _GEOMETRY:
            triple = Quad(triple.subject, triple.predicate, Literal(value.value, datatype=_WKT), triple.graph_name)
        yield triple


def read_answer(body: IO[bytes], form: type[Result], name: str) -> Result:
    """The answer to a query of that form. Raises StoreError where it is none, before anything of it is handed out."""
    if form is QueryTriples:
        return _as_triples(read_triples(body, name))
    try:
        found = parse_query_results(body, format=QueryResultsFormat.JSON)
        if isinstance(found, QuerySolutions):
            rows = sum(1 for _ in found)  # read once to its end, so that no caller gets the first half of what is broken
            body.seek(0)
            found = parse_query_results(body, format=QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise _unreadable(name, error) from error
    if form is QueryBoolean and isinstance(found, QuerySolutions):  # Virtuoso 7 answers an ASK with a row that holds 1, or with no row
        return _boolean(rows > 0 and next(iter(found))[0].value in ("1", "true"))
    if not isinstance(found, form):
        raise StoreError(f"{name}: answers with {type(found).__name__} where {form.__name__} were asked for; see whether it is a SPARQL 1.1 endpoint")
    return found


def _as_triples(triples: Iterator[Quad]) -> QueryTriples:
    """The triples of an answer, of the type that a local store gives."""
    copy = Store()
    copy.bulk_extend(triples)
    answer = copy.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, QueryTriples)
    return answer


def _boolean(value: bool) -> QueryBoolean:
    answer = parse_query_results(_TRUE if value else _FALSE, format=QueryResultsFormat.JSON)
    assert isinstance(answer, QueryBoolean)
    return answer


def _unreadable(name: str, error: SyntaxError) -> StoreError:
    return StoreError(f"{name}: its answer cannot be read ({one_line(str(error))[:120]}); see the server's log, and whether it is a SPARQL 1.1 endpoint")
