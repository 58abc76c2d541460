"""The parts of a record, there and back: spans, mentions with the ground they tell of, dates, figures, offices, belongings."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from extract.model import (
    Attribution,
    Bearing,
    Belonging,
    BelongingRelation,
    Count,
    CountKind,
    Document,
    Doubt,
    EntityKind,
    Exactness,
    Ground,
    Landmark,
    Mention,
    Office,
    Precision,
    Publication,
    Relation,
    Span,
    TimeInterval,
)

Record = dict[str, Any]


def bounds(span: Span | None) -> Record | None:
    return {"start": span.start, "end": span.end} if span else None


def span_record(span: Span, document: Document) -> Record:
    return {"start": span.start, "end": span.end, "text": span.of(document.text)}


def mention_record(mention: Mention, base: str) -> Record:
    record = {
        "text": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "label": mention.name,
        "entity": None if mention.entity is None else base + mention.entity,
        "kind": mention.kind.value if mention.kind else None,
        "within": None if mention.within is None else base + mention.within,
    }
    return record if mention.ground is None else record | {"ground": _ground_record(mention.ground, base)}


def _ground_record(ground: Ground, base: str) -> Record:
    return {
        "relation": ground.relation.value,
        "bearings": [bearing.value for bearing in ground.bearings],
        "kilometres": ground.kilometres,
        "landmarks": [
            {"start": one.span.start, "end": one.span.end, "name": one.name, "candidates": [base + c for c in one.candidates], "kind": one.place_kind}
            for one in ground.landmarks
        ],
    }


def time_record(time: TimeInterval) -> Record:
    return {
        "text": time.text,
        "start": time.span.start,
        "end": time.span.end,
        "value": time.edtf,
        "first": time.first.isoformat() if time.first else None,
        "last": time.last.isoformat() if time.last else None,
        "precision": time.precision.value,
    }


def attribution_record(attribution: Attribution, base: str) -> Record:
    relay = attribution.relayed_by
    return mention_record(attribution.source, base) | {"cue": bounds(attribution.cue), "relayed_by": attribution_record(relay, base) if relay else None}


def count_record(count: Count) -> Record:
    record: Record = {"kind": count.kind.value, "low": count.low, "high": count.high, "exactness": count.exactness.value}
    return record | {"start": count.span.start, "end": count.span.end}


def office_record(office: Office, base: str) -> Record:
    return {
        "start": office.span.start,
        "end": office.span.end,
        "person": mention_record(office.person, base),
        "rank": office.rank,
        "title": office.title,
        "organisation": mention_record(office.organisation, base) if office.organisation else None,
    }


def belonging_record(belonging: Belonging, base: str) -> Record:
    part, whole = mention_record(belonging.part, base), mention_record(belonging.whole, base)
    return {"start": belonging.span.start, "end": belonging.span.end, "part": part, "whole": whole, "relation": belonging.relation.value}


def publication_record(published: Publication) -> Record:
    return {"value": published.edtf, "start": published.span.start, "end": published.span.end, "reason": published.reason}


def doubt_record(doubt: Doubt) -> Record:
    return {"start": doubt.span.start, "end": doubt.span.end, "reason": doubt.reason}


def span_value(value: Mapping[str, Any]) -> Span:
    return Span(int(value["start"]), int(value["end"]))


def optional_span(value: Mapping[str, Any] | None) -> Span | None:
    return span_value(value) if value else None


def mention_values(values: Iterable[Mapping[str, Any]], base: str) -> tuple[Mention, ...]:
    return tuple(mention_value(v, base) for v in values)


def mention_value(value: Mapping[str, Any], base: str) -> Mention:
    kind = EntityKind(value["kind"]) if value["kind"] else None
    entity, within = _local(value["entity"], base), _local(value["within"], base)
    ground = _ground(value["ground"], base) if value.get("ground") else None
    return Mention(span_value(value), str(value["text"]), str(value["label"]), kind, entity, within, ground)


def _ground(value: Mapping[str, Any], base: str) -> Ground:
    kilometres = None if value["kilometres"] is None else float(value["kilometres"])
    return Ground(Relation(value["relation"]), tuple(_landmark(one, base) for one in value["landmarks"]), tuple(map(Bearing, value["bearings"])), kilometres)


def _landmark(value: Mapping[str, Any], base: str) -> Landmark:
    return Landmark(span_value(value), str(value["name"]), tuple(_without(one, base) for one in value["candidates"]), value["kind"])


def _local(iri: str | None, base: str) -> str | None:
    return None if iri is None else _without(iri, base)


def _without(iri: str, base: str) -> str:
    if not iri.startswith(base):
        raise ValueError(f"entity {iri} does not start with {base}")
    return iri[len(base) :]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def time_value(value: Mapping[str, Any]) -> TimeInterval:
    return TimeInterval(span_value(value), str(value["text"]), value["value"], _day(value["first"]), _day(value["last"]), Precision(value["precision"]))


def attribution_value(value: Mapping[str, Any], base: str) -> Attribution:
    relay = value.get("relayed_by")  # older records have none
    return Attribution(mention_value(value, base), optional_span(value["cue"]), attribution_value(relay, base) if relay else None)


def count_value(value: Mapping[str, Any]) -> Count:
    high = None if value["high"] is None else int(value["high"])
    return Count(CountKind(value["kind"]), int(value["low"]), high, Exactness(value["exactness"]), span_value(value))


def office_value(value: Mapping[str, Any], base: str) -> Office:
    organisation = mention_value(value["organisation"], base) if value["organisation"] else None
    return Office(span_value(value), mention_value(value["person"], base), value["rank"], value["title"], organisation)


def belonging_value(value: Mapping[str, Any], base: str) -> Belonging:
    return Belonging(span_value(value), mention_value(value["part"], base), mention_value(value["whole"], base), BelongingRelation(value["relation"]))


def publication_value(value: Mapping[str, Any]) -> Publication:
    return Publication(str(value["value"]), span_value(value), str(value["reason"]))


def doubt_value(value: Mapping[str, Any]) -> Doubt:
    return Doubt(span_value(value), str(value["reason"]))
