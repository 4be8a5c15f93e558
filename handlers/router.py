"""Decides what one message is: seen before, an invitation, a command, an answer, a button that is old, or none of these."""

from dataclasses import dataclass

from content.i18n import _, use_language
from content.places.folding import fold
from handlers import running
from handlers.cleaning import clean
from handlers.commands import staff
from handlers.dialogue.attaching import LONGEST_TEXT, explain_media
from handlers.dialogue.player import Asking
from handlers.dialogue.questions import Choice, match_option
from handlers.dialogue.steps import Said
from handlers.errors import RefusalError
from handlers.messages import Attachment, Button, Incoming, Media, Reply
from handlers.pictures import fetch_picture, finish_fetch
from handlers.registry import COMMANDS, Command
from handlers.running import Scene
from handlers.session import FIRST_CONVERSATION, FIRST_DRAFT, Session
from handlers.turn import DAY_SECONDS, Facts, Product, Recipient, Turn
from storage import conversations, fetches
from storage.records import SavedFile
from storage.transaction import Transaction

LONGEST_WORDS = 40
SHORTEST_STORY = 12
MINE = "~mine"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a turn left behind: for whom something waits, and which picture is to be fetched."""

    recipients: frozenset[Recipient] = frozenset()
    fetch: str = ""


def take_message(tx: Transaction, product: Product, incoming: Incoming, now: float, facts: Facts) -> Taken:
    """Handle one message inside one transaction; a message that was handled before does nothing."""
    name = product.store.runtime.name_message(incoming.channel, incoming.message_id)
    if not conversations.note_message(tx, name, int(now // DAY_SECONDS)):
        return Taken()
    turn = Turn(tx, product, incoming, now, facts)
    with use_language(turn.language):
        turn.forget_seen()
        _end_idle(turn)
        try:
            _route(turn)
        except RefusalError as refusal:
            turn.say(str(refusal))
            running.repeat(turn)
        turn.close()
    return Taken(frozenset(turn.touched), turn.fetch)


def apologise(tx: Transaction, product: Product, incoming: Incoming, now: float) -> Taken:
    """Answer a message whose turn failed: the draft stays, and the message counts as handled."""
    name = product.store.runtime.name_message(incoming.channel, incoming.message_id)
    conversations.note_message(tx, name, int(now // DAY_SECONDS))
    turn = Turn(tx, product, incoming, now, {})
    with use_language(turn.language):
        turn.say(
            _(
                "Sorry, that did not work: the mistake is ours. Nothing is lost. Please try again, or write «back»."
            )
        )
        turn.close()
    return Taken(frozenset(turn.touched))


def set_aside(tx: Transaction, product: Product, incoming: Incoming, now: float) -> Taken:
    """Count a message as handled that not even an apology could answer: it must not come again for ever."""
    name = product.store.runtime.name_message(incoming.channel, incoming.message_id)
    conversations.note_message(tx, name, int(now // DAY_SECONDS))
    return Taken()


def take_picture(
    tx: Transaction, product: Product, fetch: str, result: SavedFile | Media, now: float
) -> Taken:
    """Take a picture that a channel has fetched, or why it could not be saved."""
    noted = fetches.get_fetch(tx, product.store.runtime, fetch)
    if noted is None:
        fetches.drop_fetch(tx, fetch)
        return Taken()
    turn = Turn(tx, product, Incoming(noted["channel"], noted["address"], ""), now, {})
    with use_language(turn.language):
        finish_fetch(turn, fetch, result)
        turn.close()
    return Taken(frozenset(turn.touched))


def _end_idle(turn: Turn) -> None:
    """Erase a draft that lay idle too long, and say so."""
    session = turn.session
    if not (turn.is_idle or session.ended):
        _keep_held(turn)
        return
    had_answers = session.ended or (
        session.conversation not in running.FIRST_CONVERSATIONS and bool(session.answers)
    )
    running.forget_files(turn, list(session.answers.values()))
    turn.session = Session(language=session.language, position=session.position)
    if had_answers:
        text = _(
            "You were away for a while, so I have erased your draft to protect you. Nothing of it was sent."
        )
        turn.say(text)


def _keep_held(turn: Turn) -> None:
    """Hold the opened receipt as long as its conversation goes on."""
    receipt = turn.session.answers.get("receipt")
    handles = [receipt["handle"]] if isinstance(receipt, dict) and "handle" in receipt else []
    for handle in [*handles, *([turn.session.receipt] if turn.session.receipt else [])]:
        turn.keep_held(handle)


def _route(turn: Turn) -> None:
    incoming = turn.incoming
    text = clean(incoming.text)
    if incoming.edited:
        _explain_edit(turn)
    elif incoming.press:
        _press(turn, incoming.press)
    elif (code := staff.read_code(text)) is not None:
        _join(turn, code)
    elif text.startswith("/") and not incoming.attachment:
        turn.echo(text)
        _command(turn, text)
    else:
        _say(turn, Said(text, attachment=incoming.attachment))


def _say(turn: Turn, said: Said) -> None:
    doubted, turn.session.doubt = turn.session.doubt, ""
    if doubted and _settle_doubt(turn, said, doubted):
        return
    _begin_page(turn)
    scene = running.find_scene(turn)
    if scene is None or running.is_first_question(turn, scene.asking):
        _say_outside(turn, scene, said)
        return
    word = None if said.attachment else running.read_control(said.text, scene.asking.question)
    if word is not None:
        running.control(turn, scene, word)
    elif (command := _read_aside(turn, said, scene.asking)) is not None:
        _run(turn, *command)
    elif _is_doubtful(said, scene.asking):
        _doubt(turn, scene.asking, said.text)
    else:
        _answer(turn, scene, said)


def _begin_page(turn: Turn) -> None:
    """Begin the conversation that a page shows to everybody who has none: it is only noted when they answer."""
    if turn.incoming.seen is not None and not turn.session.conversation and turn.officer is None:
        turn.session.start(FIRST_CONVERSATION)
        turn.session.draft = FIRST_DRAFT


def _say_outside(turn: Turn, scene: Scene | None, said: Said) -> None:
    """Take a message outside of a conversation: a command in words, or an answer to «what do you need?»."""
    command = _read_words(turn, said.text)
    if command is not None:
        turn.echo(said.text)
        _run(turn, *command)
        return
    if said.attachment is not None and not said.text:
        turn.say(_not_now(said.attachment))
        _go_on(turn)
        return
    if scene is not None and said.text:
        running.answer(turn, scene, said)
        return
    if said.attachment is None and not said.text:
        turn.say(_("Your message was empty. Please write a few words."))
    if len(said.text) > SHORTEST_STORY and turn.officer is None:
        turn.session.start(FIRST_CONVERSATION, {"need": Choice.FREE + said.text[:LONGEST_TEXT]})
    _go_on(turn)


def _read_aside(turn: Turn, said: Said, asking: Asking) -> tuple[Command, str] | None:
    """Read «help», «language» or «privacy» in words, where the question does not take any words."""
    if running.is_free(asking.question) or "files" in asking.question.offers:
        return None
    if match_option(asking.question.options(asking.part, asking.path), said) is not None:
        return None
    command = _read_words(turn, said.text)
    return command if command is not None and not command[0].starts and not command[0].officers else None


def _answer(turn: Turn, scene: Scene, said: Said) -> None:
    attachment = said.attachment
    if attachment is None:
        running.answer(turn, scene, said)
    elif "files" not in scene.asking.question.offers:
        turn.say(explain_media(attachment.media))
        running.ask(turn, scene.asking)
    elif attachment.media is Media.PICTURE and attachment.saved is None:
        fetch_picture(turn, scene.asking, said)
    else:
        running.answer(turn, scene, said)


def _press(turn: Turn, data: str) -> None:
    if data.startswith("/"):
        _command(turn, data)
        return
    doubted, turn.session.doubt = turn.session.doubt, ""
    draft, _dot, rest = data.partition(".")
    question, _dot, value = rest.partition(".")
    _begin_page(turn)
    scene = running.find_scene(turn)
    if draft != turn.session.draft or scene is None:
        turn.say(_("This button is old. Please use the newest ones."))
        _go_on(turn)
    elif question != scene.asking.question.name:
        turn.say(_("You have answered that already. To change it, write «back»."))
        running.ask(turn, scene.asking)
    elif value == MINE and doubted:
        running.answer(turn, scene, Said(doubted))
    elif value in running.CONTROL_WORDS:
        running.control(turn, scene, value)
    else:
        running.answer(turn, scene, Said(choice=value))


def _go_on(turn: Turn) -> None:
    if not turn.session.conversation:
        turn.session.start(FIRST_CONVERSATION)
    running.resume(turn)


def _command(turn: Turn, text: str) -> None:
    first, _space, argument = text[1:].strip().partition(" ")
    name = first.partition("@")[0].lower()
    word = running.read_control("/" + name, None)
    scene = running.find_scene(turn) if word is not None else None
    if word is not None and scene is not None:
        running.control(turn, scene, word)
        return
    if name == "start" and (code := staff.read_code(argument)) is not None:
        _join(turn, code)
        return
    command = next((one for one in _commands_for(turn) if name in {one.name, one.alias}), None)
    if command is None:
        turn.say(_("I don't know that command. «/trogiup» shows what you can do here."))
        _go_on(turn)
        return
    _run(turn, command, argument)


def _run(turn: Turn, command: Command, argument: str) -> None:
    session = turn.session
    busy = bool(session.conversation) and session.conversation not in running.FIRST_CONVERSATIONS
    if busy and command.starts:
        turn.say(
            _("You are in the middle of something. Please answer the question, or write «cancel» to stop.")
        )
        running.repeat(turn)
        return
    draft = session.draft
    command.run(turn, argument.strip())
    if turn.session.draft != draft:
        with use_language(turn.language):
            running.resume(turn)
    elif busy or turn.officer is None:
        with use_language(turn.language):
            _go_on_quietly(turn)


def _go_on_quietly(turn: Turn) -> None:
    if turn.session.conversation:
        running.repeat(turn)
    else:
        turn.session.start("next_need")
        running.resume(turn)


def _commands_for(turn: Turn) -> list[Command]:
    return [command for command in COMMANDS if not command.officers or turn.officer is not None]


def _read_words(turn: Turn, text: str) -> tuple[Command, str] | None:
    """Read a command in words, with or without accents: «hàng đợi», «nhan 12»."""
    folded = fold(text)
    if not folded or len(folded) > LONGEST_WORDS:
        return None
    for command in _commands_for(turn):
        for words in command.words:
            if folded == words:
                return command, ""
            rest = folded.removeprefix(words + " ")
            if command.officers and rest != folded and rest[:1].isdigit():
                return command, " ".join(text.split()[len(words.split()) :])
    return None


def _join(turn: Turn, code: str) -> None:
    session = turn.session
    busy = bool(session.conversation) and session.conversation not in running.FIRST_CONVERSATIONS
    if busy:
        raise RefusalError(
            _("You are in the middle of something. Please answer the question, or write «cancel» to stop.")
        )
    staff.join(turn, code)
    running.resume(turn)


def _explain_edit(turn: Turn) -> None:
    turn.say(
        _(
            "I saw that you edited a message. That changes nothing here: please write the new text as a new message."
        )
    )
    _go_on(turn) if not turn.session.conversation else running.repeat(turn)


def _not_now(attachment: Attachment) -> str:
    if attachment.media is Media.PICTURE:
        return _("I did not keep that picture. To send pictures with a tip, begin with «/baotin».")
    return explain_media(attachment.media)


def _is_doubtful(said: Said, asking: Asking) -> bool:
    return fold(said.text) == "huy" and running.is_free(asking.question) and not said.choice


def _doubt(turn: Turn, asking: Asking, text: str) -> None:
    turn.session.doubt = text
    turn.echo(text)
    name = f"{turn.session.draft}.{asking.question.name}"
    buttons = (
        Button(_("Stop and forget"), f"{name}.{running.CANCEL}"),
        Button(_("It is my answer"), f"{name}.{MINE}"),
    )
    turn.reply(Reply(_("Do you want to stop, or is «{text}» your answer?").format(text=text), (buttons,)))


def _settle_doubt(turn: Turn, said: Said, doubted: str) -> bool:
    """Take the decision about a doubtful word; false if the message is about something else."""
    folded, scene = fold(said.text), running.find_scene(turn)
    if scene is None:
        return False
    if folded in {"1", "huy", fold(_("Stop and forget"))}:
        running.control(turn, scene, running.CANCEL)
        return True
    if folded in {"2", fold(_("It is my answer"))}:
        running.answer(turn, scene, Said(doubted))
        return True
    return False
