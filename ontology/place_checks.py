"""What contradicts itself in the known places: doubles, districts without a governorate, points that lie outside of what they belong to."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ontology.known_entity import KnownEntity, fold

EARTH_KM = 6371.0
DOUBLE_KM = 10.0
# A state's or governorate's radius is that of a circle of its area; long and torn ones reach farther from their middle.
_GOVERNORATE_REACH = 2.5
_STATE_REACH = 4.0
_STATE_SLACK_KM = 200.0


def check_places(rows: Iterable[KnownEntity]) -> Iterator[str]:
    """Every problem of the places as one line `file:line: what is wrong; what to do`."""
    entities = tuple(rows)
    by_id = {entity.id: entity for entity in entities}
    states = {entity.country: entity for entity in entities if entity.kind == "state" and entity.country}
    places = tuple(entity for entity in entities if entity.kind == "place")
    yield from _doubles(places)
    for place in places:
        governorate = governorate_of(place, by_id)
        if place.place_kind == "district" and governorate is None:
            yield f"{place.origin}: {place.id} is a district of no governorate; give it one as parent"
        if governorate is not None and not _within(place, governorate, _GOVERNORATE_REACH, 0):
            yield f"{place.origin}: {place.id} lies far outside of {governorate.id}; correct the point or the parent"
        state = states.get(place.country or "")
        if state is not None and not _within(place, state, _STATE_REACH, _STATE_SLACK_KM):
            yield f"{place.origin}: {place.id} lies far outside of {state.id}; correct the point or the country"


def governorate_of(place: KnownEntity, by_id: Mapping[str, KnownEntity]) -> KnownEntity | None:
    """The governorate that a place lies in, or is."""
    passed: set[str] = set()
    here: KnownEntity | None = place
    while here is not None and here.id not in passed:
        if here.place_kind == "governorate":
            return here
        passed.add(here.id)
        here = by_id.get(here.parent or "")
    return None


def distance(one: KnownEntity, other: KnownEntity) -> float | None:
    """Kilometres on the globe between two entities; None if one has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north, east, there_north, there_east = map(math.radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    half = math.sin((there_north - north) / 2) ** 2 + math.cos(north) * math.cos(there_north) * math.sin((there_east - east) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _doubles(places: Iterable[KnownEntity]) -> Iterator[str]:
    """Places of one kind, name and parent that lie side by side are one place."""
    seen: defaultdict[tuple[str, str | None, str | None], list[KnownEntity]] = defaultdict(list)
    for place in places:
        for name in dict.fromkeys(fold(name) for name in (place.label_ar, *place.names)):
            earlier = seen[name, place.place_kind, place.parent]
            near = next((other for other in earlier if (kilometres := distance(place, other)) is not None and kilometres <= DOUBLE_KM), None)
            if near is not None:
                yield f"{place.origin}: {place.id} is {near.id} ({near.origin}) once more, by the name «{name}»; merge the rows"
            earlier.append(place)


def _within(place: KnownEntity, area: KnownEntity, reach: float, slack: float) -> bool:
    kilometres = distance(place, area)
    return kilometres is None or kilometres <= reach * (area.precision_km or 0) + (place.precision_km or 0) + slack
