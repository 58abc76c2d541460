"""Who's On First: extracts as a table, and its own distributions, GeoJSON features one by one or as rows of an SQLite database."""

import json
import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from kg.gazetteer.arabic_names import arabic_names, latin
from kg.gazetteer.cells import coordinates, country_code, whole_number
from kg.gazetteer.files import Source, read_document, read_lines
from kg.gazetteer.kinds import place_class
from kg.gazetteer.values import Fault, Found, Limits, Line, Passed

TABLE_COLUMNS = ("id", "type", "country", "lat", "lon", "name_en", "names_ar", "parent", "geonames_id", "population")
_KM_PER_DEGREE = 111.2


def read_wof_table(source: Source, limits: Limits) -> Iterator[Line]:
    """Every row of a tab-separated extract with the columns of `TABLE_COLUMNS`, names separated by |."""
    for read in read_lines(source, limits):
        if isinstance(read, Fault):
            yield read
        elif read[0] > 1 and read[1]:
            cells = read[1].split("\t")
            origin = f"{source.name}:{read[0]}"
            if len(cells) == len(TABLE_COLUMNS):
                yield _explained(dict(zip(TABLE_COLUMNS, cells, strict=True)), origin)
            else:
                yield Fault(origin, f"{len(cells)} columns where {len(TABLE_COLUMNS)} belong; correct or remove the line")


def read_geojson(source: Source, limits: Limits) -> Iterator[Line]:
    """The feature of a file, or all of a collection's."""
    if "-alt-" in source.name.rpartition("/")[2]:
        yield Passed("another geometry of the same place")
        return
    content = read_document(source, limits)
    yield from [content] if isinstance(content, Fault) else _features(content, source.name)


