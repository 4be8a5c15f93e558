"""Answers lines «LAT LON» with lines of JSON; whatever else a line holds is answered, too."""

import re
from collections.abc import Iterable, Iterator

import orjson

from content.places.boundaries import Boundaries
from content.places.pins import locate

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
POINT = re.compile(rf"\s*({NUMBER})(?:\s*[,;]\s*|\s+)({NUMBER})\s*")
UNREADABLE: dict[str, object] = {"state": "none", "communes": [], "understood": "unreadable"}


def answer_points(lines: Iterable[bytes], boundaries: Boundaries | None) -> Iterator[str]:
    """Give one JSON line for each line."""
    for line in lines:
        yield orjson.dumps(_answer(line.decode("utf-8", errors="replace"), boundaries)).decode()


def _answer(line: str, boundaries: Boundaries | None) -> dict[str, object]:
    point = POINT.fullmatch(line)
    if point is None:
        return UNREADABLE
    found = locate(float(point[1]), float(point[2]), boundaries)
    return {"state": found.state, "communes": list(found.communes), "understood": found.how.value}
