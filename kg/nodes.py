"""From ids, words and figures to RDF terms: every IRI and literal of the graph is made here.

Ids may hold any character, for they come from file names: all but unreserved ASCII is percent-encoded, one to one.
Figures are written in the canonical form of their type, which a store gives back unchanged.
"""

import hashlib
import re
from datetime import date
from functools import cache
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from ontology.errors import InputError
from ontology.terms import ASSEMBLED, DATASET, DESCRIPTION, STATISTICS, XSD

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_INTEGER = NamedNode(XSD.integer)
_DECIMAL = NamedNode(XSD.decimal)
_DATE = NamedNode(XSD.date)
_DECIMAL_PLACES = 4

Statement = tuple[NamedNode, str, NamedNode | Literal]  # a triple, its predicate still as text: see `name`


def document_iri(base: str, document_id: str) -> NamedNode:
    """The document, and the name of its graph. Raises InputError for an unusable base, as all of these do."""
    return _node(base, f"document/{_encode(document_id)}")


def report_iri(base: str, report_id: str) -> NamedNode:
    return _node(base, f"report/{_encode(report_id)}")


def office_iri(base: str, holding_id: str) -> NamedNode:
    return _node(base, f"office/{_encode(holding_id)}")


def belonging_iri(base: str, affiliation_id: str) -> NamedNode:
    return _node(base, f"belonging/{_encode(affiliation_id)}")


def event_iri(base: str, event_id: str) -> NamedNode:
    return _node(base, f"event/{_encode(event_id)}")


def entity_iri(base: str, entity_id: str) -> NamedNode:
    """The entity; slashes in its id stay (`place/al-hasakah`)."""
    return _node(base, _encode(entity_id, keep="/"))


def run_iri(base: str, name: str, version: str) -> NamedNode:
    """The activity of one extractor in one version, the same on every machine and day."""
    digest = hashlib.sha256(f"{name}\n{version}".encode(errors="surrogatepass")).hexdigest()
    return _node(base, f"run/{digest[:16]}")


def assembled_graph(base: str) -> NamedNode:
    """The name of the graph of assembled events and entities."""
    return _node(base, ASSEMBLED)


def description_graph(base: str) -> NamedNode:
    """The name of the graph that tells what all others hold."""
    return _node(base, DESCRIPTION)


def statistics_graph(base: str) -> NamedNode:
    """The name of the graph of how many events there were, month by month."""
    return _node(base, STATISTICS)


def dataset_iri(base: str) -> NamedNode:
    """All that was built, as one thing that can be told of."""
    return _node(base, DATASET)


def linked_iri(base: str, link: str) -> NamedNode:
    """What a same-as link names: an IRI as it is, else the id of another entity. Raises InputError."""
    return checked(link) if _ABSOLUTE.match(link) else entity_iri(base, link)


def instant_iri(base: str, day: date, edge: str) -> NamedNode:
    """The start or end of a day, the same node wherever an interval begins or ends there."""
    return _node(base, f"day/{day.isoformat()}/{edge}")


@cache
def name(iri: str) -> NamedNode:
    """A term of a vocabulary, the same node each time."""
    return NamedNode(iri)


def part_of(whole: NamedNode, *steps: str | int) -> NamedNode:
    """A node that exists only as part of another: `<report>/mention/3`."""
    return NamedNode("/".join((whole.value, *map(str, steps))))


def plain(value: str) -> Literal:
    """A string without language. Half a surrogate pair, which no RDF syntax can write, becomes U+FFFD."""
    return Literal(_LONE_SURROGATE.sub("\ufffd", value))


def worded(value: str, language: str) -> Literal:
    """A string in a language; without one where the tag is not well formed."""
    clean = _LONE_SURROGATE.sub("\ufffd", value)
    try:
        return Literal(clean, language=language.lower())
    except ValueError:  # a manifest may name the language in any words
        return Literal(clean)


def scripted(value: str) -> Literal:
    """A string tagged as Arabic where it holds Arabic letters, else untagged: Latin letters tell no language."""
    return worded(value, "ar") if _ARABIC.search(value) else plain(value)


def integer(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> Literal:
    """A figure rounded to four places."""
    return Literal(trimmed(value, _DECIMAL_PLACES), datatype=_DECIMAL)


def day(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=_DATE)


def trimmed(value: float, places: int) -> str:
    """Plain digits, no exponent, no needless zeros, no minus before zero."""
    digits = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _encode(identifier: str, keep: str = "") -> str:
    return quote(identifier.encode(errors="surrogatepass"), safe=keep)


def identifier(iri: str) -> str:
    """The id of the document, report or event that the IRI ends in."""
    return unquote(iri.rsplit("/", 1)[-1], errors="surrogatepass")


def _node(base: str, path: str) -> NamedNode:
    if not base.endswith(("/", "#")) or not _ABSOLUTE.match(base):
        raise InputError(f"base {base!r} is not an absolute IRI that ends in / or #; give one such as https://example.org/id/")
    return checked(base + path)


def checked(iri: str) -> NamedNode:
    """The node of an IRI that somebody gave. Raises InputError where it is none."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise InputError(f"{iri!r} is not an IRI ({error}); remove or percent-encode what an IRI may not hold") from error
