"""The priors of belief: `data/priors.toml`, or a file of the same form in the folder of a graph."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from ontology.errors import InputError

PRIORS_FILE = "priors.toml"
_OTHER = "other"  # any extractor that has no table of its own
_TABLES = ("extractors", "sources", "outlets", "denial", "hypothesis")


class Capacity(StrEnum):
    """As what somebody tells of an event."""

    OWN = "own"  # the article in its own voice
    ATTRIBUTED = "attributed"  # whom it quotes
    ANONYMOUS = "anonymous"  # … without saying who that is
    PARTY = "party"  # … who takes part in the event


@dataclass(frozen=True, slots=True)
class Prior:
    """How often somebody is wrong for good, and how often by chance; both in [0, 1]."""

    systematic: float
    random: float


@dataclass(frozen=True, slots=True)
class Priors:
    """The priors by extractor, by the capacity of a source and by the names of outlets; what a certain denial takes away, and what a supposition counts."""

    extractors: Mapping[str, Prior]
    sources: Mapping[Capacity, Prior]
    denial: float
    hypothesis: float
    outlets: Mapping[str, Prior] = field(default_factory=lambda: MappingProxyType({}))

    def extractor(self, name: str) -> Prior:
        return self.extractors.get(name) or self.extractors[_OTHER]

    def source(self, capacity: Capacity, outlet: str) -> Prior:
        """Of a source in that capacity; of an outlet in its own voice what is known of it by name."""
        return (self.outlets.get(outlet) if capacity is Capacity.OWN else None) or self.sources[capacity]


@lru_cache(maxsize=1)
def load_priors() -> Priors:
    """The packaged priors."""
    return parse_priors((files("kg") / "data" / PRIORS_FILE).read_text(encoding="utf-8"), PRIORS_FILE)


def priors_of(folder: Path) -> Priors:
    """The priors of the graph in that folder: those that lie there, else the packaged ones. Raises InputError for unusable ones."""
    own = folder / PRIORS_FILE
    try:
        return parse_priors(own.read_text(encoding="utf-8"), str(own)) if own.is_file() else load_priors()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{own}: cannot be read ({error}); correct or remove it") from error


def parse_priors(text: str, name: str) -> Priors:
    """The priors of a file's text; `name` is the file's, for errors. Raises InputError that names the table and what is wrong in it."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: not TOML ({error}); correct that line") from error
    _keys(tables, _TABLES, name, "the file")
    extractors, sources, outlets = (_priors(tables[table], name, table) for table in ("extractors", "sources", "outlets"))
    if _OTHER not in extractors:
        raise InputError(f"{name}: [extractors.{_OTHER}] is missing; add it, for extractors that have no table of their own")
    _keys(sources, tuple(Capacity), name, "[sources]")
    denial, hypothesis = (_weight(tables[table], name, table) for table in ("denial", "hypothesis"))
    weighed = {Capacity(capacity): prior for capacity, prior in sources.items()}
    return Priors(MappingProxyType(extractors), MappingProxyType(weighed), denial, hypothesis, MappingProxyType(outlets))


def _weight(table: object, name: str, path: str) -> float:
    return _share(_keys(table, ("weight",), name, f"[{path}]")["weight"], name, f"{path}.weight")


def _priors(table: object, name: str, path: str) -> dict[str, Prior]:
    if not isinstance(table, dict):
        raise InputError(f"{name}: {path} is no table; write [{path}] and below it what belongs to it")
    found: dict[str, Prior] = {}
    for key, values in table.items():
        shares = _keys(values, ("systematic", "random"), name, f"[{path}.{key}]")
        found[key] = Prior(*(_share(shares[one], name, f"{path}.{key}.{one}") for one in ("systematic", "random")))
    return found


def _keys(table: object, wanted: tuple[str, ...], name: str, place: str) -> Mapping[str, object]:
    """The table, if it has these keys and no others."""
    if not isinstance(table, dict) or set(table) != set(wanted):
        told = f"has {', '.join(sorted(table)) or 'nothing'}" if isinstance(table, dict) else "is no table"
        raise InputError(f"{name}: {place} {told}; it needs just {', '.join(sorted(wanted))}")
    return table


def _share(value: object, name: str, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1.0:
        raise InputError(f"{name}: {place} is {value!r}; give a number from 0 to 1")
    return float(value)
