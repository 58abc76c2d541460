"""The frozen values of an import: places as a foreign gazetteer has them, what could not be read, and what is to be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ontology.errors import InputError
from ontology.known import PLACE_KINDS


@dataclass(frozen=True, slots=True)
class Found:
    """One place of a foreign gazetteer, not yet one of ours.

    `origin` is its file and line; `code` the source's own id of it, and `codes` all by which other places of the source name it as what
    they lie in. `above` are the codes of the larger places around it, the nearest first. `names` are its names in Arabic letters, the
    likeliest first; `level` is 1 to 4 for units of administration. Degrees are WGS84; `radius_km` is what the source's own area tells.
    """

    origin: str
    source: str
    code: str
    kind: str
    country: str
    names: tuple[str, ...] = ()
    name_en: str = ""
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    population: int = 0
    level: int | None = None
    codes: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A line, record or file that could not be read: where, why and what to do."""

    origin: str
    problem: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Passed:
    """A record that was understood and left out, and why in a few words that are counted."""

    reason: str


Line = Found | Fault | Passed


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which places to take: of these countries (ISO 3166-1 alpha-2) and kinds, where any are named, and with so many inhabitants at least."""

    countries: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    least_population: int = 0

    def why_not(self, place: Found) -> str | None:
        """Why a place is left out; None if it is taken."""
        if self.countries and place.country not in self.countries:
            return "of another country"
        if self.kinds and place.kind not in self.kinds:
            return "of another kind"
        if place.population < self.least_population:
            return "with fewer inhabitants, or none told"
        return None


def parse_wanted(countries: str, kinds: str, least_population: int) -> Wanted:
    """What a person asks for: lists with commas, empty for all. Raises InputError."""
    codes = frozenset(code.strip().upper() for code in countries.split(",") if code.strip())
    named = frozenset(kind.strip().lower() for kind in kinds.split(",") if kind.strip())
    if wrong := sorted(code for code in codes if len(code) != 2 or not code.isascii() or not code.isalpha()):
        raise InputError(f"{wrong[0]!r} is no country; give codes of two letters, as SY,IQ")
    if wrong := sorted(named - PLACE_KINDS):
        raise InputError(f"{wrong[0]!r} is no kind of place; give some of {', '.join(sorted(PLACE_KINDS))}")
    return Wanted(codes, named, least_population)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an untrusted file may cost: bytes of one line, of one document within it, of all that an archive unpacks to, and its swelling."""

    line: int = 1 << 20
    document: int = 64 << 20
    unpacked: int = 16 << 30
    ratio: int = 100
    faults: int = 20


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: places taken and their kinds, how many were left out and why, the first faults of each file, and how many there were."""

    taken: int
    kinds: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    passed: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
