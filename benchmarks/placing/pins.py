"""How long a pin takes to become communes, with and without boundaries: CPU time in this process."""

import math
import time
from array import array
from pathlib import Path
from tempfile import TemporaryDirectory

from content.places.boundaries import UNITS, Boundaries, Ring, make_ring
from content.places.boundary_file import read_boundaries, write_boundaries
from content.places.gazetteer import communes, read_table
from content.places.pins import locate

CORNERS, RADIUS = 130, 0.05  # of a made boundary: as many as a simplified real one has; degrees


def measure_pins() -> list[tuple[str, float, float]]:
    """Measure each way: its name, p99 of one pin in milliseconds, and the load in seconds."""
    with TemporaryDirectory() as folder:
        stored = Path(folder) / "boundaries"
        write_boundaries(stored, [_circle(code, *centre) for code, centre in _centres().items()])
        start = time.process_time()
        boundaries = read_boundaries(stored)
        loaded = time.process_time() - start
    return [
        ("nearest old wards", _percentile(None), 0.0),
        ("boundaries of all communes", _percentile(boundaries), loaded),
    ]


def _percentile(boundaries: Boundaries | None) -> float:
    locate(21.0, 105.8, boundaries)  # builds what is built once
    taken = []
    for turn, (latitude, longitude) in enumerate(_centres().values()):
        start = time.process_time()
        locate(latitude + 0.04 * math.sin(turn), longitude + 0.04 * math.cos(turn), boundaries)
        taken.append(time.process_time() - start)
    return sorted(taken)[int(len(taken) * 0.99)] * 1000


def _centres() -> dict[str, tuple[float, float]]:
    firsts = {row[4].split("|")[0]: row[0] for row in read_table("old_wards.csv")}
    centres = {row[0]: (float(row[1]), float(row[2])) for row in read_table("centres.csv")}
    return {code: centres[firsts[code]] for code in communes() if code in firsts and firsts[code] in centres}


def _circle(code: str, latitude: float, longitude: float) -> Ring:
    turns = [turn / CORNERS * math.tau for turn in range(CORNERS)]
    north = array("i", (round((latitude + RADIUS * math.sin(turn)) * UNITS) for turn in turns))
    east = array("i", (round((longitude + RADIUS * math.cos(turn)) * UNITS) for turn in turns))
    return make_ring(code, north, east)
