"""Decides what a message means where a conversation runs: by text, button or attachment."""

from content.i18n import _
from content.places.folding import fold
from handlers import answering, dispatch, running
from handlers.asking import CONTROL_WORDS, ask, is_first_question, is_free, read_control
from handlers.commands.getting_help import HELP, may_ask_for_help
from handlers.declarations import Command
from handlers.dialogue.media import explain_media
from handlers.dialogue.player import Asking
from handlers.dialogue.questions import match_option
from handlers.dialogue.steps import Said
from handlers.doubts import MINE, raise_doubt, settle_doubt
from handlers.evidence import fetch_media
from handlers.locked import require_key_to_answer
from handlers.messages import Media
from handlers.outside import take_outside
from handlers.running import Scene
from handlers.session import FIRST_CONVERSATION, FIRST_DRAFT
from handlers.turn import Turn
from handlers.typed_receipts import take_receipt
from handlers.withheld import explain_too_big

FIRST_COMMANDS = frozenset({"hangdoi", "tin", "nhan", "trogiup"})  # these are no names of officers


def take_text(turn: Turn, said: Said) -> None:
    """Take text or something attached: an answer, a control word, a command in words, or a new story."""
    require_key_to_answer(turn)
    doubted, turn.session.doubt = turn.session.doubt, ""
    if doubted and settle_doubt(turn, said, doubted):
        return
    if take_receipt(turn, said):
        return
    _begin_page(turn)
    scene = running.find_scene(turn)
    if scene is None or is_first_question(turn, scene.asking):
        take_outside(turn, scene, said)
        return
    if turn.session.conversation in dispatch.INTERRUPTIBLE and _is_first_command(turn, said):
        return
    word = None if said.attachment else read_control(said.text, scene.asking.question)
    if word is not None:
        answering.control(turn, scene, word)
    elif raise_doubt(turn, said, scene.asking):
        return
    elif (command := _read_aside(turn, said, scene.asking)) is not None:
        dispatch.run(turn, *command)
    else:
        _answer(turn, scene, said)


def take_press(turn: Turn, data: str) -> None:
    """Take a pressed button: a command, or an answer to the question that waits; an old one is told so."""
    if data.startswith("/"):
        dispatch.run_slash(turn, data)
        return
    require_key_to_answer(turn)
    doubted, turn.session.doubt = turn.session.doubt, ""
    draft, _dot, rest = data.partition(".")
    question, _dot, value = rest.partition(".")
    if draft == FIRST_DRAFT and not turn.session.conversation and turn.officer is None:
        turn.session.start("next_need")
    scene = running.find_scene(turn)
    if scene is None or not _fits(turn, scene, draft):
        turn.say(_("This button is old. Please use the newest ones."))
        dispatch.go_on(turn)
    elif question != scene.asking.question.name:
        turn.say(_("You have answered that already. To change it, write «back»."))
        ask(turn, scene.asking)
    elif value == MINE and doubted:
        answering.answer(turn, scene, Said(doubted))
    elif value in CONTROL_WORDS:
        answering.control(turn, scene, value)
    else:
        answering.answer(turn, scene, Said(choice=value))


def _begin_page(turn: Turn) -> None:
    """Begin the conversation that a page shows to everybody who has none: it is only noted when they answer."""
    begun = turn.session.conversation or turn.has_erased
    if turn.incoming.seen is not None and not begun and turn.officer is None:
        turn.session.start(FIRST_CONVERSATION)


def _fits(turn: Turn, scene: Scene, draft: str) -> bool:
    """Tell whether a button belongs to the conversation that runs; those of the first question never grow old."""
    return draft == turn.session.draft or (draft == FIRST_DRAFT and is_first_question(turn, scene.asking))


def _is_first_command(turn: Turn, said: Said) -> bool:
    """Run a command that a new officer writes instead of a name."""
    command = dispatch.read_words(turn, said.text)
    if command is None or command[0].name not in FIRST_COMMANDS:
        return False
    dispatch.run(turn, *command)
    return True


def _read_aside(turn: Turn, said: Said, asking: Asking) -> tuple[Command, str] | None:
    """Read a command in words, where the question does not take any words."""
    if is_free(asking.question) or "files" in asking.question.offers:
        return None
    if match_option(asking.question.options(asking.part, asking.path), said) is not None:
        return None
    return dispatch.read_words(turn, said.text) or _read_cry(turn, said.text)


def _read_cry(turn: Turn, text: str) -> tuple[Command, str] | None:
    """Read words that ask for help, where they are no answer."""
    return (HELP, "") if may_ask_for_help(turn, text, fold(text)) else None


def _answer(turn: Turn, scene: Scene, said: Said) -> None:
    attachment = said.attachment
    if attachment is None or (attachment.position and "location" in scene.asking.question.offers):
        answering.answer(turn, scene, said)
    elif "files" not in scene.asking.question.offers:
        turn.session.album = turn.incoming.album
        turn.say(explain_media(attachment.media))
        _take_caption(turn, scene, said)
    elif attachment.reference:
        fetch_media(turn, scene.asking, said)
    elif attachment.media is Media.TOO_BIG and not turn.traces.own:
        turn.say(explain_too_big(turn.product.doors))
        _take_caption(turn, scene, said)
    else:
        answering.answer(turn, scene, said)


def _take_caption(turn: Turn, scene: Scene, said: Said) -> None:
    """Take the words that came with what could not be taken; without any, ask again."""
    if said.text:
        answering.answer(turn, scene, Said(said.text))
    else:
        ask(turn, scene.asking)
