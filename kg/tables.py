"""Answers to SPARQL queries as frozen values, and how they are written: text, CSV, JSON, Turtle."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.turtle import compact_iri, turtle_lines
from ontology.errors import InputError
from ontology.terms import DATA

Cell = NamedNode | BlankNode | Literal | Triple | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WIDEST = 48  # columns of the terminal for one cell of a text table
_LEFT_TO_RIGHT = "\u200e"  # keeps neighbouring Arabic cells from being shown in each other's place


class Writable(Protocol):
    """Anything that takes text."""

    def write(self, text: str, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: `rows` have one cell a column, None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as plain text: IRIs in full, literals without language and datatype, unbound as ""."""
        return tuple(tuple(text_of(cell) for cell in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE, sorted and without repetition."""

    triples: tuple[Triple, ...]


Answer = Table | Triples | bool  # bool answers an ASK
FORMATS = ("table", "csv", "json", "ttl")


def to_answer(result: QuerySolutions | QueryTriples | QueryBoolean) -> Answer:
    """The frozen value of what a store's `query` gives, read to its end."""
    if isinstance(result, QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        return Table(columns, tuple(tuple(solution[column] for column in columns) for solution in result))
    if isinstance(result, QueryTriples):
        return Triples(tuple(sorted(set(result), key=str)))
    return bool(result)


def format_answer(answer: Answer, form: str) -> str:
    """The answer as text in one of `FORMATS`, ending in a line break. Raises InputError for a format that does not fit."""
    if form not in FORMATS:
        raise InputError(f"there is no answer format {form!r}; give one of {', '.join(FORMATS)}")
    if isinstance(answer, bool):
        return _format_boolean(answer, form)
    if isinstance(answer, Triples):
        if form not in ("ttl", "table"):
            raise InputError(f"a CONSTRUCT or DESCRIBE gives triples, which are not written as {form}; give ttl, or ask with SELECT")
        return "".join(turtle_lines(answer.triples))
    if form == "ttl":
        raise InputError("a SELECT gives rows, which are not written as ttl; give table, csv or json, or ask with CONSTRUCT")
    return {"table": to_text, "csv": to_csv, "json": to_json}[form](answer)


def _format_boolean(answer: bool, form: str) -> str:
    if form == "ttl":
        raise InputError("an ASK gives true or false, which is not written as ttl; give table, csv or json")
    if form == "json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    return f"{str(answer).lower()}\n"


def to_csv(table: Table) -> str:
    """CSV with a header line (RFC 4180); cells that a spreadsheet would run as a formula begin with an apostrophe."""
    stream = io.StringIO()
    write_rows(stream, table.columns, table.texts())
    return stream.getvalue()


def write_rows(stream: Writable, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A header and rows as CSV with neutralised cells."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([neutralise(text) for text in row] for row in rows)


def neutralise(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula; numbers stay numbers."""
    risky = text.lstrip(" \u00a0\u200b\u200e\u200f\ufeff").startswith(_FORMULA) or text.startswith(_FORMULA)
    return f"'{text}" if risky and not _NUMBER.fullmatch(text) else text


def to_json(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [{name: _json_term(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None} for row in table.rows]
    return json.dumps({"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1) + "\n"


def _json_term(cell: NamedNode | BlankNode | Literal | Triple) -> dict[str, object]:
    if isinstance(cell, Triple):
        parts = {"subject": cell.subject, "predicate": cell.predicate, "object": cell.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if isinstance(cell, NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, BlankNode):
        return {"type": "bnode", "value": cell.value}
    term: dict[str, object] = {"type": "literal", "value": cell.value}
    if cell.language:
        term["xml:lang"] = cell.language
    elif not cell.datatype.value.endswith("#string"):
        term["datatype"] = cell.datatype.value
    return term


def to_text(table: Table, widest: int | None = _WIDEST) -> str:
    """A table for the terminal: IRIs shortened, cells on one line and cut to `widest` columns (None: never)."""
    rows = [[_shown(cell, widest) for cell in row] for row in table.rows]
    widths = [max(display_width(text) for text in column) for column in zip(table.columns, *rows, strict=True)]
    lines = [_line(table.columns, widths), "-+-".join("-" * width for width in widths), *(_line(row, widths) for row in rows)]
    return "".join(f"{line}\n" for line in [*lines, f"({len(rows)} row{'s' * (len(rows) != 1)})"])


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    mark = _LEFT_TO_RIGHT if any(_is_right_to_left(text) for text in texts) else ""
    cells = (text + mark + " " * (width - display_width(text)) for text, width in zip(texts, widths, strict=True))
    return f" {mark}| ".join(cells).rstrip()


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes: marks and controls none, wide East Asian characters two."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _shown(cell: Cell, widest: int | None) -> str:
    text = compact_iri(cell.value).removeprefix(DATA) if isinstance(cell, NamedNode) else text_of(cell)
    text = "".join(c for c in " ".join(text.split()) if unicodedata.category(c) != "Cc")  # no escape sequence reaches the terminal
    if widest is None or display_width(text) <= widest:
        return text
    kept, room = [], widest - 1
    for character in text:
        room -= _character_width(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def text_of(cell: Cell) -> str:
    """The cell as plain text: an IRI in full, a literal without language and datatype, a triple as N-Triples, unbound as ""."""
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, Triple) else cell.value
