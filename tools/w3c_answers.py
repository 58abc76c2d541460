"""Answers of SPARQL tests as values, and whether two of them say the same, whatever their blank nodes are called.

Numbers and truth values are compared by value, as Oxigraph keeps them: `1.0` and `1` as decimals are one answer, `1` and `"1"` are two.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from ontology.errors import InputError

Term = NamedNode | BlankNode | Literal | Triple
Row = frozenset[tuple[str, Term]]

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = ("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger",
          "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte")  # fmt: skip
_VALUE: Mapping[str, Callable[[str], object]] = MappingProxyType({
    **dict.fromkeys((_XSD + name for name in _WHOLE), int),
    **dict.fromkeys((_XSD + "double", _XSD + "float"), float),
    _XSD + "decimal": lambda text: Decimal(text).normalize() + 0,
    _XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
})  # fmt: skip
# File ending → what to ask for it as, and what reads it. CSV is read by name: it keeps no types.
MEDIA_TYPE: Mapping[str, str] = MappingProxyType({
    ".srx": "application/sparql-results+xml", ".srj": "application/sparql-results+json", ".csv": "text/csv", ".tsv": "text/tab-separated-values",
})  # fmt: skip
READ_AS: Mapping[str, QueryResultsFormat] = MappingProxyType({
    MEDIA_TYPE[".srx"]: QueryResultsFormat.XML, MEDIA_TYPE[".srj"]: QueryResultsFormat.JSON, MEDIA_TYPE[".tsv"]: QueryResultsFormat.TSV,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT; rows leave out what is unbound."""

    columns: frozenset[str]
    rows: tuple[Row, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Statements:
    """The answer to a CONSTRUCT or DESCRIBE, or the graphs that an update leaves."""

    quads: frozenset[Quad]


Answer = Solutions | Statements | bool


def read_answer(body: bytes, media_type: str) -> Answer:
    """What an answer in that format says. Raises ValueError or SyntaxError where it is none."""
    if media_type == "text/csv":
        return _read_csv(body.decode())
    if media_type not in READ_AS:
        return Statements(frozenset(map(_plain, parse(body, RdfFormat.from_media_type(media_type)))))
    found = parse_query_results(body, READ_AS[media_type])
    if isinstance(found, QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    rows = tuple(frozenset((name, term) for name, term in zip(names, solution, strict=True) if term is not None) for solution in found)
    return Solutions(frozenset(names), rows)


def read_expected(file: Path, base: str) -> Answer:
    """What a file of the suite says that the answer is: a result in its format, or a graph, which may tell of rows."""
    if file.suffix in MEDIA_TYPE:
        return read_answer(file.read_bytes(), MEDIA_TYPE[file.suffix])
    form = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if form is None:
        raise InputError(f"{file}: is no answer in a format that is known here")
    quads = list(parse(path=file, format=form, base_iri=base))
    tells_rows = any(quad.object == NamedNode(RESULT_SET + "ResultSet") for quad in quads)
    return _from_result_set(quads) if tells_rows else Statements(frozenset(map(_plain, quads)))


def _read_csv(text: str) -> Solutions:
    header, *lines = list(csv.reader(io.StringIO(text, newline="")))
    return Solutions(frozenset(header), tuple(frozenset(_csv_cells(header, line)) for line in lines))


def _csv_cells(header: Iterable[str], line: Iterable[str]) -> Iterable[tuple[str, Term]]:
    for name, text in zip(header, line, strict=True):
        if text:
            yield name, BlankNode(text.removeprefix("_:")) if text.startswith("_:") else Literal(text)


def _from_result_set(quads: Iterable[Quad]) -> Answer:
    """The rows that a graph in the result set vocabulary tells of, in their order where it tells one."""
    told: dict[Term, dict[str, list[Term]]] = {}
    for quad in quads:
        told.setdefault(quad.subject, {}).setdefault(quad.predicate.value.removeprefix(RESULT_SET), []).append(quad.object)
    top = next(values for values in told.values() if NamedNode(RESULT_SET + "ResultSet") in values.get(RDF_TYPE, ()))
    if "boolean" in top:
        return str(getattr(top["boolean"][0], "value", "")) in ("true", "1")
    solutions = [told.get(node, {}) for node in top.get("solution", [])]
    ordered = bool(solutions) and all("index" in solution for solution in solutions)
    if ordered:
        solutions.sort(key=lambda solution: int(getattr(solution["index"][0], "value", 0)))
    bindings = [[told[binding] for binding in solution.get("binding", [])] for solution in solutions]
    rows = tuple(frozenset((getattr(binding["variable"][0], "value", ""), binding["value"][0]) for binding in row) for row in bindings)
    return Solutions(frozenset(getattr(variable, "value", "") for variable in top.get("resultVariable", [])), rows, ordered)


def same(expected: Answer, found: Answer, lax: bool = False) -> bool:
    """Whether the answers say the same. Order counts where what is expected has one; repetitions do not where `lax`."""
    if isinstance(expected, Solutions) and isinstance(found, Solutions):
        return expected.columns == found.columns and _alike(_as_quads(expected, expected.ordered, lax), _as_quads(found, expected.ordered, lax))
    if isinstance(expected, Statements) and isinstance(found, Statements):
        return _alike({_valued(quad) for quad in expected.quads}, {_valued(quad) for quad in found.quads})
    return isinstance(expected, bool) and isinstance(found, bool) and expected is found


def difference(expected: Answer, found: Answer) -> str:
    """What two answers that are not the same do not share, in a line: how much, and one example of either where no blank node hides it."""
    if type(expected) is not type(found) or isinstance(expected, bool) or isinstance(found, bool):
        return f"{_size(found)} where {_size(expected)} was wanted"
    wanted, got = _lines(expected), _lines(found)
    examples = [f"{word} {min(lines)}" for word, lines in (("lacks", _but(wanted, got)), ("has", _but(got, wanted))) if lines]
    if isinstance(expected, Solutions) and expected.ordered and not examples:
        return f"{_size(found)} in another order"
    return "; ".join((f"{_size(found)} where {_size(expected)} were wanted", *([", ".join(examples)] if examples else [])))


def _but(some: Sequence[tuple[object, str]], others: Sequence[tuple[object, str]]) -> list[str]:
    """The lines of the one whose values occur more often there."""
    left = Counter(value for value, _ in some) - Counter(value for value, _ in others)
    return [line for value, line in some if value in left]


def _size(answer: Answer) -> str:
    if isinstance(answer, bool):
        return str(answer).lower()
    return f"{len(answer.quads)} triples" if isinstance(answer, Statements) else f"{len(answer.rows)} rows"


def _lines(answer: Solutions | Statements) -> list[tuple[object, str]]:
    """What the answer says without blank nodes, line by line, each with what it is compared by."""
    if isinstance(answer, Statements):
        return [(_valued(quad), f"`{quad}`") for quad in answer.quads if "_:" not in str(quad)]
    told = ((row, " ".join(f"?{name} = {term}" for name, term in sorted(row, key=itemgetter(0)))) for row in answer.rows)
    return [(_values(row), f"`{line or 'a row of nothing'}`") for row, line in told if "_:" not in line]


def _as_quads(solutions: Solutions, ordered: bool, lax: bool) -> set[Quad]:
    """Rows as a graph: each distinct one a blank node with its place, or with how often it occurs, and its values."""
    rows = [_values(row) for row in solutions.rows]
    marked = list(enumerate(rows)) if ordered else [(1 if lax else times, row) for row, times in Counter(rows).items()]
    quads = set()
    for mark, row in marked:
        node = BlankNode()
        quads.add(Quad(node, NamedNode("urn:row"), Literal(mark)))
        quads.update(Quad(node, NamedNode(f"urn:column:{name}"), term) for name, term in row)
    return quads


def _alike(some: set[Quad], others: set[Quad]) -> bool:
    if len(some) != len(others):
        return False
    one, other = Dataset(some), Dataset(others)
    for dataset in (one, other):
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return one == other


def _plain(statement: Quad | Triple) -> Quad:
    return statement if isinstance(statement, Quad) else Quad(statement.subject, statement.predicate, statement.object)


def _values(row: Row) -> Row:
    return frozenset((name, _value(term)) for name, term in row)


def _valued(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, _value(quad.object), quad.graph_name)


def _value(term: Term) -> Term:
    """The term; a number or truth value in one spelling, a language tag in lower case."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return Literal(term.value, language=term.language.lower())
    read = _VALUE.get(term.datatype.value)
    try:
        return term if read is None else Literal(f"={read(term.value)}", datatype=term.datatype)
    except (ValueError, ArithmeticError, KeyError):
        return term
