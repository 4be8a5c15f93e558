"""Decides what an officer may do while their key is locked. Only commands and answers in casework ask for the key, here.

A command of officers needs it, unless it is `keyless`; an answer needs it in a conversation that `needs_key`, which
waits as it is. «/mokhoa», «/khoa», «/huy» and all that citizens can do need none.
"""

from handlers.declarations import Command
from handlers.keys import key_at_hand
from handlers.registry import CONVERSATIONS
from handlers.turn import Turn


def require_key_for(turn: Turn, command: Command) -> None:
    """Raise LockedError if a command needs the key of the officer who writes, and it is locked."""
    if command.officers and not command.keyless:
        key_at_hand(turn)


def require_key_to_answer(turn: Turn) -> None:
    """Raise LockedError if an answer now would need the key of the officer who writes, and it is locked."""
    if is_casework(turn):
        key_at_hand(turn)


def is_casework(turn: Turn) -> bool:
    """Tell whether the conversation that runs works with tips or members, for which an officer needs their key."""
    conversation = CONVERSATIONS.get(turn.session.conversation)
    return conversation is not None and conversation.needs_key
