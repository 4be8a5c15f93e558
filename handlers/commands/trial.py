"""What officers hear in a trial, where keys are not locked yet."""

from content.i18n import _
from handlers.turn import Turn
from storage import meta


def says_trial(turn: Turn) -> bool:
    """Tell the person that this is a trial, if it is one."""
    if meta.is_trial(turn.tx):
        turn.say(_("This is a trial: keys are not locked yet. «homthu init» on the server begins real work."))
        return True
    return False
