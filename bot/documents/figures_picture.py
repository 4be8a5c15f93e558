"""Draws the figures of a queue and a period: tiles with numbers, then charts."""

from bot.documents.canvas import INNER, MARGIN, Canvas
from bot.documents.frame import CARD_TITLE, GAP, HEAD, PAD, card, draw_foot, foot_height, open_canvas
from handlers.pictures import Bar, Chart, FiguresPicture, Tile

TILE, TILES_A_ROW = 218, 2
ROW = 62
COLUMNS = 300
LABEL_SHARE = 0.48
NARROWEST = 30.0  # pixels of an upright bar with a label of its own


def draw_figures(picture: FiguresPicture) -> bytes:
    """Draw the picture."""
    rows = -(-len(picture.tiles) // TILES_A_ROW)
    height = HEAD + GAP + rows * (TILE + GAP) + sum(_height(one) + GAP for one in picture.charts)
    canvas = open_canvas(
        height + foot_height(picture.footer), picture.title, picture.subtitle, dark=picture.dark
    )
    y: float = HEAD + GAP
    for start in range(0, len(picture.tiles), TILES_A_ROW):
        _draw_tiles(canvas, y, picture.tiles[start : start + TILES_A_ROW])
        y += TILE + GAP
    for chart in picture.charts:
        card(canvas, y, _height(chart), chart.title)
        (_draw_upright if chart.upright else _draw_lying)(canvas, y + CARD_TITLE, chart.bars)
        y += _height(chart) + GAP
    draw_foot(canvas, picture.footer)
    return canvas.save()


def _height(chart: Chart) -> float:
    return CARD_TITLE + PAD + (COLUMNS if chart.upright else ROW * len(chart.bars))


def _draw_tiles(canvas: Canvas, y: float, tiles: tuple[Tile, ...]) -> None:
    palette, width = canvas.palette, (INNER - GAP * (TILES_A_ROW - 1)) / TILES_A_ROW
    for place, tile in enumerate(tiles):
        x = MARGIN + place * (width + GAP)
        canvas.box(x - 2, y - 2, width + 4, TILE + 4, palette.line, 26)
        canvas.box(x, y, width, TILE, palette.card, 24)
        canvas.write((x + PAD, y + 66), tile.value, 80, palette.bar, "heavy")
        for text, down, font in ((tile.label, 136, "bold"), (tile.note, 180, "medium")):
            size = 33 if font == "bold" else 29
            colour = palette.ink if font == "bold" else palette.soft
            fitting = canvas.shorten(text, width - 2 * PAD + 20, size, font)
            canvas.write((x + PAD, y + down), fitting, size, colour, font)


def _draw_lying(canvas: Canvas, y: float, bars: tuple[Bar, ...]) -> None:
    palette, inner = canvas.palette, INNER - 2 * PAD
    start = MARGIN + PAD + inner * LABEL_SHARE
    longest = max([1, *(bar.height for bar in bars)])
    room = inner * (1 - LABEL_SHARE) - 100
    for place, bar in enumerate(bars):
        middle = y + ROW * place + ROW / 2
        label = canvas.shorten(bar.label, inner * LABEL_SHARE - 20, 30)
        canvas.write((MARGIN + PAD, middle), label, 30, palette.ink)
        canvas.box(start, middle - 17, room, 34, palette.tint, 8)
        if bar.height:
            width = max(10.0, room * bar.height / longest)
            canvas.box(start, middle - 17, width, 34, palette.gold if bar.marked else palette.bar, 8)
        canvas.write((start + room + 20, middle), str(bar.height), 33, palette.ink, "bold")


def _draw_upright(canvas: Canvas, y: float, bars: tuple[Bar, ...]) -> None:
    palette, inner = canvas.palette, INNER - 2 * PAD
    step = inner / max(1, len(bars))
    floor, room = y + COLUMNS - 52, COLUMNS - 110
    highest = max([1, *(bar.height for bar in bars)])
    every = max(1, round(150 / step))
    canvas.box(MARGIN + PAD, floor, inner, 2, palette.line)
    for place, bar in enumerate(bars):
        middle = MARGIN + PAD + step * (place + 0.5)
        height = room * bar.height / highest
        if bar.height:
            canvas.box(middle - step * 0.36, floor - height, step * 0.72, height, palette.bar, 6)
            if step >= NARROWEST:
                canvas.write(
                    (middle, floor - height - 24), str(bar.height), 28, palette.ink, "bold", "center"
                )
        if place % every == 0:
            canvas.write((middle, floor + 32), bar.label, 26, palette.soft, align="center")
