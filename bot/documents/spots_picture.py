"""Draws hot spots: places ranked by their tips, each with a strip that shows when they came."""

from bot.documents.canvas import INNER, MARGIN, Canvas
from bot.documents.frame import CARD_TITLE, GAP, HEAD, PAD, card, draw_foot, foot_height, open_canvas
from handlers.pictures import Spot, SpotsPicture

ROW = 128
EMPTY = 150
STRIP_SHARE = 0.46
WEAKEST = 0.25


def draw_spots(picture: SpotsPicture) -> bytes:
    """Draw the picture."""
    inside = ROW * len(picture.spots) + CARD_TITLE if picture.spots else EMPTY
    height = HEAD + GAP + inside + GAP + foot_height(picture.footer)
    canvas = open_canvas(height, picture.title, picture.subtitle, dark=picture.dark)
    y = HEAD + GAP
    card(canvas, y, inside)
    if picture.spots:
        _draw_times(canvas, y, picture.times)
        most = max(max(spot.over_time, default=1) for spot in picture.spots)
        for place, spot in enumerate(picture.spots):
            _draw_spot(canvas, y + CARD_TITLE - 14 + ROW * place, place + 1, spot, most)
    else:
        canvas.write((MARGIN + PAD, y + EMPTY / 2), picture.empty, 34, canvas.palette.soft)
    draw_foot(canvas, picture.footer)
    return canvas.save()


def _strip(canvas: Canvas, count: int) -> tuple[float, float]:
    """Give where the strips begin and how wide one cell is."""
    room = (INNER - 2 * PAD) * STRIP_SHARE
    return MARGIN + INNER - PAD - room, room / max(1, count)


def _draw_times(canvas: Canvas, y: float, times: tuple[str, ...]) -> None:
    start, width = _strip(canvas, len(times))
    ends = ((0, "left"), (len(times), "right"))
    for (place, align), text in zip(ends, (times[0], times[-1]), strict=True):
        canvas.write((start + width * place, y + 46), text, 27, canvas.palette.soft, align=align)


def _draw_spot(canvas: Canvas, y: float, rank: int, spot: Spot, most: int) -> None:
    palette = canvas.palette
    start, width = _strip(canvas, len(spot.over_time))
    left, room = MARGIN + PAD, start - MARGIN - PAD - 84
    if rank > 1:
        canvas.box(left, y, INNER - 2 * PAD, 2, palette.line)
    canvas.write((left, y + 44), str(rank), 40, palette.bar, "heavy")
    canvas.write((left + 62, y + 42), canvas.shorten(spot.name, room, 34, "bold"), 34, palette.ink, "bold")
    canvas.write((left + 62, y + 90), canvas.shorten(spot.below, room, 27), 27, palette.soft)
    for place, count in enumerate(spot.over_time):
        x = start + width * place
        canvas.box(x + 2, y + 22, width - 4, 44, palette.tint, 6)
        if count:
            share = WEAKEST + (1 - WEAKEST) * count / most
            canvas.box(x + 2, y + 22 + 44 * (1 - share), width - 4, 44 * share, palette.bar, 6)
    canvas.write(
        (start, y + 94),
        canvas.shorten(spot.total, width * len(spot.over_time), 28, "bold"),
        28,
        palette.ink,
        "bold",
    )
