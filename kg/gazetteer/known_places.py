"""Whether a place of a foreign gazetteer is one that we have already."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.gazetteer.kinds import all_admin_words, comparable
from kg.gazetteer.values import Found
from ontology.known import KnownEntity, fold

_SLACK_KM = 5.0  # how far apart two gazetteers put the same village, beyond what their precision allows
_EARTH_KM = 6371.0
_GEONAMES = "https://sws.geonames.org/"


@dataclass(frozen=True, slots=True)
class Spot:
    """As much of a place as tells whether another is the same: its id, what it may be compared with, and where it lies, as far as is known."""

    id: str
    comparable: str
    country: str
    latitude: float | None
    longitude: float | None
    precision_km: float

    def may_be(self, other: "Spot") -> bool:
        """Whether two places of one name are one: the same sort, in one country, no farther apart than their precisions and a slack allow.

        Where one has no coordinates, sort and country must do.
        """
        if (self.comparable, self.country) != (other.comparable, other.country):
            return False
        if self.latitude is None or self.longitude is None or other.latitude is None or other.longitude is None:
            return True
        return _distance_km((self.latitude, self.longitude), (other.latitude, other.longitude)) <= self.precision_km + other.precision_km + _SLACK_KM


class KnownPlaces:
    """The places of the packaged tables by name and by GeoNames id; built once, never changed."""

    def __init__(self, entities: Iterable[KnownEntity]) -> None:
        by_name: defaultdict[str, list[Spot]] = defaultdict(list)
        self._by_geonames: dict[str, str] = {}
        self._states: dict[str, str] = {}
        for entity in entities:
            if entity.kind == "state" and entity.country:
                self._states[entity.country] = entity.id
            if entity.kind == "place" and entity.place_kind:
                self._by_geonames |= {link: entity.id for link in entity.same_as if link.startswith(_GEONAMES)}
                spot = Spot(entity.id, comparable(entity.place_kind), entity.country or "", entity.latitude, entity.longitude, entity.precision_km or 0)
                for name in {plain(name) for name in (entity.label_ar, *entity.names)}:
                    by_name[name].append(spot)
        self._by_name: Mapping[str, list[Spot]] = by_name

    def find(self, place: Found, spot: Spot) -> str | None:
        """The id of the packaged place that it is; None if it is a new one."""
        for link in place.same_as:
            if link in self._by_geonames:
                return self._by_geonames[link]
        spots = (other for name in dict.fromkeys(map(plain, place.names)) for other in self._by_name.get(name, ()))
        return next((other.id for other in spots if spot.may_be(other)), None)

    def state(self, country: str) -> str | None:
        """The id of the state with that country code."""
        return self._states.get(country)

    def names_settlement(self, name: str) -> bool:
        """Whether a packaged place that is no unit of administration bears the name, so that it means that one by itself."""
        return any(spot.comparable == "point" for spot in self._by_name.get(plain(name), ()))


def plain(name: str) -> str:
    """The name as two places share it: folded, without «محافظة», «قضاء» … in front."""
    return fold(without_admin_word(name))


def without_admin_word(name: str) -> str:
    """«محافظة حلب» is called حلب."""
    first, _, rest = name.partition(" ")
    return rest if rest and fold(first) in all_admin_words() else name


def _distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the great circle."""
    latitude, longitude, north, east = map(math.radians, (*one, *other))
    half = math.sin((north - latitude) / 2) ** 2 + math.cos(latitude) * math.cos(north) * math.sin((east - longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
