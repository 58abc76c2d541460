"""The values of a network as short JSON rows; `data.js` gives the columns their names back.

A page of fifty thousand events must stay under a kilobyte an event: words that return (types, roles, outlets, documents)
stand once in a table and are told by their number, and what is missing at the end of a row is left out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from extract.event_types import Stance
from extract.model import EntityKind, EventType, Factuality
from kg.model import PlaceClass
from kg.network_values import NetworkReport
from kg.priors import Capacity

Row = list[Any]

TABLES: Mapping[str, tuple[str, ...]] = {
    "types": tuple(one.value for one in EventType),
    "kinds": (*(one.value for one in EntityKind), "event"),
    "factualities": tuple(one.value for one in Factuality),
    "stances": tuple(one.value for one in Stance),
    "roles": ("actor", "target", "place", "source", "time", "count", "origin", "destination", "relay", "source-cue", "cue"),
    "classes": tuple(one.value for one in PlaceClass),
    "capacities": tuple(one.value for one in Capacity),
}
_NUMBERS: Mapping[str, Mapping[str, int]] = {table: {value: number for number, value in enumerate(values)} for table, values in TABLES.items()}
_LONG_NUMBER = re.compile(r"(-?\d+\.\d{3})\d+")  # a metre more or less is nothing that a map of the page could show


class Documents:
    """The documents of the reports, each once, and the names of their outlets, each once."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.outlets: list[str] = []
        self._numbers: dict[str, int] = {}
        self._outlet_numbers: dict[str, int] = {}

    def find(self, iri: str) -> int | None:
        """The place of the document with that IRI; None if no report is of it."""
        return self._numbers.get(iri)

    def number(self, report: NetworkReport) -> int:
        """The place of the report's document among `rows`."""
        found = self._numbers.get(report.document)
        if found is None:
            found = self._numbers[report.document] = len(self.rows)
            outlet = None if report.source is None else self._outlet_numbers.setdefault(report.source, len(self._outlet_numbers))
            if outlet == len(self.outlets) and report.source is not None:
                self.outlets.append(report.source)
            self.rows.append(trimmed([report.document.rsplit("/", 1)[-1], outlet, report.title, report.published, web_address(report.url)]))
        return found


def entity_row(iri: str, row: Mapping[str, Any], base: str, community: int | None, numbers: Mapping[str, int]) -> Row:
    """id, kind, Arabic name, English name, aliases, place, community, what it is part of; a place is latitude, longitude, km, class, WKT."""
    place = None
    if row.get("latitude") is not None:
        sort, ground = row.get("place_class"), row.get("ground")
        known = [row["latitude"], row["longitude"], row.get("precision_km"), index_in("classes", sort), _LONG_NUMBER.sub(r"\1", ground) if ground else None]
        place = trimmed(known)
    aliases = list(row.get("aliases") or ()) or None
    larger = numbers.get(row.get("part_of") or "")
    return trimmed([iri.removeprefix(base), index_in("kinds", row["kind"]), row["label_ar"], row["label_en"], aliases, place, community, larger])


def event_row(iri: str, row: Mapping[str, Any], base: str, numbers: Mapping[str, int], documents: Documents) -> Row:
    """id, type, factuality, belief, actors, targets, places, EDTF date, first and last day, its words, precision, counts, documents, speakers,
    sources, stances.

    First and last day are left out where the date itself is that one day, the number of independent sources where it is one (distinct outlets
    stand for them where the graph does not say), the stances where all reports merely assert.
    """
    parts = [[numbers[entity] for entity in row[role] if entity in numbers] or None for role in ("actors", "targets", "places")]
    one_day = row["date"] == row["first"] == row["last"]
    counts = [[count.kind, count.low, count.high, count.exactness] for count in row["counts"]] or None
    told = [documents.number(report) for report in row["reports"]]
    speakers = sorted({numbers[report.attributed_to] for report in row["reports"] if report.attributed_to in numbers}) or None
    return trimmed([
        iri.removeprefix(base), index_in("types", row["type"].value), index_in("factualities", row["factuality"]), round(row["belief"], 4), *parts,
        row["date"], None if one_day else row["first"], None if one_day else row["last"], row["date_words"], row["precision"], counts, told or None, speakers,
        _sources(row), _stances(row["reports"]),
    ])  # fmt: skip


def _sources(row: Mapping[str, Any]) -> int | None:
    found = row["sources"] if row["sources"] is not None else len({report.source for report in row["reports"] if report.source})
    return None if found == 1 else found


def _stances(reports: Iterable[NetworkReport]) -> Row | None:
    """Each stance that a report takes, by its number, sorted; None if all assert."""
    found = sorted({number for report in reports if (number := index_in("stances", report.stance)) is not None})
    return found if found != [0] else None


def report_rows(reports: Iterable[NetworkReport], numbers: Mapping[str, int], documents: Documents) -> list[Row]:
    """document, sentence, trigger, mentions, speaker, factuality, confidence, stance; a mention is role, start, end, entity."""
    return [
        trimmed([
            documents.number(report), report.sentence, report.trigger and list(report.trigger),
            [_mention(mention.role, mention.start, mention.end, numbers.get(mention.entity or "")) for mention in report.mentions] or None,
            numbers.get(report.attributed_to or ""), index_in("factualities", report.factuality), report.confidence,
            index_in("stances", report.stance) or None,
        ])
        for report in reports
    ]  # fmt: skip


def _mention(role: str, start: int, end: int, entity: int | None) -> Row:
    return trimmed([index_in("roles", role), start, end, entity])


def index_in(table: str, value: str | None) -> int | None:
    """The number of a value in its table; None for one that the table does not know, such as a role of a later version."""
    return None if value is None else _NUMBERS[table].get(value)


def trimmed(row: Row) -> Row:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def web_address(url: str | None) -> str | None:
    """The address if it is an absolute http or https one, else None: a page must not lead into script or local files."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
