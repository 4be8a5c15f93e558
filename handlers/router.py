"""Takes one message through one turn: seen before, idle too long, then whatever it is; and what to do when that fails."""

from dataclasses import dataclass

from content.i18n import _, use_language
from handlers import dispatch, editing, hearing, limits, notices, running
from handlers.cleaning import clean
from handlers.commands import joining
from handlers.dialogue.steps import Said
from handlers.drafts import forget_files, keep_held
from handlers.durations import DAY_SECONDS
from handlers.errors import RefusalError
from handlers.evidence import Saved, finish_fetch
from handlers.foreseeing import foresee_receipt
from handlers.keys import LockedError, stay_unlocked
from handlers.leaving import forget_person
from handlers.menus import menu_in
from handlers.messages import Button, Incoming, Media, Recipient
from handlers.outgoing import close_turn, forget_seen, offer_menu
from handlers.posters import note_poster
from handlers.product import Product
from handlers.session import FIRST_CONVERSATIONS, Session
from handlers.turn import Facts, Turn
from handlers.withheld import explain_other_ways
from storage import conversations, fetches
from storage.transaction import Transaction


@dataclass(slots=True)
class Taken:
    """What a turn left behind: for whom something waits, what is to be fetched, whether a subscription is to end.

    `is_known`: the message was handled before, and nothing was done.
    """

    recipients: frozenset[Recipient] = frozenset()
    fetch: str = ""
    has_wish: bool = False
    is_known: bool = False


def take_message(tx: Transaction, product: Product, incoming: Incoming, now: float, facts: Facts) -> Taken:
    """Handle one message inside one transaction; a message that was handled before does nothing."""
    name = product.store.runtime.name_message(incoming.channel, incoming.message_id)
    if not conversations.note_message(tx, name, int(now // DAY_SECONDS)):
        return Taken(is_known=True)
    turn = Turn(tx, product, incoming, now, facts)
    if incoming.leaves:
        forget_person(turn)
        return Taken()
    foresee_receipt(turn)
    with use_language(turn.language):
        forget_seen(turn)
        _end_idle(turn)
        note_poster(turn, incoming.commune)
        number = limits.count_message(turn)
        if number <= limits.MESSAGES_A_MINUTE:
            _take(turn)
        elif number == limits.MESSAGES_A_MINUTE + 1:  # said once: answers to all would be a flood of our own
            turn.say(
                _(
                    "So many messages came at once that I did not take this one and those that follow. "
                    "Please wait a minute, then send them again. What you have written before stays."
                )
            )
        if turn.acts:
            notices.keep_true(turn)
        if turn.has_new_menu:
            offer_menu(turn, menu_in(turn.language, officers=turn.officer is not None))
        close_turn(turn)
    return Taken(frozenset(turn.touched), turn.fetch, turn.has_wish)


def _take(turn: Turn) -> None:
    try:
        _route(turn)
    except LockedError as locked:
        turn.say(str(locked), ((Button(_("Unlock my key"), "/mokhoa"),),))
    except RefusalError as refusal:
        turn.say(str(refusal))
        running.repeat(turn)


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
        close_turn(turn)
    return Taken(frozenset(turn.touched))


def set_aside(tx: Transaction, product: Product, incoming: Incoming, now: float) -> Taken:
    """Count a message as handled that not even an apology could answer: it must not come again for ever."""
    name = product.store.runtime.name_message(incoming.channel, incoming.message_id)
    conversations.note_message(tx, name, int(now // DAY_SECONDS))
    return Taken()


def take_media(tx: Transaction, product: Product, fetch: str, result: Saved | Media, now: float) -> Taken:
    """Take what a channel has fetched and a worker has saved, or why it could not be."""
    noted = fetches.get_fetch(tx, product.store.runtime, fetch)
    if noted is None:
        fetches.drop_fetch(tx, fetch)
        return Taken()
    turn = Turn(tx, product, Incoming(noted["channel"], noted["address"], ""), now, {})
    with use_language(turn.language):
        finish_fetch(turn, fetch, result)
        close_turn(turn)
    return Taken(frozenset(turn.touched))


def _end_idle(turn: Turn) -> None:
    """Erase a draft that lay idle too long, and say so."""
    session = turn.session
    if not (turn.is_idle or session.ended):
        keep_held(turn)
        return
    turn.has_erased = True
    had_answers = session.ended or (session.conversation not in FIRST_CONVERSATIONS and bool(session.answers))
    forget_files(turn, list(session.answers.values()))
    turn.session = Session(language=session.language, position=session.position)
    if had_answers:
        text = _(
            "You were away for a while, so I have erased your draft to protect you. Nothing of it was sent."
        )
        turn.say(text)


def _route(turn: Turn) -> None:
    incoming = turn.incoming
    if incoming.in_group:
        turn.say(_("Others read along in a group, so I do nothing here. Please write to me alone."))
        return
    text = clean(incoming.text)
    stay_unlocked(turn)
    if incoming.edited:
        editing.take_edit(turn, text)
    elif (command := dispatch.read_keyless(turn, text)) is not None:
        dispatch.run(turn, *command)
    elif incoming.press:
        hearing.take_press(turn, incoming.press)
    elif (code := joining.read_code(text)) is not None:
        dispatch.join(turn, code)
    elif text.startswith("/") and not incoming.attachment:
        turn.echo(text)
        dispatch.run_slash(turn, text)
    else:
        _take_words(turn, Said(text, attachment=incoming.attachment))


def _take_words(turn: Turn, said: Said) -> None:
    album = turn.incoming.album
    if album and album == turn.session.album:  # the rest of what was refused just now
        return
    if said.attachment is not None and said.attachment.media is Media.WITHHELD:
        turn.say(explain_other_ways(turn.product.doors, said.attachment.lost))
        if not said.text:
            running.repeat(turn)
            return
        said = Said(said.text)
    hearing.take_text(turn, said)
