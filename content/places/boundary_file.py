"""Writes boundaries into one small file and reads them again: whole numbers, each as its step from the one before."""

import lzma
import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from content.places.boundaries import Boundaries, Numbers, Ring, make_ring

NAME = "boundaries.xz"
FORMAT = 1


class BrokenBoundariesError(Exception):
    """The file holds no boundaries that this version reads."""


def write_boundaries(path: Path, rings: Iterable[Ring]) -> None:
    """Write boundaries; who reads the file meanwhile gets the old ones or the new ones."""
    table, latitudes, longitudes = array("i", [FORMAT, 0]), array("i"), array("i")
    for ring in rings:
        table.extend((int(ring.commune), len(ring.latitudes)))
        table[1] += 1
        latitudes.extend(ring.latitudes)
        longitudes.extend(ring.longitudes)
    content = b"".join(_little(part) for part in (table, _steps(latitudes), _steps(longitudes)))
    new = path.with_suffix(".new")
    new.write_bytes(lzma.compress(content))
    new.chmod(0o600)
    new.replace(path)


def read_boundaries(path: Path) -> Boundaries | None:
    """Read boundaries; None if there are none. Raises BrokenBoundariesError."""
    if not path.exists():
        return None
    try:
        numbers = array("i")
        numbers.frombytes(lzma.decompress(path.read_bytes()))
        if sys.byteorder == "big":
            numbers.byteswap()
        return Boundaries(_rings(numbers))
    except (lzma.LZMAError, EOFError, ValueError, IndexError) as error:
        raise BrokenBoundariesError(path.name) from error


def _rings(numbers: Numbers) -> Iterator[Ring]:
    if numbers[0] != FORMAT:
        raise ValueError(numbers[0])
    start = 2 + 2 * numbers[1]
    half = (len(numbers) - start) // 2
    latitudes = array("i", accumulate(numbers[start : start + half]))
    longitudes = array("i", accumulate(numbers[start + half :]))
    first = 0
    for at in range(2, start, 2):
        end = first + numbers[at + 1]
        yield make_ring(f"{numbers[at]:05}", latitudes[first:end], longitudes[first:end])
        first = end


def _steps(numbers: Numbers) -> Numbers:
    return array("i", (after - before for before, after in zip([0, *numbers], numbers, strict=False)))


def _little(numbers: Numbers) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