def read_sqlite(source: Source, limits: Limits) -> Iterator[Line]:
    """The features in the table `geojson` of a distribution; the database is opened for reading only and runs nothing of its own."""
    if source.path is None:
        yield Fault(source.name, "a database within an archive; unpack it and give the database itself")
        return
    try:
        with closing(sqlite3.connect(f"{source.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA cell_size_check = ON")
            kinds = database.execute("SELECT type FROM sqlite_master WHERE name = 'geojson'").fetchall()
            if kinds != [("table",)]:
                yield Fault(source.name, "has no table `geojson`; give a distribution of Who's On First")
                return
            columns = {name for _, name, *_ in database.execute("PRAGMA table_info(geojson)")}
            mere = " AND NOT coalesce(is_alt, 0)" if "is_alt" in columns else ""  # older distributions hold no other geometries
            query = f"SELECT id, body FROM geojson WHERE typeof(body) = 'text' AND length(body) <= ?{mere} ORDER BY id"
            for identifier, body in database.execute(query, (limits.document,)):
                yield from _features(body.encode(), f"{source.name}: feature {identifier}")
    except (sqlite3.Error, UnicodeError) as error:
        yield Fault(source.name, f"cannot be read as a database of Who's On First ({error}); get it again")


def _features(content: bytes, origin: str) -> Iterator[Line]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        yield Fault(origin, f"no JSON ({error}); get the file again")
        return
    features = value.get("features") if isinstance(value, dict) and "features" in value else [value]
    for number, feature in enumerate(features if isinstance(features, list) else [None], start=1):
        where = origin if features == [value] else f"{origin}: feature {number}"
        properties = feature.get("properties") if isinstance(feature, dict) else None
        yield _feature(properties, where) if isinstance(properties, dict) else Fault(where, "no GeoJSON feature with properties; remove it")


def _feature(properties: Mapping[str, Any], origin: str) -> Line:
    """A feature in the words of the table."""
    if properties.get("mz:is_current") == 0 or properties.get("wof:superseded_by") or _ended(properties):
        return Passed("no longer there, or superseded")
    concordances = properties.get("wof:concordances")
    geonames = concordances.get("gn:id") if isinstance(concordances, dict) else None
    names = [name for key in ("name:ara_x_preferred", "name:ara_x_variant", "name:ara_x_colloquial") for name in _texts(properties.get(key))]
    latitude = properties.get("lbl:latitude", properties.get("geom:latitude"))
    longitude = properties.get("lbl:longitude", properties.get("geom:longitude"))
    row = {
        "id": _text(properties.get("wof:id")),
        "type": _text(properties.get("wof:placetype")),
        "country": _text(properties.get("wof:country") or properties.get("iso:country")),
        "lat": _text(latitude),
        "lon": _text(longitude),
        "name_en": next(iter(_texts(properties.get("name:eng_x_preferred"))), "") or _text(properties.get("wof:name")),
        "names_ar": "|".join(name.replace("|", " ") for name in names),
        "parent": _text(properties.get("wof:parent_id")),
        "geonames_id": _text(geonames),
        "population": _text(properties.get("wof:population")),
    }
    return _explained(row, origin, _ancestors(properties.get("wof:hierarchy"), row["id"]), _radius(properties.get("geom:bbox")))


def _explained(row: Mapping[str, str], origin: str, above: Sequence[str] = (), radius: float | None = None) -> Line:
    try:
        return _place(row, origin, above, radius)
    except ValueError as error:
        return Fault(origin, f"{error}; correct or remove it")


def _place(row: Mapping[str, str], origin: str, above: Sequence[str], radius: float | None) -> Line:
    population = whole_number(row["population"], "population")
    known = place_class("wof", row["type"], population)
    if known is None:
        return Passed(f"of a kind that is not taken ({row['type']})" if row["type"].isalpha() else "of no kind")
    code = str(whole_number(row["id"], "id", least=1))
    latitude, longitude = coordinates(row["lat"], row["lon"])
    geonames = [f"https://sws.geonames.org/{whole_number(row['geonames_id'], 'geonames_id')}/"] if row["geonames_id"] else []
    return Found(
        origin,
        "wof",
        code,
        known.kind,
        country_code(row["country"]),
        arabic_names(row["names_ar"].split("|"), row["name_en"]),
        latin(row["name_en"]),
        latitude,
        longitude,
        radius_km=radius if known.level else None,
        population=population,
        level=known.level,
        codes=(code,),
        above=tuple(above) or ((row["parent"],) if row["parent"].isdigit() else ()),
        same_as=(*geonames, f"https://spelunker.whosonfirst.org/id/{code}/"),
    )


def _ended(properties: Mapping[str, Any]) -> bool:
    """Whether EDTF dates say that it is gone: «uuuu», «..» and nothing do not."""
    return any(_text(properties.get(key))[:1].isdigit() for key in ("edtf:deprecated", "edtf:cessation"))


def _ancestors(hierarchy: object, own: str) -> tuple[str, ...]:
    """The ids of the first hierarchy from the narrowest to the widest."""
    first = hierarchy[0] if isinstance(hierarchy, list) and hierarchy and isinstance(hierarchy[0], dict) else {}
    order = ("borough_id", "locality_id", "localadmin_id", "county_id", "macrocounty_id", "region_id")
    found = (_text(first.get(name)) for name in order)
    return tuple(code for code in found if code.isdigit() and code != own)


def _radius(box: object) -> float | None:
    """Half the diagonal in kilometres of a box written `west,south,east,north`; None for a point, or where it is no box."""
    try:
        west, south, east, north = map(float, _text(box).split(","))
    except ValueError:
        return None
    height, width = (north - south) * _KM_PER_DEGREE, (east - west) * _KM_PER_DEGREE * math.cos(math.radians((north + south) / 2))
    radius = math.hypot(height, width) / 2
    return round(radius, 1) if math.isfinite(radius) and radius >= 1 else None


def _texts(value: object) -> list[str]:
    return [_text(one) for one in value if _text(one)] if isinstance(value, list) else [_text(value)] if _text(value) else []


def _text(value: object) -> str:
    """Text and numbers as cells have them; nothing for anything else."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
