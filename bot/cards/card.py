"""The layout of a card: topic and title above, two or three lines in the middle, the numbers for help below."""

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from bot.cards.lettering import Box, draw, draw_centred, fit
from bot.cards.motifs import draw_motif
from bot.cards.palette import DEEP, GOLD, INK, PAPER, TEAL, WHITE
from bot.fonts import BOLD, HEAVY
from content.hotlines import DRUG_POLICE, POSTED
from content.i18n import _, use_language
from content.prevention.item import DayOfYear, Item
from content.prevention.mailings import DATED
from content.prevention.vocabulary import Series, topic_names

SIDE = 1080
MARGIN = 64
HEAD = 464
FOOT = 128
DISC = 364
BADGE = 76
SMOOTH = 4
LABEL = Box(MARGIN, 40, 600, 56, 38, 30)
TITLE = Box(MARGIN, 106, 580, 330, 92, 58)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a card: where and how they are written."""

    text: str
    font: Path
    box: Box
    colour: str


def draw_card(item: Item, language: str) -> bytes:
    """Draw an item's card as PNG; raise OverflowingTextError if its words don't fit."""
    return draw_sheet(lay_out(item, language), item.image, language)


def draw_sheet(listed: list[Words], motif: str, language: str) -> bytes:
    """Draw a card with these words, two in its head and the others numbered below, as PNG."""
    image = Image.new("RGB", (SIDE, SIDE), PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, SIDE, HEAD), fill=DEEP)
    canvas.rectangle((0, HEAD, SIDE, HEAD + 9), fill=GOLD)
    _draw_motif(image, canvas, motif)
    for number, words in enumerate(listed):
        draw(canvas, words.text, words.font, words.box, words.colour)
        if words.colour == INK:
            _draw_badge(canvas, number - 1, words.box)
    with use_language(language):
        _draw_numbers(canvas)
    written = BytesIO()
    image.quantize(128).save(written, "PNG")
    return written.getvalue()


def lay_out(item: Item, language: str) -> list[Words]:
    """Decide where all words of a card stand; raise OverflowingTextError if the lines don't fit."""
    with use_language(language):
        label = _label(item)
    wording = item.wording(language)
    top, left = HEAD + 30, MARGIN + BADGE + 34
    height = (SIDE - FOOT - 22 - top) // len(wording.card)
    first = Box(left, top, SIDE - 48 - left, height - 14, 54, 42)
    size = min(fit(line, BOLD, first).size for line in wording.card)
    return [
        Words(label, BOLD, LABEL, GOLD),
        Words(wording.title, HEAVY, TITLE, WHITE),
        *(
            Words(line, BOLD, replace(first, top=top + height * row, largest=size), INK)
            for row, line in enumerate(wording.card)
        ),
    ]


def _label(item: Item) -> str:
    """Name the day of the action month where the words speak of it; other items are read all year, and name their topic."""
    if item.series is Series.ACTION_MONTH and item.id in DATED and isinstance(item.when, DayOfYear):
        return _("Action month · {day}/{month}").format(day=item.when.day, month=item.when.month)
    return topic_names()[item.topics[0]]


def _draw_motif(image: Image.Image, canvas: ImageDraw.ImageDraw, name: str) -> None:
    left, top = SIDE - MARGIN - DISC + 16, (HEAD - DISC) // 2 + 8
    disc = Image.new("L", (DISC * SMOOTH, DISC * SMOOTH))
    ImageDraw.Draw(disc).ellipse((0, 0, DISC * SMOOTH - 1, DISC * SMOOTH - 1), fill=255)
    canvas.bitmap((left, top), disc.resize((DISC, DISC)), fill=TEAL)
    size = round(DISC * 0.66)
    inset = (DISC - size) // 2
    motif = draw_motif(name, size)
    image.paste(motif, (left + inset, top + inset), motif)


def _draw_badge(canvas: ImageDraw.ImageDraw, number: int, box: Box) -> None:
    middle = box.top + box.height // 2
    area = (MARGIN, middle - BADGE // 2, MARGIN + BADGE, middle + BADGE // 2)
    canvas.rounded_rectangle(area, 24, fill=TEAL)
    draw_centred(canvas, str(number), HEAVY, 44, (MARGIN + BADGE // 2, middle), WHITE)


def _draw_numbers(canvas: ImageDraw.ImageDraw) -> None:
    canvas.rectangle((0, SIDE - FOOT, SIDE, SIDE), fill=DEEP)
    nearest = "  ·  ".join(f"{one.name} {one.phone}" for one in POSTED if one is not DRUG_POLICE)
    draw_centred(canvas, nearest, BOLD, 42, (SIDE // 2, SIDE - FOOT + 42), WHITE)
    other = f"{DRUG_POLICE.name}: {DRUG_POLICE.phone}"
    draw_centred(canvas, other, BOLD, 34, (SIDE // 2, SIDE - 38), GOLD)
