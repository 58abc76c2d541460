"""The account of one event: its reports, who speaks for and against it, and the arithmetic of its belief, from the graph alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from extract.event_types import Factuality, Stance
from kg.belief import Line, Reckoning, Voice, reckon
from kg.decided import APART
from kg.nodes import identifier
from kg.parameters import parse_parameter
from kg.priors import Capacity, Priors
from kg.solutions import Queryable, Row, rows
from kg.store_contract import ReadStore
from kg.terminal_text import isolate, mixed
from ontology.terms import KH, STANCE

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

_AS = {Capacity.OWN: "", Capacity.ATTRIBUTED: " (quoted)", Capacity.ANONYMOUS: " (quoted, nameless)", Capacity.PARTY: " (quoted, a party to it)"}


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


def format_account(found: Account) -> str:
    """The account for people: each report with its sentence, then the sources and the arithmetic, a line each."""
    lines = [f"{found.type}  {found.event}", ""]
    for row in found.reports:
        lines += [f"  {isolate(row['sentence'])}", f"    {_origin(row)}"]
    for_one = "; ".join(mixed(reason) for reason in found.reasons if not reason.startswith(APART))
    apart = [f"  {mixed(reason)}" for reason in found.reasons if reason.startswith(APART)]
    if found.reasons:
        lines += ["", *([f"  taken for one event: {for_one}"] if for_one else ()), *apart]
    return "\n".join([*lines, "", *_arithmetic(found.reckoning)])


def _origin(row: Row) -> str:
    claimed = row["factuality"].removeprefix(str(KH._NS)).lower() + (", only supposed" if row["stance"] == STANCE[Stance.HYPOTHESISES] else "")
    speaker = f", says {isolate(row['name'] or row['speaker'])}" if row["speaker"] else ""
    copied = f"; a copy of {isolate(row['first'])}" if row["first"] else ""
    place = f"{isolate(row['outlet'] or row['document'])}, from letter {row['start']}"
    return f"{claimed}{speaker}; {place}; read with confidence {float(row['confidence']):.2f}{copied}; {_report(row)}"


def _report(row: Row) -> str:
    """The end of its IRI, as `kg review --events` takes it."""
    return "report/" + row["report"].rpartition("report/")[2]


def _arithmetic(sum_: Reckoning) -> Iterator[str]:
    for name in sorted({name for line in (*sum_.speaking, *sum_.denying) for _, name in line.readings}):
        prior = sum_.priors.extractor(name)
        yield f"  {isolate(name or 'the extractor')} misreads {prior.systematic:.2f} for good and {prior.random:.2f} by chance"
    for title, lines, total in (("for it", sum_.speaking, sum_.support), ("against it", sum_.denying, sum_.against)):
        terms = list(sum_.terms(lines))
        for able, weight, borne_out in terms:
            reading = f"{title}, if only {' and '.join(able)} can read it" if len(terms) > 1 else title
            yield from (f"  {reading}: {_source(line)} is wrong by {_wrong(sum_, line, able)}" for line in lines)
            product = " × ".join(f"{sum_.wrong(line, able):.3f}" for line in lines)
            yield f"  {reading}: {weight:.2f} × (1 − {product}) = {weight * borne_out:.3f}"
        supposed = f"{sum_.priors.hypothesis} × " if title == "for it" and sum_.supposed else ""
        if terms and (supposed or len(terms) > 1):
            together = " + ".join(f"{weight * borne_out:.3f}" for _, weight, borne_out in terms)
            yield f"  {title}{', only supposed' if supposed else ''}: {supposed}({together}) = {total:.3f}"
    if sum_.denying:
        yield f"  belief: {sum_.support:.3f} × (1 − {sum_.priors.denial} × {sum_.against:.3f}) = {sum_.belief:.3f}"
    else:
        yield f"  belief: {sum_.belief:.3f}"
    yield f"  independent sources: {sum_.sources}"


def _source(line: Line) -> str:
    return isolate(line.source) + _AS[line.capacity]


def _wrong(sum_: Reckoning, line: Line, able: Sequence[str]) -> str:
    """«0.05 + 0.95 × (1 − 0.82 × 0.90) = 0.301»: wrong for good, or by chance in all of its sentences; each read rightly by 0.82, told so by 0.90."""
    chances = " × ".join(f"(1 − {sum_.read(c, name):.2f} × {1.0 - line.prior.random:.2f})" for c, name in line.readings if name in able) or "1"
    return f"{line.prior.systematic:.2f} + {1.0 - line.prior.systematic:.2f} × {chances} = {sum_.wrong(line, able):.3f}"
