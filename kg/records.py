"""Documents to event records without a graph, and records as a table for people and spreadsheets."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyoxigraph import Literal

from extract.model import Document, Reading
from extract.record import Record, to_record
from kg.explanation import format_explanation
from kg.tables import Table, format_answer
from kg.workers import find_extractor, read_all
from ontology.errors import ExtractionError
from ontology.terms import DATA

COLUMNS = ("doc", "start", "trigger", "type", "actor", "target", "place", "date", "factuality", "attributed_to", "counts", "confidence")


def read_records(documents: Sequence[Document], extractor: str = "rules", jobs: int = 1, base: str = DATA) -> tuple[list[Record], list[ExtractionError]]:
    """The records of all events in the order of the documents, and why some documents have none; entities are IRIs under `base`."""
    read = list(read_all(documents, find_extractor(extractor), jobs))
    records = [to_record(event, one.document, base) for one in read if isinstance(one, Reading) for event in one.events]
    return records, [one for one in read if isinstance(one, ExtractionError)]


def format_records(records: Sequence[Record], form: str) -> str:
    """The records as JSON lines (`jsonl`), told for people (`explanation`), or as a `table` or `csv`."""
    if form == "jsonl":
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return format_explanation(records) if form == "explanation" else format_answer(record_table(records), form)


def record_table(records: Iterable[Mapping[str, Any]]) -> Table:
    """One row a record (`extract.record`); several participants are joined by «; », what is missing is empty."""
    return Table(COLUMNS, tuple(tuple(Literal(text) if text else None for text in _row(record)) for record in records))


def _row(record: Mapping[str, Any]) -> tuple[str, ...]:
    participants = ("; ".join(one["label"] for one in record[role]) for role in ("actor", "target", "place"))
    date, source = record["date"] or {}, record["attributed_to"] or {}
    counts = "; ".join(f"{kind} {number}" for kind, number in sorted(record["counts"].items()))
    trigger = record["trigger"]
    said = (record["factuality"], source.get("label") or "", counts, f"{record['confidence']:.2f}")
    return record["doc"], str(trigger["start"]), trigger["text"], record["type"], *participants, date.get("value") or "", *said
