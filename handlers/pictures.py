"""What pictures of figures show: words and numbers only, ready to be drawn in a worker process."""

from dataclasses import dataclass
from typing import NamedTuple


class Tile(NamedTuple):
    """One figure: a large number, what it counts, and a smaller line below."""

    value: str
    label: str
    note: str = ""


class Bar(NamedTuple):
    """One bar of a chart; a marked one has another colour."""

    label: str
    height: int
    marked: bool = False


class Chart(NamedTuple):
    """Bars under a title; `upright` ones stand side by side."""

    title: str
    bars: tuple[Bar, ...]
    upright: bool = False


@dataclass(frozen=True, slots=True)
class FiguresPicture:
    """The figures of a queue and a period."""

    title: str
    subtitle: str
    tiles: tuple[Tile, ...]
    charts: tuple[Chart, ...]
    footer: str
    dark: bool = False


class Spot(NamedTuple):
    """A place with its tips over time: `strong` of them confirmed."""

    name: str
    below: str
    over_time: tuple[int, ...]
    strong: int
    total: str


@dataclass(frozen=True, slots=True)
class SpotsPicture:
    """Places ranked by their tips, with a strip of time for each."""

    title: str
    subtitle: str
    times: tuple[str, ...]
    spots: tuple[Spot, ...]
    empty: str
    footer: str
    dark: bool = False


class Area(NamedTuple):
    """A hamlet or commune with its tips; `clear`: neither open nor confirmed ones."""

    name: str
    cells: tuple[str, ...]
    clear: bool


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """Areas with their tips, above the criteria that they are to meet."""

    title: str
    subtitle: str
    columns: tuple[str, ...]
    areas: tuple[Area, ...]
    criteria_title: str
    criteria: tuple[str, ...]
    footer: str
    dark: bool = False


Picture = FiguresPicture | SpotsPicture | BoardPicture
