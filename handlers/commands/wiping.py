"""`/xoa`: erases what a person has begun and, as far as the channel can, the chat that others could find on their phone.

Decides that it asks nothing back, that nothing filed is lost, and that no trace of the wish is kept.
"""

from content.i18n import N_, _
from handlers.declarations import Command
from handlers.drafts import forget_draft
from handlers.messages import Incoming
from handlers.outgoing import take_back
from handlers.quiz_progress import forget_progress
from handlers.session import Session
from handlers.turn import Turn
from storage import outbox

NAMES = frozenset({"xoa", "wipe"})
WORDS = ("xoa", "xoa het", "xoa tat ca", "xoa sach", "wipe", "erase everything")


def asks_to_wipe(incoming: Incoming) -> bool:
    """Tell whether a message is the command, which is obeyed wherever it is written."""
    text = "" if incoming.attachment else incoming.press or incoming.text
    return text.startswith("/") and text[1:].partition(" ")[0].partition("@")[0].lower() in NAMES


def wipe(turn: Turn, argument: str) -> None:
    """Erase the draft, what is held, what waits, and the chat; then say what is gone and what is not."""
    forget_draft(turn)
    forget_progress(turn)
    for row in outbox.waiting_for(turn.tx, turn.store.runtime, turn.person):
        if row.message is None or row.message.get("kind") != "notice":
            outbox.remove(turn.tx, turn.person, row.position)
    turn.session = Session(language=turn.session.language, position=turn.session.position)
    turn.drop_replies()
    take_back(turn)
    by_hand = turn.traces.by_hand
    turn.say("\n\n".join(part for part in (_what_is_gone(turn), _(by_hand) if by_hand else "") if part))


def _what_is_gone(turn: Turn) -> str:
    hours = turn.traces.hours
    if turn.officer is not None:
        text = _("Erased: what you had begun to write. The tips of your queues stay as they are.")
    else:
        text = _("Erased: your draft and what I held for you. A tip that you have sent is not lost.")
    if not hours:
        return text
    chat = _("I am also deleting this chat of the last {hours} hours, on both sides.").format(hours=hours)
    return f"{text} {chat}"


COMMANDS = (Command("xoa", "wipe", wipe, N_("Erase everything here"), WORDS, ends=True),)
