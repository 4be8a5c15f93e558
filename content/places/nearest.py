"""Finds the communes that a point may lie in without knowing any border: by the nearest centres of old wards."""

from collections import defaultdict
from functools import cache
from math import cos, floor, hypot, radians
from typing import NamedTuple

from content.places.gazetteer import read_table
from content.places.old_names import old_wards

KILOMETRES = 111.2  # of one degree of latitude
CELL = 0.05  # degrees
CELL_KILOMETRES = 5.0  # the least width of a cell in Vietnam
LAST_RING = 5
FARTHEST = LAST_RING * CELL_KILOMETRES  # the centre of hardly any ward lies farther from its border


class Centre(NamedTuple):
    """The centre of an old ward, and the communes that took the ward over."""

    latitude: float
    longitude: float
    communes: tuple[str, ...]


def nearest_communes(latitude: float, longitude: float, at_most: int) -> tuple[str, ...]:
    """List the communes whose former wards lie nearest, best first; none where the point lies outside Vietnam."""
    row, column = _cell(latitude, longitude)
    width = KILOMETRES * cos(radians(latitude))
    measured: list[tuple[float, tuple[str, ...]]] = []
    near: dict[str, None] = {}
    for ring in range(LAST_RING + 1):
        for centre in _ring(row, column, ring):
            north, east = (centre.latitude - latitude) * KILOMETRES, (centre.longitude - longitude) * width
            measured.append((hypot(north, east), centre.communes))
        measured.sort()
        seen = [communes for distance, communes in measured if distance <= ring * CELL_KILOMETRES]
        near = dict.fromkeys(code for communes in seen for code in communes)
        if len(near) >= at_most:
            break
    return tuple(near)[:at_most]


def warm_up() -> None:
    """Build the grid now, so that no person waits for it."""
    _grid()


def _ring(row: int, column: int, ring: int) -> list[Centre]:
    grid, reach = _grid(), range(-ring, ring + 1)
    cells = [
        (row + down, column + right) for down in reach for right in reach if ring in (abs(down), abs(right))
    ]
    return [centre for cell in cells for centre in grid.get(cell, ())]


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return floor(latitude / CELL), floor(longitude / CELL)


@cache
def _grid() -> dict[tuple[int, int], list[Centre]]:
    communes = {one.code: one.communes for one in old_wards()}
    grid: defaultdict[tuple[int, int], list[Centre]] = defaultdict(list)
    rows = read_table("centres.csv") + read_table("island_centres.csv")  # the later ones correct the former
    for code, (latitude, longitude) in {code: point for code, *point in rows}.items():
        centre = Centre(float(latitude), float(longitude), communes[code])
        grid[_cell(centre.latitude, centre.longitude)].append(centre)
    return dict(grid)
