"""Forgets a person who leaves in a hurry: the draft, what waits for them, what was opened for them; locks an officer's key."""

from handlers.drafts import forget_draft
from handlers.quiz_progress import forget_progress
from handlers.turn import Turn
from storage import conversations, outbox, unlocked

LAST_POSITION = 2**62


def forget_person(turn: Turn) -> None:
    """Erase all that is remembered of the person's conversation; what they filed stays filed."""
    forget_draft(turn)
    forget_progress(turn)
    if turn.officer is not None:
        unlocked.lock(turn.tx, turn.store.runtime, turn.officer.id)
    outbox.remove_seen(turn.tx, turn.person, 0, LAST_POSITION)
    conversations.erase_draft(turn.tx, turn.person)
