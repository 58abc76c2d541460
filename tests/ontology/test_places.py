"""The places of our own against what others know of them."""

import json
from pathlib import Path

import pytest

from ontology.known import fold, load_entities
from tools.check_places import DATA, TABLES, compare, compared, distance, keys, namesakes

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
HEADS = SHARED / "gold" / "places.json"


def ours(name: str, latitude: str, kind: str = "village", radius: str = "2") -> dict[str, str]:
    return {"id": "place/sy/x", "kind": kind, "name_ar": name, "name_en": "X", "names": "", "lat": latitude, "lon": "40", "precision_km": radius}


def theirs(names: str, latitude: str) -> dict[str, str]:
    return {"name_en": "", "names_ar": names, "lat": latitude, "lon": "40"}


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (ours("الجرذي", "35.02"), "ok"),
        (ours("قرية الجرذي", "35.02"), "ok"),
        (ours("جرذي (دير الزور)", "35.02"), "ok"),
        (ours("الجرذي", "35.06"), "other"),
        (ours("الجرذي", "35.06", kind="district", radius="20"), "ok"),
        (ours("الجرذي", "35.3", kind="district", radius="20"), "other"),
        (ours("سجن الجرذي", "35.02", kind="prison"), "absent"),
        (ours("الجردي", "35.02"), "absent"),
    ],
)
def test_verdicts_tell_namesakes_near_far_and_none(row: dict[str, str], verdict: str) -> None:
    assert compared(row, namesakes([theirs("الجرذي|جرذى", "35.0"), theirs("الجرذي", "30.0")])).verdict == verdict


def test_the_nearest_namesake_decides() -> None:
    one = compared(ours("الجرذي", "35.0"), namesakes([theirs("الجرذي", "36.0"), theirs("الجرذي", "35.1")]))
    assert one.kilometres == pytest.approx(11.1, abs=0.1)
    assert one.nearest == "الجرذي 35.1 40"


def test_distance_on_the_globe() -> None:
    assert distance({"lat": "36.2", "lon": "37.16"}, {"lat": "33.51", "lon": "36.29"}) == pytest.approx(310, abs=3)


def test_names_are_compared_without_article_case_and_kind() -> None:
    assert keys(["قرية الجرذي", "Al-Jurdhi"], short=True) == {"جرذي", "jurdhi"}
    assert keys(["حقل العمر"], short=False) == {"حقلعمر"}


@pytest.mark.parametrize("table", TABLES)
def test_the_stored_verdicts_are_those_of_the_comparison(table: str) -> None:
    extract = SHARED / "data" / TABLES[table]
    if not extract.exists():
        pytest.skip(f"the extract {extract.name} is not beside this checkout")
    assert [one for stored, one in compare(DATA / table, extract) if stored != one.verdict] == []


@pytest.mark.skipif(not HEADS.exists(), reason=f"the shared annotation {HEADS.name} is not beside this checkout")
def test_the_places_that_articles_name_lie_where_a_reader_put_them() -> None:
    known = [(entity, {fold(name) for name in (entity.label_ar, *entity.names)}) for entity in load_entities() if entity.kind in ("place", "state")]
    astray = []
    for name, head in json.loads(HEADS.read_text(encoding="utf-8"))["heads"].items():
        # A state is found by its name: two readers choose two middles of Russia.
        found = [entity for entity, names in known if fold(name) in names]
        if not any(entity.kind == "state" or distance({"lat": str(entity.latitude), "lon": str(entity.longitude)}, head) <= 40 for entity in found):
            astray.append(name)
    assert astray == []
