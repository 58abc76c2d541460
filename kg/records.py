"""Documents to event records without a graph, and records as a table for people and spreadsheets."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from pyoxigraph import Literal

from extract.model import Document, Reading
from extract.record import to_record
from extract.record_values import Record
from kg.explanation import explain_records
from kg.tables import Table, format_answer
from kg.workers import ExtractorFactory, read_all, rule_extractor
from ontology.errors import ExtractionError
from ontology.terms import DATA

COLUMNS = (
    "doc", "start", "trigger", "type", "actor", "target", "place", "origin", "destination",
    "date", "factuality", "attributed_to", "counts", "confidence",
)  # fmt: skip


def _ignore(notice: str) -> None:
    """Tells nobody."""


def read_records(
    documents: Sequence[Document],
    tell: Callable[[ExtractionError], object],
    factory: ExtractorFactory = rule_extractor,
    jobs: int = 1,
    base: str = DATA,
    note: Callable[[str], object] = _ignore,
) -> Iterator[Record]:
    """The records of all events in the order of the documents, as they get ready; entities are IRIs under `base`.

    Why a document has none goes to `tell`, what is doubtful in it to `note`.
    """
    for one in read_all(documents, factory, jobs):
        if isinstance(one, Reading):
            yield from (to_record(event, one.document, base) for event in one.events)
            for notice in doubts_told(one):
                note(notice)
        else:
            tell(one)


def doubts_told(reading: Reading) -> Iterator[str]:
    """What people should look at in a document, a line each."""
    for doubt in reading.doubts:
        yield f"{reading.document.id}: «{doubt.span.of(reading.document.text)}»: {doubt.reason}"


def write_records(records: Iterable[Record], form: str, stream: BinaryIO) -> None:
    """The records as JSON lines (`jsonl`) or told for people (`explanation`), each as it comes, or as a `table` or `csv`."""
    if form in ("table", "csv"):
        stream.write(format_answer(record_table(records), form).encode())
        return
    for text in map(_line, records) if form == "jsonl" else explain_records(records):
        stream.write(text.encode())


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def record_table(records: Iterable[Mapping[str, Any]]) -> Table:
    """One row a record (`extract.record`); several participants are joined by «; », what is missing is empty."""
    return Table(COLUMNS, tuple(tuple(Literal(text) if text else None for text in _row(record)) for record in records))


def _row(record: Mapping[str, Any]) -> tuple[str, ...]:
    participants = ("; ".join(one["label"] for one in record[role]) for role in ("actor", "target", "place", "origin", "destination"))
    date, source = record["date"] or {}, record["attributed_to"] or {}
    counts = "; ".join(f"{kind} {number}" for kind, number in sorted(record["counts"].items()))
    trigger = record["trigger"]
    said = (record["factuality"], source.get("label") or "", counts, f"{record['confidence']:.2f}")
    return record["doc"], str(trigger["start"]), trigger["text"], record["type"], *participants, date.get("value") or "", *said
