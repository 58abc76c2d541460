"""Distances, bearings and a flat map around a point, on a sphere of the Earth's mean radius."""

import math
from typing import NamedTuple

EARTH_KM = 6371.0088  # the mean radius of the WGS84 ellipsoid; a sphere is off by half a percent at most


class Position(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


class Flat(NamedTuple):
    """Kilometres east and north of the middle of a `FlatMap`."""

    east: float
    north: float


def distance_km(one: Position, other: Position) -> float:
    """The length of the shortest way over the sphere."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def bearing(start: Position, end: Position) -> float:
    """Degrees from north, clockwise, in which one sets out from `start` to `end`."""
    north, south, turn = math.radians(start.latitude), math.radians(end.latitude), math.radians(end.longitude - start.longitude)
    east = math.sin(turn) * math.cos(south)
    return math.degrees(math.atan2(east, math.cos(north) * math.sin(south) - math.sin(north) * math.cos(south) * math.cos(turn))) % 360


def destination(start: Position, degrees: float, kilometres: float) -> Position:
    """Where one comes to after so many kilometres in that bearing; the longitude lies within 180 of the start's, and so may pass 180."""
    north, way, turn = math.radians(start.latitude), kilometres / EARTH_KM, math.radians(degrees)
    sine = math.sin(north) * math.cos(way) + math.cos(north) * math.sin(way) * math.cos(turn)
    east = math.atan2(math.sin(turn) * math.sin(way) * math.cos(north), math.cos(way) - math.sin(north) * sine)
    return Position(math.degrees(math.asin(max(-1.0, min(1.0, sine)))), start.longitude + math.degrees(east))


class FlatMap:
    """A map that shows bearing and distance from its middle as they are (azimuthal equidistant)."""

    def __init__(self, middle: Position) -> None:
        self.middle = middle

    def flat(self, position: Position) -> Flat:
        way, turn = distance_km(self.middle, position), math.radians(bearing(self.middle, position))
        return Flat(way * math.sin(turn), way * math.cos(turn))

    def position(self, flat: Flat) -> Position:
        return destination(self.middle, math.degrees(math.atan2(flat.east, flat.north)), math.hypot(*flat))
