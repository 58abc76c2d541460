"""Event mentions as plain JSON records, there and back without loss.

A record has the fields of the annotation guidelines (`doc`, `trigger`, `type`, `actor`, `target`, `place`, `date`,
`factuality`, `attributed_to`, `counts`, `confidence`) and beside them what a return to the value needs (`sentence`,
`figures`, `cue`, `rule`, `reasons`; per participant `kind` and `within`; per date `first`, `last`, `precision`).

`base` stands before every entity id: with the data base of the ontology the ids print as IRIs, with "" as ids.
A record that cannot be read back raises InputError naming its document.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any

from extract.model import (
    Attribution,
    Count,
    CountKind,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Exactness,
    Factuality,
    Mention,
    Precision,
    Reading,
    Span,
    TimeInterval,
)
from ontology.errors import InputError

Record = dict[str, Any]

_REMEDY = "build the graph anew with `kg build`"


def to_record(event: EventMention, document: Document, base: str = "") -> Record:
    """The record of an event mention of this document, ready for JSON."""
    return {
        "doc": event.document,
        "trigger": _span_record(event.trigger, document),
        "type": event.type.value,
        "actor": [_mention_record(m, base) for m in event.actors],
        "target": [_mention_record(m, base) for m in event.targets],
        "place": [_mention_record(m, base) for m in event.places],
        "date": _time_record(event.time) if event.time else None,
        "factuality": event.factuality.value,
        "attributed_to": _attribution_record(event.attribution, base) if event.attribution else None,
        "counts": _totals(event.counts),
        "confidence": event.confidence,
        "sentence": _span_record(event.sentence, document),
        "figures": [_count_record(c) for c in event.counts],
        "cue": _bounds(event.cue),
        "rule": event.rule,
        "reasons": dict(event.reasons),
    }


def from_record(record: Mapping[str, Any], base: str = "") -> EventMention:
    """The event mention that `to_record` gave this record for, with the same `base`."""
    try:
        return _event(record, base)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        name = record.get("doc", "?") if isinstance(record, Mapping) else "?"
        raise InputError(f"event record of document {name}: {_reason(error)}; write it anew with `kg extract --format jsonl`") from error


def reading_record(reading: Reading) -> Record:
    """The document and all that was read from it as one JSON value."""
    return {"document": asdict(reading.document), "events": [to_record(event, reading.document) for event in reading.events]}


def reading_value(record: Mapping[str, Any]) -> Reading:
    """The reading that `reading_record` gave this value for."""
    try:
        document, records = Document(**record["document"]), list(record["events"])
    except (KeyError, TypeError) as error:
        raise InputError(f"stored reading: {_reason(error)}; {_REMEDY}") from error
    return Reading(document, tuple(from_record(event) for event in records))


def reading_to_json(reading: Reading) -> str:
    """`reading_record` as one line; equal readings give equal lines."""
    return json.dumps(reading_record(reading), ensure_ascii=False, sort_keys=True)


def reading_from_json(line: str) -> Reading:
    """The reading that `reading_to_json` gave this line for."""
    try:
        return reading_value(json.loads(line))
    except ValueError as error:
        raise InputError(f"stored reading: {_reason(error)}; {_REMEDY}") from error


def _reason(error: Exception) -> str:
    return f"field {error} is missing" if isinstance(error, KeyError) else " ".join(str(error).split())


def _bounds(span: Span | None) -> Record | None:
    return {"start": span.start, "end": span.end} if span else None


def _span_record(span: Span, document: Document) -> Record:
    return {"start": span.start, "end": span.end, "text": span.of(document.text)}


def _mention_record(mention: Mention, base: str) -> Record:
    return {
        "text": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "label": mention.name,
        "entity": None if mention.entity is None else base + mention.entity,
        "kind": mention.kind.value if mention.kind else None,
        "within": None if mention.within is None else base + mention.within,
    }


def _time_record(time: TimeInterval) -> Record:
    return {
        "text": time.text,
        "start": time.span.start,
        "end": time.span.end,
        "value": time.edtf,
        "first": time.first.isoformat() if time.first else None,
        "last": time.last.isoformat() if time.last else None,
        "precision": time.precision.value,
    }


def _attribution_record(attribution: Attribution, base: str) -> Record:
    return _mention_record(attribution.source, base) | {"cue": _bounds(attribution.cue)}


def _count_record(count: Count) -> Record:
    bounds: Record = {"kind": count.kind.value, "low": count.low, "high": count.high, "exactness": count.exactness.value}
    return bounds | {"start": count.span.start, "end": count.span.end}


def _totals(counts: Iterable[Count]) -> dict[str, int]:
    """The largest figure of each kind: a second one usually tells a part of the first («خمسة بينهم طفلان»)."""
    totals: dict[str, int] = {}
    for count in counts:
        totals[count.kind.value] = max(count.low, totals.get(count.kind.value, 0))
    return totals


def _event(record: Mapping[str, Any], base: str) -> EventMention:
    return EventMention(
        document=str(record["doc"]),
        sentence=_span(record["sentence"]),
        trigger=_span(record["trigger"]),
        type=EventType(record["type"]),
        actors=_mentions(record["actor"], base),
        targets=_mentions(record["target"], base),
        places=_mentions(record["place"], base),
        time=_time(record["date"]) if record["date"] else None,
        counts=tuple(_count(c) for c in record["figures"]),
        factuality=Factuality(record["factuality"]),
        cue=_optional_span(record["cue"]),
        attribution=_attribution(record["attributed_to"], base) if record["attributed_to"] else None,
        rule=str(record["rule"]),
        confidence=float(record["confidence"]),
        reasons=MappingProxyType({str(k): str(v) for k, v in record["reasons"].items()}),
    )


def _span(value: Mapping[str, Any]) -> Span:
    return Span(int(value["start"]), int(value["end"]))


def _optional_span(value: Mapping[str, Any] | None) -> Span | None:
    return _span(value) if value else None


def _mentions(values: Iterable[Mapping[str, Any]], base: str) -> tuple[Mention, ...]:
    return tuple(_mention(v, base) for v in values)


def _mention(value: Mapping[str, Any], base: str) -> Mention:
    kind = EntityKind(value["kind"]) if value["kind"] else None
    return Mention(_span(value), str(value["text"]), str(value["label"]), kind, _local(value["entity"], base), _local(value["within"], base))


def _local(iri: str | None, base: str) -> str | None:
    if iri is not None and not iri.startswith(base):
        raise ValueError(f"entity {iri} does not start with {base}")
    return None if iri is None else iri[len(base) :]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _time(value: Mapping[str, Any]) -> TimeInterval:
    return TimeInterval(_span(value), str(value["text"]), value["value"], _day(value["first"]), _day(value["last"]), Precision(value["precision"]))


def _attribution(value: Mapping[str, Any], base: str) -> Attribution:
    return Attribution(_mention(value, base), _optional_span(value["cue"]))


def _count(value: Mapping[str, Any]) -> Count:
    high = None if value["high"] is None else int(value["high"])
    return Count(CountKind(value["kind"]), int(value["low"]), high, Exactness(value["exactness"]), _span(value))
