"""Rough lines of rivers, roads and borders, as frozen values: «على طول نهر الفرات», «الحدود السورية العراقية».

The table lies in `ontology/data/lines.tsv`; the README.md beside it tells what its columns mean.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from ontology.errors import OntologyError

_TABLE = "lines.tsv"
_COLUMNS = ["id", "between", "points", "precision_km"]


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line on the map, good for `precision_km` kilometres to either side of it.

    `id` is that of the known place («نهر الفرات»), or `border/…` of a border; `between` are the ids of the two states or
    territories that a border parts, and empty otherwise. `points` are pairs of longitude and latitude in WGS84 degrees,
    in the order of the way, downstream for rivers; at least two.
    """

    id: str
    points: tuple[tuple[float, float], ...]
    precision_km: float
    between: tuple[str, ...] = ()
    origin: str = field(default="", compare=False)


def load_lines() -> tuple[KnownLine, ...]:
    """All packaged lines in the order of their ids.

    Raises OntologyError if the table cannot be read as its header promises.
    """
    return tuple(parse_lines(files("ontology").joinpath("data", _TABLE).read_text(encoding="utf-8"), _TABLE))


def parse_lines(text: str, table: str) -> Iterator[KnownLine]:
    """The lines of one tab-separated table with a header row; `table` is the file's name."""
    header, *rows = text.splitlines()
    if header.split("\t") != _COLUMNS:
        raise OntologyError(f"{table}:1: the header is not {' '.join(_COLUMNS)}; correct it")
    for number, row in enumerate(rows, start=2):
        try:
            identifier, between, points, precision = row.split("\t")
            ways = tuple(_point(point) for point in points.split("|"))
            yield KnownLine(identifier, ways, float(precision), tuple(filter(None, between.split("|"))), f"{table}:{number}")
        except ValueError as error:
            raise OntologyError(f"{table}:{number}: not a line ({error}); correct the row") from error


def check_lines(lines: Iterable[KnownLine], known: Collection[str]) -> tuple[str, ...]:
    """Every problem of the lines as one text `file:line: what is wrong; what to do`, sorted; `known` are the ids of all known entities."""
    problems, seen = [], set[str]()
    for line in lines:
        problems += [f"{line.origin}: {problem}" for problem in _problems(line, known)]
        if line.id in seen:
            problems.append(f"{line.origin}: id {line.id} stands twice; merge the rows")
        seen.add(line.id)
    return tuple(sorted(problems))


def _point(text: str) -> tuple[float, float]:
    longitude, latitude = text.split(" ")
    return float(longitude), float(latitude)


def _problems(line: KnownLine, known: Collection[str]) -> Iterator[str]:
    if line.id.startswith("border/"):
        if len(set(line.between)) != 2 or any(identifier not in known for identifier in line.between):
            yield f"{line.id} lies between {line.between}; name two known entities"
    elif line.id not in known:
        yield f"unknown place {line.id}; add it or correct the id"
    if len(line.points) < 2:
        yield f"{line.id} has fewer than two points; give the way"
    if any(not (-180 <= longitude <= 180 and -90 <= latitude <= 90) for longitude, latitude in line.points):
        yield f"{line.id} leaves the globe; use degrees, longitude first"
    if line.precision_km <= 0:
        yield f"{line.id} has no precision_km; give the kilometres to either side that it is good for"
