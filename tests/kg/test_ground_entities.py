"""Ground as entities: ids, names in two languages, outlines, and the rule of each in words."""

import re
from itertools import pairwise

import pytest

from extract.model import Bearing, EntityKind, Ground, Landmark, Relation, Span
from kg.geography.grounds import Grounds
from kg.geography.outlines import circle, line, side
from kg.geography.sphere import FlatMap, Position, bearing, destination, distance_km
from kg.model import Entity, PlaceClass
from ontology.files import SHAPES_FILE, read_ontology
from ontology.lines import load_lines
from tests.kg.place_fixture import geographer, known, place, places

B, R = Bearing, Relation
DEIR = Position(35.3359, 40.1408)


def ground(relation: Relation, landmarks: tuple[str, ...], bearings: tuple[Bearing, ...] = (), kilometres: float | None = None) -> Entity:
    """The entity of ground by the ids of its landmarks."""
    found = Grounds(geographer().atlas, load_lines()).entity(
        Ground(relation, tuple(Landmark(Span(0, 1), one, (one,)) for one in landmarks), bearings, kilometres), landmarks
    )
    assert isinstance(found, Entity)
    return found


def ring(entity: Entity) -> list[tuple[float, float]]:
    """Longitude and latitude of each corner of a polygon or line."""
    assert entity.extent is not None and entity.extent.wkt is not None
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", entity.extent.wkt)]


def holds(entity: Entity, point: Position) -> bool:
    """Whether a polygon has the point in it (by crossings of a ray)."""
    corners, inside = ring(entity), False
    for (x1, y1), (x2, y2) in pairwise(corners):
        if (y1 > point.latitude) != (y2 > point.latitude) and point.longitude < (x2 - x1) * (point.latitude - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


# relation, landmarks, bearings, kilometres → id, Arabic, English, larger place, precision
GROUNDS = [
    (R.RURAL, ("place/sy/aleppo-governorate",), (B.EAST,), None, "place/sy/aleppo-governorate/rural-east", "ريف حلب الشرقي",
     "eastern countryside of Aleppo", "place/sy/aleppo-governorate", PlaceClass.SECTOR),
    (R.RURAL, ("place/sy/aleppo-governorate",), (), None, "place/sy/aleppo-governorate/rural", "ريف حلب", "countryside of Aleppo",
     "place/sy/aleppo-governorate", PlaceClass.AREA),
    (R.RURAL, ("place/sy/aleppo-governorate",), (B.SOUTH, B.NORTH), None, "place/sy/aleppo-governorate/rural-north-and-south", "ريف حلب الشمالي والجنوبي",
     "northern and southern countryside of Aleppo", "place/sy/aleppo-governorate", PlaceClass.SECTOR),
    (R.RURAL, ("place/sy/rif-dimashq",), (B.WEST,), None, "place/sy/rif-dimashq/rural-west", "ريف دمشق الغربي", "western countryside of Damascus",
     "place/sy/rif-dimashq", PlaceClass.SECTOR),
    (R.PART, ("syria",), (B.NORTH_EAST,), None, "syria/north-east", "شمال شرقي سوريا", "north-eastern Syria", "syria", PlaceClass.SECTOR),
    (R.PART, ("syria",), (B.MIDDLE,), None, "syria/middle", "وسط سوريا", "central Syria", "syria", PlaceClass.SECTOR),
    (R.PART, ("syria",), (B.EAST, B.NORTH), None, "syria/north-and-east", "شمال وشرق سوريا", "northern and eastern Syria", "syria", PlaceClass.SECTOR),
    (R.OFFSET, ("place/sy/hajin",), (B.WEST,), None, "place/sy/hajin/west-of", "غرب هجين", "west of Hajin", None, PlaceClass.SECTOR),
    (R.OFFSET, ("place/sy/tadmur",), (B.WEST,), 15.0, "place/sy/tadmur/15-km-west-of", "15 كم غرب تدمر", "15 km west of Palmyra", None, PlaceClass.OFFSET),
    (R.OFFSET, ("place/sy/tadmur",), (), 12.5, "place/sy/tadmur/12.5-km-off", "على بعد 12.5 كم من تدمر", "12.5 km from Palmyra", None, PlaceClass.AREA),
    (R.AROUND, ("place/sy/hajin",), (), None, "place/sy/hajin/around", "محيط هجين", "surroundings of Hajin", None, PlaceClass.AREA),
    (R.BETWEEN, ("place/sy/deir-ez-zor", "place/sy/ar-raqqah"), (), None, "place/between/sy/ar-raqqah/and/sy/deir-ez-zor", "بين دير الزور والرقة",
     "between Deir ez-Zor and Raqqa", "syria", PlaceClass.LINE),
    (R.BORDER, ("syria", "iraq"), (), None, "place/border/iraq/and/syria", "الحدود بين سوريا والعراق", "border between Syria and Iraq", None, PlaceClass.LINE),
    (R.BORDER, ("turkey",), (), None, "turkey/border", "حدود تركيا", "border of Turkey", None, PlaceClass.UNKNOWN),
    (R.BORDER, ("syria", "yemen"), (), None, "place/border/syria/and/yemen", "الحدود بين سوريا واليمن", "border between Syria and Yemen", None,
     PlaceClass.UNKNOWN),
    (R.ALONG, ("place/world/euphrates",), (), None, "place/world/euphrates/along", "على طول نهر الفرات", "along the Euphrates", None, PlaceClass.LINE),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "landmarks", "bearings", "kilometres", "identity", "arabic", "english", "larger", "precision"), GROUNDS)
