"""The account of one event: its reports, who speaks for and against it, and what its belief is reckoned from, from the graph alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from extract.event_types import Factuality, Stance
from kg.belief import Reckoning, Voice, reckon
from kg.nodes import identifier
from kg.parameters import parse_parameter
from kg.priors import Capacity, Priors
from kg.solutions import Queryable, Row, rows
from kg.store_contract import ReadStore
from ontology.terms import KH

_REPORTS = """SELECT DISTINCT ?report ?factuality ?confidence ?sentence ?start ?document ?outlet ?speaker ?name ?first ?first_outlet
  ?publisher ?role ?run ?stance WHERE {
  ?report kh:reports %s ; kh:factuality ?factuality ; kh:confidence ?confidence ; kh:sentence ?sentence ; prov:wasDerivedFrom ?document .
  ?report oa:hasTarget/oa:hasSelector ?position . ?position oa:start ?start .
  OPTIONAL { ?document dcterms:source ?outlet } OPTIONAL { ?report kh:role ?role } OPTIONAL { ?report kh:stance ?stance }
  OPTIONAL { ?report prov:wasGeneratedBy ?run }
  OPTIONAL { ?report kh:attributedTo ?speaker . OPTIONAL { ?speaker rdfs:label ?name FILTER(LANG(?name) = "ar") } }
  OPTIONAL { ?report prov:wasQuotedFrom ?first . OPTIONAL { ?first dcterms:source ?first_outlet } }
  BIND(COALESCE(?first, ?document) AS ?text) OPTIONAL { ?text dcterms:publisher ?publisher }
} ORDER BY ?document ?start ?report ?name"""
_EVERY_REPORT = _REPORTS.replace("DISTINCT", "DISTINCT ?event", 1).replace("%s", "?event", 1).replace("ORDER BY", "ORDER BY ?event", 1)
# Asked apart: each document's graph says it of its run anew, so in one question every report would meet every document.
_READERS = "SELECT DISTINCT ?run ?reader WHERE { ?run kh:extractor ?reader } ORDER BY ?run ?reader"
_EVENT = """SELECT ?class ?rule WHERE {
  %s a ?class . FILTER(?class != kh:Event && STRSTARTS(STR(?class), STR(kh:))) OPTIONAL { %s kh:rule ?rule } } ORDER BY ?rule"""


@dataclass(frozen=True, slots=True)
class Account:
    """What the graph says of one event: its type, its reports as rows of the query above, why they are one, and the belief with its arithmetic."""

    event: str
    type: str
    reports: tuple[Row, ...]
    reasons: tuple[str, ...]
    reckoning: Reckoning


def account(store: ReadStore, event: str, priors: Priors | None = None) -> Account:
    """The account of the event with that IRI, or end of it, by the graph's `priors` or the packaged ones. Raises InputError where there is none, or several."""
    (node,) = parse_parameter(store, "event", event)
    told = tuple(rows(store, _EVENT % (node, node), ""))
    reports = {row["report"]: row for row in rows(store, _REPORTS % node, "")}
    kind = next((row["class"].removeprefix(str(KH._NS)) for row in told), "")
    reasons = tuple(dict.fromkeys(row["rule"] for row in told if row["rule"]))
    return Account(str(node)[1:-1], kind, tuple(reports.values()), reasons, reckon(_voices(reports.values(), _readers(store)), priors))


def reckonings(store: Queryable, priors: Priors | None = None) -> Iterator[tuple[str, Reckoning]]:
    """The IRI of each event that has reports, in order, and the arithmetic of its belief: what `account` says, for all at once."""
    readers = _readers(store)
    for event, told in groupby(rows(store, _EVERY_REPORT, ""), key=itemgetter("event")):
        reports = {row["report"]: row for row in told}
        yield event, reckon(_voices(reports.values(), readers), priors)


def _readers(store: Queryable) -> dict[str, str]:
    """The IRI of a run → the name of its extractor."""
    return {row["run"]: row["reader"] for row in rows(store, _READERS)}


def _voices(reports: Iterable[Row], readers: Mapping[str, str]) -> Iterator[Voice]:
    return (_voice(row, readers.get(row["run"], "")) for row in reports)


def _voice(row: Row, reader: str) -> Voice:
    """The report as belief hears it; one whose voice the graph does not tell speaks as whom it is attributed to."""
    text = identifier(row["first"] or row["document"])
    return Voice(
        document=identifier(row["document"]),
        text=text,
        sentence=int(row["start"]),
        outlet=(row["first_outlet"] if row["first"] else row["outlet"]) or text,
        speaker=row["speaker"] or None,
        capacity=Capacity(row["role"]) if row["role"] else Capacity.ATTRIBUTED if row["speaker"] else Capacity.OWN,
        confidence=float(row["confidence"]),
        factuality=Factuality(row["factuality"].removeprefix(str(KH._NS)).lower()),
        extractor=reader,
        stance=Stance(row["stance"].removeprefix(str(KH._NS)).lower()) if row["stance"] else Stance.ASSERTS,
        name=row["name"] or None,
        publisher=row["publisher"] or None,
    )
