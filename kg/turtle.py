"""Turtle that a person can read: one block a subject, everything sorted, the same bytes for the same triples."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.sorting import LOT, sorted_lines
from ontology.terms import PREFIXES, RDF, XSD

Term = object  # any RDF term of pyoxigraph; its str() is its N-Triples form
_Namespaces = Sequence[tuple[str, str]]  # namespace IRI and prefix, longest first

_PREFIX = re.compile(r"([A-Za-z][\w-]*):")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"(?!\.)[\w%~.-]+(?:/(?!\.)[\w%~.-]+)*")  # no dot segments: resolving would change them
_BASE = re.compile(r"https?://[^/?#]+/(?:(?!\.)[^/?#]+/)*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_TYPE = str(RDF.type)
_STRING = str(XSD.string)
_BARE = {str(XSD.integer): re.compile(r"[+-]?\d+"), str(XSD.decimal): re.compile(r"[+-]?\d*\.\d+"), str(XSD.boolean): re.compile("true|false")}
_INDENT = "    "
_RANKS = MappingProxyType({"a": 0, "rdfs:label": 1, "skos:altLabel": 1})
_MOST_KNOWN = 100_000  # IRIs


def turtle_lines(triples: Iterable[Triple | Quad], base: str | None = None) -> Iterator[str]:
    """The Turtle document in pieces that end in a line break; repeated triples are written once."""
    writer = TurtleBlocks(usable_base(base))
    blocks = list(writer.blocks(triples))
    yield from writer.header()
    for block in blocks:
        yield f"\n{block}\n"


def usable_base(base: str | None) -> str | None:
    """The base if relative IRIs surely resolve against it as they were, else None."""
    return base if base is not None and _BASE.fullmatch(base) else None


class TurtleBlocks:
    """Writes subjects as pieces of Turtle and remembers which prefixes they may use, for the `header` that belongs above them all."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._namespaces = _namespaces()
        self._unused = set(PREFIXES)
        self._predicates: dict[str, str] = {}
        self._known: dict[str, str] = {}  # many IRIs return

    def header(self) -> Iterator[str]:
        """The @base line and the prefixes that the blocks so far may use, sorted."""
        if self._base is not None:
            yield f"@base <{self._base}> .\n"
        for name in sorted(PREFIXES.keys() - self._unused):
            yield f"@prefix {name}: <{PREFIXES[name]}> .\n"

    def blocks(self, triples: Iterable[Triple | Quad], lot: int = LOT) -> Iterator[str]:
        """A piece for each subject, without a line break at its end, sorted by subject; of quads the graph is left out.

        Beyond `lot` triples no more than a lot is held at once.
        """
        source = iter(triples)
        subjects = self._gathered(islice(source, lot))
        following = next(source, None)
        if following is None:  # most graphs: nothing leaves memory, which is twice as fast
            for key in sorted(subjects):
                yield self._block(key, subjects[key])
            return
        first = (f"{key}\t{name}\t{one}\n".encode() for key, properties in subjects.items() for name, objects in properties.items() for one in objects)
        for key, records in groupby(map(_cells, sorted_lines(chain(first, self._records(chain([following], source))), lot)), key=itemgetter(0)):
            yield self._block(key, {name: [one[2] for one in same] for name, same in groupby(records, key=itemgetter(1))})

    def _gathered(self, triples: Iterable[Triple | Quad]) -> dict[str, dict[str, set[str]]]:
        """Subject, predicate and objects, the first two as they sort."""
        subjects: dict[str, dict[str, set[str]]] = {}
        last: Term = None
        for triple in triples:
            subject = triple.subject
            if subject != last:  # a store on disk gives a subject's triples one after the other
                properties, last = subjects.setdefault(_parents_first(str(subject)), {}), subject
            properties.setdefault(self._predicate(triple.predicate.value), set()).add(self._short(triple.object))
        return subjects

    def _records(self, triples: Iterable[Triple | Quad]) -> Iterator[bytes]:
        """A line for each triple, parted by tabs, that sorts as it is to stand; no term holds a tab in Turtle."""
        for triple in triples:
            yield f"{_parents_first(str(triple.subject))}\t{self._predicate(triple.predicate.value)}\t{self._short(triple.object)}\n".encode()

    def _block(self, key: str, properties: Mapping[str, Iterable[str]]) -> str:
        subject = self._short_iri(key[1:]) if key.startswith("<") else key
        told = (f"{name[1:]} {', '.join(sorted(properties[name]))}" for name in sorted(properties))
        block = f"{subject}\n{_INDENT}" + f" ;\n{_INDENT}".join(told) + " ."
        self._note_prefixes(block)
        return block

    def _predicate(self, iri: str) -> str:
        """How it is written, behind a figure that puts the type first and the names second."""
        if iri not in self._predicates:
            name = "a" if iri == _TYPE else _iri(iri, self._namespaces, self._base)
            self._predicates[iri] = f"{_RANKS.get(name, 2)}{name}"
        return self._predicates[iri]

    def _short(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return self._short_iri(term.value)
        if isinstance(term, Triple):
            return f"<<( {self._short(term.subject)} {self._short_iri(term.predicate.value)} {self._short(term.object)} )>>"
        return _literal(term, self._namespaces) if isinstance(term, Literal) else str(term)

    def _short_iri(self, iri: str) -> str:
        short = self._known.get(iri)
        if short is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            short = self._known[iri] = _iri(iri, self._namespaces, self._base)
        return short

    def _note_prefixes(self, block: str) -> None:
        if any(f"{name}:" in block for name in self._unused):  # quick, and seldom so
            self._unused.difference_update(_PREFIX.findall(block))


def _cells(line: bytes) -> list[str]:
    return line.decode().rstrip("\n").split("\t")


def _parents_first(subject: str) -> str:
    """What sorts a node before those below it."""
    return subject.rstrip(">")


def compact_iri(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """`prefix:name` where one of the prefixes, else the project's, fits; else the IRI as it is."""
    return _iri(iri, _namespaces(prefixes), None).strip("<>")


def short_iri(node: NamedNode, base: str | None) -> str:
    """The IRI as Turtle: with a prefix, relative to the base, or in full."""
    return _iri(node.value, _namespaces(), base)


def _namespaces(prefixes: Mapping[str, str] = PREFIXES) -> _Namespaces:
    return sorted(((iri, name) for name, iri in prefixes.items()), key=lambda pair: (-len(pair[0]), pair[1]))


def _iri(iri: str, namespaces: _Namespaces, base: str | None) -> str:
    for namespace, name in namespaces:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{name}:{iri[len(namespace) :]}"
    if base is not None and iri.startswith(base) and _RELATIVE.fullmatch(iri, len(base)):
        return f"<{iri[len(base) :]}>"
    return f"<{iri}>"


def _literal(literal: Literal, namespaces: _Namespaces) -> str:
    value, language = literal.value, literal.language
    quoted = '"' + _ESCAPED.sub(_escape, value) + '"'
    if language:
        return f"{quoted}@{language}"
    datatype = literal.datatype.value
    bare = _BARE.get(datatype)
    if bare is not None and bare.fullmatch(value):
        return value
    return quoted if datatype == _STRING else f"{quoted}^^{_iri(datatype, namespaces, None)}"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match.group()) or f"\\u{ord(match.group()):04X}"
