"""Ground as an entity: its id, the same in every document, its names in two languages, the larger place, and its outline.

`place/sy/aleppo-governorate/rural-east` is «ريف حلب الشرقي»; a landmark that is meant itself stays what it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from extract.model import Bearing, EntityKind, Ground, Relation
from kg.geography.atlas import Atlas
from kg.geography.labels import compass, label, load_sides
from kg.geography.outlines import Outline, circle, line, side
from kg.geography.sphere import Position, destination, distance_km
from kg.model import Coordinates, Entity, Extent, PlaceClass
from ontology.lines import KnownLine

_GOVERNORATE = "governorate"
_OCTANT = 22.5  # degrees to either side that a bearing with a distance is good to
_CORE = 0.6  # of the way to the rim: «وسط سوريا» is Homs and Hama, too
_NO_POSITION = "the tables do not say where {place} lies"


class Grounds:
    """Makes entities of ground whose landmarks are known places; each is made once."""

    def __init__(self, atlas: Atlas, lines: Iterable[KnownLine] = ()) -> None:
        self._atlas = atlas
        every = tuple(lines)
        self._lines: Mapping[str, KnownLine] = MappingProxyType({one.id: one for one in every})
        self._borders = {frozenset(one.between): one for one in every if one.between}
        self.neighbours = _neighbours(every)
        self._made: dict[str, Entity] = {}

    def known(self, place: str) -> tuple[Coordinates | None, Extent]:
        """Where a known place is: a point with its radius, and the ground."""
        position, entity = self._atlas.position(place), self._atlas[place]
        if position is None:
            return None, Extent(PlaceClass.UNKNOWN, _NO_POSITION.format(place=entity.label_en or place))
        if place in self._lines:
            return _extent(_drawn(self._lines[place]), PlaceClass.LINE, _drawn_rule(self._lines[place]))
        area = self._atlas.area(place) if self._atlas.kind(place).is_area else None
        if area is None:
            point = Outline((position,), position, entity.precision_km or 0.0)
            return _extent(point, PlaceClass.EXACT, "a place of the tables, with coordinates of its own")
        rule = f"an area of which the tables give the middle and a radius of {_number(entity.precision_km or 0.0)} km, widened to all known places in it"
        return _extent(area, PlaceClass.AREA, rule)

    def entity(self, ground: Ground, places: Sequence[str]) -> str | Entity:
        """The id of the known place that is meant itself, or the entity of other ground; `places` are the ids of the landmarks, in their order."""
        if self._is_known_itself(ground, places[0]):
            return places[0]
        identity = ground_id(ground, places)
        if identity not in self._made:
            self._made[identity] = self._entity(identity, ground, places)
        return self._made[identity]

    def _is_known_itself(self, ground: Ground, place: str) -> bool:
        """Whether the known place is meant itself, and no ground beside or around it.

        «ولاية قفصة» is not its city, the only thing that the tables have of it; «ريف دمشق» is a governorate; «المدن السورية» are somewhere in Syria.
        """
        if ground.relation is Relation.AT:
            return ground.landmarks[0].place_kind != _GOVERNORATE or self._atlas.kind(place).is_area
        return not ground.bearings and (ground.relation is Relation.PART or (ground.relation is Relation.RURAL and self._is_countryside(place)))

    def _is_countryside(self, place: str) -> bool:
        seat = self._atlas.seat(place)
        return seat is not None and self._atlas.countryside(seat) == place

    def _entity(self, identity: str, ground: Ground, places: Sequence[str]) -> Entity:
        arabic, english = self.names(ground, [self._names(place) for place in places])
        outline = self._outline(ground, places)
        if outline is None:
            position, extent = None, Extent(PlaceClass.UNKNOWN, self._reason(ground, places))
        else:
            position, extent = _extent(outline, _class(ground, outline), self._rule(ground, places))
        return Entity(identity, EntityKind.PLACE, arabic, english, known=True, parent=self.larger(ground, places), coordinates=position, extent=extent)

    def larger(self, ground: Ground, places: Sequence[str]) -> str | None:
        """What all of the ground lies in: the landmark for its own parts, else the smallest place around all landmarks."""
        if len(set(places)) == 1 and ground.relation in (Relation.RURAL, Relation.PART):
            return places[0]
        around = [[one for one in self._atlas.above(place) if one not in places] for place in places]
        return next((one for one in around[0] if all(one in others for others in around[1:])), None)

    def names(self, ground: Ground, places: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """The Arabic and English name of ground, of those of its landmarks."""
        kilometres = "" if ground.kilometres is None else _number(ground.kilometres)
        return label(_pattern(ground, len(places)), tuple(places), ground.bearings, kilometres)

    def _names(self, place: str) -> tuple[str, str]:
        seat = self._atlas.seat(place)
        if seat is not None and self._is_countryside(place):
            return self._names(seat)
        return self._atlas.bare_name(place), self._atlas.bare_name_en(place)

    def _outline(self, ground: Ground, places: Sequence[str]) -> Outline | None:
        if ground.relation is Relation.BETWEEN or ground.relation is Relation.BORDER:
            return self._between(ground, places)
        place = places[0]
        position, kind = self._atlas.position(place), self._atlas.kind(place)
        if position is None:
            return None
        if ground.relation is Relation.ALONG:
            return _drawn(self._lines[place]) if place in self._lines else self._atlas.area(place)
        if ground.kilometres is not None:
            return self._reckoned(position, ground, place)
        if ground.relation is Relation.AT:
            return circle(position, kind.beside_km)
        if ground.relation is Relation.AROUND:
            return circle(position, self._atlas.reach_km(place) + kind.near_km)
        return self._side(position, ground, place)

    def _side(self, position: Position, ground: Ground, place: str) -> Outline | None:
        """A side of an area, as it lies from its city, or around a settlement."""
        area, apex = self._atlas.area(self._around(ground, place)), self._apex(place)
        if not self._atlas.kind(self._around(ground, place)).is_area:
            reach = self._atlas.reach_km(place) if ground.relation is Relation.PART else self._atlas.kind(place).beside_km
            area, apex = circle(position, reach), position
        if area is None or not ground.bearings:
            return area
        sides = [(one.degrees, one.either_side) for one in map(load_sides().__getitem__, compass(ground.bearings)) if one.degrees is not None]
        return side(area, apex or area.middle, sides, _CORE if Bearing.MIDDLE in ground.bearings else 0.0)

    def _around(self, ground: Ground, place: str) -> str:
        """The area of which the ground is a side: of a city its governorate («شرقي دير الزور»), unless a part of the city is meant, or the governorate
        is hardly wider than the city («شمال دمشق»)."""
        larger = self._atlas.namesake(place) if ground.relation is not Relation.PART else None
        return larger if larger and self._atlas.reach_km(larger) > 2 * self._atlas.kind(place).near_km else place

    def _apex(self, place: str) -> Position | None:
        """From where sides are reckoned: the city that an area is called after, or the place itself if it is no area; else the area's middle, None."""
        seat = place if not self._atlas.kind(place).is_area else self._atlas.seat(place)
        return self._atlas.position(seat) if seat else None

    def _reckoned(self, position: Position, ground: Ground, place: str) -> Outline:
        kilometres, precision = ground.kilometres or 0.0, self._atlas[place].precision_km or 0.0
        degrees = [side.degrees for one in compass(ground.bearings) if (side := load_sides()[one]).degrees is not None]
        if len(degrees) != 1:
            return circle(position, kilometres + precision)
        spot = destination(position, degrees[0], kilometres)
        astray = distance_km(spot, destination(position, degrees[0] + _OCTANT, kilometres))
        return Outline((spot,), spot, astray + precision)

    def _between(self, ground: Ground, places: Sequence[str]) -> Outline | None:
        if ground.relation is Relation.BORDER:
            border = self._borders.get(frozenset(places))
            return _drawn(border) if border else None
        spots = [spot for place in places if (spot := self._atlas.position(place)) is not None]
        if len(set(spots)) < len(places) or len(places) < 2:
            return None
        return line(spots, max(self._atlas[place].precision_km or 0.0 for place in places))

    def _reason(self, ground: Ground, places: Sequence[str]) -> str:
        names = " and ".join(self._names(place)[1] for place in places)
        if ground.relation is Relation.BORDER:
            return f"the tables hold no line of this border ({names})"
        return _NO_POSITION.format(place=names)

    def _rule(self, ground: Ground, places: Sequence[str]) -> str:
        name, kind = self._names(places[0])[1], self._atlas.kind(places[0])
        match ground.relation:
            case Relation.BETWEEN:
                return "the straight line between the places that the words name"
            case Relation.BORDER:
                return _drawn_rule(self._borders[frozenset(places)])
            case Relation.ALONG:
                return _drawn_rule(self._lines[places[0]]) if places[0] in self._lines else f"the area of {name}, of which the tables hold no line"
            case Relation.AT:
                return f"the tables have {name} and not its governorate: what lies within {_number(kind.beside_km)} km of it"
            case Relation.AROUND:
                return f"within {_number(kind.near_km)} km around {name}, as is near for a {kind.name}"
        if ground.kilometres is not None:
            good = f"; the bearing is good to {_OCTANT} degrees to either side" if ground.bearings else ""
            return f"reckoned from {name} by the distance of the words{good}"
        around = self._around(ground, places[0])
        whole = f"the area of {self._atlas[around].label_en}" if self._atlas.kind(around).is_area else f"what lies within reach of {name}, as for a {kind.name}"
        if not ground.bearings:
            return whole
        return f"the part of {whole} that lies in these bearings from {'its middle' if self._apex(places[0]) is None else name}"


