"""A canvas in pixels, 1080 wide, the first at the top left: boxes and words, drawn with matplotlib without a window."""

from functools import cache
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.patches import FancyBboxPatch
from PIL import Image

from bot.documents.palette import Palette
from bot.fonts import BOLD, HEAVY, MEDIUM

WIDTH, MARGIN = 1080, 48
INNER = WIDTH - 2 * MARGIN
DPI = 100
POINTS_A_PIXEL = 72 / DPI
QUALITY = 90
SHORTEST = 4
ONE_SIZE, DPI_OF_POINTS, FIXED_POINT = 100, 72, 65536
_FONTS = {
    name: FontProperties(fname=str(path))
    for name, path in (("heavy", HEAVY), ("bold", BOLD), ("medium", MEDIUM))
}


class Canvas:
    """One picture while it is drawn."""

    def __init__(self, height: float, palette: Palette) -> None:
        self.palette = palette
        self.height = height
        self._figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=palette.paper)
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def box(self, x: float, y: float, width: float, height: float, colour: str, round_by: float = 0) -> None:
        """Fill a box."""
        style = (
            f"round,pad=0,rounding_size={min(round_by, width / 2, height / 2)}"
            if round_by
            else "square,pad=0"
        )
        self._axes.add_patch(
            FancyBboxPatch((x, y), width, height, boxstyle=style, facecolor=colour, linewidth=0)
        )

    def write(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        colour: str,
        font: str = "medium",
        align: str = "left",
    ) -> None:
        """Write a line of words, its middle at that height; `align` tells which end lies there."""
        self._axes.text(
            *at, text, fontproperties=_font(font, size), color=colour, ha=align, va="center_baseline"
        )

    def measure(self, text: str, size: float, font: str = "medium") -> float:
        """Tell how wide a line of words is."""
        return sum(_advance(font, letter) for letter in text) * size

    def shorten(self, text: str, width: float, size: float, font: str = "medium") -> str:
        """Shorten a line of words until it fits."""
        if self.measure(text, size, font) <= width:
            return text
        while len(text) > SHORTEST and self.measure(f"{text}…", size, font) > width:
            text = text[:-1].rstrip(" ,–-")
        return f"{text}…"

    def wrap(self, text: str, width: float, size: float, font: str = "medium") -> list[str]:
        """Break words into lines that fit."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.measure(longer, size, font) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def save(self) -> bytes:
        """Give the picture as JPEG: what every channel shows, and no larger than a photo."""
        pixels, target = BytesIO(), BytesIO()
        self._figure.savefig(pixels, format="rgba", dpi=DPI)
        size = WIDTH, len(pixels.getvalue()) // (4 * WIDTH)
        picture = Image.frombytes("RGBA", size, pixels.getvalue())
        picture.convert("RGB").save(target, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
        return target.getvalue()


@cache
def _advance(font: str, letter: str) -> float:
    """Tell how wide a letter is, in a font one pixel high. To measure whole lines takes a hundred times as long."""
    known = FT2Font(_FONTS[font].get_file() or "")
    known.set_size(ONE_SIZE, DPI_OF_POINTS)
    return float(known.load_char(ord(letter)).linearHoriAdvance) / FIXED_POINT / ONE_SIZE


def _font(name: str, size: float) -> FontProperties:
    font = _FONTS[name].copy()
    font.set_size(size * POINTS_A_PIXEL)
    return font
