"""Event mentions as plain JSON records, there and back without loss.

A record has the fields of the annotation guidelines (`doc`, `trigger`, `type`, `actor`, `target`, `place`, `date`,
`factuality`, `attributed_to`, `counts`, `confidence`) and beside them what a return to the value needs (`stance`,
`sentence`, `figures`, `cue`, `rule`, `reasons`; per participant `kind` and `within`, per place its `ground`; of a movement `origin` and
`destination`; per date `first`, `last`, `precision`).

`base` stands before every entity id: with the data base of the ontology the ids print as IRIs, with "" as ids.
A record without `stance`, as older versions wrote it, has the one that goes with its factuality. A record that cannot be read back raises
InputError naming its document.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from extract.event_types import PLAIN_STANCE
from extract.model import Count, Document, EventMention, EventType, Factuality, Reading, Stance
from extract.record_values import (
    Record,
    attribution_record,
    attribution_value,
    belonging_record,
    belonging_value,
    bounds,
    count_record,
    count_value,
    doubt_record,
    doubt_value,
    mention_record,
    mention_values,
    office_record,
    office_value,
    optional_span,
    publication_record,
    publication_value,
    span_record,
    span_value,
    time_record,
    time_value,
)
from ontology.errors import InputError

_REMEDY = "build the graph anew with `kg build`"


def to_record(event: EventMention, document: Document, base: str = "") -> Record:
    """The record of an event mention of this document, ready for JSON."""
    return {
        "doc": event.document,
        "trigger": span_record(event.trigger, document),
        "type": event.type.value,
        "actor": [mention_record(m, base) for m in event.actors],
        "target": [mention_record(m, base) for m in event.targets],
        "place": [mention_record(m, base) for m in event.places],
        "origin": [mention_record(m, base) for m in event.origins],
        "destination": [mention_record(m, base) for m in event.destinations],
        "date": time_record(event.time) if event.time else None,
        "factuality": event.factuality.value,
        "stance": event.stance.value,
        "attributed_to": attribution_record(event.attribution, base) if event.attribution else None,
        "counts": _totals(event.counts),
        "confidence": event.confidence,
        "sentence": span_record(event.sentence, document),
        "figures": [count_record(c) for c in event.counts],
        "cue": bounds(event.cue),
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
    return {
        "document": asdict(reading.document),
        "events": [to_record(event, reading.document) for event in reading.events],
        "places": [mention_record(place, "") for place in reading.places],
        "offices": [office_record(office, "") for office in reading.offices],
        "published": publication_record(reading.published) if reading.published else None,
        "doubts": [doubt_record(doubt) for doubt in reading.doubts],
        "belongings": [belonging_record(one, "") for one in reading.belongings],
    }


def reading_value(record: Mapping[str, Any]) -> Reading:
    """The reading that `reading_record` gave this value for."""
    try:
        document, events = Document(**record["document"]), [from_record(event) for event in record["events"]]
        offices = tuple(office_value(one, "") for one in record["offices"])
        published = publication_value(record["published"]) if record["published"] else None
        doubts = tuple(doubt_value(one) for one in record["doubts"])
        belongings = tuple(belonging_value(one, "") for one in record["belongings"])
        return Reading(document, tuple(events), mention_values(record["places"], ""), offices, published, doubts, belongings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"stored reading: {_reason(error)}; {_REMEDY}") from error


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


def _totals(counts: Iterable[Count]) -> dict[str, int]:
    """The largest figure of each kind: a second one usually tells a part of the first («خمسة بينهم طفلان»)."""
    totals: dict[str, int] = {}
    for count in counts:
        totals[count.kind.value] = max(count.low, totals.get(count.kind.value, 0))
    return totals


def _event(record: Mapping[str, Any], base: str) -> EventMention:
    return EventMention(
        document=str(record["doc"]),
        sentence=span_value(record["sentence"]),
        trigger=span_value(record["trigger"]),
        type=EventType(record["type"]),
        actors=mention_values(record["actor"], base),
        targets=mention_values(record["target"], base),
        places=mention_values(record["place"], base),
        time=time_value(record["date"]) if record["date"] else None,
        counts=tuple(count_value(c) for c in record["figures"]),
        factuality=Factuality(record["factuality"]),
        stance=Stance(record.get("stance") or PLAIN_STANCE[Factuality(record["factuality"])]),
        cue=optional_span(record["cue"]),
        attribution=attribution_value(record["attributed_to"], base) if record["attributed_to"] else None,
        rule=str(record["rule"]),
        confidence=float(record["confidence"]),
        reasons=MappingProxyType({str(k): str(v) for k, v in record["reasons"].items()}),
        origins=mention_values(record["origin"], base),
        destinations=mention_values(record["destination"], base),
    )
