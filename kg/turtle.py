"""Turtle that a person can read: one block a subject, everything sorted, the same bytes for the same triples."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from ontology.terms import PREFIXES, RDF

Term = object  # any RDF term of pyoxigraph; its str() is its N-Triples form
_Shortener = Callable[[Term], str]
_Namespaces = Sequence[tuple[str, str]]  # namespace IRI and prefix, longest first

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"(?!\.)[\w%~.-]+(?:/(?!\.)[\w%~.-]+)*")  # no dot segments: resolving would change them
_BASE = re.compile(r"https?://[^/?#]+/(?:(?!\.)[^/?#]+/)*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_BARE = {"integer": re.compile(r"[+-]?\d+"), "decimal": re.compile(r"[+-]?\d*\.\d+"), "boolean": re.compile("true|false")}
_TYPE = str(RDF.type)
_XSD = PREFIXES["xsd"]
_INDENT = "    "


def turtle_lines(triples: Iterable[Triple], base: str | None = None) -> Iterator[str]:
    """The Turtle document in pieces that end in a line break; repeated triples are written once."""
    blocks = list(subject_blocks(triples, usable_base(base)))
    yield from header(blocks, usable_base(base))
    for block in blocks:
        yield f"\n{block}\n"


def usable_base(base: str | None) -> str | None:
    """The base if relative IRIs surely resolve against it as they were, else None."""
    return base if base is not None and _BASE.fullmatch(base) else None


def header(blocks: Iterable[str], base: str | None) -> Iterator[str]:
    """The @base line and the prefixes that the blocks may use, sorted."""
    found = {name for block in blocks for name in re.findall(r"([A-Za-z][\w-]*):", block)}
    if base is not None:
        yield f"@base <{base}> .\n"
    for name in sorted(found & PREFIXES.keys()):
        yield f"@prefix {name}: <{PREFIXES[name]}> .\n"


def subject_blocks(triples: Iterable[Triple], base: str | None) -> Iterator[str]:
    """One piece of Turtle a subject, sorted by subject, without a line break at its end."""
    namespaces = _namespaces()

    known: dict[str, str] = {}  # most IRIs return many times

    def short(term: Term) -> str:
        if isinstance(term, NamedNode):
            iri = term.value
            if iri not in known:
                known[iri] = _iri(iri, namespaces, base)
            return known[iri]
        return _literal(term, namespaces) if isinstance(term, Literal) else str(term)

    unique = sorted(set(triples), key=lambda triple: str(triple.subject).rstrip(">"))  # a node before those below it
    for subject, group in groupby(unique, key=lambda triple: triple.subject):
        yield f"{short(subject)}\n{_INDENT}" + f" ;\n{_INDENT}".join(_properties(group, short)) + " ."


def _properties(group: Iterable[Triple], short: _Shortener) -> Iterator[str]:
    """`predicate object, object` for each predicate of one subject; the type and the names come first."""
    found: dict[str, list[str]] = {}
    for triple in group:
        predicate = "a" if triple.predicate.value == _TYPE else short(triple.predicate)
        found.setdefault(predicate, []).append(short(triple.object))
    for predicate in sorted(found, key=lambda name: (name != "a", name not in ("rdfs:label", "skos:altLabel"), name)):
        yield f"{predicate} {', '.join(sorted(found[predicate]))}"


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
    datatype = literal.datatype.value
    bare = _BARE.get(datatype.removeprefix(_XSD))
    if bare is not None and datatype.startswith(_XSD) and bare.fullmatch(literal.value):
        return literal.value
    quoted = '"' + _ESCAPED.sub(_escape, literal.value) + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return quoted if datatype == _XSD + "string" else f"{quoted}^^{_iri(datatype, namespaces, None)}"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match.group()) or f"\\u{ord(match.group()):04X}"
