"""What the codes of foreign gazetteers are to us: place kinds, levels of administration, radii, and the words that units are called by.

The knowledge lies in the tables under `data/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ontology.known import fold

SETTLEMENTS = ("village", "town", "city")  # by size
_UNLIKE_POINTS = frozenset(["governorate", "district", "region", "river", "road"])
_BY_SIZE = ((100_000, "city"), (5_000, "town"))  # inhabitants from which a settlement is one


@dataclass(frozen=True, slots=True)
class ImportedKind:
    """The place kind that a foreign code stands for, and its level of administration (1 to 4) if it is a unit of one."""

    kind: str
    level: int | None = None


def place_class(source: str, code: str, population: int = 0) -> ImportedKind | None:
    """What the code stands for, settlements made larger by their inhabitants («PPL» of 20,000 is a town); None for what we do not take."""
    found = _classes().get(f"{source}:{code}")
    if found is None or found.kind not in SETTLEMENTS:
        return found
    size = next((kind for least, kind in _BY_SIZE if population >= least), "village")
    return ImportedKind(max(found.kind, size, key=SETTLEMENTS.index))


def precision_km(kind: str) -> float:
    """The radius in kilometres that a single point of a place of this kind is good for."""
    return float(_place_kinds()[kind][0])


def called(kind: str) -> tuple[str, ...]:
    """The words that say of which kind a place is, before its name and not of it: «قرية», «بلدة»; «تل» and «مخيم» are part of the name."""
    return tuple(filter(None, _place_kinds()[kind][1].split("|")))


def admin_words(country: str, level: int) -> tuple[str, ...]:
    """What a unit of that level is called in front of its name: «قضاء» in Iraq; the words of several countries where we know none of its own."""
    return _admin_words().get(f"{country}{level}") or _admin_words()[f"*{level}"]


@cache
def all_admin_words() -> frozenset[str]:
    """The words for units of any level in any country, folded."""
    return frozenset(fold(word) for words in _admin_words().values() for word in words)


def iso_alpha_2(alpha_3: str) -> str | None:
    """The country code of two letters for one of three (ISO 3166-1); None if there is no such country."""
    return _countries().get(alpha_3)


def comparable(kind: str) -> str:
    """What two places of one name must share to be one: «محافظة حلب» is not حلب, but one gazetteer's camp is another's village."""
    return kind if kind in _UNLIKE_POINTS else "point"


@cache
def _classes() -> Mapping[str, ImportedKind]:
    return MappingProxyType({code: ImportedKind(kind, int(level) if level else None) for code, kind, level in _rows("kinds")})


@cache
def _place_kinds() -> Mapping[str, tuple[str, str]]:
    return MappingProxyType({kind: (kilometres, words) for kind, kilometres, words, _ in _rows("place_kinds")})


@cache
def _admin_words() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({unit: tuple(words.split("|")) for unit, words in _rows("admin_words")})


@cache
def _countries() -> Mapping[str, str]:
    return MappingProxyType(dict(_rows("countries")))


def _rows(name: str) -> list[list[str]]:
    text = (files("kg.gazetteer") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
