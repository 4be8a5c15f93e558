"""The poster's layout: a call above, the codes and three steps, the doors, how to tell a fake, the numbers for danger."""

from collections.abc import Iterable
from contextlib import suppress

from bot.cards.palette import DEEP, GOLD, TEAL, WHITE
from bot.posters.codes import draw_code, page_link, telegram_link
from bot.posters.paper import HEIGHT, WIDTH, FullSheetError, Paper, Style
from content.hotlines import POSTED
from content.i18n import FIRST_LANGUAGE, _, use_language
from content.places.gazetteer import place_name
from handlers.doors import Doors, list_doors, signs_of_fakes

Numbers = tuple[tuple[str, str], ...]  # whose, and the number

MOST_NUMBERS = 3
MARGIN = 16.0
HEAD = 73.0
FOOT = 27.0
CODE = 72.0
ONLY_CODE = 86.0
SMALL_CODE = 30.0
GAP = 10.0
INNER = WIDTH - 2 * MARGIN
ADDRESS_SIZES = (15.0, 13.0, 11.0)
SMALLEST_ADDRESS = 9.0
SOFT, TINT, SAND, BROWN, RED = "#44565d", "#eef5f6", "#fdf0d0", "#3d2c00", "#8f1d14"


def draw_poster(doors: Doors, commune: str = "", numbers: Numbers = ()) -> bytes:
    """Draw the poster of a commune, or one for everywhere, as PDF; as many of its own `numbers` stand on it as fit.

    Raise FullSheetError if something else does not fit.
    """
    for count in range(min(len(numbers), MOST_NUMBERS), 0, -1):
        with suppress(FullSheetError):
            return _draw(doors, commune, numbers[:count])
    return _draw(doors, commune, ())


def _draw(doors: Doors, commune: str, numbers: Numbers) -> bytes:
    place = place_name(commune) if commune else ""
    title = f"Hòm Thư – {place}" if place else "Hòm Thư"
    with use_language(FIRST_LANGUAGE), Paper(title) as paper:
        _draw_head(paper, place)
        side = CODE if doors.telegram else ONLY_CODE
        under_codes = _draw_codes(paper, doors, commune, side)
        column = MARGIN + side + GAP
        under_steps = _draw_doors(paper, [*list_doors(doors), *numbers], column, _draw_steps(paper, column))
        _draw_fakes(paper, max(under_codes, under_steps) + 5)
        _draw_foot(paper)
        return paper.finish()


def _draw_head(paper: Paper, place: str) -> None:
    paper.block(0, 0, WIDTH, HEAD, DEEP)
    paper.block(0, HEAD, WIDTH, 2.4, GOLD)
    left, top = MARGIN, 12.0
    corners = [(left, top), (left + 11, top), (left + 11, top + 8), (left, top + 8), (left, top)]
    paper.lines(corners, GOLD)
    paper.lines([(left, top), (left + 5.5, top + 4.6), (left + 11, top)], GOLD)
    paper.write("Hòm Thư", MARGIN + 15, 11.4, 60, Style("bold", 18, GOLD))
    if place:
        paper.write(place, 86, 12.2, WIDTH - 86 - MARGIN, Style("bold", 14, WHITE, align="R"))
    title = _("Have you seen drugs?")
    size = min(72.0, 72.0 * INNER / paper.width_of(title, Style("heavy", 72)))
    height = paper.write(title, MARGIN, 24, INNER, Style("heavy", size, WHITE))
    call = _("Tell us. You do not have to say who you are.")
    if 24 + height + 1 + paper.write(call, MARGIN, 25 + height, INNER, Style("bold", 21, GOLD)) > HEAD:
        raise FullSheetError(call)


def _draw_codes(paper: Paper, doors: Doors, commune: str, side: float) -> float:
    """Draw the codes with what they hold, and tell where they end."""
    top = HEAD + 9
    paper.panel(MARGIN, top, side, side, fill=WHITE, edge=DEEP)
    draw_code(paper, page_link(doors, commune), MARGIN + 2, top + 2, side - 4)
    top += side + 2.5
    top += paper.write(_("Scan to open the page"), MARGIN, top, side, Style("bold", 14, align="C")) + 3
    if doors.telegram:
        paper.panel(MARGIN, top, SMALL_CODE, SMALL_CODE, fill=WHITE, edge=DEEP)
        draw_code(paper, telegram_link(doors, commune), MARGIN + 1, top + 1, SMALL_CODE - 2)
        caption = _("Scan to open Telegram")
        paper.write(caption, MARGIN + SMALL_CODE + 4, top + 9, side - SMALL_CODE - 4, Style("bold", 13))
        top += SMALL_CODE + 3
    held = (
        _("The code holds only this address and the name of this place. It follows nobody.")
        if commune
        else _("The code holds only this address. It follows nobody.")
    )
    return top + paper.write(held, MARGIN, top, side, Style("medium", 10, SOFT))


