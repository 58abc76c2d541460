"""Writes kg/view/outlines.json: the coasts and borders that the page's map is drawn on.

Run it from the repository's root when there is a newer edition: `python -m tools.extract_outlines`. It asks npm for the package
`world-atlas` (ISC), which holds the outlines of Natural Earth (public domain); neither is needed at run time. With the name of a package file as
its argument it asks nobody.
"""

import csv
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from tools.thinning import Point, ring_area, roomiest, thin

ROOT = Path(__file__).resolve().parents[1]
OUTLINES = ROOT / "kg" / "view" / "outlines.json"
STATES = ROOT / "ontology" / "data" / "states.tsv"
PACKAGE, MEMBER = "world-atlas@2.0.2", "package/countries-10m.json"
ABOUT = "Natural Earth 4.1 (public domain), by way of world-atlas 2.0.2 (ISC), thinned"
UNIT = 0.01  # of a degree: a kilometre
# Where the news come from that the project reads is drawn finely, the rest of the world so that one recognises it.
FINE = (-18.0, -13.0, 75.0, 44.0)  # west, south, east, north
TOLERANCE, COARSER = 0.0006, 350  # square degrees; how many times more elsewhere
SMALLEST, SMALLEST_FAR = 0.0012, 0.8  # islands in square degrees; the largest of each country stays
LEFT_OUT = frozenset({"Antarctica"})  # it lies below the edge of the map
DASHED, HIDDEN = "dashed", "none"

Land = dict[str, Any]
Rings = list[list[int]]
Lines = Sequence[Sequence[Point]] | Mapping[int, Sequence[Point]]  # by number


def fetch(folder: Path) -> Path:
    """The package as npm packs it."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def read_topology(package: Path) -> Mapping[str, Any]:
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise FileNotFoundError(f"{package} has no {MEMBER}")
        topology: Mapping[str, Any] = json.load(member)
    return topology


def read_table(name: str) -> list[dict[str, str]]:
    with (Path(__file__).with_name(name)).open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def is_fine(point: Point) -> bool:
    west, south, east, north = FINE
    return west <= point[0] <= east and south <= point[1] <= north


def tolerance(point: Point) -> float:
    return TOLERANCE if is_fine(point) else TOLERANCE * COARSER


def arcs_of(topology: Mapping[str, Any]) -> list[list[Point]]:
    """The lines of the topology in degrees."""
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * wide + left, y * high + low))
        found.append(points)
    return found


def rings_of(geometry: Mapping[str, Any]) -> Rings:
    """All rings of a country, outer and inner alike, each the numbers of its lines; ~n is line n backwards."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    return list(chain.from_iterable(polygons))


def points_of(ring: Iterable[int], arcs: Lines) -> list[Point]:
    """The rim of a ring, its first point not said again; over the date line it goes on beyond 180 degrees."""
    found: list[Point] = []
    turn = 0
    for x, y in chain.from_iterable((arcs[n] if n >= 0 else arcs[~n][::-1])[:-1] for n in ring):
        if found and abs(x + turn - found[-1][0]) > 180:
            turn += 360 if x + turn < found[-1][0] else -360
        found.append((x + turn, y))
    return found


def worth_drawing(rings: Rings, arcs: Sequence[Sequence[Point]], is_state: bool) -> Rings:
    """The rings without islands that nobody would see; the largest of a state stays, if the unit can tell its points apart."""
    sizes = {n: ring_area(points_of(ring, arcs)) for n, ring in enumerate(rings)}
    largest = max(sizes, key=sizes.__getitem__)
    least = {n: SMALLEST if is_fine(arcs[max(ring[0], ~ring[0])][0]) else SMALLEST_FAR for n, ring in enumerate(rings)}
    return [ring for n, ring in enumerate(rings) if sizes[n] >= (UNIT**2 if is_state and n == largest else least[n])]