def test_ground_has_an_id_names_and_a_larger_place(
    relation: Relation, landmarks: tuple[str, ...], bearings: tuple[Bearing, ...], kilometres: float | None, identity: str, arabic: str, english: str,
    larger: str | None, precision: PlaceClass,
) -> None:  # fmt: skip
    found = ground(relation, landmarks, bearings, kilometres)
    assert (found.id, found.label_ar, found.label_en) == (identity, arabic, english)
    assert larger is None or found.parent == larger
    assert found.extent is not None and found.extent.precision is precision and found.extent.rule
    assert (found.coordinates is None) == (precision is PlaceClass.UNKNOWN) == (found.extent.wkt is None)


@pytest.mark.parametrize(
    ("relation", "landmark", "bearings", "inside", "outside"),
    [
        (R.RURAL, "place/sy/deir-ez-zor-governorate", (B.EAST,), "place/sy/al-baghuz", "place/sy/al-kasrah"),
        (R.RURAL, "place/sy/deir-ez-zor-governorate", (B.WEST,), "place/sy/al-kasrah", "place/sy/hajin"),
        (R.RURAL, "place/sy/aleppo-governorate", (B.NORTH, B.SOUTH), "place/sy/izaz", "place/sy/dayr-hafir"),
        (R.OFFSET, "place/sy/deir-ez-zor", (B.EAST,), "place/sy/al-baghuz", "place/sy/al-kasrah"),
        (R.OFFSET, "place/sy/hajin", (B.SOUTH,), "place/sy/al-shaafah", "place/sy/abu-hamam"),
        (R.PART, "syria", (B.NORTH_EAST,), "place/sy/al-qamishli", "place/sy/dara"),
        (R.PART, "syria", (B.MIDDLE,), "place/sy/tadmur", "place/sy/al-qamishli"),
        (R.PART, "iraq", (B.NORTH,), "place/iq/mosul", "place/iq/basrah"),
        (R.AROUND, "place/sy/hajin", (), "place/sy/hajin", "place/sy/al-baghuz"),
    ],
)
def test_an_outline_holds_what_lies_there(relation: Relation, landmark: str, bearings: tuple[Bearing, ...], inside: str, outside: str) -> None:
    found, atlas = ground(relation, (landmark,), bearings), geographer().atlas
    here, there = atlas.position(inside), atlas.position(outside)
    assert here is not None and there is not None and found.coordinates is not None
    assert (holds(found, here), holds(found, there)) == (True, False)
    middle = Position(found.coordinates.latitude, found.coordinates.longitude)
    assert distance_km(middle, here) <= found.coordinates.precision_km + 0.1


