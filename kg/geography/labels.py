"""Names of ground in Arabic and English, made by rule: «ريف حلب الشرقي», "eastern countryside of Aleppo"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from extract.model import Bearing
from kg.geography.tables import load_table


@dataclass(frozen=True, slots=True)
class BearingWords:
    """A bearing: its degrees from north, clockwise, with how many to either side still count as it (none of the middle), and its words."""

    degrees: float | None
    either_side: float
    noun_ar: str
    adjective_ar: str
    feminine_ar: str
    noun_en: str
    adjective_en: str


@dataclass(frozen=True, slots=True)
class GroundWords:
    """How ground is named, with `{place}`, `{other}`, `{km}`, `{nouns}`, `{adjectives}` and `{feminines}` to be filled in."""

    arabic: str
    english: str


@lru_cache(maxsize=1)
def load_sides() -> Mapping[Bearing, BearingWords]:
    """The rows of `data/bearings.tsv`."""
    rows = load_table("bearings")
    return MappingProxyType({Bearing(row[0]): BearingWords(float(row[1]) if row[1] else None, float(row[2] or 0), *row[3:]) for row in rows})


def ground_words(ground: str) -> GroundWords:
    """The row of `data/place_words.tsv` for that kind of ground."""
    return _ground_words()[ground]


@lru_cache(maxsize=1)
def _ground_words() -> Mapping[str, GroundWords]:
    return MappingProxyType({ground: GroundWords(arabic, english) for ground, arabic, english in load_table("place_words")})


def compass(bearings: Iterable[Bearing]) -> tuple[Bearing, ...]:
    """The bearings without repetition in the order of the compass."""
    given = set(bearings)
    return tuple(one for one in Bearing if one in given)


def label(ground: str, places: tuple[tuple[str, str], ...], bearings: Iterable[Bearing] = (), kilometres: str = "") -> tuple[str, str]:
    """The Arabic and the English name of ground; `places` are the names in both languages of the one or two places that tell it."""
    sides, words = [load_sides()[one] for one in compass(bearings)], ground_words(ground)
    first, other = places[0], places[-1]
    arabic = words.arabic.format(
        place=first[0], other=other[0], km=kilometres, nouns=" و".join(side.noun_ar for side in sides),
        adjectives=" و".join(side.adjective_ar for side in sides), feminines=" و".join(side.feminine_ar for side in sides),
    )  # fmt: skip
    english = words.english.format(
        place=first[1], other=other[1], km=kilometres, nouns=" and ".join(side.noun_en for side in sides),
        adjectives=" and ".join(side.adjective_en for side in sides),
    )  # fmt: skip
    return arabic, english
