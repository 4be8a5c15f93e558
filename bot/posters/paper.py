"""A sheet of A4 with the project's typeface and colours: text is measured before it is written, and never runs over."""

from dataclasses import dataclass
from typing import Literal, Self, cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, WrapMode, XPos, YPos
from fpdf.fonts import TTFFont

from bot.cards.palette import INK
from bot.fonts import BOLD, HEAVY, MEDIUM

WIDTH, HEIGHT = 210.0, 297.0
LEADING = 1.28
POINT = 25.4 / 72  # in millimetres
FAMILIES = {"heavy": HEAVY, "bold": BOLD, "medium": MEDIUM}


class FullSheetError(Exception):
    """Something does not fit on the sheet."""


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look: the typeface's weight, their size in points, colour, and the side they stand on."""

    font: Literal["heavy", "bold", "medium"]
    size: float
    colour: str = INK
    align: Literal["L", "C", "R"] = "L"


class Paper:
    """One sheet, to be used in a `with` block; all places and sizes in millimetres, letters in points."""

    def __init__(self, title: str) -> None:
        self._pdf = FPDF(format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.set_title(title)
        self._pdf.set_lang("vi")
        for family, path in FAMILIES.items():
            self._pdf.add_font(family, fname=path)
        self._pdf.add_page()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()  # its file is open until then

    def block(self, left: float, top: float, width: float, height: float, colour: str = INK) -> None:
        """Fill a rectangle."""
        self._pdf.set_fill_color(colour)
        self._pdf.rect(left, top, width, height, style="F")

    def panel(
        self, left: float, top: float, width: float, height: float, *, fill: str, edge: str = ""
    ) -> None:
        """Fill a rectangle with round corners, with an edge if a colour is given."""
        self._pdf.set_fill_color(fill)
        self._pdf.set_draw_color(edge or fill)
        self._pdf.set_line_width(0.8)
        self._pdf.rect(left, top, width, height, style="DF", round_corners=True, corner_radius=4)

    def disc(self, left: float, top: float, width: float, colour: str) -> None:
        """Fill a circle."""
        self._pdf.set_fill_color(colour)
        self._pdf.ellipse(left, top, width, width, style="F")

    def lines(self, points: list[tuple[float, float]], colour: str) -> None:
        """Draw a line through points."""
        self._pdf.set_draw_color(colour)
        self._pdf.set_line_width(0.9)
        self._pdf.polyline(points)

    def write(self, text: str, left: float, top: float, width: float, style: Style) -> float:
        """Write a text into a column and give its height; raise FullSheetError below the sheet's end."""
        self._pdf.set_text_color(style.colour)
        self._pdf.set_xy(left, top)
        height = self._cell(text, width, style, dry=False)
        if top + height > HEIGHT:
            raise FullSheetError(text)
        return height

    def measure(self, text: str, width: float, style: Style) -> float:
        """Measure the height of a text in a column."""
        return self._cell(text, width, style, dry=True)

    def width_of(self, text: str, style: Style) -> float:
        """Measure how wide a text is in one line."""
        self._pdf.set_font(style.font, size=style.size)
        return float(self._pdf.get_string_width(text))

    def finish(self) -> bytes:
        """Give the sheet as PDF."""
        if self._pdf.page != 1:
            raise FullSheetError
        return bytes(self._pdf.output())

    def _cell(self, text: str, width: float, style: Style, *, dry: bool) -> float:
        # A word wider than the column, such as an onion address, is broken anywhere.
        wide = max(self.width_of(word, style) for word in text.split()) > width
        height = self._pdf.multi_cell(
            width,
            style.size * POINT * LEADING,
            text,
            align=style.align,
            wrapmode=WrapMode.CHAR if wide else WrapMode.WORD,
            new_x=XPos.LEFT,
            new_y=YPos.NEXT,
            dry_run=dry,
            output=MethodReturnValue.HEIGHT,
        )
        return cast("float", height)
