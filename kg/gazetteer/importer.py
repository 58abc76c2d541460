"""Foreign gazetteers to a table of places like our own: read, compared with what we have, named, put below what they lie in.

Files are read as streams and kept in a database on disk, so a dump of the whole world needs no more memory than one of a province.
The same files in the same order give the same bytes; an earlier file's place wins over the same place in a later one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import BinaryIO

from extract.read.standard import STANDARD_INPUT
from kg.gazetteer.arabic_names import arabic_names, slug
from kg.gazetteer.files import Source, keep_standard_input, open_sources
from kg.gazetteer.formats import ALTERNATES, find_form, reader_of
from kg.gazetteer.geonames import read_alternates
from kg.gazetteer.kinds import SETTLEMENTS, comparable, precision_km
from kg.gazetteer.known_places import KnownPlaces, Spot
from kg.gazetteer.naming import Naming
from kg.gazetteer.table import HEADER, format_place
from kg.gazetteer.values import Fault, Found, ImportReport, Limits, Passed, Wanted
from kg.gazetteer.workspace import Workspace, with_names
from ontology.errors import InputError
from ontology.known import KnownEntity

_NARROWEST = 6


def import_places(
    sources: Sequence[Path],
    stream: BinaryIO,
    known: Iterable[KnownEntity],
    wanted: Wanted = Wanted(),  # noqa: B008 (frozen)
    named: str | None = None,
    limits: Limits = Limits(),  # noqa: B008
) -> ImportReport:
    """Writes the places of the sources that are `wanted`, and not among the `known` entities, to the stream as a table.

    `named` is the format of all sources (one of `FORMATS`) where it is not to be guessed. What cannot be read is told in the report; InputError
    is raised if that is everything.
    """
    with TemporaryDirectory(prefix="khabar-gazetteer-") as folder:
        files = [(keep_standard_input(Path(folder)) if path == STANDARD_INPUT else path, str(path)) for path in dict.fromkeys(sources)]
        workspace = Workspace(Path(folder, "places.db"))
        try:
            importer = _Importer(workspace, KnownPlaces(known), wanted, named, limits)
            importer.read(files)
            kinds = importer.write(stream)
        finally:
            workspace.close()
    passed = MappingProxyType(dict(sorted(importer.passed.items())))
    return ImportReport(sum(kinds.values()), MappingProxyType(kinds), passed, tuple(importer.faults), importer.fault_count)


class _Importer:
    """One import; grows with what it reads."""

    def __init__(self, workspace: Workspace, known: KnownPlaces, wanted: Wanted, named: str | None, limits: Limits) -> None:
        self._workspace, self._known, self._wanted, self._named, self._limits = workspace, known, wanted, named, limits
        self.passed: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.fault_count = 0

    def read(self, files: Sequence[tuple[Path, str]]) -> None:
        """All files, each with what people call it: first the names that are told apart from their places, then the places."""
        for alternates in (True, False):
            for path, name in files:
                for source in open_sources(path, self._limits, name):
                    if isinstance(source, Fault):
                        self._blame([source] if alternates else [])
                    else:
                        self._read(source, alternates)

    def _read(self, source: Source, alternates: bool) -> None:
        form = find_form(source, self._named)
        if form is None:
            unknown = "no GeoNames dump, Who's On First extract or table of p-codes that we know; name what it is with --format, or leave it out"
            problem = "it is not what --format says; leave the option out, or the file" if find_form(source) else unknown
            self._blame([Fault(source.name, problem)] if alternates else [])
        elif form == ALTERNATES:
            for name in read_alternates(source, self._limits) if alternates else ():
                if isinstance(name, Fault):
                    self._blame([name], source)
                else:
                    self._workspace.put_alternate(*name)
        elif not alternates:
            self._read_places(source, form)

    def _read_places(self, source: Source, form: str) -> None:
        for line in reader_of(form)(source, self._limits):
            if isinstance(line, Found):
                self._take(line)
            elif isinstance(line, Passed):
                self._pass(line.reason)
            else:
                self._blame([line], source)

    def _blame(self, faults: Iterable[Fault], source: Source | None = None) -> None:
        """Keeps the first faults of each file, and counts all."""
        for fault in faults:
            told = sum(source is not None and other.origin.startswith(f"{source.name}:") for other in self.faults[-self._limits.faults :])
            self.fault_count += 1
            if told < self._limits.faults:
                self.faults.append(fault)

    def _pass(self, reason: str | None) -> None:
        if reason:
            self.passed[reason] += 1

    def _take(self, place: Found) -> None:
        if place.source == "geonames" and (names := self._workspace.alternates(place.code)):
            place = with_names(place, arabic_names(names))
        why_not = self._wanted.why_not(place) or (None if place.names else "without a name in Arabic letters")
        self._pass(why_not)
        if why_not and not place.level:
            return
        spot = Spot("", comparable(place.kind), place.country, place.latitude, place.longitude, place.radius_km or precision_km(place.kind))
        already = self._known.find(place, spot) or self._workspace.find(place, spot)
        if already:
            self._workspace.put_codes(place, already)
            self._pass("known already" if not why_not else None)
            return
        identifier = f"place/{place.country.lower()}/{'-'.join(filter(None, (slug(place.name_en), place.source, place.code.lower())))}"
        if not self._workspace.put(identifier, place, taken=not why_not):
            self._pass("told twice" if not why_not else None)
        elif not why_not:
            self._workspace.put_names(identifier, place, spot)

    def write(self, stream: BinaryIO) -> Counter[str]:
        """The table, sorted by id; how many places of each kind it has. Raises InputError if nothing could be read."""
        naming = Naming(self._known, self._workspace)
        kinds: Counter[str] = Counter()
        for identifier, place in self._workspace.taken():
            stream.write(b"" if kinds else HEADER.encode())
            stream.write(format_place(self._entity(identifier, place, naming.names(place))).encode())
            kinds[place.kind] += 1
        if not kinds and self.faults and not self.passed:
            raise InputError(str(self.faults[0]))
        stream.write(b"" if kinds else HEADER.encode())
        return kinds

    def _entity(self, identifier: str, place: Found, names: Sequence[str]) -> KnownEntity:
        label, *others = names
        placed = place.latitude is not None and place.longitude is not None
        return KnownEntity(
            id=identifier,
            kind="place",
            place_kind=place.kind,
            label_ar=label,
            label_en=place.name_en,
            names=tuple(others),
            parent=self._parent(place),
            country=place.country,
            latitude=place.latitude,
            longitude=place.longitude,
            precision_km=(place.radius_km or precision_km(place.kind)) if placed else None,
            population=place.population,
            source=place.source,
            same_as=place.same_as,
        )

    def _parent(self, place: Found) -> str | None:
        """The nearest larger place that we know or take, else the state."""
        seen: set[str] = set()
        above = [f"{place.source}:{code}" for code in place.above]
        rank = _rank(place)
        while above:
            code = above.pop(0)
            identifier = self._workspace.place_of(code)
            if identifier is None or code in seen:
                continue
            seen.add(code)
            found = self._workspace.get(identifier)
            if found is None:
                return identifier  # of the packaged tables
            if found[1] and _rank(found[0]) < rank:
                return identifier
            above += [f"{found[0].source}:{other}" for other in found[0].above]
        return self._known.state(place.country)


def _rank(place: Found) -> int:
    """Wider places first: units of administration by their level, then settlements, then what lies in them; a parent is always wider."""
    if place.level:
        return place.level
    return _NARROWEST - (place.kind in SETTLEMENTS)
