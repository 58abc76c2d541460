"""GeoNames dumps: `SY.txt`, `allCountries.txt` (19 columns) and the names of `alternateNamesV2.txt`, tab-separated, without a header."""

from collections.abc import Iterator

from kg.gazetteer.arabic_names import arabic_names, latin
from kg.gazetteer.cells import coordinate, country_code, whole_number
from kg.gazetteer.files import Source, read_lines
from kg.gazetteer.kinds import place_class
from kg.gazetteer.values import Fault, Found, Limits, Line, Passed

COLUMNS = 19
ALTERNATE_COLUMNS = (8, 10)  # without and with the years in which a name was used
_ADMIN = ("ADM1", "ADM2", "ADM3", "ADM4")


def read_geonames(source: Source, limits: Limits) -> Iterator[Line]:
    """Every line of a dump as a place, a fault or why it was passed over."""
    for read in read_lines(source, limits):
        if isinstance(read, Fault):
            yield read
        elif read[1]:
            yield _place(read[1].split("\t"), f"{source.name}:{read[0]}")


def read_alternates(source: Source, limits: Limits) -> Iterator[tuple[str, str, bool] | Fault]:
    """The Arabic names in use: the place's GeoNames id, the name, and whether it is the preferred one."""
    for read in read_lines(source, limits):
        if isinstance(read, Fault):
            yield read
            continue
        cells = read[1].split("\t")
        if len(cells) not in ALTERNATE_COLUMNS or not cells[1].isascii() or not cells[1].isdigit():
            yield Fault(f"{source.name}:{read[0]}", f"{len(cells)} columns, not a line of alternate names (8 or 10, the second a number); correct or remove it")
        elif cells[2] == "ar" and "1" not in cells[6:8]:  # neither colloquial nor historic
            yield cells[1], cells[3], cells[4] == "1"


def _place(cells: list[str], origin: str) -> Line:
    if len(cells) != COLUMNS:
        return Fault(origin, f"{len(cells)} columns where GeoNames has {COLUMNS}; correct or remove the line")
    try:
        population = whole_number(cells[14], "population")
        known = place_class("geonames", cells[7], population)
        if known is None:
            return Passed(f"of a kind that is not taken ({cells[6]}.{cells[7]})" if cells[7].isalnum() else "of no kind")
        if not cells[8]:
            return Passed("of no country")
        code, country = str(whole_number(cells[0], "geonameid", least=1)), country_code(cells[8])
        units = _units(country, cells[10:14])
        level = known.level
        return Found(
            origin,
            "geonames",
            code,
            known.kind,
            country,
            arabic_names(cells[3].split(","), cells[1]),
            latin(cells[1]) or latin(cells[2]),
            coordinate(cells[4], 90, "latitude"),
            coordinate(cells[5], 180, "longitude"),
            population=population,
            level=level,
            codes=(units[-level],) if level and len(units) >= level else (),
            above=units[len(units) - level + 1 :] if level else units,
            same_as=(f"https://sws.geonames.org/{code}/",),
        )
    except ValueError as error:
        return Fault(origin, f"{error}; correct or remove the line")


def _units(country: str, codes: list[str]) -> tuple[str, ...]:
    """The codes of the units around a place, the narrowest first: («SY.07.172», «SY.07»)."""
    found: list[str] = []
    for code in codes:
        if not code or code == "00":
            break
        found.append(".".join((found[-1] if found else country, code)))
    return tuple(reversed(found))
