"""Forgets a person who leaves in a hurry: the draft, what waits for them, and every secret that was opened for them."""

from handlers.turn import Turn
from storage import conversations, outbox

LAST_POSITION = 2**62


def forget_person(turn: Turn) -> None:
    """Erase all that is remembered of the person's conversation; what they filed stays filed."""
    turn.forget_draft()
    outbox.remove_seen(turn.tx, turn.person, 0, LAST_POSITION)
    conversations.erase_draft(turn.tx, turn.person)
