"""Reads communes' boundaries from GeoJSON: each feature names its commune's code in a property, or is named by it."""

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from content.places.boundaries import UNITS, Ring, make_ring
from content.places.gazetteer import communes
from content.places.simplifying import simplify

# Written without regard to capitals, «_» and «-».
CODE_NAMES = ("code", "id", "ma", "maxa", "maphuongxa", "madvhc", "wardcode", "communecode")
ALIASES = {"06978": "06970"}  # Ba Chẽ
SOUTH, NORTH, WEST, EAST = 6.0, 24.0, 101.0, 118.0


class GeoJsonError(Exception):
    """A file is not what it should be; the message is a key of what to tell (see `Fault`)."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self.path = path


class NotGeoJsonError(GeoJsonError):
    """A file is no GeoJSON with polygons of communes."""


class NotDegreesError(GeoJsonError):
    """A file's coordinates are no longitudes and latitudes of Vietnam."""


class Reader:
    """Reads files one by one; remembers the codes that no commune of today has."""

    def __init__(self) -> None:
        self.unknown: set[str] = set()

    def read(self, path: Path) -> Iterator[Ring]:
        """Give the simplified rings of a file; raise NotGeoJsonError or NotDegreesError."""
        try:
            features = list(_features(orjson.loads(path.read_bytes())))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotGeoJsonError(path) from error
        if not features:
            raise NotGeoJsonError(path)
        for feature in features:
            code = _code(feature)
            if code not in communes():
                self.unknown.add(code)
                continue
            try:
                yield from (_ring(code, corners) for corners in _lines(feature["geometry"]))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise NotGeoJsonError(path) from error
            except OverflowError as error:
                raise NotDegreesError(path) from error


def _features(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if document["type"] == "FeatureCollection":
        for one in document["features"]:
            yield from _features(one)
    elif document["type"] == "Feature":
        yield document


def _code(feature: dict[str, Any]) -> str:
    properties = feature.get("properties") or {}
    named = {name.lower().replace("_", "").replace("-", ""): value for name, value in properties.items()}
    values = [named[name] for name in CODE_NAMES if named.get(name) not in {None, ""}]
    codes = [f"{value:0>5}" for value in map(str, [*values, feature.get("id", "")])]
    code = next((one for one in codes if ALIASES.get(one, one) in communes()), codes[0])
    return ALIASES.get(code, code)


def _lines(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    if geometry["type"] not in {"Polygon", "MultiPolygon"}:
        raise ValueError(geometry["type"])
    for polygon in polygons:
        yield from polygon


def _ring(code: str, corners: list[list[float]]) -> Ring:
    points = [(round(corner[1] * UNITS), round(corner[0] * UNITS)) for corner in corners]
    if not all(SOUTH <= corner[1] <= NORTH and WEST <= corner[0] <= EAST for corner in corners):
        raise OverflowError
    left = simplify(points[:-1] if points[0] == points[-1] else points)
    return make_ring(code, array("i", (one[0] for one in left)), array("i", (one[1] for one in left)))
