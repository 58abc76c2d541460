"""Where an import keeps its places while it reads: a database on disk, so that memory does not grow with the gazetteer."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg.gazetteer.kinds import comparable
from kg.gazetteer.known_places import Spot, plain
from kg.gazetteer.values import Found

_SCHEMA = """
CREATE TABLE place (id TEXT PRIMARY KEY, value TEXT, taken INTEGER);
CREATE TABLE code (code TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE link (link TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE name (name TEXT, source TEXT, id TEXT, comparable TEXT, country TEXT, latitude REAL, longitude REAL, precision_km REAL);
CREATE TABLE alternate (code TEXT, rank INTEGER, name TEXT, PRIMARY KEY (code, rank, name)) WITHOUT ROWID;
CREATE INDEX by_name ON name (name);
"""
_CELLS = attrgetter(*(field.name for field in fields(Found)))


class Workspace:
    """The database of one import; closed by `close`, and of no use afterwards."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file, isolation_level=None)
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; {_SCHEMA} BEGIN;")

    def close(self) -> None:
        self._database.close()

    def put_alternate(self, code: str, name: str, preferred: bool) -> None:
        """Keeps a name that is told apart from its place."""
        self._database.execute("INSERT OR IGNORE INTO alternate VALUES (?, ?, ?)", (code, 0 if preferred else 1, name))

    def alternates(self, code: str) -> tuple[str, ...]:
        """The names kept for a code, preferred ones first."""
        return tuple(name for (name,) in self._database.execute("SELECT name FROM alternate WHERE code = ? ORDER BY rank, name", (code,)))

    def put(self, identifier: str, place: Found, taken: bool) -> bool:
        """Keeps a place; one that is not `taken` only as what others may lie in. False if its id is here already."""
        row = (identifier, json.dumps(_CELLS(place), ensure_ascii=False), taken)
        if not self._database.execute("INSERT OR IGNORE INTO place VALUES (?, ?, ?)", row).rowcount:
            return False
        self.put_codes(place, identifier)
        return True

    def put_codes(self, place: Found, identifier: str) -> None:
        """Says that the codes of a place mean this id, which may be one of the packaged tables."""
        self._database.executemany("INSERT OR IGNORE INTO code VALUES (?, ?)", [(f"{place.source}:{code}", identifier) for code in place.codes])

    def put_names(self, identifier: str, place: Found, spot: Spot) -> None:
        """Keeps what later sources are compared with."""
        self._database.executemany("INSERT OR IGNORE INTO link VALUES (?, ?)", [(link, identifier) for link in place.same_as])
        where = (spot.comparable, spot.country, spot.latitude, spot.longitude, spot.precision_km)
        rows = [(name, place.source, identifier, *where) for name in dict.fromkeys(map(plain, place.names))]
        self._database.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def find(self, place: Found, spot: Spot) -> str | None:
        """The id of the same place as an earlier source told it; two places of one source are two."""
        for link in place.same_as:
            if found := self._database.execute("SELECT id FROM link WHERE link = ?", (link,)).fetchone():
                return str(found[0])
        query = "SELECT id, comparable, country, latitude, longitude, precision_km FROM name WHERE name = ? AND source <> ? ORDER BY id"
        for name in dict.fromkeys(map(plain, place.names)):
            for row in self._database.execute(query, (name, place.source)):
                if spot.may_be(other := Spot(*row)):
                    return other.id
        return None

    def names_settlement(self, name: str) -> bool:
        """Whether a place here that is no unit of administration bears the name."""
        query = "SELECT 1 FROM name WHERE name = ? AND comparable = ? LIMIT 1"
        return self._database.execute(query, (plain(name), comparable("village"))).fetchone() is not None

    def place_of(self, code: str) -> str | None:
        """The id that a code (`geonames:SY.07`) means."""
        found = self._database.execute("SELECT id FROM code WHERE code = ?", (code,)).fetchone()
        return str(found[0]) if found else None

    def get(self, identifier: str) -> tuple[Found, bool] | None:
        """A place here and whether it is taken."""
        found = self._database.execute("SELECT value, taken FROM place WHERE id = ?", (identifier,)).fetchone()
        return (_found(found[0]), bool(found[1])) if found else None

    def taken(self) -> Iterator[tuple[str, Found]]:
        """All places that are taken, by their ids."""
        for identifier, value in self._database.execute("SELECT id, value FROM place WHERE taken ORDER BY id"):
            yield identifier, _found(value)


def with_names(place: Found, names: Iterable[str]) -> Found:
    """The place with names told apart from it before its own."""
    return replace(place, names=tuple(dict.fromkeys((*names, *place.names))))


def _found(value: str) -> Found:
    cells: Any = [tuple(cell) if isinstance(cell, list) else cell for cell in json.loads(value)]
    return Found(*cells)
