"""The table of places that an import writes and a build reads: the columns of our own table of towns, so that a person can read and correct it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ontology.errors import InputError, OntologyError
from ontology.known import KnownEntity, parse_table

COLUMNS = ("id", "kind", "name_ar", "name_en", "names", "parent", "country", "lat", "lon", "precision_km", "population", "source", "same_as")
HEADER = "\t".join(COLUMNS) + "\n"
_ID = re.compile(r"place/[a-z]{2,5}/[A-Za-z0-9._/-]+")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def format_place(place: KnownEntity) -> str:
    """The place's line, with its end."""
    degrees = tuple("" if value is None else f"{value:.5f}" for value in (place.latitude, place.longitude))
    precision = "" if place.precision_km is None else f"{place.precision_km:g}"
    many = ("|".join(place.names), place.parent or "", place.country or "")
    cells = (place.label_ar, place.label_en, *many, *degrees, precision, str(place.population or ""), place.source, "|".join(place.same_as))
    return "\t".join((place.id, place.place_kind or "", *cells)) + "\n"


def format_places(places: Iterable[KnownEntity]) -> str:
    """The table of the places, sorted by id."""
    return HEADER + "".join(map(format_place, sorted(places, key=lambda place: place.id)))


def read_places(file: Path) -> tuple[KnownEntity, ...]:
    """The places of a table that `kg gazetteer import` wrote. Raises InputError that names the line of what is none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise InputError(f"{file}: cannot be read ({getattr(error, 'strerror', None) or error}); give a table that `kg gazetteer import` wrote") from error
    if not text.startswith("id\tkind\tname_ar\t"):
        raise InputError(f"{file}:1: not a table of places; make one of it with `kg gazetteer import`")
    found: dict[str, KnownEntity] = {}
    try:
        for place in parse_table(text, str(file)):
            if problem := next(_problems(place, found), None):
                raise InputError(f"{place.origin}: {problem}")
            found[place.id] = place
    except OntologyError as error:
        raise InputError(str(error)) from error
    _refuse_cycles(found)
    return tuple(found.values())


def _problems(place: KnownEntity, earlier: Mapping[str, KnownEntity]) -> Iterator[str]:
    if place.id in earlier:
        yield f"{place.id} stands in {earlier[place.id].origin} too; remove one of the lines"
    if not _ID.fullmatch(place.id):
        yield f"{place.id!r} is no id of a place; write it as place/sy/name"
    if place.kind != "place":
        yield f"{place.kind!r} is no kind of place; use one of those in the user guide"
    if not place.label_ar:
        yield f"{place.id} has no name; fill name_ar"
    if (place.latitude is None) != (place.longitude is None):
        yield f"{place.id} has one coordinate; fill lat and lon, or neither"
    if place.latitude is not None and place.longitude is not None:
        if not (abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
            yield f"bad coordinates {place.latitude}, {place.longitude}; use degrees, latitude first"
        if not place.precision_km or not 0 < place.precision_km < 20_000:
            yield f"{place.id} has coordinates without precision_km; give their radius in kilometres"
    if broken := [link for link in place.same_as if not _IRI.fullmatch(link)]:
        yield f"{broken[0]!r} in same_as is no address; write it as https://sws.geonames.org/172955/"


def _refuse_cycles(places: Mapping[str, KnownEntity]) -> None:
    settled: set[str] = set()
    for place in places.values():
        passed: set[str] = set()
        above: str | None = place.id
        while above is not None and above in places and above not in settled:
            if above in passed:
                raise InputError(f"{places[above].origin}: {above} is its own ancestor; break the circle of parents")
            passed.add(above)
            above = places[above].parent
        settled |= passed
