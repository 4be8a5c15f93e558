"""A receipt that is typed where nobody asked for it: it opens its tip, and is never kept as words of an answer."""

from content.i18n import _
from handlers import answering, running
from handlers.asking import ask, is_first_question
from handlers.conversations.keep_receipt import LastGroup
from handlers.dialogue.attaching import Evidence
from handlers.dialogue.player import Asking
from handlers.dialogue.questions import Choice, Text
from handlers.dialogue.steps import Said
from handlers.outgoing import take_back_own
from handlers.turn import Turn
from storage.receipts import read_receipt


def take_receipt(turn: Turn, said: Said) -> bool:
    """Open a tip whose receipt is typed where nobody asked for it; never keep a receipt as words of an answer.

    False if the message is to be taken as any other.
    """
    if read_receipt(said.text) is None:
        return False
    take_back_own(turn)
    if turn.traces.stays:
        turn.say(_("That is a receipt. I can't delete it here: please delete your message yourself."))
    scene = running.find_scene(turn)
    if scene is None or is_first_question(turn, scene.asking):
        turn.session.start("my_tip")
        opened = running.find_scene(turn)
        if opened is not None:
            answering.answer(turn, opened, said)
        else:
            running.resume(turn)
        return True
    if not _keeps_words(scene.asking):
        return False
    turn.say(
        _(
            "That is a receipt. I did not keep it: please show it to nobody. To open your tip, write «/tincuatoi» later."
        )
    )
    ask(turn, scene.asking)
    return True


def _keeps_words(asking: Asking) -> bool:
    return isinstance(asking.question, Text | Evidence | Choice) and not isinstance(
        asking.question, LastGroup
    )
