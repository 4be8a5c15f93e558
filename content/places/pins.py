"""Decides which communes a point may lie in: exactly with boundaries, else by the nearest centres of old wards."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from content.places.boundaries import Boundaries
from content.places.gazetteer import communes
from content.places.nearest import nearest_communes

MOST = 5


class How(StrEnum):
    """How a point was understood."""

    INSIDE = "inside"
    BORDER = "border"
    NEAREST = "nearest"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Located:
    """The communes of a point, best first: one for sure, several to choose from, or none (outside Vietnam)."""

    state: Literal["sure", "ask", "none"]
    communes: tuple[str, ...]
    how: How


def locate(latitude: float, longitude: float, boundaries: Boundaries | None = None) -> Located:
    """Find the communes of a point."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return Located("none", (), How.OUTSIDE)
    known = boundaries.communes if boundaries is not None else set()
    if boundaries is not None:
        spot = boundaries.at(latitude, longitude)
        found = tuple(dict.fromkeys(code for code in (spot.around, *spot.near) if code in communes()))[:MOST]
        if len(found) == 1:
            return Located("sure", found, How.INSIDE)
        if found:
            return Located("ask", found, How.BORDER)
    near = tuple(code for code in nearest_communes(latitude, longitude, MOST) if code not in known)
    return Located("ask", near, How.NEAREST) if near else Located("none", (), How.OUTSIDE)
