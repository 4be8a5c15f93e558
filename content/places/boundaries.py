"""Knows in which commune a point lies, and which borders are near, from boundaries that the operator brought."""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from math import cos, radians
from typing import NamedTuple, TypeAlias

Numbers: TypeAlias = "array[int]"

UNITS = 100_000  # of a degree: a coordinate is a whole number of about a metre
METRES = 1.112  # of one unit of latitude
NEAR_METRES = 50.0
MARGIN = 50  # units, a little more than that also where meridians are closer
CELL = 5_000  # units: about 5 km


class Ring(NamedTuple):
    """A closed line around a commune, or around what lies in it and is none of it: its corners, and its box."""

    commune: str
    latitudes: Numbers
    longitudes: Numbers
    south: int
    north: int
    west: int
    east: int


class Spot(NamedTuple):
    """What is known of a point: the commune around it, and those whose border is near."""

    around: str | None
    near: tuple[str, ...]


class Boundaries:
    """The rings of communes, found by a grid."""

    def __init__(self, rings: Iterable[Ring]) -> None:
        self._grid: defaultdict[tuple[int, int], list[Ring]] = defaultdict(list)
        self.communes: set[str] = set()
        for ring in rings:
            self.communes.add(ring.commune)
            for row in range((ring.south - MARGIN) // CELL, (ring.north + MARGIN) // CELL + 1):
                for column in range((ring.west - MARGIN) // CELL, (ring.east + MARGIN) // CELL + 1):
                    self._grid[row, column].append(ring)

    def at(self, latitude: float, longitude: float) -> Spot:
        """Tell what is known of a point."""
        north, east = round(latitude * UNITS), round(longitude * UNITS)
        stretch = cos(radians(latitude))
        inside: dict[str, bool] = {}
        near: dict[str, None] = {}
        for ring in self._grid.get((north // CELL, east // CELL), ()):
            if _is_by(ring, north, east):
                inside[ring.commune] = inside.get(ring.commune, False) ^ _is_in(ring, north, east)
                if _is_near(ring, north, east, stretch):
                    near[ring.commune] = None
        around = next((code for code, is_in in inside.items() if is_in), None)
        return Spot(around, tuple(near))


def make_ring(commune: str, latitudes: Numbers, longitudes: Numbers) -> Ring:
    """Make a ring of its corners; the last is joined to the first."""
    box = (min(latitudes), max(latitudes), min(longitudes), max(longitudes))
    return Ring(commune, latitudes, longitudes, *box)


def _is_by(ring: Ring, north: int, east: int) -> bool:
    in_rows = ring.south - MARGIN <= north <= ring.north + MARGIN
    return in_rows and ring.west - MARGIN <= east <= ring.east + MARGIN


def _is_in(ring: Ring, north: int, east: int) -> bool:
    """Count how often a line from the point to the east crosses the ring."""
    is_in = False
    before_north, before_east = ring.latitudes[-1], ring.longitudes[-1]
    for next_north, next_east in zip(ring.latitudes, ring.longitudes, strict=True):
        if (before_north > north) is not (next_north > north):
            rise = (north - before_north) / (next_north - before_north)
            if east < before_east + rise * (next_east - before_east):
                is_in = not is_in
        before_north, before_east = next_north, next_east
    return is_in


def _is_near(ring: Ring, north: int, east: int, stretch: float) -> bool:
    south, far_north = north - MARGIN, north + MARGIN
    west, far_east = east - MARGIN, east + MARGIN
    before_north, before_east = ring.latitudes[-1], ring.longitudes[-1]
    for next_north, next_east in zip(ring.latitudes, ring.longitudes, strict=True):
        apart = (
            (before_north < south and next_north < south)
            or (before_north > far_north and next_north > far_north)
            or (before_east < west and next_east < west)
            or (before_east > far_east and next_east > far_east)
        )
        if not apart:
            start = ((before_east - east) * stretch, before_north - north)
            end = ((next_east - east) * stretch, next_north - north)
            if distance_from_origin(start, end) * METRES <= NEAR_METRES:
                return True
        before_north, before_east = next_north, next_east
    return False


def distance_from_origin(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Measure how far a line between two points passes the point (0, 0)."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = min(1.0, max(0.0, -(start[0] * across + start[1] * up) / length)) if length else 0.0
    nearest = (start[0] + along * across, start[1] + along * up)
    return float((nearest[0] ** 2 + nearest[1] ** 2) ** 0.5)
