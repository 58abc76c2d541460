"""The coasts and borders of the map: whole, small, named as our tables name them, and where our towns say they are."""

import json
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.geography.sphere import Position, distance_km
from ontology.known import load_entities
from tools.extract_outlines import OUTLINES, border_kinds, is_fine, points_of, written
from tools.thinning import ring_area, roomiest, thin

LARGEST = 150_000  # bytes
TOO_SMALL = {"vatican-city"}
Ring = list[tuple[float, float]]


@pytest.fixture(scope="module")
def outlines() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def rings(outlines: dict[str, Any]) -> dict[str, list[Ring]]:
    """State → its rings in degrees, as the page's map reads them; under "" those of no state."""
    arcs = [line_of(arc, outlines["unit"]) for arc in outlines["arcs"]]
    found: dict[str, list[Ring]] = {}
    for land in outlines["lands"]:
        found.setdefault(land.get("id", ""), []).extend(ring_of(ring, arcs) for ring in land["rings"])
    return found


def line_of(arc: list[int], unit: float) -> Ring:
    x, y = arc[:2]
    found = [(x * unit, y * unit)]
    for dx, dy in zip(arc[2::2], arc[3::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x * unit, y * unit))
    return found


def ring_of(ring: list[int], arcs: list[Ring]) -> Ring:
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]
    assert all(one[-1] == other[0] for one, other in pairwise([*parts, parts[0]])), "the lines of a ring meet"
    return points_of(ring, arcs)


def inside(point: tuple[float, float], found: list[Ring]) -> bool:
    return any(crossings((point[0] + turn, point[1]), found) % 2 == 1 for turn in (-360, 0, 360))


def crossings(point: tuple[float, float], found: list[Ring]) -> int:
    """How many rims lie east of the point."""
    x, y = point
    sides = chain.from_iterable(pairwise([*ring, ring[0]]) for ring in found)
    return sum((ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in sides)


def test_the_file_is_small() -> None:
    assert OUTLINES.stat().st_size <= LARGEST


def test_every_ring_is_closed_and_encloses_something(rings: dict[str, list[Ring]]) -> None:
    assert {state for state, found in rings.items() for ring in found if state and (len(set(ring)) < 3 or ring_area(ring) <= 0)} == set()


def test_all_states_are_there_by_our_own_names(outlines: dict[str, Any]) -> None:
    known = {entity.id: (entity.label_ar, entity.label_en) for entity in load_entities() if entity.kind == "state" and entity.id not in TOO_SMALL}
    assert {land["id"]: (land["ar"], land["en"]) for land in outlines["lands"] if "id" in land} == known


def test_names_stand_within_their_state(outlines: dict[str, Any], rings: dict[str, list[Ring]]) -> None:
    tiny = 0.1  # degrees of room: no name is written there
    astray = [land["id"] for land in outlines["lands"] if land.get("room", 0) > tiny and not inside(tuple(land["at"]), rings[land["id"]])]
    assert astray == []


def test_towns_lie_within_the_outlines_of_their_country(rings: dict[str, list[Ring]]) -> None:
    """Of the settlements in our tables, but for those by a coast or border, where lines thinned to a kilometre may pass on the wrong side,
    and those in land that Natural Earth gives to no state (Hargeysa)."""
    places = {entity.id: entity for entity in load_entities()}
    states = {entity.country: entity.id for entity in places.values() if entity.kind == "state" and entity.country}
    astray = []
    towns = [one for one in places.values() if one.place_kind in ("city", "town", "village") and one.longitude is not None and one.country in states]
    for town in towns:
        found = rings[states[town.country or ""]]
        here = (town.longitude or 0.0, town.latitude or 0.0)
        if not inside(here, found) and not inside(here, rings[""]) and to_rim(*here, found) > (5 if is_fine(here) else 60):
            astray.append(town.id)
    assert len(towns) > 3000
    assert len(astray) / len(towns) < 0.003, astray  # small islands of far countries


def to_rim(longitude: float, latitude: float, found: list[Ring]) -> float:
    """Kilometres to the nearest corner of the outlines, or point halfway between two."""
    here = Position(latitude, longitude)
    near = (spot for spot in spots(found) if abs(spot[0] - longitude) < 1 and abs(spot[1] - latitude) < 1)
    return min((distance_km(here, Position(y, x)) for x, y in near), default=999.0)


def spots(found: list[Ring]) -> Iterator[tuple[float, float]]:
    for ring in found:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            yield from ((ax + (bx - ax) * n / 8, ay + (by - ay) * n / 8) for n in range(8))


@pytest.mark.parametrize(
    ("one", "other", "dashed"),
    [("syria", "israel", True), ("palestine", "israel", True), ("cyprus", None, True), ("syria", "iraq", False), ("libya", "egypt", False)],
)
def test_lines_that_no_treaty_drew_are_dashed(outlines: dict[str, Any], one: str, other: str | None, dashed: bool) -> None:
    lines = {land.get("id", ""): {max(n, ~n) for ring in land["rings"] for n in ring} for land in outlines["lands"]}
    shared = lines[one] & (lines[other] if other else set(outlines["borders"]["dashed"]))
    assert shared
    assert {n in outlines["borders"]["dashed"] for n in shared} == {dashed}
    assert dashed or shared <= set(outlines["borders"]["plain"])


def test_coasts_are_no_borders(outlines: dict[str, Any]) -> None:
    beside: dict[int, int] = {}
    for land in outlines["lands"]:
        for n in {max(n, ~n) for ring in land["rings"] for n in ring}:
            beside[n] = beside.get(n, 0) + 1
    drawn = {*outlines["borders"]["plain"], *outlines["borders"]["dashed"]}
    assert {beside[n] for n in drawn} <= {2, 3}  # three where three countries meet on one line
    assert border_kinds([("A", [[0, 1]]), ("B", [[~1, 2]])]) == {1: "plain"}


def test_thinning_keeps_ends_and_what_sticks_out() -> None:
    line = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0), (5.0, 0.001), (6.0, 0.0)]
    assert thin(line, lambda _: 0.1) == [(0.0, 0.0), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0), (6.0, 0.0)]
    assert thin(line, lambda _: 100.0) == [(0.0, 0.0), (6.0, 0.0)]
    assert len(thin(line, lambda _: 100.0, 4)) == 4


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=2, max_size=40), st.floats(0.0001, 100))
def test_thinning_only_leaves_out(line: list[tuple[float, float]], tolerance: float) -> None:
    found = thin(line, lambda _: tolerance)
    rest = iter(line)
    assert all(any(point == other for other in rest) for point in found)
    assert (found[0], found[-1]) == (line[0], line[-1])


def test_the_roomiest_point_of_a_horseshoe_lies_in_it() -> None:
    horseshoe = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (7.0, 10.0), (7.0, 3.0), (3.0, 3.0), (3.0, 10.0), (0.0, 10.0)]
    point, room = roomiest([horseshoe, [(20.0, 0.0), (21.0, 0.0), (21.0, 1.0)]])
    assert inside(point, [horseshoe])
    assert 1.4 < room < 2.2


def test_a_line_is_written_in_steps() -> None:
    assert written([(1.0, 2.0), (1.001, 2.001), (1.5, 1.0)]) == [100, 200, 50, -100]
