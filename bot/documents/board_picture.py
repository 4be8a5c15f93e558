"""Draws the area board: each hamlet or commune with its tips, above the criteria of the plans."""

from bot.documents.canvas import INNER, MARGIN, Canvas
from bot.documents.frame import CARD_TITLE, GAP, HEAD, PAD, card, draw_foot, foot_height, open_canvas
from bot.documents.palette import LIGHT
from handlers.pictures import Area, BoardPicture

ROW = 76
COLUMN, NUMBER = 224, 100
CRITERION, CRITERION_SIZE = 42, 29


def draw_board(picture: BoardPicture) -> bytes:
    """Draw the picture."""
    measure = Canvas(10, LIGHT)
    lines = [measure.wrap(text, INNER - 2 * PAD - 40, CRITERION_SIZE) for text in picture.criteria]
    table = CARD_TITLE + ROW * len(picture.areas) + PAD / 2
    below = CARD_TITLE + sum(CRITERION * len(one) + 12 for one in lines) + PAD / 2
    height = HEAD + GAP + table + GAP + below + GAP + foot_height(picture.footer)
    canvas = open_canvas(height, picture.title, picture.subtitle, dark=picture.dark)
    y: float = HEAD + GAP
    card(canvas, y, table)
    _draw_head(canvas, y, picture.columns)
    for place, area in enumerate(picture.areas):
        _draw_area(canvas, y + CARD_TITLE + ROW * place, area)
    y += table + GAP
    card(canvas, y, below, picture.criteria_title)
    _draw_criteria(canvas, y + CARD_TITLE, lines)
    draw_foot(canvas, picture.footer)
    return canvas.save()


def _ends(count: int) -> list[float]:
    """Give where the columns of numbers end, from the left."""
    right = MARGIN + INNER - PAD
    return [right - COLUMN * place for place in reversed(range(count))]


def _draw_head(canvas: Canvas, y: float, columns: tuple[str, ...]) -> None:
    for end, text in zip(_ends(len(columns)), columns, strict=True):
        canvas.write((end, y + 48), text, 28, canvas.palette.soft, align="right")


def _draw_area(canvas: Canvas, y: float, area: Area) -> None:
    palette = canvas.palette
    left = MARGIN + PAD
    canvas.box(left, y, INNER - 2 * PAD, 2, palette.line)
    if not area.clear:
        canvas.box(left - 14, y + 8, INNER - 2 * PAD + 28, ROW - 14, palette.warn, 14)
    colour = palette.ink if area.clear else palette.on_warn
    ends = _ends(len(area.cells))
    name = canvas.shorten(area.name, ends[0] - NUMBER - left, 33, "bold")
    canvas.write((left, y + ROW / 2 + 1), name, 33, colour, "bold")
    for end, cell in zip(ends, area.cells, strict=True):
        canvas.write((end, y + ROW / 2 + 1), cell, 34, colour, "heavy" if cell != "0" else "medium", "right")


def _draw_criteria(canvas: Canvas, y: float, criteria: list[list[str]]) -> None:
    for lines in criteria:
        canvas.box(MARGIN + PAD, y + 8, 14, 14, canvas.palette.gold, 4)
        for line in lines:
            canvas.write((MARGIN + PAD + 40, y + 16), line, CRITERION_SIZE, canvas.palette.ink)
            y += CRITERION
        y += 12
