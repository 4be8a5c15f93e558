"""What all pictures share: the head with title and period, cards with a title, and the foot."""

from bot.documents.canvas import INNER, MARGIN, WIDTH, Canvas
from bot.documents.palette import DARK, LIGHT

HEAD = 190
GAP = 30
PAD = 36
CARD_TITLE = 84
FOOT_LINE = 40
FOOT_SIZE = 27


def open_canvas(height: float, title: str, subtitle: str, *, dark: bool) -> Canvas:
    """Begin a picture with its head."""
    canvas = Canvas(height, DARK if dark else LIGHT)
    palette = canvas.palette
    canvas.box(0, 0, WIDTH, HEAD - 6, palette.deep)
    canvas.box(0, HEAD - 6, WIDTH, 6, palette.gold)
    canvas.write((MARGIN, 74), canvas.shorten(title, INNER, 52, "heavy"), 52, palette.on_deep, "heavy")
    canvas.write((MARGIN, 136), canvas.shorten(subtitle, INNER, 34), 34, palette.on_deep_soft)
    return canvas


def card(canvas: Canvas, y: float, height: float, title: str = "") -> None:
    """Draw an empty card with its title."""
    palette = canvas.palette
    canvas.box(MARGIN - 2, y - 2, INNER + 4, height + 4, palette.line, 26)
    canvas.box(MARGIN, y, INNER, height, palette.card, 24)
    if title:
        canvas.write(
            (MARGIN + PAD, y + 46),
            canvas.shorten(title, INNER - 2 * PAD, 36, "bold"),
            36,
            palette.ink,
            "bold",
        )


def foot_height(text: str) -> float:
    """Tell how high the foot is."""
    return FOOT_LINE * len(_lines(text)) + GAP + 10


def draw_foot(canvas: Canvas, text: str) -> None:
    """Write the foot at the end of the picture."""
    lines = _lines(text)
    top = canvas.height - FOOT_LINE * len(lines) - GAP / 2
    for number, line in enumerate(lines):
        canvas.write((MARGIN, top + FOOT_LINE * (number + 0.4)), line, FOOT_SIZE, canvas.palette.soft)


def _lines(text: str) -> list[str]:
    return Canvas(10, LIGHT).wrap(text, INNER, FOOT_SIZE)
