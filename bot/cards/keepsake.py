"""The picture that people keep of a pledge: who pledges what, and nothing about anybody."""

from dataclasses import replace

from bot.cards.card import FOOT, HEAD, LABEL, MARGIN, SIDE, TITLE, Words, draw_sheet
from bot.cards.lettering import Box, fit
from bot.cards.palette import GOLD, INK, WHITE
from bot.fonts import BOLD, HEAVY
from content.i18n import _, use_language
from content.pledges.pack import pledges
from content.pledges.pledge import PledgeKind

BADGE_WIDTH, TOP_GAP, FOOT_GAP, ROW_GAP = 110, 24, 14, 8
LARGEST, SMALLEST = 40, 30


def draw_keepsake(kind: PledgeKind, language: str) -> bytes:
    """Draw the picture of a pledge as PNG; raise OverflowingTextError if its words don't fit."""
    return draw_sheet(lay_out_keepsake(kind, language), "pledge", language)


def lay_out_keepsake(kind: PledgeKind, language: str) -> list[Words]:
    """Decide where all words of the picture stand."""
    with use_language(language):
        label, title = _("A place without drugs"), _titles()[kind]
    lines = pledges()[kind].lines("", language)
    top, left = HEAD + TOP_GAP, MARGIN + BADGE_WIDTH
    height = (SIDE - FOOT - FOOT_GAP - top) // len(lines)
    first = Box(left, top, SIDE - 40 - left, height - ROW_GAP, LARGEST, SMALLEST)
    size = min(fit(line, BOLD, first).size for line in lines)
    return [
        Words(label, BOLD, LABEL, GOLD),
        Words(title, HEAVY, TITLE, WHITE),
        *(
            Words(line, BOLD, replace(first, top=top + height * row, largest=size), INK)
            for row, line in enumerate(lines)
        ),
    ]


def _titles() -> dict[PledgeKind, str]:
    return {
        PledgeKind.HOUSEHOLD: _("Our family pledges"),
        PledgeKind.GROUP: _("Our hamlet pledges"),
        PledgeKind.CLAN: _("Our clan pledges"),
        PledgeKind.CLASS: _("Our class pledges"),
        PledgeKind.BUSINESS: _("Our business pledges"),
    }
