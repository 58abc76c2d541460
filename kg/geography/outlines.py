"""Outlines of ground as WKT: circles, hulls, the sides of an area, lines. CRS84: longitude before latitude, degrees."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.geography.sphere import Flat, FlatMap, Position, destination, distance_km

PLACES = 6  # of a degree: a tenth of a metre; more would be noise
_CIRCLE_POINTS = 32
_STEP = 22.5  # degrees between the points of a side's rim: a sixteenth of the compass
_LINE_POINTS = 2
_SLACK = 0.001  # degrees: what rounding may do to a bearing
_WAIST = 0.02  # of the way to the rim: what holds two opposite sides together, for a polygon may not touch itself


@dataclass(frozen=True, slots=True)
class Outline:
    """The rim of a piece of ground: open for a line, else closed without the first point again. One point stands for itself.

    `middle` represents it where one point is wanted, and all of it lies within `radius_km` of that.
    """

    rim: tuple[Position, ...]
    middle: Position
    radius_km: float
    is_line: bool = False

    @property
    def wkt(self) -> str:
        """Well-known text. A rim that crosses the date line, or a pole, is written as the point in its middle."""
        if len(self.rim) < _LINE_POINTS or any(abs(point.longitude) > 180 for point in self.rim):
            return f"POINT({_written(self.middle)})"
        points = ", ".join(map(_written, self.rim))
        return f"LINESTRING({points})" if self.is_line else f"POLYGON(({points}, {_written(self.rim[0])}))"


def _written(point: Position) -> str:
    return f"{_digits(point.longitude)} {_digits(point.latitude)}"


def _digits(degrees: float) -> str:
    digits = f"{degrees:.{PLACES}f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def circle(middle: Position, radius_km: float) -> Outline:
    """A circle, as a polygon with its corners on it, drawn anticlockwise."""
    rim = tuple(destination(middle, -360 * n / _CIRCLE_POINTS, radius_km) for n in range(_CIRCLE_POINTS))
    return Outline(rim, middle, radius_km)


def line(points: Sequence[Position], width_km: float) -> Outline:
    """A line with the kilometres to either side that it may be off; its middle is halfway along it."""
    middle = _halfway(points)
    return Outline(tuple(points), middle, max(distance_km(middle, point) for point in points) + width_km, is_line=True)


def _halfway(points: Sequence[Position]) -> Position:
    legs = [distance_km(a, b) for a, b in pairwise(points)]
    left = sum(legs) / 2
    for (a, b), leg in zip(pairwise(points), legs, strict=True):
        if left <= leg and leg > 0:
            share = left / leg
            return Position(a.latitude + (b.latitude - a.latitude) * share, a.longitude + (b.longitude - a.longitude) * share)
        left -= leg
    return points[0]


def hull(middle: Position, points: Iterable[Position]) -> Outline:
    """The smallest outline without dents around the points, as a map around `middle` shows them."""
    chart = FlatMap(middle)
    corners = _hull([chart.flat(point) for point in points])
    return _outline(chart, corners)


def side(area: Outline, apex: Position, sides: Iterable[tuple[float, float]], core: float = 0.0) -> Outline | None:
    """The part of an area that lies from the apex in these bearings, each given with how many degrees to either side belong to it.

    With a `core` between 0 and 1 the inner part around the apex, up to that share of the way to the rim, belongs to it too. None where nothing is left.
    """
    chart, wanted = FlatMap(apex), tuple(sides)
    rim = _hull([chart.flat(point) for point in area.rim])
    core = max(core, _WAIST) if len(wanted) > 1 else core
    corners: list[Flat] = []
    limits = {(middle + sign * width) % 360 for middle, width in wanted for sign in (-1, 1)}
    turns = limits | {n * _STEP for n in range(round(360 / _STEP))} | {_turn(point) for point in rim}
    for turn in sorted({round(turn, 3) for turn in turns}, reverse=True):  # anticlockwise, as GeoSPARQL wants outer rims
        is_side = any(_between(turn, middle) <= width + _SLACK for middle, width in wanted)
        reach = _reach(rim, math.radians(turn)) * (1.0 if is_side else core)
        corner = Flat(reach * math.sin(math.radians(turn)), reach * math.cos(math.radians(turn)))
        if not corners or corner not in (corners[0], corners[-1]):
            corners.append(corner)
    return _outline(chart, corners) if len(corners) > _LINE_POINTS else None


def _turn(point: Flat) -> float:
    """The bearing of a point from the middle of its map, from 0 to 360."""
    return math.degrees(math.atan2(point.east, point.north)) % 360


def _between(one: float, other: float) -> float:
    """The angle between two bearings, from 0 to 180."""
    return abs((one - other + 180) % 360 - 180)


def _reach(rim: Sequence[Flat], turn: float) -> float:
    """How far the rim is off in that bearing (radians); 0 where all of the ground lies elsewhere."""
    east, north = math.sin(turn), math.cos(turn)
    reach = 0.0
    for a, b in zip(rim, (*rim[1:], rim[0]), strict=True):
        across = (b.east - a.east) * north - (b.north - a.north) * east
        if abs(across) < 1e-12:
            continue
        along = ((b.east - a.east) * a.north - (b.north - a.north) * a.east) / across
        share = (east * a.north - north * a.east) / across
        if -1e-9 <= share <= 1 + 1e-9:
            reach = max(reach, along)
    return reach


def _hull(points: Iterable[Flat]) -> list[Flat]:
    """The corners of the convex hull, anticlockwise (Andrew's chain)."""
    ordered = sorted(set(points))
    if len(ordered) <= _LINE_POINTS:
        return ordered
    return [*_chain(ordered), *_chain(ordered[::-1])]


def _chain(points: Iterable[Flat]) -> list[Flat]:
    found: list[Flat] = []
    for point in points:
        while len(found) >= _LINE_POINTS and _turns_right(found[-2], found[-1], point):
            found.pop()
        found.append(point)
    return found[:-1]


def _turns_right(a: Flat, b: Flat, c: Flat) -> bool:
    return (b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east) <= 1e-9


def _outline(chart: FlatMap, corners: Sequence[Flat]) -> Outline:
    """The outline of corners on a chart; its middle is the centre of gravity."""
    middle = chart.position(_centroid(corners))
    rim = tuple(map(chart.position, corners))
    return Outline(rim, middle, max(distance_km(middle, point) for point in rim))


def _centroid(corners: Sequence[Flat]) -> Flat:
    pairs = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    crosses = [a.east * b.north - b.east * a.north for a, b in pairs]
    area = sum(crosses)
    if abs(area) < 1e-9:
        return Flat(sum(c.east for c in corners) / len(corners), sum(c.north for c in corners) / len(corners))
    east = sum((a.east + b.east) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / (3 * area)
    north = sum((a.north + b.north) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / (3 * area)
    return Flat(east, north)