# On the coast «in the middle of Libya», and in its south by what lies around it, though north of its middle.
MISSED = ("place/ly/sabha", "place/ly/sirte")
# What papers call the side of a country in which well-known cities lie.
USES = [
    ("afghanistan", B.EAST, ("place/af/jalalabad",)),
    ("afghanistan", B.NORTH, ("place/af/kunduz",)),
    ("afghanistan", B.SOUTH, ("place/af/kandahar",)),
    ("egypt", B.NORTH, ("place/eg/alexandria",)),
    ("iraq", B.EAST, ("place/iq/baqubah",)),
    ("iraq", B.MIDDLE, ("place/iq/baghdad",)),
    ("iraq", B.NORTH, ("place/iq/kirkuk", "place/iq/mosul")),
    ("iraq", B.SOUTH, ("place/iq/basrah", "place/iq/nasiriyah")),
    ("iraq", B.WEST, ("place/iq/al-qaim", "place/iq/ramadi")),
    ("lebanon", B.EAST, ("place/lb/baalbek",)),
    ("lebanon", B.NORTH, ("place/lb/tripoli",)),
    ("lebanon", B.SOUTH, ("place/lb/sidon", "place/lb/tyre")),
    ("libya", B.EAST, ("place/ly/benghazi",)),
    ("libya", B.MIDDLE, ("place/ly/sirte",)),
    ("libya", B.SOUTH, ("place/ly/sabha",)),
    ("libya", B.WEST, ("place/ly/tripoli",)),
    ("palestine", B.SOUTH, ("place/ps/gaza",)),
    ("sudan", B.EAST, ("place/sd/kassala",)),
    ("sudan", B.WEST, ("place/sd/el-fasher", "place/sd/nyala")),
    ("syria", B.EAST, ("place/sy/al-baghuz", "place/sy/deir-ez-zor")),
    ("syria", B.MIDDLE, ("place/sy/hamah", "place/sy/homs", "place/sy/tadmur")),
    ("syria", B.NORTH, ("place/sy/aleppo", "place/sy/ar-raqqah", "place/sy/ayn-al-arab")),
    ("syria", B.NORTH_EAST, ("place/sy/al-hasakah", "place/sy/al-qamishli", "place/sy/ar-raqqah")),
    ("syria", B.NORTH_WEST, ("place/sy/idlib",)),
    ("syria", B.SOUTH, ("place/sy/damascus", "place/sy/dara")),
    ("syria", B.WEST, ("place/sy/latakia",)),
    ("turkey", B.SOUTH, ("place/tr/adana", "place/tr/gaziantep")),
    ("turkey", B.SOUTH_EAST, ("place/tr/diyarbakir",)),
    ("yemen", B.MIDDLE, ("place/ye/marib",)),
    ("yemen", B.NORTH, ("place/ye/sadah",)),
    ("yemen", B.SOUTH, ("place/ye/aden",)),
    ("yemen", B.SOUTH_WEST, ("place/ye/taiz",)),
    ("yemen", B.WEST, ("place/ye/al-hudaydah",)),
]


@pytest.mark.parametrize(("country", "side_of_it", "cities"), USES)
def test_the_side_of_a_country_holds_the_cities_that_papers_place_there(country: str, side_of_it: Bearing, cities: tuple[str, ...]) -> None:
    found, atlas = ground(R.PART, (country,), (side_of_it,)), geographer().atlas
    assert [city for city in cities if not holds(found, atlas.position(city) or DEIR)] == [city for city in cities if city in MISSED]


def test_every_outline_is_closed_and_anticlockwise_and_lies_within_its_radius() -> None:
    areas = [geographer().known(one.id) for one in known() if one.kind in ("place", "state") and geographer().atlas.kind(one.id).is_area]
    made = [(one.coordinates, one.extent) for *parts, _, _, _, _, _ in GROUNDS if (one := ground(*parts[:4]))]
    for position, extent in [*areas, *made]:
        assert extent is not None
        if position is None or extent.wkt is None or not extent.wkt.startswith("POLYGON"):
            continue
        corners = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", extent.wkt)]
        assert corners[0] == corners[-1] and len(set(corners)) == len(corners) - 1 >= 3
        assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(corners)) < 0
        middle = Position(position.latitude, position.longitude)
        assert max(distance_km(middle, Position(y, x)) for x, y in corners) <= position.precision_km + 0.1


