"""Which gazetteer a file is: told by its first bytes, or by whoever gives it."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from kg.gazetteer.files import Source
from kg.gazetteer.geonames import ALTERNATE_COLUMNS, COLUMNS, read_geonames
from kg.gazetteer.ocha import is_pcode_header, read_ocha
from kg.gazetteer.values import Limits, Line
from kg.gazetteer.wof import TABLE_COLUMNS, read_geojson, read_sqlite, read_wof_table

Reader = Callable[[Source, Limits], Iterator[Line]]
FORMATS = ("geonames", "wof", "ocha")
ALTERNATES = "alternates"  # names for what another file of GeoNames holds
_READERS: Mapping[str, Reader] = MappingProxyType({
    "geonames": read_geonames,
    "wof table": read_wof_table,
    "wof geojson": read_geojson,
    "wof sqlite": read_sqlite,
    "ocha": read_ocha,
})  # fmt: skip


def find_form(source: Source, named: str | None = None) -> str | None:
    """The form of a stream: a key of the readers or `ALTERNATES`; None where it is none of them, or not of the format that was named.

    What cannot be told, since its first line is damaged, is taken for what it was named.
    """
    form = _guess(source)
    if named is None:
        return form
    if form is None:
        return {"wof": "wof table"}.get(named, named)
    return form if form.startswith(named) or (form == ALTERNATES and named == "geonames") else None


def reader_of(form: str) -> Reader:
    """What reads streams of that form."""
    return _READERS[form]


def _guess(source: Source) -> str | None:
    if source.is_sqlite:
        return "wof sqlite"
    text = source.head.decode("utf-8-sig", errors="replace").lstrip()
    if text.startswith("{"):
        return "wof geojson"
    first = text.partition("\n")[0].rstrip("\r")
    cells = first.split("\t")
    if tuple(cells) == TABLE_COLUMNS:
        return "wof table"
    if is_pcode_header(first):
        return "ocha"
    if cells[0].isascii() and cells[0].isdigit():
        return "geonames" if len(cells) == COLUMNS else ALTERNATES if len(cells) in ALTERNATE_COLUMNS else None
    return None
