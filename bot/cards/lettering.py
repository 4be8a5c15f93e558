"""Sets words into a box: the largest size at which all lines fit, measured with the font itself."""

from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from PIL import ImageDraw
from PIL.ImageFont import FreeTypeFont, truetype

LEADING = 1.2
LONE_WORD = 0.3
SENSE = 0.2


class OverflowingTextError(Exception):
    """The words do not fit into their box even at the smallest size."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where words may stand, and how large they may be."""

    left: int
    top: int
    width: int
    height: int
    largest: int
    smallest: int


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words broken into lines at the size that fits."""

    lines: tuple[str, ...]
    size: int

    @property
    def line_height(self) -> int:
        """Give the distance from line to line."""
        return round(self.size * LEADING)

    @property
    def height(self) -> int:
        """Give the height of all lines."""
        return self.line_height * len(self.lines)


def fit(text: str, font: Path, box: Box) -> Lettering:
    """Find the largest lettering that fits into a box; raise OverflowingTextError."""
    for size in range(box.largest, box.smallest - 1, -2):
        lines = _break(text, _load(font, size), box.width)
        found = Lettering(lines, size)
        if lines and found.height <= box.height:
            return found
    raise OverflowingTextError(text)


def draw(canvas: ImageDraw.ImageDraw, text: str, font: Path, box: Box, colour: str) -> None:
    """Write words into a box, in the middle of its height."""
    found = fit(text, font, box)
    top = box.top + (box.height - found.height) // 2
    for number, line in enumerate(found.lines):
        middle = top + found.line_height * number + found.line_height // 2
        canvas.text((box.left, middle), line, font=_load(font, found.size), fill=colour, anchor="lm")


def draw_centred(
    canvas: ImageDraw.ImageDraw, text: str, font: Path, size: int, middle: tuple[int, int], colour: str
) -> None:
    """Write one line around a point."""
    canvas.text(middle, text, font=_load(font, size), fill=colour, anchor="mm")


def _break(text: str, font: FreeTypeFont, width: int) -> tuple[str, ...]:
    """Break a text into as few lines as it needs, as evenly as it can be; none if a single word is too wide."""
    words = text.split()
    fewest = _count_lines(words, font, width)
    if not fewest:
        return ()
    ways = (_join(words, cuts) for cuts in combinations(range(1, len(words)), fewest - 1))
    fitting = (lines for lines in ways if all(font.getlength(line) <= width for line in lines))
    return min(fitting, key=lambda lines: sum(_cost(line, font, width) for line in lines))


def _count_lines(words: list[str], font: FreeTypeFont, width: int) -> int:
    count, line = 0, ""
    for word in words:
        longer = f"{line} {word}".strip()
        if not line or font.getlength(longer) > width:
            count, line = count + 1, word
        else:
            line = longer
        if font.getlength(word) > width:
            return 0
    return count


def _join(words: list[str], cuts: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *cuts, len(words))
    return tuple(" ".join(words[start:end]) for start, end in pairwise(edges))


def _cost(line: str, font: FreeTypeFont, width: int) -> float:
    """Weigh a line: empty room costs, a word alone costs, an end of sense is worth some room."""
    room = 1 - font.getlength(line) / width
    return room**2 + (LONE_WORD if " " not in line else 0) - (SENSE if line[-1] in ",;:.?!" else 0)


@cache
def _load(font: Path, size: int) -> FreeTypeFont:
    return truetype(font, size)
