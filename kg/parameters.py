"""The values that canned questions take: text from a person, checked, as RDF terms."""

import calendar
import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from extract.arabic.normal import normalize
from extract.model import CountKind
from kg.solutions import text_rows
from kg.store_contract import ReadStore
from ontology.errors import InputError
from ontology.terms import ASSEMBLED, EVENT_CLASS, FACTUALITY, STANCE, XSD

Term = NamedNode | Literal

_NAMES = """
SELECT DISTINCT ?entity ?name WHERE {
  GRAPH ?graph { ?entity a ?class ; rdfs:label|skos:altLabel ?name }
  FILTER(STRENDS(STR(?graph), "ASSEMBLED"))
}""".replace("ASSEMBLED", ASSEMBLED)
_PLACE_NAMES = _NAMES.replace("SELECT DISTINCT ?entity ?name WHERE {", "SELECT DISTINCT ?entity ?name WHERE { VALUES ?class { kh:Place kh:State }")
_EVENTS = "SELECT DISTINCT ?event WHERE { ?event a kh:Event }"
_OUTLETS = "SELECT DISTINCT ?outlet WHERE { ?document a kh:Document ; dcterms:source ?outlet }"
_EXISTS = "SELECT DISTINCT ?graph WHERE { VALUES ?thing { %s } GRAPH ?graph { ?thing ?property ?value } } LIMIT 1"
_YES_OR_NO = MappingProxyType({"yes": True, "no": False, "نعم": True, "لا": False})
_LOCAL_ID = re.compile(r"[\w./%-]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def parse_parameter(store: ReadStore, kind: str, text: str) -> tuple[Term, ...]:
    """The terms that the text stands for: one, or several where a name is that of several entities.

    `kind` is one of `PARAMETER_KINDS`. Raises InputError that says what was expected.
    """
    return PARAMETER_KINDS[kind](store, text.strip())


def parse_pairs(texts: Iterable[str]) -> dict[str, str]:
    """`key=value` texts as a mapping. Raises InputError for one without =, and for a key that is given twice."""
    pairs: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"{text!r} after --with is not key=value; write it as actor=قسد")
        if key in pairs:
            raise InputError(f"the parameter {key} is given twice; keep one of the two, or ask twice")
        pairs[key] = value
    return pairs


def find_entities(store: ReadStore, text: str, places_only: bool = False) -> tuple[NamedNode, ...]:
    """The entities with that label or alias in any language and spelling (أ/ا, ة/ه, ى/ي, case), sorted, or the entity with that IRI.

    Raises InputError with the nearest names if there is none.
    """
    iri = _known_iri(store, text)
    if iri is not None:
        return (iri,)
    names: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for entity, name in sorted(text_rows(store, _PLACE_NAMES if places_only else _NAMES)):
        names.setdefault(_normal(name), set()).add(entity)
        shown.setdefault(_normal(name), name)
    found = names.get(_normal(text)) or _local_id(store, text)
    if not found:
        near = [shown[name] for name in difflib.get_close_matches(_normal(text), sorted(names), n=3, cutoff=0.6)]
        hint = f"did you mean {' or '.join(near)}?" if near else "give a name as the graph has it, or an IRI"
        raise InputError(f"the graph knows no {'place' if places_only else 'party'} {text!r}; {hint}")
    return tuple(NamedNode(entity) for entity in sorted(found))


def _local_id(store: ReadStore, text: str) -> set[str]:
    """The IRI whose end, after the data's base, is the text (`isis`, `place/al-hasakah`), if the graph speaks of it."""
    base = store.base()
    if base is None or not _LOCAL_ID.fullmatch(text):
        return set()
    return {base + text} if text_rows(store, _EXISTS % NamedNode(base + text)) else set()


def _normal(text: str) -> str:
    return " ".join(normalize(text).split())


def _known_iri(store: ReadStore, text: str) -> NamedNode | None:
    """The node if the text is an IRI that the graph speaks of; None if it is no IRI at all."""
    if not re.match(r"<?https?:|<?urn:", text):
        return None
    try:
        node = NamedNode(text.strip("<>"))
    except ValueError as error:
        raise InputError(f"{text!r} is no valid IRI") from error
    if not text_rows(store, _EXISTS % node):
        raise InputError(f"the graph does not know {node}; give a name or an IRI as the graph has it")
    return node


def _party(store: ReadStore, text: str) -> tuple[Term, ...]:
    return find_entities(store, text)


def _place(store: ReadStore, text: str) -> tuple[Term, ...]:
    return find_entities(store, text, places_only=True)


