"""Leaves out the corners of a line that hardly change it: none of those left out lies farther away than allowed."""

from math import cos, radians
from typing import TypeAlias

from content.places.boundaries import METRES, UNITS, distance_from_origin

Point: TypeAlias = tuple[int, int]  # latitude and longitude in units
TOLERANCE_METRES = 50.0
SMALLEST = 3


def simplify(ring: list[Point]) -> list[Point]:
    """Leave out corners of a closed ring (its first corner not repeated); at least a triangle stays."""
    if len(ring) <= SMALLEST:
        return ring
    stretch = cos(radians(ring[0][0] / UNITS))
    across = max(range(len(ring)), key=lambda at: _apart(ring[0], ring[at], stretch))
    kept = {0, across}
    closed = [*ring, ring[0]]
    waiting = [(0, across), (across, len(ring))]
    while waiting:
        start, end = waiting.pop()
        farthest, distance = _farthest(closed, start, end, stretch)
        if distance > TOLERANCE_METRES:
            kept.add(farthest)
            waiting += [(start, farthest), (farthest, end)]
    if len(kept) < SMALLEST:
        kept.add(max(range(len(ring)), key=lambda at: _off(ring, 0, across, at, stretch)))
    return [ring[at] for at in sorted(kept)]


def _farthest(line: list[Point], start: int, end: int, stretch: float) -> tuple[int, float]:
    found, most = start, 0.0
    for at in range(start + 1, end):
        distance = _off(line, start, end, at, stretch)
        if distance > most:
            found, most = at, distance
    return found, most * METRES


def _off(line: list[Point], start: int, end: int, at: int, stretch: float) -> float:
    north, east = line[at]
    first = ((line[start][1] - east) * stretch, float(line[start][0] - north))
    last = ((line[end][1] - east) * stretch, float(line[end][0] - north))
    return distance_from_origin(first, last)


def _apart(one: Point, other: Point, stretch: float) -> float:
    return (one[0] - other[0]) ** 2 + ((one[1] - other[1]) * stretch) ** 2
