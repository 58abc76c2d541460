"""Events on the map, as GeoJSON (RFC 7946): longitude first, WGS 84, one feature an event."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, BinaryIO

from extract.model import EventType
from kg.network_rows import read_entities, read_events
from kg.network_values import NetworkEntity, NetworkEvent
from kg.store_contract import ReadStore

_WKT = re.compile(r"(POLYGON|LINESTRING)\s*\((.*)\)", re.DOTALL)
_RING = re.compile(r"\(([^()]*)\)")
Point = tuple[float, float]  # longitude, latitude


def write_geojson(store: ReadStore, stream: BinaryIO) -> None:
    """Writes a FeatureCollection with a feature for every event, in the order of their IRIs; what has no known place has no geometry (null).

    An event at several places is a GeometryCollection. A place that is an area or a line is drawn as such, never as a point that pretends to be exact;
    `precision_km` is the radius in which the least exactly known place lies, `place_class` what kind of knowledge places it.
    """
    entities = read_entities(store)
    stream.write(b'{"type": "FeatureCollection", "features": [')
    for number, event in enumerate(read_events(store, EventType)):
        text = json.dumps(_feature(event, [entities[iri] for iri in event.places if iri in entities]), ensure_ascii=False)
        stream.write((",\n" if number else "\n").encode() + text.encode())
    stream.write(b"\n]}\n")


def _feature(event: NetworkEvent, places: list[NetworkEntity]) -> dict[str, Any]:
    found = [geometry for geometry in map(_geometry, places) if geometry is not None]
    geometry = found[0] if len(found) == 1 else {"type": "GeometryCollection", "geometries": found} if found else None
    radii = [place.precision_km for place in places if place.precision_km is not None]
    properties = {
        "type": event.type.value,
        "actors": event.actors,
        "targets": event.targets,
        "places": event.places,
        "places_ar": [place.label_ar for place in places if place.label_ar],
        "places_en": [place.label_en for place in places if place.label_en],
        "place_class": sorted({place.place_class for place in places if place.place_class}),
        "precision_km": max(radii, default=None),
        "date": event.date,
        "first_day": event.first,
        "last_day": event.last,
        "factuality": event.factuality,
        "belief": event.belief,
        "reports": len(event.reports),
        "sentence": event.reports[0].sentence if event.reports else None,
    }
    return {"type": "Feature", "id": event.id, "geometry": geometry, "properties": properties}


def _geometry(place: NetworkEntity) -> dict[str, Any] | None:
    """The ground that the place covers where the graph knows it, else its point, else nothing."""
    ground = _ground(place.ground) if place.ground else None
    if ground is None and place.latitude is not None and place.longitude is not None:
        return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return ground


def _ground(wkt: str) -> dict[str, Any] | None:
    """A polygon or line of WKT in CRS84, outer rings anticlockwise and holes clockwise as RFC 7946 has them; None for any other."""
    match = _WKT.fullmatch(wkt.strip())
    if match is None:
        return None
    if match.group(1) == "LINESTRING":
        return {"type": "LineString", "coordinates": list(_points(match.group(2)))}
    rings = [list(_points(ring)) for ring in _RING.findall(match.group(2))]
    turned = [ring if (_area(ring) > 0) == (number == 0) else ring[::-1] for number, ring in enumerate(rings)]
    return {"type": "Polygon", "coordinates": turned}


def _points(text: str) -> Iterator[Point]:
    for pair in text.split(","):
        longitude, latitude = pair.split()
        yield float(longitude), float(latitude)


def _area(ring: Sequence[Point]) -> float:
    """Twice the area in square degrees, positive where the ring runs anticlockwise."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring))
