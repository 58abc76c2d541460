"""Problems of places are found, and told with file and line."""

import pytest

from ontology.known import KnownEntity, load_entities
from ontology.known_checks import check_entities
from ontology.place_checks import distance, governorate_of

SYRIA = KnownEntity("syria", "state", "سوريا", "Syria", country="SY", latitude=35, longitude=38, precision_km=240, sectors=("GOV",), origin="made_up.tsv:2")


def place(identifier: str, kind: str, name: str, at: tuple[float, float], parent: str, *names: str, line: int = 9, radius: float = 2) -> KnownEntity:
    return KnownEntity(
        identifier,
        "place",
        name,
        identifier,
        names=names,
        parent=parent,
        country="SY",
        latitude=at[0],
        longitude=at[1],
        precision_km=radius,
        place_kind=kind,
        origin=f"made_up.tsv:{line}",
    )


SIDE_BY_SIDE = [place("a", "village", "تل ذهب", (35.1, 36.4), "hama", line=5), place("b", "village", "تل ذهب", (35.12, 36.42), "hama", line=6)]
OTHERWISE_SPELT = [place("a", "village", "تل ذهب", (35.1, 36.4), "hama"), place("b", "village", "تل دهب", (35.12, 36.42), "hama", "تـل ذهب")]
HAMA = place("hama", "governorate", "محافظة حماة", (35.2, 37.2), "syria", radius=50, line=3)
DISTRICT = place("masyaf-district", "district", "منطقة مصياف", (35.05, 36.35), "hama", radius=18, line=4)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (SIDE_BY_SIDE, "b is a (made_up.tsv:5) once more, by the name «تل ذهب»"),
        (OTHERWISE_SPELT, "once more, by the name «تل ذهب»"),
        ([place("a", "district", "منطقة السعن", (35.2, 37.4), "syria")], "a is a district of no governorate"),
        ([place("a", "village", "السعن", (35.2, 39.4), "hama")], "a lies far outside of hama"),
        ([place("a", "village", "السعن", (37.2, 35.4), "masyaf-district")], "a lies far outside of hama"),
        ([place("a", "village", "السعن", (37.2, -35.4), "syria")], "a lies far outside of syria"),
    ],
)
def test_problems_are_told_with_their_place(rows: list[KnownEntity], problem: str) -> None:
    found = check_entities([SYRIA, HAMA, DISTRICT, *rows])
    assert len(found) == 1
    assert problem in found[0]
    assert found[0].startswith("made_up.tsv:")


@pytest.mark.parametrize(
    "rows",
    [
        [place("a", "village", "تل ذهب", (35.1, 36.4), "hama"), place("b", "village", "تل ذهب", (35.4, 36.4), "hama")],
        [place("a", "village", "تل ذهب", (35.1, 36.4), "hama"), place("b", "field", "تل ذهب", (35.1, 36.4), "hama")],
        [place("a", "village", "تل ذهب", (35.1, 36.4), "hama"), place("b", "village", "تل ذهب", (35.12, 36.42), "masyaf-district")],
        [place("a", "village", "تل ذهب", (35.1, 36.4), "masyaf-district", "تلذهب", "تل ذهب")],
    ],
)
def test_namesakes_farther_off_of_another_kind_or_parent_are_no_problem(rows: list[KnownEntity]) -> None:
    assert check_entities([SYRIA, HAMA, DISTRICT, *rows]) == ()


def test_the_governorate_is_found_over_the_district() -> None:
    village = place("a", "village", "تل ذهب", (35.1, 36.4), "masyaf-district")
    by_id = {entity.id: entity for entity in (SYRIA, HAMA, DISTRICT, village)}
    assert governorate_of(village, by_id) is HAMA
    assert governorate_of(SYRIA, by_id) is None


def test_without_coordinates_there_is_no_distance() -> None:
    assert distance(SYRIA, KnownEntity("a", "group", "أ", "a")) is None
    assert distance(SYRIA, SYRIA) == 0


def test_syria_and_iraq_have_their_governorates_and_districts() -> None:
    by_id = {entity.id: entity for entity in load_entities()}
    for country, governorates, districts in (("SY", 14, 65), ("IQ", 19, 110)):
        ours = [entity for entity in by_id.values() if entity.country == country and entity.kind == "place"]
        assert sum(entity.place_kind == "governorate" for entity in ours) == governorates
        assert sum(entity.place_kind == "district" for entity in ours) >= districts
        settled = [entity for entity in ours if entity.place_kind in ("city", "town", "village", "neighbourhood")]
        assert [entity.id for entity in settled if governorate_of(entity, by_id) is None] == []


def test_there_are_enough_places_that_no_register_of_towns_knows() -> None:
    kinds = ("village", "neighbourhood", "field", "dam", "road", "crossing", "camp", "base", "prison")
    own = [entity for entity in load_entities() if entity.place_kind in kinds and entity.origin.startswith("places") and entity.source == "own"]
    assert len(own) >= 1000
    assert {kind: sum(entity.place_kind == kind for entity in own) >= 8 for kind in kinds} == dict.fromkeys(kinds, True)