def test_every_outline_keeps_to_the_shape() -> None:
    (pattern,) = [one for one in re.findall(r'sh:pattern "(.+)" ;', read_ontology(SHAPES_FILE).decode()) if "POLYGON" in one]
    plain = pattern.replace("\\\\", "\\")
    for one in known():
        if one.kind in ("place", "state"):
            assert (wkt := geographer().known(one.id)[1].wkt) and re.search(plain, wkt), one.id


def test_a_point_is_reckoned_by_bearing_and_distance() -> None:
    found, atlas = ground(R.OFFSET, ("place/sy/tadmur",), (B.WEST,), 15.0), geographer().atlas
    palmyra, spot = atlas.position("place/sy/tadmur"), found.coordinates
    assert palmyra is not None and spot is not None and found.extent is not None
    assert distance_km(palmyra, Position(spot.latitude, spot.longitude)) == pytest.approx(15, abs=1e-6)
    assert bearing(palmyra, Position(spot.latitude, spot.longitude)) == pytest.approx(270, abs=1e-6)
    assert found.extent.wkt == f"POINT({spot.longitude:.6f} {spot.latitude:.6f})"
    assert spot.precision_km == pytest.approx(15 * 0.39 + 3, abs=0.3)
    assert "22.5 degrees" in found.extent.rule


def test_a_border_told_by_one_country_is_that_with_the_other_of_the_document() -> None:
    text = "دير الزور. وقصف قرب الحدود العراقية"
    border = place(text, "الحدود العراقية", "العراق", R.BORDER)
    found = places(text, [place(text, "دير الزور"), border]).of(border, EntityKind.PLACE)
    assert found is not None and found.id == "place/border/iraq/and/syria" and "Syria" in found.reason
    alone = places(text, [border]).of(border, EntityKind.PLACE)
    assert alone is not None and alone.id == "iraq/border"


def test_known_places_are_points_or_areas() -> None:
    position, extent = geographer().known("place/sy/hajin")
    assert extent.precision is PlaceClass.EXACT and extent.wkt == "POINT(40.8314 34.6951)" and position is not None and position.precision_km == 3
    _, extent = geographer().known("place/sy/aleppo-governorate")
    assert extent.precision is PlaceClass.AREA and "radius of 70 km" in extent.rule
    assert geographer().known("place/world/euphrates")[1].precision is PlaceClass.LINE


def test_the_sphere() -> None:
    assert distance_km(Position(0, 0), Position(0, 180)) == pytest.approx(20015.1, abs=0.1)
    assert distance_km(DEIR, DEIR) == 0
    for degrees in (0, 37.5, 90, 180, 271):
        there = destination(DEIR, degrees, 120)
        assert distance_km(DEIR, there) == pytest.approx(120)
        assert bearing(DEIR, there) == pytest.approx(degrees)
        assert FlatMap(DEIR).position(FlatMap(DEIR).flat(there)) == pytest.approx(there)


def test_the_side_of_a_circle_is_its_share() -> None:
    whole = circle(DEIR, 50)
    quarter = side(whole, DEIR, [(90, 45)])
    assert quarter is not None and quarter.middle.longitude > DEIR.longitude
    assert quarter.middle.latitude == pytest.approx(DEIR.latitude, abs=0.01)
    assert side(whole, Position(0, 0), [(180, 45)]) is None
    assert "POINT" in circle(Position(-17.7, 179.9), 100).wkt  # across the date line


def test_the_middle_of_a_line_is_halfway_along_it() -> None:
    found = line([Position(0, 0), Position(0, 1), Position(0, 4)], 5)
    assert found.middle == pytest.approx(Position(0, 2), abs=1e-9)
    assert found.wkt == "LINESTRING(0 0, 1 0, 4 0)"
    assert found.radius_km == pytest.approx(distance_km(Position(0, 2), Position(0, 4)) + 5)
