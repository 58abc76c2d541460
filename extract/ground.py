"""Where the words of a place say that it lies."""

from dataclasses import dataclass
from enum import StrEnum

from extract.span import Span


class Relation(StrEnum):
    """How a piece of ground lies to the named places that tell it."""

    AT = "at"  # «بلدة هجين»: the named place itself
    RURAL = "rural"  # «ريف حلب الشرقي»: its countryside, or one side of it
    PART = "part"  # «شمال شرقي سوريا», «وسط البلاد»: a side of it, within its bounds
    OFFSET = "offset"  # «غرب هجين», «على بعد 15 كيلومتراً شرقي تدمر»: outside, that way from it
    AROUND = "around"  # «قرب هجين», «محيط البلدة»
    BETWEEN = "between"  # «بين الرقة ودير الزور», «الطريق الواصل بين …»
    BORDER = "border"  # «الحدود السورية العراقية», «الحدود مع تركيا»
    ALONG = "along"  # «على طول نهر الفرات», «ضفة النهر الشرقية»


class Bearing(StrEnum):
    """A point of the compass, or the middle."""

    NORTH = "N"
    NORTH_EAST = "NE"
    EAST = "E"
    SOUTH_EAST = "SE"
    SOUTH = "S"
    SOUTH_WEST = "SW"
    WEST = "W"
    NORTH_WEST = "NW"
    MIDDLE = "C"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A named place by which ground is told.

    `candidates` are the ids of all known places of that name which the words allow («بلدة» keeps the towns), the important before the
    obscure; none for a name that no table has. `place_kind` is what the words call it, a value of `PLACE_KINDS`.
    """

    span: Span
    name: str
    candidates: tuple[str, ...] = ()
    place_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the words of a place say that it lies. `bearings` are the sides of it that are meant, all of them; `kilometres` how far off."""

    relation: Relation
    landmarks: tuple[Landmark, ...]
    bearings: tuple[Bearing, ...] = ()
    kilometres: float | None = None
