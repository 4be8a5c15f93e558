"""Forgets a person who leaves in a hurry: the draft, what waits for them, and every secret that was opened for them."""

from handlers.running import forget_files
from handlers.turn import Turn
from storage import conversations, outbox

LAST_POSITION = 2**62


def forget_person(turn: Turn) -> None:
    """Erase all that is remembered of the person's conversation; what they filed stays filed."""
    answers = list(turn.session.answers.values())
    forget_files(turn, answers)
    handles = [value["handle"] for value in answers if isinstance(value, dict) and "handle" in value]
    for handle in (*handles, turn.session.receipt):
        if handle:
            conversations.drop_held(turn.tx, handle)
    outbox.remove_seen(turn.tx, turn.person, 0, LAST_POSITION)
    conversations.erase_draft(turn.tx, turn.person)
