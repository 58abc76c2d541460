"""What the kinds of known places are like: a spot or an area, how large beside others, how far «near it» and «east of it» reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from kg.geography.tables import load_table


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """`rank` is larger for what contains the others; distances are in kilometres from the place's own position.

    `is_bare` where a name alone tells it («هجين»); others are told with the word for their kind («حقل العمر»).
    """

    name: str
    is_area: bool
    rank: int
    near_km: float
    beside_km: float
    is_bare: bool


@lru_cache(maxsize=1)
def load_kinds() -> Mapping[str, PlaceKind]:
    """The rows of `data/place_kinds.tsv` by the kind of place; states are among them."""
    rows = load_table("place_kinds")
    return MappingProxyType({row[0]: PlaceKind(row[0], row[1] == "area", int(row[2]), float(row[3]), float(row[4]), row[5] == "bare") for row in rows})
