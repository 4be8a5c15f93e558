"""Draws the chart of a report's table, for paper: black on white with the page's colour for bars."""

from datetime import date
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from bot.documents.palette import LIGHT
from bot.fonts import MEDIUM
from handlers.report_contents import Table

DPI = 150
MOST_LABELS = 14


def draw_chart(table: Table) -> bytes:
    """Draw the first column of numbers as PNG: upright over days, lying for words."""
    upright = isinstance(table.rows[0][0], date)
    names = [f"{row[0]:%d/%m}" if isinstance(row[0], date) else str(row[0]) for row in table.rows]
    values = [int(row[1]) for row in table.rows if isinstance(row[1], int)]
    figure = Figure(figsize=(7, 2.6 if upright else 0.6 + 0.3 * len(names)), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes, font = figure.add_subplot(), FontProperties(fname=str(MEDIUM), size=9)
    places = range(len(names))
    bars = (axes.bar if upright else axes.barh)(places, values, 0.7, color=LIGHT.bar)
    axes.bar_label(bars, fontproperties=font, padding=2)
    for side in ("top", "right", "left" if upright else "bottom"):
        axes.spines[side].set_visible(False)
    every = -(-len(names) // MOST_LABELS) if upright else 1
    set_ticks = axes.set_xticks if upright else axes.set_yticks
    set_ticks([*places][::every], names[::every], fontproperties=font)
    if upright:
        axes.set_yticks([])
    else:
        axes.set_xticks([])
        axes.invert_yaxis()
    axes.margins(0.02 if upright else 0.06, 0.12 if upright else 0.02)
    target = BytesIO()
    figure.savefig(target, format="png", dpi=DPI, metadata={"Software": None})
    return target.getvalue()
