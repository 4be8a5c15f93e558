"""What all scripts about one tip begin with."""

from handlers.dialogue.questions import look_up
from handlers.dialogue.steps import Script

LONGEST_ANSWER = 3000
BETWEEN = ", "  # where several tips are named
GONE = ""  # what a look-up gives where the tip is not the officer's any more: the end says why


def given(name: str) -> Script[str]:
    """Give what the command that began the conversation has put into its answers."""
    value: str = yield from look_up(name, "given", recorded=True)
    return value
