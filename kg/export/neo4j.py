"""Tables for `neo4j-admin database import`, as a ZIP archive of CSV files whose headers tell ids, labels and types."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from extract.model import EventType
from kg.network_rows import read_entities, read_events
from kg.network_values import NetworkEntity, NetworkEvent, NetworkReport
from kg.solutions import rows
from kg.store_contract import ReadStore

EVENTS, ENTITIES, REPORTS, RELATIONSHIPS = "events.csv", "entities.csv", "reports.csv", "relationships.csv"
_HEADERS = {
    EVENTS: ("iri:ID", "type", "date", "firstDay:date", "lastDay:date", "factuality", "belief:double", "independentSources:long", ":LABEL"),
    ENTITIES: (
        "iri:ID",
        "kind",
        "label_ar",
        "label_en",
        "aliases:string[]",
        "latitude:double",
        "longitude:double",
        "precisionKm:double",
        "placeClass",
        ":LABEL",
    ),
    REPORTS: ("iri:ID", "document", "source", "published", "sentence", "factuality", "stance", "confidence:double", ":LABEL"),
    RELATIONSHIPS: (":START_ID", ":END_ID", ":TYPE"),
}
_MOVEMENTS = """SELECT DISTINCT ?event ?type ?entity WHERE {
  VALUES (?property ?type) { (kh:origin "ORIGIN") (kh:destination "DESTINATION") } ?event ?property ?entity } ORDER BY ?event ?type ?entity"""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a ZIP archive: one day for all, so that equal graphs give equal files


def write_neo4j(store: ReadStore, stream: BinaryIO) -> None:
    """Writes the archive: nodes are events, entities and reports, each with its IRI as its id; line breaks within words become spaces.

    Relationships are ACTOR, TARGET, PLACE, ORIGIN and DESTINATION of an event, PART_OF of an entity, REPORTS and ATTRIBUTED_TO of a report. Cells are not
    made safe for spreadsheets, which would change them: see the format csv.
    """
    entities = read_entities(store)
    events = list(read_events(store, EventType))
    ends = {event.id for event in events} | entities.keys()
    starts = ends | {report.id for event in events for report in event.reports}
    with ZipFile(stream, "w") as archive:
        _write(archive, EVENTS, map(_event, events))
        _write(archive, ENTITIES, map(_entity, entities.values()))
        _write(archive, REPORTS, (_report(report) for event in events for report in event.reports))
        ties = (tie for source in (_of_events(events), _of_entities(entities.values()), _moves(store)) for tie in source)
        _write(archive, RELATIONSHIPS, (tie for tie in ties if tie[0] in starts and tie[1] in ends))  # the import stops at a tie to nobody


def _write(archive: ZipFile, name: str, lines: Iterable[Sequence[object]]) -> None:
    entry = ZipInfo(name, _FIRST_DAY)
    entry.compress_type = ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as packed, io.TextIOWrapper(packed, encoding="utf-8", newline="") as text:
        table = csv.writer(text, lineterminator="\n")
        table.writerow(_HEADERS[name])
        table.writerows([_cell(value) for value in line] for line in lines)


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _event(event: NetworkEvent) -> Sequence[object]:
    labels = f"Event;{event.type.value.capitalize()}"
    return event.id, event.type.value, event.date, event.first, event.last, event.factuality, event.belief, event.sources, labels


def _entity(entity: NetworkEntity) -> Sequence[object]:
    aliases = ";".join(alias.replace(";", ",") for alias in entity.aliases)
    kind = "".join(part.capitalize() for part in entity.kind.value.split("-"))
    place = entity.latitude, entity.longitude, entity.precision_km, entity.place_class
    return entity.id, entity.kind.value, entity.label_ar, entity.label_en, aliases, *place, f"Entity;{kind}"


def _report(report: NetworkReport) -> Sequence[object]:
    told = report.document, report.source, report.published, report.sentence, report.factuality, report.stance, report.confidence
    return report.id, *told, "Report"


def _of_events(events: Iterable[NetworkEvent]) -> Iterator[tuple[str, str, str]]:
    for event in events:
        for kind, iris in (("ACTOR", event.actors), ("TARGET", event.targets), ("PLACE", event.places)):
            yield from ((event.id, iri, kind) for iri in iris)
        for report in event.reports:
            yield report.id, event.id, "REPORTS"
            if report.attributed_to:
                yield report.id, report.attributed_to, "ATTRIBUTED_TO"


def _of_entities(entities: Iterable[NetworkEntity]) -> Iterator[tuple[str, str, str]]:
    yield from ((entity.id, entity.part_of, "PART_OF") for entity in entities if entity.part_of)


def _moves(store: ReadStore) -> Iterator[tuple[str, str, str]]:
    yield from ((row["event"], row["entity"], row["type"]) for row in rows(store, _MOVEMENTS))
