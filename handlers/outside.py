"""Decides what a message means where no conversation runs yet, or only «what do you need?» is asked."""

from content.i18n import _
from handlers import answering, dispatch
from handlers.asking import read_control
from handlers.dialogue.attaching import LONGEST_TEXT
from handlers.dialogue.media import explain_media
from handlers.dialogue.open_choice import LONGEST_SLIP
from handlers.dialogue.questions import Choice
from handlers.dialogue.steps import Said
from handlers.messages import Attachment, Media
from handlers.running import Scene
from handlers.session import FIRST_CONVERSATION
from handlers.turn import Turn


def take_outside(turn: Turn, scene: Scene | None, said: Said) -> None:
    """Take a message outside of a conversation: a command in words, or an answer to «what do you need?»."""
    command = dispatch.read_words(turn, said.text)
    if command is not None:
        turn.echo(said.text)
        dispatch.run(turn, *command)
    elif said.attachment is not None or not said.text:
        turn.session.album = turn.incoming.album
        turn.say(_not_now(said.attachment))
        _begin_outside(turn, scene, said)
    elif read_control(said.text, None) is not None:
        turn.echo(said.text)
        turn.say(_("Nothing has begun yet, so there is nothing to stop."))
        if turn.officer is None:
            dispatch.go_on(turn)
    else:
        _begin_outside(turn, scene, said)


def _begin_outside(turn: Turn, scene: Scene | None, said: Said) -> None:
    if scene is not None and said.text:
        answering.answer(turn, scene, said)
        return
    if turn.officer is not None:
        turn.echo(said.text)
    elif len(said.text) > LONGEST_SLIP:
        turn.session.start(FIRST_CONVERSATION, {"need": Choice.FREE + said.text[:LONGEST_TEXT]})
        if turn.incoming.deletable:
            turn.session.hear(turn.incoming.deletable, "need")
    dispatch.go_on(turn)


def _not_now(attachment: Attachment | None) -> str:
    if attachment is None:
        return _("Your message was empty. Please write a few words.")
    if attachment.media in {Media.PICTURE, Media.PDF, Media.VIDEO}:
        return _("I did not keep that. To send pictures or videos with a tip, begin with «/baotin».")
    return explain_media(attachment.media)
