"""OCHA's tables of p-codes (COD-AB): a sheet of one level of administration as CSV, names in Arabic and English, with coordinates or without.

The sheets of different years and countries name their columns differently (`ADM1_PCODE`, `admin1Pcode`, `adm1_pcode`); level and
meaning are told from the column's name, the language of a name from its letters.
"""

import csv
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.gazetteer.arabic_names import arabic_names, latin
from kg.gazetteer.cells import coordinates, country_code, place_code
from kg.gazetteer.files import Source, read_lines
from kg.gazetteer.kinds import iso_alpha_2, place_class
from kg.gazetteer.values import Fault, Found, Limits, Line, Passed

_PCODE = re.compile(r"adm(?:in)?([0-4])_?p_?code")
_NAME = re.compile(r"adm(?:in)?([0-4])_?(?:name)?_?(?:[a-z]{2}|name|name\d|alt\d?(?:name)?_?[a-z]{0,2})?\d?")
_LATITUDE = frozenset(["lat", "latitude", "latitude_y", "center_lat", "y", "y_coord", "latitudey"])
_LONGITUDE = frozenset(["lon", "long", "longitude", "longitude_x", "center_lon", "x", "x_coord", "longitudex"])
_AREA = frozenset(["area_sqkm", "areasqkm", "area_km2"])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands: by level the column of its p-code and those of its names; and latitude, longitude and area, if there are any."""

    pcodes: Mapping[int, int]
    names: Mapping[int, Sequence[int]]
    latitude: int | None
    longitude: int | None
    area: int | None


def is_pcode_header(line: str) -> bool:
    """Whether a line is the header of a table of p-codes."""
    return any(_PCODE.fullmatch(_column(cell)) for cell in _header(line))


def read_ocha(source: Source, limits: Limits) -> Iterator[Line]:
    """Every row as a unit of its deepest level that has a p-code."""
    faults: list[Fault] = []
    numbers = [0]

    def lines() -> Iterator[str]:
        for read in read_lines(source, limits):
            if isinstance(read, Fault):
                faults.append(read)
            else:
                numbers[0] = read[0]
                yield read[1] + "\n"

    texts = lines()
    header = next(texts, "")
    rows = csv.reader(texts, delimiter=_delimiter(header))
    columns = _columns(_header(header))
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Fault(f"{source.name}:{numbers[0]}", f"no CSV ({error}); mend its quotation marks")
            continue
        yield from faults
        faults.clear()
        if cells is None:
            return
        if any(cells) and not cells[0].startswith("#"):  # a second header, of HXL tags
            yield _explained(cells, columns, f"{source.name}:{numbers[0]}")


def _explained(cells: Sequence[str], columns: _Columns, origin: str) -> Line:
    try:
        return _unit([cell.strip() for cell in cells], columns, origin)
    except (ValueError, IndexError) as error:
        reason = "fewer cells than the header" if isinstance(error, IndexError) else error
        return Fault(origin, f"{reason}; correct or remove the row")


def _unit(cells: Sequence[str], columns: _Columns, origin: str) -> Line:
    levels = [level for level, at in columns.pcodes.items() if cells[at]]
    if not levels:
        raise ValueError("no p-code")
    codes = [place_code(cells[columns.pcodes[level]], "p-code") for level in sorted(levels, reverse=True)]
    level = max(levels)
    known = place_class("ocha", str(level))
    if known is None:
        return Passed("a whole country")
    names = [cells[at] for at in columns.names.get(level, ())]
    latitude, longitude = (cells[at] if at is not None else "" for at in (columns.latitude, columns.longitude))
    degrees = coordinates(latitude, longitude)
    name_en = next(filter(None, map(latin, names)), "")
    return Found(
        origin,
        "pcode",
        codes[0],
        known.kind,
        country_code(_country(codes[-1])),
        arabic_names(names, name_en),
        name_en,
        *degrees,
        radius_km=_radius(cells[columns.area]) if columns.area is not None and known.level else None,
        level=known.level,
        codes=(codes[0],),
        above=tuple(codes[1:]),
    )


def _country(pcode: str) -> str:
    """«SY07» is of SY, «TUR063» of TR."""
    return iso_alpha_2(pcode[:3].upper()) or pcode[:2]


def _header(line: str) -> Sequence[str]:
    try:
        return next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return ()


def _columns(header: Sequence[str]) -> _Columns:
    pcodes: dict[int, int] = {}
    names: dict[int, list[int]] = {}
    for at, cell in enumerate(map(_column, header)):
        if found := _PCODE.fullmatch(cell):
            pcodes.setdefault(int(found[1]), at)
        elif found := _NAME.fullmatch(cell):
            names.setdefault(int(found[1]), []).append(at)
    latitude, longitude, area = (next((at for at, cell in enumerate(map(_column, header)) if cell in known), None) for known in (_LATITUDE, _LONGITUDE, _AREA))
    return _Columns(pcodes, names, latitude, longitude, area)


def _column(cell: str) -> str:
    return cell.strip().strip("\ufeff").lower().replace(" ", "_")


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _radius(area: str) -> float | None:
    """Of a circle with that area in square kilometres."""
    try:
        radius = math.sqrt(float(area) / math.pi)
    except ValueError:
        return None
    return round(radius, 1) if math.isfinite(radius) and radius >= 1 else None
