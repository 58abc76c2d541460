"""Gold events and predicted events as they stand in JSON lines, checked once on the way in.

A record is what `kg extract --format jsonl` prints; a gold line has lists of accepted triggers, types and names instead.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from extract.model import Factuality, Span
from ontology.errors import InputError

SLOTS = ("actor", "target", "place")
OPTIONAL = "optional"  # stands among a filler's names where nobody must find it

Event = TypeVar("Event")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One annotated event: any of `triggers` and `types` will do; a filler is the tuple of its accepted names.

    An event that is not `core` may be found but need not be. `date` is EDTF; `id` its name within the annotation, where it has one.
    """

    document: str
    core: bool
    triggers: tuple[Span, ...]
    trigger: str
    types: tuple[str, ...]
    fillers: Mapping[str, tuple[tuple[str, ...], ...]]
    date: str | None
    factuality: str
    attributed: bool
    counts: Mapping[str, int]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """One extracted event; a filler is the tuple of what may name it: its words, its label, its IRI."""

    document: str
    span: Span
    trigger: str
    type: str
    fillers: Mapping[str, tuple[tuple[str, ...], ...]]
    date: str | None
    factuality: str
    attributed: bool
    counts: Mapping[str, int]


def read_gold(path: Path) -> tuple[GoldEvent, ...]:
    """The annotation in a file of JSON lines; raises InputError with file:line where one is not as it should be."""
    return tuple(_read(path, parse_gold))


def read_predictions(path: Path) -> tuple[Prediction, ...]:
    """The records in a file of JSON lines; raises InputError with file:line where one is not as it should be."""
    return tuple(_read(path, parse_prediction))


def parse_gold(record: Mapping[str, object]) -> GoldEvent:
    """One annotated event; raises ValueError that names the field which is missing or of the wrong kind."""
    triggers = _list(record, "triggers")
    if not triggers:
        raise ValueError("'triggers' is empty")
    return GoldEvent(
        document=_text(record, "doc"),
        core=record.get("core") is True,
        triggers=tuple(_span(t) for t in triggers),
        trigger=_text(_mapping(triggers[0], "triggers"), "text"),
        types=_texts(record.get("types"), "types"),
        fillers={slot: tuple(_texts(filler, slot) for filler in _list(record, slot)) for slot in SLOTS},
        date=_text_or_none(record.get("date"), "date"),
        factuality=_text(record, "factuality"),
        attributed=bool(record.get("attributed_to")),
        counts=_counts(record),
        id=_text_or_none(record.get("id"), "id"),
    )


def parse_prediction(record: Mapping[str, object]) -> Prediction:
    """One record of an extractor; raises ValueError that names the field which is missing or of the wrong kind."""
    date = record.get("date")
    trigger = _mapping(record.get("trigger"), "trigger")
    return Prediction(
        document=_text(record, "doc"),
        span=_span(trigger),
        trigger=str(trigger.get("text") or ""),
        type=_text(record, "type"),
        fillers={slot: tuple(_names(filler, slot) for filler in _list(record, slot)) for slot in SLOTS},
        date=_text_or_none(date.get("value") if isinstance(date, Mapping) else date, "date"),
        factuality=str(record.get("factuality") or Factuality.ASSERTED),
        attributed=bool(record.get("attributed_to")),
        counts=_counts(record),
    )


def _read(path: Path, parse: Callable[[Mapping[str, object]], Event]) -> Iterator[Event]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a UTF-8 file with one JSON object a line") from error
    return _parse_lines(lines, path, parse)


def _parse_lines(lines: Iterable[str], path: Path, parse: Callable[[Mapping[str, object]], Event]) -> Iterator[Event]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield parse(_mapping(json.loads(line), "the line"))
            except ValueError as error:  # of which JSONDecodeError is one
                raise InputError(
                    f"{path}:{number}: no event record ({error}); give one JSON object a line, as `kg extract --format jsonl` prints them"
                ) from error


def _mapping(value: object, field: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{field} is not a JSON object")
    return value


def _list(record: Mapping[str, object], field: str) -> list[object]:
    value = record.get(field) or []
    if not isinstance(value, list | tuple):
        raise ValueError(f"'{field}' is not a list")
    return list(value)


def _text(record: Mapping[str, object], field: str) -> str:
    value = record.get(field)
    if not isinstance(value, str):
        raise ValueError(f"'{field}' is not a string")
    return value


def _text_or_none(value: object, field: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(f"'{field}' is not a string")
    return value


def _texts(value: object, field: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise ValueError(f"'{field}' is not a list of strings")
    return tuple(value)


def _names(filler: object, slot: str) -> tuple[str, ...]:
    record = _mapping(filler, f"a filler of '{slot}'")
    return (str(record.get("text") or ""), *(name for key in ("label", "entity") if isinstance(name := record.get(key), str)))


def _span(value: object) -> Span:
    record = _mapping(value, "a trigger")
    start, end = record.get("start"), record.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise ValueError("a trigger has no 'start' and 'end'")
    return Span(start, end)


def _counts(record: Mapping[str, object]) -> Mapping[str, int]:
    counts = _mapping(record.get("counts") or {}, "'counts'")
    return {kind: number for kind, number in counts.items() if isinstance(number, int)}
