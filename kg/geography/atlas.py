"""The known places as a map: which lies in which, what bears the same name, how far each reaches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from kg.geography.kinds import PlaceKind, load_kinds
from kg.geography.labels import ground_words
from kg.geography.outlines import Outline, circle, hull
from kg.geography.sphere import Position, distance_km
from kg.geography.tables import load_table
from kg.naming import plain_name
from ontology.known import KnownEntity

_GOVERNORATE, _STATE = "governorate", "state"
_CALLED = frozenset({_GOVERNORATE, "district"})  # kinds of areas that are called after a city
_OUTLYING = 3.0  # radii from the middle: what lies farther off belongs to a country, but not to its outline (Guam)
_BORDER_KM = 30.0  # papers put a village beyond the border of a governorate into either


class Atlas:
    """Questions about the known places, each by its id. Unknown ids have no answer, and no place lies in them."""

    def __init__(self, known: Iterable[KnownEntity]) -> None:
        self._known = {entity.id: entity for entity in known if entity.kind in ("place", _STATE)}
        self._states = {entity.country: entity.id for entity in self._known.values() if entity.kind == _STATE and entity.country}
        self._areas: dict[str, Outline | None] = {}
        self._seats: dict[str, str | None] = {}

    def __contains__(self, place: object) -> bool:
        return place in self._known

    def __getitem__(self, place: str) -> KnownEntity:
        return self._known[place]

    def kind(self, place: str) -> PlaceKind:
        entity = self._known[place]
        return load_kinds()[entity.place_kind or _STATE]

    def position(self, place: str) -> Position | None:
        entity = self._known[place]
        return None if entity.latitude is None or entity.longitude is None else Position(entity.latitude, entity.longitude)

    def parent(self, place: str) -> str | None:
        """The larger place: that of the tables, else the country."""
        entity = self._known[place]
        larger = entity.parent if entity.parent in self._known else self._states.get(entity.country or "")
        return None if larger == place else larger

    def above(self, place: str) -> Iterator[str]:
        """The place itself and every larger one around it."""
        seen: set[str] = set()
        step: str | None = place if place in self._known else None
        while step is not None and step not in seen:
            seen.add(step)
            yield step
            step = self.parent(step)

    def country(self, place: str) -> str | None:
        """The id of the state that the place lies in, or is."""
        return next((one for one in self.above(place) if self._known[one].kind == _STATE), None)

    def state_of(self, code: str | None) -> str | None:
        """The state with that ISO 3166-1 code."""
        return self._states.get(code or "")

    def governorate(self, place: str) -> str | None:
        """The governorate that the place lies in, or is."""
        return next((one for one in self.above(place) if self._known[one].place_kind == _GOVERNORATE), None)

    def namesake(self, place: str) -> str | None:
        """The widest governorate or district that is called after a city or town («محافظة حلب», «منطقة منبج») around it."""
        if self.kind(place).is_area or self.kind(place).rank < load_kinds()["village"].rank:
            return None
        around = self.governorate(place) or self.country(place)
        called = self._areas_called.get(plain_name(self._known[place].label_ar), ())
        return min((one for one in called if around is not None and around in self.above(one)), key=lambda one: (-self.kind(one).rank, one), default=None)

    def seat(self, governorate: str) -> str | None:
        """The city that a governorate or district is called after: «محافظة حلب», «محافظة ريف دمشق»."""
        if governorate not in self._known or self._known[governorate].place_kind not in _CALLED:
            return None
        if governorate not in self._seats:
            self._seats[governorate] = next(self._cities_of(governorate), None)
        return self._seats[governorate]

    def _cities_of(self, governorate: str) -> Iterator[str]:
        """Cities and towns in it that bear its name, or the name of which it is the countryside."""
        name = self.bare_name(governorate)
        rest = name.removeprefix(ground_words("rural").arabic.format(place=""))
        around = governorate if rest == name else self.country(governorate)
        called = [place for place in self.members(around or governorate) if self._known[place].place_kind in ("city", "town")]
        for place in called:
            if plain_name(self._known[place].label_ar) == plain_name(rest) and governorate in (self.namesake(place), self.countryside(place)):
                yield place

    def governorates_called(self, name: str) -> Sequence[str]:
        """The ids of the governorates of that name, said with or without «محافظة»."""
        return [one for one in self._areas_called.get(plain_name(name), ()) if self._known[one].place_kind == _GOVERNORATE]

    def called(self, name: str) -> Sequence[str]:
        """The ids of the places that the tables call so, what they add in brackets to tell homonyms apart left out: «النعيمة (درعا)»."""
        return self._called.get(plain_name(name), ())

    def countryside(self, city: str) -> str | None:
        """The governorate that is called the countryside of a city («محافظة ريف دمشق»)."""
        return next(iter(self.governorates_called(ground_words("rural").arabic.format(place=self.bare_name(city)))), None)

    def bare_name(self, place: str) -> str:
        """A place's Arabic label without the word that says what it is: «محافظة حلب» is «حلب»."""
        words = self._known[place].label_ar.split()
        return " ".join(words[1:] if self._known[place].place_kind in _CALLED and len(words) > 1 and words[0] in area_words() else words)

    def bare_name_en(self, place: str) -> str:
        """The same of the English label: "Aleppo Governorate" is "Aleppo"; what stands in brackets to tell homonyms apart is left out."""
        words = self._known[place].label_en.partition(" (")[0].split()
        return " ".join(words[:-1] if self._known[place].place_kind in _CALLED and len(words) > 1 and words[-1] in area_words() else words)

    def area(self, place: str) -> Outline | None:
        """The ground of a place that has an area: a circle of the table's radius, widened to all known places in it. None without coordinates."""
        if place not in self._areas:
            self._areas[place] = self._outline(place)
        return self._areas[place]

    def reach_km(self, place: str) -> float:
        """How far from its position a place goes, as far as is known."""
        area = self.area(place) if self.kind(place).is_area else None
        return area.radius_km if area else self._known[place].precision_km or 0.0

    def lies_in(self, place: str, larger: str, loosely: bool = False) -> bool:
        """Whether a place lies in a larger one: by the tables, or where they tell neither, by distance; `loosely` also a little beyond its border."""
        if larger in self.above(place):
            return True
        telling = self.country if self._known[larger].kind == _STATE else self.governorate
        if not loosely and telling(place) is not None:
            return False
        here, area = self.position(place), self.area(larger)
        return here is not None and area is not None and distance_km(here, area.middle) <= area.radius_km + _BORDER_KM * loosely

    def members(self, place: str) -> Sequence[str]:
        """All known places that lie in it, in the order of the tables."""
        return self._members.get(place, ())

    def _outline(self, place: str) -> Outline | None:
        entity, middle = self._known[place], self.position(place)
        if middle is None or not entity.precision_km:
            return None
        plain = circle(middle, entity.precision_km)
        spots = (spot for one in self.members(place) if not self.kind(one).is_area and (spot := self.position(one)) is not None)
        within = [spot for spot in spots if distance_km(middle, spot) <= _OUTLYING * entity.precision_km]
        return hull(middle, [*plain.rim, *within]) if any(distance_km(middle, spot) > plain.radius_km for spot in within) else plain

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for place in self._known:
            for larger in self.above(place):
                if larger != place:
                    found[larger].append(place)
        return dict(found)

    @cached_property
    def _areas_called(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Governorates and districts by their names and bare names in plain form."""
        found: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for place, entity in self._known.items():
            if entity.place_kind in _CALLED:
                for name in (entity.label_ar, self.bare_name(place), *entity.names):
                    found[plain_name(name)][place] = None
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def _called(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Places whose label has brackets, by the rest of it in plain form; others are found by their label as it is."""
        found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for place, entity in self._known.items():
            name, bracket, _ = entity.label_ar.partition(" (")
            if bracket:
                found[plain_name(name)].append(place)
        return {name: tuple(places) for name, places in found.items()}


@lru_cache(maxsize=1)
def area_words() -> frozenset[str]:
    """Words that say what a place is and do not belong to its name."""
    return frozenset(word for word, _ in load_table("area_words"))
