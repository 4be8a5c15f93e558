"""Words that may be a command or an answer: «huy», «xóa». Asks which, and takes the decision."""

from content.i18n import _
from content.places.folding import fold
from handlers import answering, dispatch, running
from handlers.asking import CANCEL, ask, is_free
from handlers.commands.getting_help import PLEAS, may_ask_for_help
from handlers.commands.wiping import WORDS
from handlers.dialogue.player import Asking
from handlers.dialogue.steps import Said
from handlers.messages import Button, Reply
from handlers.turn import Turn

MINE = "~mine"
WIPE = "/xoa"
HELP = "/hotro"


def raise_doubt(turn: Turn, said: Said, asking: Asking) -> bool:
    """Ask what is meant, if the words may be a command or an answer; false if there is no doubt."""
    folded = fold(said.text)
    if said.attachment or said.choice:
        return False
    if folded in WORDS:
        _doubt_wish_to_wipe(turn, asking, said.text)
    elif folded == "huy" and is_free(asking.question):
        stop = Button(_("Stop and forget"), _name(turn, asking, CANCEL))
        question = _("Do you want to stop, or is «{text}» your answer?").format(text=said.text)
        _doubt(turn, asking, said.text, question, stop)
    elif is_free(asking.question) and may_ask_for_help(turn, said.text, folded):
        question = _("Do you need help now, or is «{text}» your answer?").format(text=said.text)
        _doubt(turn, asking, said.text, question, Button(_("I need help"), HELP))
    else:
        return False
    return True


def settle_doubt(turn: Turn, said: Said, doubted: str) -> bool:
    """Take the decision about a doubtful word; false if the message is about something else."""
    folded, scene = fold(said.text), running.find_scene(turn)
    if scene is None:
        return False
    command, meant = _command_of(turn, doubted)
    if command and folded in meant:
        dispatch.run_slash(turn, command)
    elif not command and folded in {"1", "huy", fold(_("Stop and forget"))}:
        answering.control(turn, scene, CANCEL)
    elif folded in {"1" if command else "2", fold(_("It is my answer"))}:
        answering.answer(turn, scene, Said(doubted))
    else:
        return False
    return True


def _command_of(turn: Turn, doubted: str) -> tuple[str, set[str]]:
    """Name the command that a doubtful word may be, and the words that then mean it; empty for «huy»."""
    word = fold(doubted)
    if word in WORDS:
        return WIPE, {*WORDS, fold(_("Erase everything"))}
    if may_ask_for_help(turn, doubted, word):
        return HELP, {*PLEAS, word, fold(_("I need help"))}
    return "", set()


def _doubt_wish_to_wipe(turn: Turn, asking: Asking, text: str) -> None:
    erase = Button(_("Erase everything"), WIPE)
    if is_free(asking.question) or "files" in asking.question.offers:
        question = _("Do you want to erase everything, or is «{text}» your answer?").format(text=text)
        _doubt(turn, asking, text, question, erase)
        return
    turn.echo(text)
    turn.say(_("To erase everything at once, write «/xoa». To go on, answer the question."), ((erase,),))
    ask(turn, asking)


def _doubt(turn: Turn, asking: Asking, text: str, question: str, button: Button) -> None:
    turn.session.doubt = text
    turn.echo(text)
    turn.reply(Reply(question, ((button, Button(_("It is my answer"), _name(turn, asking, MINE))),)))


def _name(turn: Turn, asking: Asking, value: str) -> str:
    return f"{turn.session.draft}.{asking.question.name}.{value}"
