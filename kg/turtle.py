"""Turtle that a person can read: one block a subject, everything sorted, the same bytes for the same triples."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

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


def turtle_lines(triples: Iterable[Triple], base: str | None = None) -> Iterator[str]:
    """The Turtle document in pieces that end in a line break; repeated triples are written once."""
    writer = TurtleBlocks(usable_base(base))
    blocks = [block for _, block in writer.blocks(triples)]
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
        self._predicates: dict[str, tuple[tuple[bool, bool, str], str]] = {}

    def header(self) -> Iterator[str]:
        """The @base line and the prefixes that the blocks so far may use, sorted."""
        if self._base is not None:
            yield f"@base <{self._base}> .\n"
        for name in sorted(PREFIXES.keys() - self._unused):
            yield f"@prefix {name}: <{PREFIXES[name]}> .\n"

    def blocks(self, triples: Iterable[Triple]) -> Iterator[tuple[Term, str]]:
        """Each subject with its piece, without a line break at its end, sorted by subject."""
        known: dict[str, str] = {}  # many IRIs return within a graph
        subjects: dict[str, tuple[Term, dict[str, set[str]]]] = {}
        for triple in triples:
            subject = triple.subject
            key = str(subject)
            if key not in subjects:
                subjects[key] = subject, {}
            subjects[key][1].setdefault(triple.predicate.value, set()).add(self._short(triple.object, known))
        for key in sorted(subjects, key=_parents_first):
            node, properties = subjects[key]
            block = f"{self._short(node, known)}\n{_INDENT}" + f" ;\n{_INDENT}".join(self._properties(properties)) + " ."
            self._note_prefixes(block)
            yield node, block

    def _properties(self, properties: Mapping[str, set[str]]) -> Iterator[str]:
        """`predicate object, object` for each predicate of one subject; the type and the names come first."""
        for (_, name), objects in sorted((self._predicate(iri), objects) for iri, objects in properties.items()):
            yield f"{name} {', '.join(sorted(objects))}"

    def _predicate(self, iri: str) -> tuple[tuple[bool, bool, str], str]:
        """Its place in line and how it is written."""
        if iri not in self._predicates:
            name = "a" if iri == _TYPE else _iri(iri, self._namespaces, self._base)
            self._predicates[iri] = (name != "a", name not in ("rdfs:label", "skos:altLabel"), name), name
        return self._predicates[iri]

    def _short(self, term: Term, known: dict[str, str]) -> str:
        if isinstance(term, NamedNode):
            iri = term.value
            if iri not in known:
                known[iri] = _iri(iri, self._namespaces, self._base)
            return known[iri]
        return _literal(term, self._namespaces) if isinstance(term, Literal) else str(term)

    def _note_prefixes(self, block: str) -> None:
        if any(f"{name}:" in block for name in self._unused):  # quick, and seldom so
            self._unused.difference_update(_PREFIX.findall(block))


def _parents_first(subject: str) -> str:
    """What sorts a node before those below it."""
    return subject.rstrip(">")


def merge_blocks(graphs: Iterable[Iterable[tuple[Term, str]]]) -> tuple[dict[str, bytes], dict[str, Term]]:
    """The blocks of several graphs by their subjects, sorted, and the subjects that stand in more than one of them."""
    found: dict[str, bytes] = {}
    repeated: dict[str, Term] = {}
    for blocks in graphs:
        for subject, block in blocks:
            key, content = str(subject), block.encode("utf-8")
            if found.setdefault(key, content) != content:
                repeated[key] = subject
    return {key: found[key] for key in sorted(found, key=_parents_first)}, repeated


def compact_iri(iri: str) -> str:
    """`prefix:name` where one of the project's prefixes fits, else the IRI as it is."""
    return _iri(iri, _namespaces(), None).strip("<>")


def short_iri(node: NamedNode, base: str | None) -> str:
    """The IRI as Turtle: with a prefix, relative to the base, or in full."""
    return _iri(node.value, _namespaces(), base)


def _namespaces() -> _Namespaces:
    return sorted(((iri, name) for name, iri in PREFIXES.items()), key=lambda pair: (-len(pair[0]), pair[1]))


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