def _draw_steps(paper: Paper, column: float) -> float:
    top = HEAD + 9
    steps = (
        _("Open the page or scan the code."),
        _("Answer a few questions. You see everything before it is sent."),
        _("Write down your receipt: with it you read the answer."),
    )
    for number, step in enumerate(steps, 1):
        paper.disc(column, top, 9, TEAL)
        paper.write(str(number), column, top + 1.4, 9, Style("heavy", 14, WHITE, align="C"))
        width = WIDTH - MARGIN - column - 13
        top += max(9, paper.write(step, column + 13, top + 1, width, Style("bold", 14.5))) + 3.5
    return top + 2


def _draw_doors(paper: Paper, doors: Iterable[tuple[str, str]], left: float, top: float) -> float:
    """List the doors in a panel as high as they need."""
    width = WIDTH - MARGIN - left
    rows = [(name, address.removeprefix("https://")) for name, address in doors]
    heights = [
        paper.measure(name, width - 11, Style("medium", 11))
        + paper.measure(address, width - 11, _style_of(paper, address, width - 11))
        + 2.2
        for name, address in rows
    ]
    height = sum(heights) + 16
    paper.panel(left, top, width, height, fill=TINT, edge=TEAL)
    inside = top + 4.5
    inside += paper.write(_("Official doors"), left + 5.5, inside, width - 11, Style("bold", 15, TEAL))
    for name, address in rows:
        inside += paper.write(name, left + 5.5, inside + 1, width - 11, Style("medium", 11, SOFT))
        inside += 2.2 + paper.write(
            address, left + 5.5, inside + 1, width - 11, _style_of(paper, address, width - 11)
        )
    return top + height


def _draw_fakes(paper: Paper, top: float) -> None:
    """Tell in two columns how to tell a fake, right above the foot."""
    half = (INNER - 20) / 2
    signs = [f"• {sign}" for sign in signs_of_fakes()]
    columns = (signs[::2], signs[1::2])
    height = 16 + max(
        sum(paper.measure(sign, half, Style("medium", 11.5)) + 1.5 for sign in column) for column in columns
    )
    if top + height > HEIGHT - FOOT - 6:
        raise FullSheetError(signs[0])
    top = HEIGHT - FOOT - 6 - height
    paper.panel(MARGIN, top, INNER, height, fill=SAND)
    title = _("How to tell a fake")
    under = 1.5 + paper.write(title, MARGIN + 6, top + 4, INNER - 12, Style("bold", 15, BROWN))
    for number, column in enumerate(columns):
        inside = top + 4 + under
        for sign in column:
            left = MARGIN + 6 + number * (half + 8)
            inside += 1.5 + paper.write(sign, left, inside, half, Style("medium", 11.5, BROWN))


def _draw_foot(paper: Paper) -> None:
    top = HEIGHT - FOOT
    paper.block(0, top, WIDTH, FOOT, RED)
    paper.write(_("Somebody in danger?"), MARGIN, top + 7, 36, Style("bold", 14, WHITE))
    left = MARGIN + 42
    for line in POSTED:
        width = 0.5 + max(
            paper.width_of(line.phone, Style("heavy", 18)),
            paper.width_of(line.name, Style("bold", 9.5)),
        )
        paper.write(line.phone, left, top + 7, width, Style("heavy", 18, GOLD))
        paper.write(line.name, left, top + 16, width, Style("bold", 9.5, WHITE))
        left += width + 5
    if left - 5 > WIDTH - MARGIN / 2:
        raise FullSheetError(POSTED[-1].phone)


def _style_of(paper: Paper, address: str, width: float) -> Style:
    """Choose the largest letters in which an address stands on one line; an onion address takes two."""
    styles = (Style("bold", size) for size in ADDRESS_SIZES)
    fitting = (style for style in styles if paper.width_of(address, style) <= width)
    return next(fitting, Style("bold", SMALLEST_ADDRESS))
