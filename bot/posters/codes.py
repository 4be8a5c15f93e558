"""What the codes of a poster hold, and how they are drawn."""

from itertools import groupby

import segno

from bot.posters.paper import Paper
from handlers.doors import Doors

QUIET = 3  # light modules around a code, of the four that readers like: the paper is white, too


def page_link(doors: Doors, commune: str) -> str:
    """Give what the page's code holds: its address, with the commune behind it unless it is empty."""
    return f"{doors.page}/?xa={commune}" if commune else f"{doors.page}/"


def telegram_link(doors: Doors, commune: str) -> str:
    """Give what the bot's code holds."""
    return f"https://t.me/{doors.telegram}" + (f"?start=xa{commune}" if commune else "")


def draw_code(paper: Paper, text: str, left: float, top: float, side: float) -> None:
    """Draw a code that is still read when a quarter of it is scratched or wet."""
    rows = [list(row) for row in segno.make_qr(text, error="q").matrix_iter(border=QUIET)]
    module = side / len(rows)
    for number, row in enumerate(rows):
        column = 0
        for dark, run in groupby(row, key=bool):
            length = len(list(run))
            if dark:
                # A hair wider and higher, so that no printer leaves white lines between modules.
                paper.block(
                    left + column * module,
                    top + number * module,
                    length * module + 0.02,
                    module + 0.02,
                )
            column += length
