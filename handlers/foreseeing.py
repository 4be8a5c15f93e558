"""Foresees that a message sends a tip, so that its receipt is found first: a turn that meets the lack late has run in vain."""

from contextlib import suppress

from content.places.folding import fold
from handlers import limits
from handlers.dialogue.review import SEND, SEND_WORDS
from handlers.errors import RefusalError
from handlers.messages import Incoming
from handlers.turn import Turn
from storage import senders

RECEIPT = ("new_receipt", None)
FIRST_CHOICE = "1"
LONGEST = 20  # characters of what means «send»


def foresee_receipt(turn: Turn) -> None:
    """Raise MissingFactError at once where the turn would raise it later; who must wait is told so later."""
    is_foreseen = turn.session.is_reviewing and turn.session.conversation == "report_tip"
    if not is_foreseen or RECEIPT in turn.facts or turn.is_idle or not _means_to_send(turn.incoming):
        return
    with suppress(RefusalError):
        limits.check(turn, limits.TIPS)
        if not senders.is_slowed(turn.tx, turn.store.runtime, turn.person, turn.now):
            turn.fact(*RECEIPT)


def _means_to_send(incoming: Incoming) -> bool:
    """Guess from the message alone; a wrong guess costs time, and nothing else."""
    if incoming.press:
        return incoming.press.endswith(f".{SEND}")
    return incoming.text == FIRST_CHOICE or (
        len(incoming.text) <= LONGEST and fold(incoming.text).strip() in SEND_WORDS
    )
