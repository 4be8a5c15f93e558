"""Finds and runs commands: with a slash, in words with or without accents, and invitation codes."""

import re
from collections import defaultdict
from functools import cache

from content.i18n import _, use_language
from content.places.folding import fold
from handlers import answering, limits, running
from handlers.asking import read_control
from handlers.commands import joining
from handlers.commands.granting import ask_for_grants
from handlers.declarations import Command
from handlers.errors import DeniedError, RefusalError
from handlers.locked import is_casework, require_key_for
from handlers.numbers import is_tip_name, record_refusal
from handlers.registry import COMMANDS
from handlers.session import FIRST_CONVERSATION, FIRST_CONVERSATIONS
from handlers.turn import Turn

LONGEST_WORDS = 40
FILLERS = re.compile(r"^(?:(?:tin|số|so|tip|no\.?)\s+)+", re.IGNORECASE)  # «trả lời tin số 12»
INTERRUPTIBLE = frozenset({"introduce"})  # a new officer may begin to work before they say their name


def run_slash(turn: Turn, text: str) -> None:
    """Run a command written with a slash, with what follows it."""
    first, _space, argument = text[1:].strip().partition(" ")
    name = first.partition("@")[0].lower()
    word = read_control("/" + name, None)
    scene = running.find_scene(turn) if word is not None else None
    if word is not None and scene is not None:
        answering.control(turn, scene, word)
        return
    if name == "start" and (code := joining.read_code(argument)) is not None:
        join(turn, code)
        return
    command = next((one for one in commands_for(turn) if name in {one.name, one.alias}), None)
    if command is None:
        turn.say(_("I don't know that command. «/trogiup» shows what you can do here."))
        if turn.session.conversation or turn.officer is None:
            go_on(turn)
        return
    run(turn, command, argument)


def run(turn: Turn, command: Command, argument: str) -> None:
    """Run a command; one that begins a conversation waits while another one runs."""
    require_key_for(turn, command)
    busy = _is_busy(turn)
    if busy and command.starts:
        raise RefusalError(_finish_first() if turn.incoming.wrote else _all_is_there())
    draft = turn.session.draft
    try:
        command.run(turn, argument.strip())
    except DeniedError:
        record_refusal(turn, command.name, argument)
        raise
    if command.ends:
        return
    if turn.session.draft != draft and turn.session.conversation:
        with use_language(turn.language):
            running.resume(turn)
    elif busy or turn.officer is None:
        with use_language(turn.language):
            _go_on_quietly(turn)


def read_keyless(turn: Turn, text: str) -> tuple[Command, str] | None:
    """Read the words that lock or unlock an officer's key: in the middle of casework they are never an answer."""
    found = read_words(turn, text) if is_casework(turn) else None
    return found if found is not None and found[0].keyless and not found[0].starts else None


def read_words(turn: Turn, text: str) -> tuple[Command, str] | None:
    """Read a command in words, with or without accents: «hàng đợi», «nhan 12», «trả lời tin 12: …»."""
    is_officer = turn.officer is not None
    called = _commands_by_words().get(fold(text), ()) if len(text) <= LONGEST_WORDS else ()
    command = next((one for one in called if is_officer or not one.officers), None)
    if command is not None:
        return command, ""
    return _read_with_argument(text) if is_officer else None


@cache
def _commands_by_words() -> dict[str, list[Command]]:
    found: defaultdict[str, list[Command]] = defaultdict(list)
    for command in COMMANDS:
        for words in command.words:
            found[words].append(command)
    return dict(found)


def _read_with_argument(text: str) -> tuple[Command, str] | None:
    for command in COMMANDS:
        for words in command.words if command.officers else ():
            argument = _read_argument(text, words)
            if argument is not None:
                return command, argument
    return None


def _read_argument(text: str, words: str) -> str | None:
    """Read the tip's name and what follows it behind a command's words; None if the text does not go so."""
    for count in {1, len(words.split())}:
        parts = text.split(None, count)
        if len(parts) <= count or fold(" ".join(parts[:count])).replace(" ", "") != words.replace(" ", ""):
            continue
        rest = FILLERS.sub("", parts[count])
        name, _space, story = rest.partition(" ")
        if is_tip_name(name.rstrip(":,.")):
            return f"{name.rstrip(':,.')} {story}".strip()
    return None


def join(turn: Turn, code: str) -> None:
    """Let the person join by an invitation code."""
    if _is_busy(turn):
        raise RefusalError(_finish_first())
    limits.check(turn, limits.CODES)
    joining.join(turn, code)
    ask_for_grants(turn)
    if turn.session.conversation:
        running.resume(turn)


def go_on(turn: Turn) -> None:
    """Ask the question that waits; the first one, if none does. Officers hear what they can write."""
    if not turn.session.conversation and turn.officer is not None:
        turn.say(
            _(
                "I did not understand that. «/hangdoi» lists your tips, «/trogiup» shows everything you can write."
            )
        )
        return
    if not turn.session.conversation:
        turn.session.start(FIRST_CONVERSATION)
    running.resume(turn)


def _go_on_quietly(turn: Turn) -> None:
    if turn.session.conversation:
        running.repeat(turn)
    else:
        turn.session.start("next_need")
        running.resume(turn)


def commands_for(turn: Turn) -> list[Command]:
    """List the commands that the person has."""
    return [command for command in COMMANDS if not command.officers or turn.officer is not None]


def _is_busy(turn: Turn) -> bool:
    conversation = turn.session.conversation
    return bool(conversation) and conversation not in FIRST_CONVERSATIONS | INTERRUPTIBLE


def _finish_first() -> str:
    return _("You are in the middle of something. Please answer the question, or write «cancel» to stop.")


def _all_is_there() -> str:
    return _("Thank you for following. What you have begun is still there: please go on with this question.")