def _neighbours(lines: Iterable[KnownLine]) -> Mapping[str, tuple[str, ...]]:
    """For each state or territory those with which it has a border that is drawn."""
    pairs = [(a, b) for one in lines if len(one.between) == 2 for a, b in (one.between, one.between[::-1])]
    return MappingProxyType({a: tuple(sorted(b for one, b in pairs if one == a)) for a, _ in pairs})


def ground_id(ground: Ground, places: Sequence[str]) -> str:
    """The id of ground by the ids of its landmarks, readable and the same in every document."""
    sides = "-and-".join(load_sides()[one].noun_en for one in compass(ground.bearings))
    distance = "" if ground.kilometres is None else f"{_number(ground.kilometres)}-km"
    if len(places) > 1:
        first, *others = sorted({place.removeprefix("place/") for place in places})
        return "/".join(("place", ground.relation.value, first, *(step for other in others for step in ("and", other))))
    words = {
        Relation.PART: sides,
        Relation.AT: _GOVERNORATE,
        Relation.OFFSET: "-".join(filter(None, (distance, sides, "of"))) if sides else "-".join(filter(None, (distance, "off"))),
    }.get(ground.relation, "-".join(filter(None, (ground.relation.value, distance, sides))))
    return f"{places[0]}/{words}"


