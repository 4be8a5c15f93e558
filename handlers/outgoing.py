"""What leaves a turn: it waits in the outbox, and nothing is sent or taken back before the transaction is committed."""

from dataclasses import dataclass, replace

from handlers.durations import HOUR_SECONDS
from handlers.envelopes import dump_menu, dump_removal, dump_reply
from handlers.messages import Menu, Recipient, Removal, Reply
from handlers.session import STREAM_BITS, Session, find_session, save_session
from handlers.turn import TIP_SLOT, Rows, Turn
from storage import outbox, posted
from storage.officers import Officer
from storage.posted import Posted
from storage.records import Json

TIP_SECONDS = HOUR_SECONDS


@dataclass(slots=True)
class _Chat:
    """One person's chat, with what is remembered of it."""

    channel: str
    address: str
    person: bytes
    session: Session


def notify(turn: Turn, officer: Officer, text: str, rows: Rows = (), slot: str = "") -> None:
    """Send an alert to an officer, at most once; it takes the place of the last one of its slot."""
    if turn.officer is not None and officer.id == turn.officer.id:
        turn.say(text, rows)
        return
    chat = _chat_of(turn, officer)
    _post(turn, chat, Reply(text, rows, kind="notice", slot=slot))
    _keep(turn, chat)


def amend(turn: Turn, officer: Officer, text: str, rows: Rows, slot: str) -> None:
    """Word anew the notice of a slot that stands in an officer's chat, where messages can be changed."""
    if not turn.product.traces_of(officer.channel).hours:
        return
    chat = _chat_of(turn, officer)
    _post(turn, chat, Reply(text, rows, kind="notice", slot=slot, edits=True))
    if chat.person != turn.person:
        _keep(turn, chat)


def show_standing(turn: Turn, officer: Officer, reply: Reply, *, ends: bool) -> None:
    """Show an officer how something stands: one message that is changed; where none can be changed, the end alone."""
    traces = turn.product.traces_of(officer.channel)
    if not (traces.hours or traces.own or ends):
        return
    chat = _chat_of(turn, officer)
    _post(turn, chat, reply)
    if chat.person != turn.person:
        _keep(turn, chat)


def offer_menu(turn: Turn, menu: Menu) -> None:
    """Offer commands in the menu of this chat, if it has one."""
    if turn.incoming.channel in turn.product.menus:
        _line_up(turn, _own_chat(turn), dump_menu(menu))


def take_menu(turn: Turn, officer: Officer) -> None:
    """Offer somebody who is no officer any more what everybody is offered."""
    if officer.channel in turn.product.menus:
        chat = _chat_of(turn, officer)
        _line_up(turn, chat, dump_menu(Menu()))
        if chat.person != turn.person:
            _keep(turn, chat)


def take_back(turn: Turn, *messages: str, slot: str = "") -> None:
    """Take messages of this chat back, where the channel can: those named, else those of a slot, else all."""
    if turn.traces.hours:
        _line_up(turn, _own_chat(turn), dump_removal(Removal(messages, slot)))


def take_back_own(turn: Turn) -> None:
    """Take back the message that is being handled: it holds what nobody may find in the chat."""
    if turn.incoming.deletable and not turn.own_is_gone:
        turn.own_is_gone = True
        take_back(turn, turn.incoming.deletable)


def clear_desk(turn: Turn, officer: Officer, *, stops: bool) -> None:
    """Take from an officer's page and chat what shows tips; end their conversation if it stops."""
    chat = _chat_of(turn, officer)
    outbox.remove_slot(turn.tx, turn.store.runtime, chat.person, TIP_SLOT)
    if turn.product.traces_of(officer.channel).hours:
        _line_up(turn, chat, dump_removal(Removal((), TIP_SLOT)))
    if chat.person != turn.person:  # one's own ends by itself with this turn
        if stops:
            chat.session.stop()
        _keep(turn, chat)


def forget_seen(turn: Turn) -> None:
    """Remove from the outbox what the person's page has shown."""
    seen = turn.incoming.seen
    if seen:
        first = seen >> STREAM_BITS << STREAM_BITS
        outbox.remove_seen(turn.tx, turn.person, first, seen)


def close_turn(turn: Turn) -> None:
    """Write what was said and what is remembered."""
    shows_tip = turn.officer is not None and (turn.shows_tip or "tip" in turn.session.answers)
    chat = _own_chat(turn)
    for reply in turn.said:
        _post(turn, chat, _guard(reply) if shows_tip else reply)
    _note_own(turn, fleeting=shows_tip)
    turn.session.touched = turn.now
    save_session(turn.tx, turn.store.runtime, turn.person, turn.session)


def close_silently(turn: Turn) -> None:
    """Write what is remembered of somebody who has not written just now."""
    _keep(turn, _own_chat(turn))


def _own_chat(turn: Turn) -> _Chat:
    return _Chat(turn.incoming.channel, turn.incoming.address, turn.person, turn.session)


def _chat_of(turn: Turn, officer: Officer) -> _Chat:
    person = turn.store.runtime.name_person(officer.channel, officer.address)
    if person == turn.person:
        return _own_chat(turn)
    session = find_session(turn.tx, turn.store.runtime, person)
    return _Chat(officer.channel, officer.address, person, session)


def _keep(turn: Turn, chat: _Chat) -> None:
    """Remember a chat as it is now; an alert is no sign of life that would keep a draft from growing idle."""
    chat.session.touched = chat.session.touched or turn.now
    save_session(turn.tx, turn.store.runtime, chat.person, chat.session)


def _post(turn: Turn, chat: _Chat, reply: Reply) -> None:
    if reply.edits:
        waiting = outbox.remove_slot(turn.tx, turn.store.runtime, chat.person, reply.slot)
        if any(not one.get("edits") for one in waiting):  # nothing stands there yet that could be changed
            reply = replace(reply, edits=False)
    _line_up(turn, chat, dump_reply(reply))


def _line_up(turn: Turn, chat: _Chat, content: Json) -> None:
    chat.session.position += 1
    message = {"address": chat.address, **content}
    position, runtime = chat.session.position, turn.store.runtime
    outbox.add(turn.tx, runtime, chat.channel, chat.person, position, turn.today, message)
    turn.touched.add(Recipient(chat.channel, chat.person))


def _note_own(turn: Turn, *, fleeting: bool) -> None:
    """Remember where the person's own message stands, so that it can be taken back."""
    own, reach = turn.incoming.deletable, turn.traces.reach
    if own and reach:
        one = Posted(turn.person, turn.incoming.channel, turn.incoming.address, own, fleeting=fleeting)
        due = turn.now + (TIP_SECONDS if fleeting else reach)
        posted.note(turn.tx, turn.store.runtime, one, turn.now, due)


def _guard(reply: Reply) -> Reply:
    """Let a reply that shows a tip stand for an hour only, and not be passed on."""
    return replace(reply, secret=True, slot=TIP_SLOT, lasts=TIP_SECONDS)
