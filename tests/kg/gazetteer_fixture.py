"""Invented places in the forms of foreign gazetteers, and an import of them."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.gazetteer.importer import import_places
from kg.gazetteer.values import ImportReport, Limits, Wanted
from ontology.errors import InputError
from ontology.known import KnownEntity, parse_table

KNOWN = (
    KnownEntity("marsylia", "state", "مرسيليا", "Marsylia", country="MY"),
    KnownEntity(
        "place/my/hills-governorate",
        "place",
        "محافظة التلال",
        "Hills Governorate",
        country="MY",
        parent="marsylia",
        latitude=35.0,
        longitude=40.0,
        precision_km=60.0,
        place_kind="governorate",
    ),
    KnownEntity(
        "place/my/shalhub",
        "place",
        "شلهوب",
        "Shalhub",
        country="MY",
        latitude=35.1,
        longitude=40.1,
        precision_km=2.0,
        place_kind="village",
        same_as=("https://sws.geonames.org/77/",),
    ),
)
WOF_HEADER = "id\ttype\tcountry\tlat\tlon\tname_en\tnames_ar\tparent\tgeonames_id\tpopulation"


def geonames(code: int, name: str, alternates: str, kind: str = "P.PPL", where: str = "35.5\t40.5", admin: str = "07\t\t\t", population: int = 0) -> str:
    """One line of a dump of the invented country MY."""
    major, minor = kind.split(".")
    return f"{code}\t{name}\t{name}\t{alternates}\t{where}\t{major}\t{minor}\tMY\t\t{admin}\t{population}\t\t200\tAsia/Damascus\t2020-01-01"


def wof(code: int, name: str, names_ar: str, kind: str = "locality", where: str = "35.5\t40.5", parent: str = "-1", more: str = "\t") -> str:
    """One row of an extract of Who's On First; `more` is the GeoNames id and the inhabitants."""
    return f"{code}\t{kind}\tMY\t{where}\t{name}\t{names_ar}\t{parent}\t{more}"


def feature(**properties: object) -> str:
    """A GeoJSON feature of Who's On First with these properties; __ stands for a colon."""
    plain = {"wof:id": 1, "wof:placetype": "locality", "wof:country": "MY", "wof:name": "Marjuha", "geom:latitude": 35.5, "geom:longitude": 40.5}
    value = plain | {"name:ara_x_preferred": ["مرجوحة"]} | {key.replace("__", ":"): value for key, value in properties.items()}
    return json.dumps({"type": "Feature", "properties": value, "geometry": {"type": "Point", "coordinates": [40.5, 35.5]}})


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote and told."""

    table: str
    report: ImportReport

    @property
    def places(self) -> Mapping[str, KnownEntity]:
        return {place.label_ar: place for place in parse_table(self.table, "table")}

    @property
    def faults(self) -> list[str]:
        return [str(fault) for fault in self.report.faults]


def run(paths: Sequence[Path], named: str | None = None, wanted: Wanted | None = None, limits: Limits | None = None) -> Imported:
    stream = io.BytesIO()
    report = import_places(paths, stream, KNOWN, wanted or Wanted(), named, limits or Limits())
    return Imported(stream.getvalue().decode(), report)


def written(folder: Path, name: str, *lines: str | bytes) -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines))
    return path


def faults_alone(path: Path) -> str:
    """What is told of a file of which nothing can be read."""
    with pytest.raises(InputError, match=str(path)) as told:
        run([path])
    return str(told.value)