def _pattern(ground: Ground, places: int) -> str:
    """The row of `data/place_words.tsv` that names it."""
    if ground.kilometres is not None and ground.relation not in (Relation.BETWEEN, Relation.BORDER):
        return "distance-side" if ground.bearings else "distance"
    if ground.relation is Relation.BORDER and places > 1:
        return "border-both"
    if ground.relation in (Relation.BORDER, Relation.ALONG, Relation.RURAL) and ground.bearings:
        return f"{ground.relation.value}-side"
    if ground.relation in (Relation.OFFSET, Relation.PART) and not ground.bearings:
        return "around"
    if ground.relation is Relation.AT:
        return _GOVERNORATE
    return "border" if ground.relation is Relation.BETWEEN and places == 1 else ground.relation.value


def _class(ground: Ground, outline: Outline) -> PlaceClass:
    if outline.is_line:
        return PlaceClass.LINE
    if len(outline.rim) == 1:
        return PlaceClass.OFFSET
    return PlaceClass.SECTOR if ground.bearings else PlaceClass.AREA


def _drawn(known: KnownLine) -> Outline:
    return line([Position(latitude, longitude) for longitude, latitude in known.points], known.precision_km)


def _drawn_rule(known: KnownLine) -> str:
    return f"a rough line of the tables, good to {_number(known.precision_km)} km to either side"


def _extent(outline: Outline, precision: PlaceClass, rule: str) -> tuple[Coordinates, Extent]:
    middle = outline.middle
    return Coordinates(middle.latitude, middle.longitude, round(outline.radius_km, 1)), Extent(precision, rule, outline.wkt)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