def lands(topology: Mapping[str, Any], arcs: Sequence[Sequence[Point]], states: Container[str]) -> Iterator[tuple[str, Rings]]:
    """Natural Earth's name of each country that is worth drawing, with its rings."""
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name not in LEFT_OUT and rings_of(geometry) and (rings := worth_drawing(rings_of(geometry), arcs, name in states)):
            yield name, rings


def thinned(arcs: Sequence[Sequence[Point]], used: Iterable[int]) -> dict[int, list[Point]]:
    """The lines that are used, by number; one that closes on itself, or two that do together, keep enough points to enclose something."""
    return {n: thin(arcs[n], tolerance, 4 if arcs[n][0] == arcs[n][-1] else 3) for n in sorted(set(used))}


def border_kinds(country_lands: Iterable[tuple[str, Rings]]) -> dict[int, str]:
    """How each line between two countries is drawn, by its number: plain, dashed where the table calls it disputed, or not at all."""
    drawn = {frozenset((row["one"], row["other"])): row["drawn"] for row in read_table("outline_borders.tsv")}
    beside: dict[int, set[str]] = defaultdict(set)
    for name, rings in country_lands:
        for n in chain.from_iterable(rings):
            beside[n if n >= 0 else ~n].add(name)
    pairs = {n: frozenset(names) for n, names in beside.items() if len(names) > 1}
    return {n: min((drawn[pair] for pair in drawn if pair <= names), default="plain") for n, names in pairs.items()}


def known_states() -> dict[str, dict[str, str]]:
    """Natural Earth's name of a country → the row of our table of states."""
    with STATES.open(encoding="utf-8") as table:
        states = list(csv.DictReader(table, delimiter="\t"))
    called = {row["unit"]: row["state"] for row in read_table("outline_names.tsv")}
    by_id = {row["id"]: row for row in states}
    return {row["name_en"]: row for row in states} | {unit: by_id[state] for unit, state in called.items()}


def land(name: str, rings: Rings, numbers: Mapping[int, int], arcs: Lines, states: Mapping[str, Mapping[str, str]]) -> Land:
    """One country: its rings by the new numbers of the lines, and if we know it as a state, its names and where they have room."""
    found: Land = {"rings": [[numbers[n] if n >= 0 else ~numbers[~n] for n in ring] for ring in rings]}
    if state := states.get(name):
        (x, y), room = roomiest([points_of(ring, arcs) for ring in rings])
        found |= {
            "id": state["id"],
            "ar": state["name_ar"],
            "en": state["name_en"],
            "at": [round((x + 180) % 360 - 180, 2), round(y, 2)],
            "room": round(room, 2),
        }
    return found


def written(points: Sequence[Point]) -> list[int]:
    """The line in whole units: the first point, then the steps from point to point."""
    whole = [(round(x / UNIT), round(y / UNIT)) for x, y in points]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(whole)]
    return list(chain(whole[0], *(step for step in steps if step != (0, 0))))


def make_outlines(topology: Mapping[str, Any]) -> dict[str, Any]:
    """What the file holds: `unit` degrees, `arcs` as `written` gives them, `lands`, and under `borders` the numbers of the arcs between countries."""
    arcs, states = arcs_of(topology), known_states()
    countries = sorted(lands(topology, arcs, states))
    kept = thinned(arcs, (n if n >= 0 else ~n for _, rings in countries for n in chain.from_iterable(rings)))
    numbers = {n: number for number, n in enumerate(kept)}
    kinds = border_kinds(countries)
    borders = {kind: sorted(numbers[n] for n, how in kinds.items() if how == kind) for kind in ("plain", DASHED)}
    return {
        "about": ABOUT,
        "unit": UNIT,
        "arcs": [written(points) for points in kept.values()],
        "lands": [land(name, rings, numbers, kept, states) for name, rings in countries],
        "borders": borders,
    }


def main(arguments: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = Path(arguments[0]) if arguments else fetch(Path(folder))
        outlines = make_outlines(read_topology(package))
    OUTLINES.write_text(json.dumps(outlines, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
