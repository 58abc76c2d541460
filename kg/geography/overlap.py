"""Whether two places can be where one event was: by what lies in what, then by distance and how well each is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from extract.model import EntityKind
from kg.geography.atlas import area_words
from kg.geography.sphere import Position, distance_km
from kg.model import Coordinates, Entity, PlaceClass
from kg.naming import plain_name

_SPOTS = frozenset({PlaceClass.EXACT, PlaceClass.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Overlap:
    """Whether two places may be the same or lie one in the other, and why."""

    may: bool
    reason: str


def may_be_same_place(one: Entity, other: Entity, entities: Mapping[str, Entity]) -> Overlap:
    """Whether an event in one place can be that in the other; `entities` (by id) hold what both are part of. The order makes no difference."""
    if one.id == other.id:
        return Overlap(True, "the same place")
    above, beyond = [list(_above(place, entities)) for place in (one, other)]
    if other.id in {place.id for place in above} or one.id in {place.id for place in beyond}:
        return Overlap(True, "one lies in the other")
    if other.id in one.same_as or one.id in other.same_as:
        return Overlap(True, "one may be the other")
    if any(a.id != b.id and a.parent == b.parent and _is_division(a) and _is_division(b) for a, b in product(above, beyond)):
        return Overlap(False, "they lie in two countries, governorates or districts")
    if _is_spot(one) and _is_spot(other):
        same_name = plain_name(one.label_ar or one.id) == plain_name(other.label_ar or other.id)
        return Overlap(True, "one name, and nothing tells them apart") if same_name else Overlap(False, "two places of different names")
    return _by_distance(one.coordinates, other.coordinates)


def _by_distance(one: Coordinates | None, other: Coordinates | None) -> Overlap:
    if one is None or other is None:
        return Overlap(True, "where one of them lies is not known")
    apart = distance_km(Position(one.latitude, one.longitude), Position(other.latitude, other.longitude))
    reach = one.precision_km + other.precision_km
    if apart <= reach:
        return Overlap(True, f"their middles are {apart:.0f} km apart, and they reach {reach:.0f} km together")
    return Overlap(False, f"their middles are {apart:.0f} km apart, and they reach only {reach:.0f} km together")


def _above(place: Entity, entities: Mapping[str, Entity]) -> Iterator[Entity]:
    """The place itself and everything that it is part of."""
    seen: set[str] = set()
    step: Entity | None = place
    while step is not None and step.id not in seen:
        seen.add(step.id)
        yield step
        step = entities.get(step.parent or "")


def _is_division(place: Entity) -> bool:
    """Whether it is one of those that share the larger whole among them: a state, governorate or district."""
    if place.kind is EntityKind.STATE:
        return True
    words = (place.label_ar or "").split()
    return place.known and len(words) > 1 and words[0] in area_words() and place.extent is not None and place.extent.precision is PlaceClass.AREA


def _is_spot(place: Entity) -> bool:
    """Whether it is a settlement or site and no side, area or line; what no table has is one, though only the area around it may be known."""
    return place.extent is not None and (place.extent.precision in _SPOTS or (not place.known and place.extent.precision is PlaceClass.AREA))
