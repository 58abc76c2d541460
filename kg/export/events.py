"""Events as CSV, one line an event, for spreadsheets and data frames."""

from codecs import BOM_UTF8, getwriter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from extract.model import CountKind
from kg.export.figures import CountRow, counts_of_events, figures_told
from kg.solutions import Row, grouped, rows
from kg.store_contract import ReadStore
from kg.tables import write_rows

COLUMNS = (
    "event", "id", "type", "actors_ar", "actors_en", "targets_ar", "targets_en", "places_ar", "places_en",
    "origins_ar", "origins_en", "destinations_ar", "destinations_en", "latitude", "longitude",
    "position_of", "place_class", "place_precision_km", "date", "first_day", "last_day",
    *(f"{kind}_{bound}" for kind in CountKind for bound in ("low", "high")), "figures", "toll_of",
    "factuality", "belief", "independent_sources", "reports", "sources", "sentence",
)  # fmt: skip
_EVENTS = """SELECT DISTINCT ?event ?class ?factuality ?belief ?independent ?edtf ?first ?last ?attack WHERE {
  ?event a kh:Event , ?class . FILTER(STRSTARTS(STR(?class), STR(kh:)) && ?class != kh:Event)
  OPTIONAL { ?event kh:factuality ?factuality } OPTIONAL { ?event kh:belief ?belief } OPTIONAL { ?event kh:independentSources ?independent }
  OPTIONAL { ?event sem:subEventOf ?attack }
  OPTIONAL { ?event kh:time ?time . OPTIONAL { ?time kh:edtf ?edtf } OPTIONAL { ?time kh:firstDay ?first } OPTIONAL { ?time kh:lastDay ?last } }
} ORDER BY DESC(BOUND(?first)) ?first ?edtf ?event ?class"""
_PARTICIPANTS = """SELECT DISTINCT ?event ?role ?entity WHERE {
  VALUES (?property ?role) { (kh:actor "actors") (kh:target "targets") (kh:place "places") (kh:origin "origins") (kh:destination "destinations") }
  ?event ?property ?entity } ORDER BY ?event ?role ?entity"""
_LABELS = """SELECT DISTINCT ?entity (LANG(?label) AS ?language) ?label WHERE {
  ?event kh:actor|kh:target|kh:place ?entity . ?entity rdfs:label ?label } ORDER BY ?entity ?language ?label"""
_POSITIONS = """SELECT DISTINCT ?entity ?wkt ?class ?km WHERE {
  ?entity geo:hasGeometry/geo:asWKT ?ground . OPTIONAL { ?entity geo:hasCentroid/geo:asWKT ?middle } BIND(COALESCE(?middle, ?ground) AS ?wkt)
  OPTIONAL { ?entity kh:precision ?class } OPTIONAL { ?entity kh:precisionKm ?km }
} ORDER BY ?entity ?wkt"""
_REPORTS = """SELECT DISTINCT ?event ?published ?report ?sentence ?document ?source WHERE {
  ?report kh:reports ?event ; kh:sentence ?sentence ; prov:wasDerivedFrom ?document .
  OPTIONAL { ?document dcterms:source ?source } OPTIONAL { ?document kh:published ?published }
} ORDER BY ?event DESC(BOUND(?published)) ?published ?report"""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the graph says of events and entities, by their IRIs."""

    participants: Mapping[str, Sequence[Row]]
    counts: Mapping[str, Sequence[CountRow]]
    reports: Mapping[str, Sequence[Row]]
    labels: Mapping[str, Sequence[Row]]
    positions: Mapping[str, Sequence[Row]]


def write_events(store: ReadStore, stream: BinaryIO, byte_order_mark: bool = False) -> None:
    """Writes `COLUMNS` for every event, by date, undated ones last; several values of a cell are joined by `;` in the order of their IRIs.

    `byte_order_mark` makes Excel take the file for UTF-8. Cells that a spreadsheet would run begin with an apostrophe.
    """
    participants, reports, labels, positions = (grouped(store, sparql) for sparql in (_PARTICIPANTS, _REPORTS, _LABELS, _POSITIONS))
    facts = _Facts(participants, counts_of_events(store), reports, labels, positions)
    events = {row["event"]: row for row in reversed(list(rows(store, _EVENTS)))}  # one line an event, even where a graph types it twice
    if byte_order_mark:
        stream.write(BOM_UTF8)
    write_rows(getwriter("utf-8")(stream), COLUMNS, (_line(row, facts) for row in reversed(events.values())))


def _line(row: Row, facts: _Facts) -> list[str]:
    event = row["event"]
    reports = facts.reports.get(event, ())
    return [
        event, event.rsplit("/", 1)[-1], _name(row["class"]).upper(), *_participants(event, facts), *_position(event, facts),
        *(row.get(name, "") for name in ("edtf", "first", "last")), *_bounds(facts.counts.get(event, ())),
        figures_told(facts.counts.get(event, ())), row.get("attack", "").rsplit("/", 1)[-1],
        _name(row.get("factuality", "")).lower(), row.get("belief", ""), row.get("independent", ""), str(len({report["report"] for report in reports})),
        _joined(sorted({report.get("source", report["document"]) for report in reports})), reports[0]["sentence"] if reports else "",
    ]  # fmt: skip


def _participants(event: str, facts: _Facts) -> Iterator[str]:
    """Arabic and English names of actors, targets, places, origins and destinations, each standing in for the other where it is missing."""
    for role in ("actors", "targets", "places", "origins", "destinations"):
        entities = [row["entity"] for row in facts.participants.get(event, ()) if row["role"] == role]
        for language in ("ar", "en"):
            yield _joined([_label(entity, language, facts) for entity in entities])


def _label(entity: str, language: str, facts: _Facts) -> str:
    labels = facts.labels.get(entity, ())
    ranked = sorted(labels, key=lambda row: (row["language"] != language, row["language"] not in ("ar", "en")))
    return ranked[0]["label"] if ranked else entity


def _position(event: str, facts: _Facts) -> tuple[str, str, str, str, str]:
    """Of the event's best known place: latitude and longitude in degrees, its name, precision class, and the kilometres around that point that it lies in.

    The point of an area or line only stands for it: it is its centroid.
    """
    places = [row["entity"] for row in facts.participants.get(event, ()) if row["role"] == "places"]
    found = [row for place in places for row in facts.positions.get(place, ()) if row["wkt"].startswith("POINT(")]
    if not found:
        return "", "", "", "", ""
    best = min(found, key=lambda row: float(row.get("km") or "inf"))
    longitude, latitude = best["wkt"].removeprefix("POINT(").removesuffix(")").split()
    return latitude, longitude, _label(best["entity"], "en", facts), best.get("class", ""), best.get("km", "")


def _bounds(counts: Sequence[CountRow]) -> Iterator[str]:
    """Low and high of each kind of count: of what the figures span where they differ, else of the highest; an open high as nothing."""
    first = {count.kind: count for count in sorted(counts, key=lambda count: (count.is_range, count.low))}
    for kind in CountKind:
        found = first.get(kind.value)
        yield "" if found is None else str(found.low)
        yield "" if found is None or found.high is None else str(found.high)


def _joined(texts: Sequence[str]) -> str:
    return ";".join(text.replace(";", ",") for text in texts)


def _name(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]
