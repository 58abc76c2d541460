"""Lines of rivers, roads and borders: the table loads, and its lines run where the things are."""

from itertools import pairwise
from math import cos, hypot, radians

import pytest

from ontology.errors import OntologyError
from ontology.known import load_entities
from ontology.lines import KnownLine, check_lines, load_lines, parse_lines

HEADER = "id\tbetween\tpoints\tprecision_km"
KM_PER_DEGREE = 111.2


@pytest.fixture(scope="module")
def lines() -> dict[str, KnownLine]:
    return {line.id: line for line in load_lines()}


def distance(line: KnownLine, longitude: float, latitude: float) -> float:
    """Kilometres from a point to the nearest part of the line, on a plane that touches the globe there."""
    scale = cos(radians(latitude))
    flat = [((x - longitude) * scale, y - latitude) for x, y in line.points]
    found = []
    for (x1, y1), (x2, y2) in pairwise(flat):
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        share = 0.0 if length == 0 else max(0.0, min(1.0, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length))
        found.append(hypot(x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
    return min(found) * KM_PER_DEGREE


def test_packaged_lines_have_no_problems(lines: dict[str, KnownLine]) -> None:
    assert check_lines(lines.values(), {entity.id for entity in load_entities()}) == ()
    assert list(lines) == sorted(lines)


def test_the_rivers_and_borders_of_the_news_are_there(lines: dict[str, KnownLine]) -> None:
    assert {"place/world/euphrates", "place/world/tigris", "place/sy/khabur", "place/world/orontes", "place/lb/litani", "place/world/nile"} <= set(lines)
    borders = {frozenset(line.between) for line in lines.values() if line.between}
    pairs = [("syria", "turkey"), ("syria", "iraq"), ("syria", "lebanon"), ("syria", "jordan"), ("iraq", "iran"), ("iraq", "turkey"), ("lebanon", "israel")]
    pairs += [("egypt", "palestine"), ("yemen", "saudi-arabia"), ("libya", "tunisia"), ("russia", "ukraine"), ("sudan", "chad")]
    assert {frozenset(pair) for pair in pairs} <= borders


@pytest.mark.parametrize(
    ("identifier", "towns"),
    [
        ("place/world/euphrates", ["place/sy/deir-ez-zor", "place/sy/ar-raqqah", "place/sy/jarabulus", "place/iq/ramadi", "place/iq/nasiriyah"]),
        ("place/world/tigris", ["place/iq/mosul", "place/iq/baghdad", "place/iq/al-kut", "place/tr/cizre"]),
        ("place/sy/khabur", ["place/sy/al-hasakah", "place/sy/tall-tamr", "place/sy/al-busayrah"]),
        ("place/world/orontes", ["place/sy/hamah", "place/sy/jisr-ash-shughur"]),
        ("place/world/nile", ["place/eg/cairo", "place/eg/luxor", "place/sd/khartoum"]),
        ("place/sy/m5", ["place/sy/homs", "place/sy/saraqib", "place/sy/khan-shaykhun"]),
        ("border/syria-turkey", ["place/sy/tall-abyad", "place/sy/al-qamishli", "place/sy/bab-al-hawa", "place/sy/bab-al-salama"]),
        ("border/iraq-syria", ["place/iq/al-qaim-crossing", "place/sy/al-yarubiyah", "place/iq/rabia-crossing"]),
        ("border/jordan-syria", ["place/sy/nassib"]),
        ("border/iraq-turkey", ["place/iq/ibrahim-al-khalil-crossing"]),
        ("border/egypt-palestine", ["place/ps/rafah-crossing"]),
    ],
)
def test_lines_pass_the_towns_that_lie_on_them(lines: dict[str, KnownLine], identifier: str, towns: list[str]) -> None:
    known = {entity.id: entity for entity in load_entities()}
    for town in towns:
        place = known[town]
        assert place.longitude is not None
        assert place.latitude is not None
        assert place.precision_km is not None
        assert distance(lines[identifier], place.longitude, place.latitude) <= lines[identifier].precision_km + place.precision_km, town


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("place/world/euphrat\t\t38 36|39 35\t10", "unknown place place/world/euphrat"),
        ("border/a-b\tsyria|atlantis\t38 36|39 35\t10", "name two known entities"),
        ("border/a-a\tsyria|syria\t38 36|39 35\t10", "name two known entities"),
        ("river\t\t38 36\t10", "fewer than two points"),
        ("river\t\t36 138|35 39\t10", "longitude first"),
        ("river\t\t38 36|39 35\t0", "no precision_km"),
    ],
)
def test_problems_are_told_with_their_place(row: str, problem: str) -> None:
    found = check_lines(parse_lines(f"{HEADER}\n{row}\n", "made_up.tsv"), {"syria", "iraq", "river"})
    assert len(found) == 1
    assert found[0].startswith("made_up.tsv:2: ")
    assert problem in found[0]


def test_a_double_line_is_a_problem() -> None:
    row = "river\t\t38 36|39 35\t10\n"
    assert check_lines(parse_lines(f"{HEADER}\n{row}{row}", "made_up.tsv"), {"river"}) == ("made_up.tsv:3: id river stands twice; merge the rows",)


@pytest.mark.parametrize(
    "text",
    ["id\tpoints\nriver\t38 36|39 35\n", f"{HEADER}\nriver\t\t38 36|39\t10\n", f"{HEADER}\nriver\t\t38 36|39 north\t10\n", f"{HEADER}\nriver\n"],
)
def test_a_broken_table_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(OntologyError, match=r"made_up\.tsv:[12]: .*correct"):
        tuple(parse_lines(text, "made_up.tsv"))
