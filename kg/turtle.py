"""Turtle that a person can read: one block a subject, everything sorted, the same bytes for the same triples.

It is made from N-Triples, which Oxigraph writes: an RDF term as a Python value costs more than all that is done with it here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice, starmap
from operator import itemgetter

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg.sorting import LOT, sorted_lines
from ontology.terms import PREFIXES, RDF, XSD

_Namespaces = Sequence[tuple[str, str]]  # namespace IRI and prefix, longest first
_Properties = dict[bytes, list[bytes]]  # objects by predicate, as they are written; the predicate with its rank before it

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"(?!\.)[\w%~.-]+(?:/(?!\.)[\w%~.-]+)*")  # no dot segments: resolving would change them
_BASE = re.compile(r"https?://[^/?#]+/(?:(?!\.)[^/?#]+/)*")
_UNSEEN = re.compile("[\x80-\x9f\u2028\u2029\ufeff]")  # characters that no reader would see; N-Triples escapes the others of their kind
_TYPE = str(RDF.type)
_BARE = {str(XSD.integer): re.compile(r"[+-]?\d+"), str(XSD.decimal): re.compile(r"[+-]?\d*\.\d+"), str(XSD.boolean): re.compile("true|false")}
_INDENT = b"\n    "
_RANKS = {"a": 0, "rdfs:label": 1, "skos:altLabel": 1}
_QUOTE, _BRACKET = b'">'
_BETWEEN = b"\x1f"  # objects, as long as they may be parted again; N-Triples writes no such character as it is, and no tab
_MOST_KNOWN = 100_000  # terms
_SUBJECT_TRIPLES = 8  # of one subject, about


def turtle_lines(triples: Iterable[Triple | Quad], base: str | None = None) -> Iterator[str]:
    """The Turtle document in pieces that end in a line break; repeated triples are written once."""
    writer = TurtleBlocks(usable_base(base))
    blocks = list(writer.blocks(triple_lines(triples)))
    yield from (line.decode() for line in writer.header())
    for block in blocks:
        yield f"\n{block.decode()}\n"


def triple_lines(triples: Iterable[Triple | Quad], together: int = 10_000) -> Iterator[bytes]:
    """Each triple as a line of N-Triples; of quads the graph is left out."""
    source = (triple.triple if isinstance(triple, Quad) else triple for triple in triples)
    while text := serialize(islice(source, together), format=RdfFormat.N_TRIPLES):
        yield from text.splitlines(keepends=True)


def usable_base(base: str | None) -> str | None:
    """The base if relative IRIs surely resolve against it as they were, else None."""
    return base if base is not None and _BASE.fullmatch(base) else None


class TurtleBlocks:
    """Writes subjects as pieces of Turtle in UTF-8 and remembers which prefixes they use, for the `header` that belongs above them all."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._namespaces = _namespaces()
        self._starts = tuple(PREFIXES.values())
        self._relative = _relative(base)
        self._used: set[str] = set()
        self._predicates: dict[bytes, bytes] = {}
        self._known: dict[bytes, bytes] = {}  # many IRIs and figures return

    def header(self) -> Iterator[bytes]:
        """The @base line and the prefixes that the blocks so far use, sorted."""
        if self._base is not None:
            yield f"@base <{self._base}> .\n".encode()
        for name in sorted(self._used):
            yield f"@prefix {name}: <{PREFIXES[name]}> .\n".encode()

    def blocks(self, lines: Iterable[bytes], lot: int = LOT) -> Iterator[bytes]:
        """A piece for each subject, without a line break at its end, sorted by subject; `lines` are N-Triples, one line a triple.

        Beyond `lot` triples no more than a lot is held at once.
        """
        source = iter(lines)
        subjects = dict[bytes, _Properties]()
        for key, properties in self._gathered(islice(source, lot)):
            _join(subjects.setdefault(key, properties), properties)
        following = next(source, None)
        if following is None:  # most graphs: nothing leaves memory
            for key in sorted(subjects):
                yield self._block(key, _told(subjects[key]))
            return
        records = starmap(_record, chain(subjects.items(), self._gathered(chain([following], source))))
        cells = (line.rstrip(b"\n").split(b"\t") for line in sorted_lines(records, max(1, lot // _SUBJECT_TRIPLES)))
        for key, same in groupby(cells, key=itemgetter(0)):
            (_, *told), *others = same
            yield self._block(key, _together(chain(told, *(more[1:] for more in others))) if others else told)

    def _gathered(self, lines: Iterable[bytes]) -> Iterator[tuple[bytes, _Properties]]:
        """What sorts a subject before those below it, and the triples of it that stand together: a store on disk gives them one after the other."""
        last, properties, predicates, known = b"", _Properties(), self._predicates, self._known
        for line in lines:
            subject, predicate, value = line.split(b" ", 2)
            if subject != last:
                if last:
                    yield last.rstrip(b">"), properties
                last, properties = subject, {}
            is_text = value[0] == _QUOTE and value[-4] != _BRACKET  # or words of a language
            one = _seen(value[:-3]) if is_text else known[value] if value in known else self._object(value)
            name = predicates[predicate] if predicate in predicates else self._predicate(predicate)
            if name in properties:
                properties[name].append(one)
            else:
                properties[name] = [one]
        if last:
            yield last.rstrip(b">"), properties

    def _block(self, key: bytes, told: Iterable[bytes]) -> bytes:
        subject = self._node(key + b">") if key.startswith(b"<") else key
        return (subject + _INDENT + (b" ;" + _INDENT).join([line[1:] for line in told]) + b" .").replace(_BETWEEN, b", ")

    def _predicate(self, term: bytes) -> bytes:
        """How it is written, behind a figure that puts the type first and the names second."""
        iri = term[1:-1].decode()
        name = "a" if iri == _TYPE else self._short_iri(iri)
        return self._predicates.setdefault(term, f"{_RANKS.get(name, 2)}{name}".encode())

    def _object(self, value: bytes) -> bytes:
        """A node or a figure at the end of a line, as Turtle has it; many return, and are kept."""
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        return self._known.setdefault(value, self._node(value[:-3]))

    def _node(self, term: bytes) -> bytes:
        """Any term; most are IRIs of the data, which need no more than one look."""
        own = self._relative.fullmatch(term) if self._relative else None
        return b"<%b>" % own[1] if own else self._short(term.decode()).encode()

    def _short(self, term: str) -> str:
        if term.startswith("<<("):
            subject, predicate, value = term[4:-4].split(" ", 2)
            return f"<<( {self._short(subject)} {self._short(predicate)} {self._short(value)} )>>"
        if term.startswith("<"):
            return self._short_iri(term[1:-1])
        text, _, datatype = term.rpartition("^^") if term.startswith('"') and term.endswith(">") else (term, "", "")
        bare = _BARE.get(datatype[1:-1])
        if bare is not None and bare.fullmatch(text, 1, len(text) - 1):
            return text[1:-1]
        return _UNSEEN.sub(_escape, text) + (f"^^{self._short_iri(datatype[1:-1], relative=False)}" if datatype else "")

    def _short_iri(self, iri: str, relative: bool = True) -> str:
        namespaces = self._namespaces if iri.startswith(self._starts) else ()
        name = _iri(iri, namespaces, self._base if relative else None)
        if not name.startswith("<"):
            self._used.add(name.partition(":")[0])
        return name


def _relative(base: str | None) -> re.Pattern[bytes] | None:
    """What matches most of the IRIs that are written relative to the base, and no other; None where a prefix might fit them as well."""
    if base is None or any(base.startswith(iri) or iri.startswith(base) for iri in PREFIXES.values()):
        return None
    return re.compile(rb"<%b([\w%%~-][\w%%~.-]*(?:/[\w%%~-][\w%%~.-]*)*)>" % re.escape(base.encode()))


def _join(properties: _Properties, more: _Properties) -> None:
    if properties is not more:
        for name, objects in more.items():
            properties.setdefault(name, []).extend(objects)


def _told(properties: _Properties) -> list[bytes]:
    """A line for each property, sorted, behind its rank: `1rdfs:label "…"@ar`."""
    pairs = sorted(properties.items())
    return [name + b" " + (objects[0] if len(objects) == 1 else _BETWEEN.join(sorted(set(objects)))) for name, objects in pairs]


def _record(key: bytes, properties: _Properties) -> bytes:
    """A line that sorts as its subject is to stand."""
    return b"\t".join((key, *_told(properties))) + b"\n"


def _together(told: Iterable[bytes]) -> list[bytes]:
    """Lines of several records of one subject, each property once."""
    properties = _Properties()
    for line in told:
        name, _, objects = line.partition(b" ")
        properties.setdefault(name, []).extend(objects.split(_BETWEEN))
    return _told(properties)


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


def _seen(term: bytes) -> bytes:
    """The literal without characters that no reader would see."""
    if b"\xc2" in term or b"\xe2\x80" in term or b"\xef" in term:  # what they begin with, and others
        return _UNSEEN.sub(_escape, term.decode()).encode()
    return term


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04X}"
