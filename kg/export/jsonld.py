"""JSON-LD with the packaged context written into the file, so that nothing is fetched when it is read."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode

from kg.export.data import unsorted_quads
from kg.sorting import sorted_lines
from kg.store_contract import ReadStore
from kg.turtle import compact_iri
from ontology.errors import StoreError
from ontology.files import CONTEXT_FILE, read_ontology
from ontology.terms import RDF, XSD

_TYPE, _STRING, _INTEGER = str(RDF.type), str(XSD.string), str(XSD.integer)
_MOST_KNOWN = 100_000  # IRIs
_CANONICAL = re.compile(r"0|-?[1-9]\d{0,14}")  # the integers that every JSON parser keeps as they are


@dataclass(frozen=True, slots=True)
class _Term:
    """A short name of the context, with what it makes of plain strings: IRIs, literals of a datatype, or words by their languages."""

    name: str
    coercion: str | None = None
    by_language: bool = False


class _Context:
    """The packaged context, and what it makes of IRIs and literals."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self.definitions = definitions
        self._prefixes = {name: iri for name, iri in definitions.items() if isinstance(iri, str) and iri.endswith(("#", "/"))}
        self._terms = _terms(definitions)
        self._known: dict[str, str] = {}

    def iri(self, term: object) -> str:
        """The node's IRI, with a prefix where one fits. Raises StoreError for what is no IRI."""
        if not isinstance(term, NamedNode):
            raise StoreError(f"{term} is no IRI, and a graph of Khabar has no other nodes; build it again")
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        return self._known.get(term.value) or self._known.setdefault(term.value, compact_iri(term.value, self._prefixes))

    def entry(self, predicate: NamedNode, value: object) -> tuple[str, object]:
        """Key and value of one triple; what the short name would make something else of stands in full."""
        if predicate.value == _TYPE:
            kind = self._terms.get(getattr(value, "value", ""))
            return "type", self.iri(value) if kind is None else kind.name
        term = self._terms.get(predicate.value) or _Term(self.iri(predicate))
        if not isinstance(value, Literal):
            return term.name, self.iri(value) if term.coercion == "@id" else {"id": self.iri(value)}
        if term.by_language:
            return (term.name, {value.language: value.value}) if value.language else (self.iri(predicate), self._literal(value, None))
        return term.name, self._literal(value, term.coercion)

    def _literal(self, literal: Literal, coercion: str | None) -> object:
        if literal.language:
            return {"@language": literal.language, "@value": literal.value}
        datatype = literal.datatype.value
        if datatype == _INTEGER and coercion in (None, _INTEGER) and _CANONICAL.fullmatch(literal.value):
            return int(literal.value)
        if datatype == (coercion or _STRING):
            return literal.value
        kind = {} if datatype == _STRING else {"@type": self.iri(literal.datatype)}
        return {**kind, "@value": literal.value}


def write_jsonld(store: ReadStore, stream: BinaryIO) -> None:
    """Writes the union of all graphs as compacted JSON-LD in UTF-8, nodes and values sorted."""
    context = _Context(json.loads(read_ontology(CONTEXT_FILE))["@context"])
    stream.write(f'{{\n"@context": {json.dumps(context.definitions, ensure_ascii=False, indent=1)},\n"@graph": ['.encode())
    for number, node in enumerate(_nodes(sorted_lines(_records(store, context)))):
        stream.write((",\n" if number else "\n").encode() + json.dumps(node, ensure_ascii=False).encode())
    stream.write(b"\n]\n}\n")


def _records(store: ReadStore, context: _Context) -> Iterator[bytes]:
    """A line for each triple, parted by tabs: subject, key and value as JSON has them."""
    for quad in unsorted_quads(store):
        key, value = context.entry(quad.predicate, quad.object)
        yield f"{context.iri(quad.subject)}\t{key}\t{json.dumps(value, ensure_ascii=False, sort_keys=True)}\n".encode()


def _terms(context: Mapping[str, Any]) -> dict[str, _Term]:
    """The short names by the IRIs that they stand for, as far as they stand for classes and properties and not for namespaces."""
    definitions = {name: {"@id": made} if isinstance(made, str) else made for name, made in context.items() if not name.startswith("@")}
    found: dict[str, _Term] = {}
    for name, made in definitions.items():
        if not made["@id"].startswith("@") and not made["@id"].endswith(("#", "/")):
            coercion = made.get("@type")
            found[_expanded(made["@id"], context)] = _Term(name, coercion and _expanded(coercion, context), made.get("@container") == "@language")
    return found


def _expanded(iri: str, context: Mapping[str, Any]) -> str:
    prefix, _, local = iri.partition(":")
    return f"{context[prefix]}{local}" if prefix in context else iri


def _nodes(lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """One JSON object for each subject, its keys and values in the order of the lines, the type first."""
    records = (line.decode().rstrip("\n").split("\t") for line in lines)
    for subject, same in groupby(records, key=itemgetter(0)):
        properties = {key: _together([json.loads(one[2]) for one in values]) for key, values in groupby(same, key=itemgetter(1))}
        kinds = {"type": properties.pop("type")} if "type" in properties else {}
        yield {"id": subject, **kinds, **properties}


def _together(values: list[Any]) -> object:
    """One value as it is, several as a list; words by their languages as one object."""
    if isinstance(values[0], dict) and not values[0].keys() & {"@value", "id"}:
        words = {language: [one[language] for one in values if language in one] for language in sorted({next(iter(one)) for one in values})}
        return {language: found[0] if len(found) == 1 else found for language, found in words.items()}
    return values[0] if len(values) == 1 else values
