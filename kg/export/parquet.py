"""Events as Parquet, one row an event, for data frames and databases; written by pyarrow, which the extra `parquet` brings."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from extract.model import EventType
from kg.extras import load_extra
from kg.network_rows import read_entities, read_events
from kg.network_values import NetworkEntity, NetworkEvent
from kg.store_contract import ReadStore

_TOGETHER = 2_000  # rows of a row group


def write_parquet(store: ReadStore, stream: BinaryIO) -> None:
    """Writes the events in the order of their IRIs, lists as lists and days as days. Raises InputError where pyarrow is absent."""
    arrow = load_extra("pyarrow", "parquet", "the format parquet")
    parquet = load_extra("pyarrow.parquet", "parquet", "the format parquet")
    schema, entities = _schema(arrow), read_entities(store)
    lines = (_line(event, entities) for event in read_events(store, EventType))
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while lot := list(islice(lines, _TOGETHER)):
            writer.write_table(arrow.Table.from_pylist(lot, schema=schema))


def _schema(arrow: Any) -> Any:
    text, texts, number, whole, day = arrow.string(), arrow.list_(arrow.string()), arrow.float64(), arrow.int64(), arrow.date32()
    counts = arrow.list_(arrow.struct([("kind", text), ("low", whole), ("high", whole), ("exactness", text)]))
    named = [(f"{role}{language}", texts) for role in ("actors", "targets", "places") for language in ("", "_ar", "_en")]
    place = [("latitude", number), ("longitude", number), ("precision_km", number), ("place_class", text)]
    time = [("date", text), ("first_day", day), ("last_day", day)]
    told = [("factuality", text), ("belief", number), ("independent_sources", whole), ("reports", whole), ("sources", texts), ("sentence", text)]
    return arrow.schema([("event", text), ("type", text), *named, *place, *time, ("counts", counts), *told])


def _line(event: NetworkEvent, entities: Mapping[str, NetworkEntity]) -> dict[str, Any]:
    return {
        "event": event.id,
        "type": event.type.value,
        **dict(_participants(event, entities)),
        **_position([entities[iri] for iri in event.places if iri in entities]),
        "date": event.date,
        "first_day": date.fromisoformat(event.first) if event.first else None,
        "last_day": date.fromisoformat(event.last) if event.last else None,
        "counts": [{"kind": one.kind, "low": one.low, "high": one.high, "exactness": one.exactness} for one in event.counts],
        "factuality": event.factuality,
        "belief": event.belief,
        "independent_sources": event.sources,
        "reports": len(event.reports),
        "sources": sorted({report.source or report.document for report in event.reports}),
        "sentence": event.reports[0].sentence if event.reports else None,
    }


def _participants(event: NetworkEvent, entities: Mapping[str, NetworkEntity]) -> Iterator[tuple[str, list[str | None]]]:
    """IRIs, and beside them, place for place, names; None where there is none in that language."""
    for role, iris in (("actors", event.actors), ("targets", event.targets), ("places", event.places)):
        found = [entities.get(iri) for iri in iris]
        yield role, list(iris)
        yield f"{role}_ar", [None if one is None else one.label_ar for one in found]
        yield f"{role}_en", [None if one is None else one.label_en for one in found]


def _position(places: list[NetworkEntity]) -> dict[str, Any]:
    """Of the most exactly known place."""
    best = min((place for place in places if place.latitude is not None), key=lambda place: place.precision_km or float("inf"), default=None)
    names = ("latitude", "longitude", "precision_km", "place_class")
    return {name: getattr(best, name, None) for name in names}
