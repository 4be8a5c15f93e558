"""One-time links to the page on which an officer makes or unlocks their key."""

from enum import StrEnum

from content.i18n import _
from handlers.keys import require_officer
from handlers.turn import Turn

LINK_SECONDS = 5 * 60.0


class Purpose(StrEnum):
    """What a key link is for."""

    MAKE = "make"
    UNLOCK = "unlock"
    CODE = "code"


def offer_link(turn: Turn, purpose: Purpose) -> None:
    """Give a one-time link to the page on which an officer makes or unlocks their key."""
    token = turn.hold({"officer": require_officer(turn).id.hex(), "purpose": purpose}, LINK_SECONDS)
    texts = {
        Purpose.MAKE: _("Please make your key on this page. The link works once, for 5 minutes: {link}"),
        Purpose.UNLOCK: _("Please unlock your key on this page. The link works once, for 5 minutes: {link}"),
        Purpose.CODE: _("Please set up the codes on this page. The link works once, for 5 minutes: {link}"),
    }
    turn.say(texts[purpose].format(link=f"{turn.product.public_url}/can-bo/khoa/{token}"), secret=True)
