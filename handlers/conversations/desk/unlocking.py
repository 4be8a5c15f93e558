"""The officers' scripts about their own key."""

from content.i18n import _
from handlers.dialogue.questions import confirm, look_up, say, secret
from handlers.dialogue.steps import Script
from storage.records import Json


def unlock_key() -> Script[list[Json]]:
    """Ask for the passphrase in a terminal; give the conversation that this interrupted."""
    interrupted: list[Json] = yield from look_up("interrupted", "given", recorded=True)
    yield from secret(
        "phrase",
        _("Please type your passphrase, and behind it the code of your phone if you use one."),
        "passphrase",
    )
    return interrupted


def make_key() -> Script[list[Json]]:
    """Show a new passphrase in a terminal and ask for it; give the conversation that this interrupted."""
    interrupted: list[Json] = yield from look_up("interrupted", "given", recorded=True)
    handle = yield from look_up("made", "new_phrase", recorded=True)
    words = yield from look_up("words", "held_phrase", handle)
    if words is None:
        return interrupted
    shown = _("Your passphrase. Write it on paper, never into a file or a chat:\n\n{words}")
    yield from say("shown", shown.format(words=words), secret=True)
    yield from secret("again", _("Please type these words once, so that none is wrong."), "new_passphrase")
    return interrupted


def renew_key() -> Script[bool]:
    """Ask whether the key shall really be made anew."""
    question = _(
        "A new key opens no tip until a lead grants you the queue's key again. Have you forgotten your passphrase?"
    )
    return (yield from confirm("sure", question, yes=_("Yes, make a new key"), no=_("No, keep my key")))
