"""Fewer points for the same line: Visvalingam's way, which drops the point whose loss is seen least."""

import heapq
import math
from collections.abc import Callable, Sequence

Point = tuple[float, float]  # degrees: longitude, latitude
Tolerance = Callable[[Point], float]


def thin(points: Sequence[Point], tolerance: Tolerance, least: int = 2) -> list[Point]:
    """The line without the points whose triangle with their neighbours is smaller than `tolerance` says for that place (square degrees).

    Both ends stay, and at least `least` points: lines that meet still meet, and a ring stays a ring.
    """
    before, after = [n - 1 for n in range(len(points))], [n + 1 for n in range(len(points))]
    alive = [True] * len(points)
    areas = {n: _area(points[n - 1], points[n], points[n + 1]) / tolerance(points[n]) for n in range(1, len(points) - 1)}
    queue = [(area, n) for n, area in areas.items()]
    heapq.heapify(queue)
    left = len(points)
    while queue and left > least:
        area, n = heapq.heappop(queue)
        if not alive[n] or area != areas[n]:
            continue
        if area >= 1:
            break
        alive[n], left = False, left - 1
        after[before[n]], before[after[n]] = after[n], before[n]
        for beside in (before[n], after[n]):
            if beside in areas and alive[beside]:
                # Never less than what went before it, or a long gentle bend would vanish point by point.
                areas[beside] = max(area, _area(points[before[beside]], points[beside], points[after[beside]]) / tolerance(points[beside]))
                heapq.heappush(queue, (areas[beside], beside))
    return [point for n, point in enumerate(points) if alive[n]]


def _area(a: Point, b: Point, c: Point) -> float:
    """Of a triangle in square degrees, with the width that a degree of longitude has there."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * math.cos(math.radians(b[1]))


def ring_area(ring: Sequence[Point]) -> float:
    """Of the ground within a ring, in square degrees of the equator's size."""
    middle = math.radians(sum(y for _, y in ring) / len(ring))
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2 * math.cos(middle)


def roomiest(rings: Sequence[Sequence[Point]]) -> tuple[Point, float]:
    """The point within the largest of the rings that is farthest from any rim, and that distance in degrees: where a name has room."""
    ring = max(rings, key=ring_area)
    squeeze = math.cos(math.radians(sum(y for _, y in ring) / len(ring)))
    flat = [(x * squeeze, y) for x, y in ring]
    left, right, low, high = (f(point[axis] for point in flat) for axis in (0, 1) for f in (min, max))
    (x, y), step = ((left + right) / 2, (low + high) / 2), max(right - left, high - low)
    room = _room((x, y), flat)
    while step > 0.05:
        step /= 3
        reach = range(-6, 7)
        room, (x, y) = max([(room, (x, y)), *((_room(spot, flat), spot) for spot in ((x + i * step, y + j * step) for i in reach for j in reach))])
    return (x / squeeze, y), room


def _room(point: Point, ring: Sequence[Point]) -> float:
    """The distance to the rim: negative outside."""
    inside, nearest = False, math.inf
    x, y = point
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        length = (bx - ax) ** 2 + (by - ay) ** 2
        share = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) if length else 0.0
        nearest = min(nearest, math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)))
    return nearest if inside else -nearest
