"""Draws the motifs of motifs.txt: simple shapes, drawn four times too large and scaled down, so that edges are smooth."""

import math
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw
from PIL.Image import Resampling

from bot.cards.palette import DEEP, GOLD, WHITE

LIST = Path(__file__).with_name("motifs.txt")
FIELD = 100
OVERSIZE = 4
STROKE = 4.5
STAR_POINTS = 5
STAR_INNER = 0.42

Points = list[tuple[float, float]]


@cache
def motifs() -> dict[str, tuple[tuple[str, tuple[float, ...]], ...]]:
    """Read the motifs: for each, its shapes as a letter and numbers."""
    found = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _colon, shapes = line.partition(":")
            found[name] = tuple(_read_shape(shape) for shape in shapes.split(","))
    return found


def draw_motif(name: str, size: int) -> Image.Image:
    """Draw a motif on a transparent square."""
    scale = size * OVERSIZE / FIELD
    image = Image.new("RGBA", (size * OVERSIZE, size * OVERSIZE))
    pen = _Pen(ImageDraw.Draw(image), scale)
    for letter, numbers in motifs()[name]:
        pen.draw(letter, [number * scale for number in numbers], numbers)
    return image.resize((size, size), Resampling.LANCZOS)


class _Pen:
    def __init__(self, canvas: ImageDraw.ImageDraw, scale: float) -> None:
        self._canvas = canvas
        self._stroke = round(STROKE * scale)

    def draw(self, letter: str, numbers: list[float], plain: tuple[float, ...]) -> None:
        if letter in "lgp":
            points = _pairs(numbers)
            self._line([*points, points[0], points[1]] if letter == "p" else points, letter == "g")
        elif letter == "P":
            self._canvas.polygon(_pairs(numbers), fill=GOLD)
        elif letter in "rR":
            self._rectangle(numbers, filled=letter == "R")
        elif letter in "HS":
            outline = _heart if letter == "H" else _star
            self._canvas.polygon(outline(numbers[0], numbers[1], numbers[2]), fill=GOLD)
        else:
            self._round(letter, numbers, plain)

    def _line(self, points: Points, golden: bool) -> None:
        colour = GOLD if golden else WHITE
        self._canvas.line(points, fill=colour, width=self._stroke, joint="curve")
        half = self._stroke / 2
        for x, y in (points[0], points[-1]):
            self._canvas.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def _rectangle(self, numbers: list[float], *, filled: bool) -> None:
        x, y, width, height, corner = numbers
        area = (x, y, x + width, y + height)
        if filled:
            self._canvas.rounded_rectangle(area, corner, fill=GOLD)
        else:
            self._canvas.rounded_rectangle(area, corner, outline=WHITE, width=self._stroke)

    def _round(self, letter: str, numbers: list[float], plain: tuple[float, ...]) -> None:
        x, y, wide = numbers[:3]
        high = wide if letter == "k" else numbers[3]
        area = (x - wide, y - high, x + wide, y + high)
        if letter == "a":
            self._canvas.arc(area, plain[4], plain[5], fill=WHITE, width=self._stroke)
        elif letter == "o":
            self._canvas.ellipse(area, outline=WHITE, width=self._stroke)
        else:
            self._canvas.ellipse(area, fill=DEEP if letter == "k" else GOLD)


def _read_shape(text: str) -> tuple[str, tuple[float, ...]]:
    letter, *numbers = text.split()
    return letter, tuple(float(number) for number in numbers)


def _pairs(numbers: list[float]) -> Points:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _heart(x: float, y: float, radius: float) -> Points:
    turns = [2 * math.pi * step / 120 for step in range(120)]
    return [
        (
            x + radius * math.sin(turn) ** 3,
            y
            - radius
            / 16
            * (13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn) - math.cos(4 * turn)),
        )
        for turn in turns
    ]


def _star(x: float, y: float, radius: float) -> Points:
    found: Points = []
    for step in range(2 * STAR_POINTS):
        reach = radius if step % 2 == 0 else radius * STAR_INNER
        turn = math.pi * step / STAR_POINTS
        found.append((x + reach * math.sin(turn), y - reach * math.cos(turn)))
    return found