def _event(store: ReadStore, text: str) -> tuple[Term, ...]:
    """An event by its IRI, by the end of it, or by so much of the end's beginning as is its alone."""
    iri = _known_iri(store, text)
    if iri is not None:
        return (iri,)
    wanted = text.rsplit("/", 1)[-1]
    ends = {event: event.rsplit("/", 1)[-1] for (event,) in text_rows(store, _EVENTS)}
    found = [event for event, end in ends.items() if end == wanted] or [event for event, end in ends.items() if wanted and end.startswith(wanted)]
    if len(found) != 1:
        raise InputError(f"{len(found) or 'no'} events are named {text!r}; give an event's IRI or the hash at the end of it")
    return (NamedNode(found[0]),)


def _event_type(_store: ReadStore, text: str) -> tuple[Term, ...]:
    return (_one_of(EVENT_CLASS, text.upper(), "event type"),)


def _factuality(_store: ReadStore, text: str) -> tuple[Term, ...]:
    return (_one_of(FACTUALITY, text.lower(), "factuality"),)


def _stance(_store: ReadStore, text: str) -> tuple[Term, ...]:
    return (_one_of(STANCE, text.lower(), "stance"),)


def _one_of(terms: Mapping[str, str], text: str, what: str) -> NamedNode:
    if text not in terms:
        raise InputError(f"{text!r} is no {what}; give one of {', '.join(terms)}")
    return NamedNode(terms[text])


def _count_kind(_store: ReadStore, text: str) -> tuple[Term, ...]:
    kinds = [kind.value for kind in CountKind]
    if text.lower() not in kinds:
        raise InputError(f"{text!r} is nothing that is counted; give one of {', '.join(kinds)}")
    return (Literal(text.lower()),)


def _outlet(store: ReadStore, text: str) -> tuple[Term, ...]:
    """All spellings in which manifests name the outlet."""
    known = sorted(outlet for (outlet,) in text_rows(store, _OUTLETS))
    found = [outlet for outlet in known if _normal(outlet) == _normal(text)]
    if not found:
        near = difflib.get_close_matches(text, known, n=3, cutoff=0.6) or known[:3]
        raise InputError(f"the graph has no article of {text!r}; its outlets are such as {', '.join(near) or 'none'}")
    return tuple(map(Literal, found))


def _yes_or_no(_store: ReadStore, text: str) -> tuple[Term, ...]:
    if text.lower() not in _YES_OR_NO:
        raise InputError(f"{text!r} is neither yes nor no; give one of them")
    return (Literal(_YES_OR_NO[text.lower()]),)


def _from_date(_store: ReadStore, text: str) -> tuple[Term, ...]:
    return (_day(text, last=False),)


def _to_date(_store: ReadStore, text: str) -> tuple[Term, ...]:
    return (_day(text, last=True),)


def _day(text: str, last: bool) -> Literal:
    """The first or last day of a year, month or day."""
    match = _DATE.fullmatch(normalize(text))
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = (None if part is None else int(part) for part in match.groups())
        month = month or (12 if last else 1)
        found = date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1))
    except ValueError as error:
        raise InputError(f"{text!r} is no date; write 2021, 2021-12 or 2021-12-06") from error
    return Literal(found.isoformat(), datatype=NamedNode(str(XSD.date)))


def _number(_store: ReadStore, text: str) -> tuple[Term, ...]:
    try:
        number = float(normalize(text))
    except ValueError as error:
        raise InputError(f"{text!r} is no number; write 36.5") from error
    if not math.isfinite(number) or abs(number) > 1e9:
        raise InputError(f"{text!r} is no number to ask with; write 36.5")
    return (Literal(f"{number:.10f}", datatype=NamedNode(str(XSD.decimal))),)


def _integer(_store: ReadStore, text: str) -> tuple[Term, ...]:
    digits = normalize(text)
    if not re.fullmatch(r"-?[0-9]{1,12}", digits):
        raise InputError(f"{text!r} is no whole number; write 3")
    return (Literal(int(digits)),)


PARAMETER_KINDS: Mapping[str, Callable[[ReadStore, str], tuple[Term, ...]]] = MappingProxyType({
    "party": _party,
    "place": _place,
    "event": _event,
    "event-type": _event_type,
    "factuality": _factuality,
    "stance": _stance,
    "count-kind": _count_kind,
    "outlet": _outlet,
    "yes-no": _yes_or_no,
    "from-date": _from_date,
    "to-date": _to_date,
    "number": _number,
    "integer": _integer,
})  # fmt: skip
