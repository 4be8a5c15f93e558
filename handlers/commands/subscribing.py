"""The subscription to prevention messages: consent in one press, choices that can be changed, and one word that ends it.

Says when it begins and what can undo it before then: a week's wishes are written together, once the week is over.
"""

from content.consents import CONSENTS, LATEST, LATEST_FOLLOWERS
from content.i18n import N_, _
from content.places.folding import fold
from content.places.gazetteer import communes
from handlers import limits
from handlers.conversations.choosing import Order, change_messages, fill_in, show_order, subscribe
from handlers.declarations import Command, Conversation
from handlers.dialogue.questions import NO_WORDS, YES_WORDS
from handlers.messages import Button
from handlers.session import FIRST_CONVERSATIONS
from handlers.tip_view import show_day
from handlers.turn import Rows, Turn
from storage.audiences import TOGETHER
from storage.choices import Choices
from storage.subscriptions import Subscriber
from storage.wishes import Wish, note_wish, noted_wish

DAYS_A_WEEK = 7
FIRST_MONDAY = 4  # 5 January 1970, counted from the 1st
CHANGE_WORDS = frozenset({"doi", "change"})


def ask_for_messages(turn: Turn, argument: str) -> None:
    """`/dangky [co|doi]`: ask for consent, take a yes, or let choices be changed."""
    answer, held = fold(argument), _find_held(turn)
    if turn.traces.own:
        turn.say(_cannot_reach(turn))
    elif held is not None:
        _show_held(turn, held, changing=answer in CHANGE_WORDS)
    elif answer in YES_WORDS:
        take_order(turn, _usual(turn))
        _end_own(turn)
    elif answer in NO_WORDS:
        turn.say(_("All right: no messages. Nothing about this is kept."))
    elif _is_free(turn) and not _is_followed(turn):
        _begin(turn, "subscribe", _usual(turn))
    else:
        _ask_consent(turn)


def take_order(turn: Turn, order: Order) -> None:
    """Note what somebody wants to get."""
    limits.check(turn, limits.SUBSCRIPTIONS)
    limits.count(turn, limits.SUBSCRIPTIONS)
    subscriber = _subscriber(turn, order)
    held = _find_held(turn)
    if held is None or _order_of(held) != order:
        note_wish(turn.tx, turn.store.runtime, Wish(wanted=True, subscriber=subscriber))
    turn.say(_say_held(turn), _held_buttons(turn))


def unsubscribe(turn: Turn, argument: str) -> None:
    """`/dung`: erase the person's address from the list at once."""
    if _find_held(turn) is None:
        turn.say(_("No prevention messages are sent here, and no address is kept for them."))
        return
    wish = Wish(wanted=False, subscriber=_subscriber(turn, _usual(turn)))
    note_wish(turn.tx, turn.store.runtime, wish)
    turn.has_wish = True
    _end_own(turn)
    done = _(
        "Done. Your address is erased from the list, and no more prevention messages come. "
        "To get them again, write «/dangky»."
    )
    if _is_followed(turn):
        done = _(
            "Done. Your address is erased. Zalo shows followers what goes to all: to get nothing, unfollow us."
        )
    turn.say(done)


def week_of(day: int) -> int:
    """Count the ISO week of a day (counted from 1970)."""
    return (day - FIRST_MONDAY) // DAYS_A_WEEK


def _ask_consent(turn: Turn) -> None:
    """Ask in the middle of something else, which goes on."""
    usual = _usual(turn)
    text = _(CONSENTS[usual.choices.consent])
    if not _is_followed(turn):
        text = "\n\n".join([text, show_order(usual)])
    buttons = (Button(_("Yes, send them to me"), "/dangky co"), Button(_("No messages"), "/dangky khong"))
    turn.say(text, (buttons,))


def _show_held(turn: Turn, held: Subscriber, *, changing: bool) -> None:
    if _is_followed(turn):
        turn.say(_say_held(turn), _held_buttons(turn))
    elif not changing:
        turn.say("\n\n".join([_say_held(turn), show_order(_order_of(held))]), _held_buttons(turn))
    elif _is_free(turn):
        _begin(turn, "change_messages", _order_of(held))
    else:
        turn.say(_("You are in the middle of something. Please end it first, then write «/dangky doi»."))


def _begin(turn: Turn, conversation: str, order: Order) -> None:
    turn.session.start(conversation, fill_in(order))


def _end_own(turn: Turn) -> None:
    """End the conversation about messages, if it runs: what it asks has been said with a command."""
    if turn.session.conversation in CONVERSATIONS:
        turn.session.stop()


def _is_free(turn: Turn) -> bool:
    return turn.session.conversation in FIRST_CONVERSATIONS | {""}


def _usual(turn: Turn) -> Order:
    """Give what somebody gets who chooses nothing: about the place whose poster led here, if one did."""
    if _is_followed(turn):
        return Order("", Choices(consent=LATEST_FOLLOWERS), turn.language)
    place = turn.session.commune if turn.session.commune in communes() else ""
    return Order(place, Choices(consent=LATEST), turn.language)


def _order_of(held: Subscriber) -> Order:
    return Order(held.place, held.choices, held.language)


def _find_held(turn: Turn) -> Subscriber | None:
    """Find what a person gets, or will get from Monday on; None if they get nothing."""
    wish = noted_wish(turn.tx, turn.store.runtime, turn.incoming.channel, turn.incoming.address)
    if wish is not None:
        return wish.subscriber if wish.wanted else None
    return _find_listed(turn)


def _find_listed(turn: Turn) -> Subscriber | None:
    return turn.store.subscriptions.find(turn.tx, turn.incoming.channel, turn.incoming.address)


def _cannot_reach(turn: Turn) -> str:
    if not turn.product.reaching:
        return _(
            "Nothing can be sent to you here later: this place forgets you when you close it. "
            "Prevention messages need a chat, and none is switched on yet."
        )
    return _(
        "Nothing can be sent to you here later: this place forgets you when you close it. "
        "To get prevention messages, write «/dangky» to us on {channels}."
    ).format(channels=", ".join(turn.product.reaching))


def _say_held(turn: Turn) -> str:
    wish = noted_wish(turn.tx, turn.store.runtime, turn.incoming.channel, turn.incoming.address)
    if wish is None:
        return _("You get prevention messages here already. To stop, write «/dung».")
    first_day = (week_of(turn.today) + 1) * DAYS_A_WEEK + FIRST_MONDAY
    if _find_listed(turn) is not None:
        text = _("I have noted the change: it counts from {day} on. To stop, write «/dung» at any time.")
    elif turn.product.forgets_at_reboot:
        text = _(
            "I have noted it: from {day} on you get prevention messages here. If the server is restarted before that, "
            "I forget it, to protect you. Then write «/dangky» again. To stop, write «/dung» at any time."
        )
    else:
        text = _(
            "I have noted it: from {day} on you get prevention messages here. To stop, write «/dung» at any time."
        )
    return text.format(day=show_day(first_day))


def _subscriber(turn: Turn, order: Order) -> Subscriber:
    week = week_of(turn.today)
    channel, address = turn.incoming.channel, turn.incoming.address
    return Subscriber(channel, address, order.language, week, order.place, order.choices)


def _held_buttons(turn: Turn) -> Rows:
    stop = Button(_("No more messages"), "/dung")
    return ((stop,),) if _is_followed(turn) else ((Button(_("Change something"), "/dangky doi"), stop),)


def _is_followed(turn: Turn) -> bool:
    """Tell whether all get the same here: nothing can be chosen."""
    return turn.incoming.channel in TOGETHER


COMMANDS = (
    Command(
        "dangky",
        "subscribe",
        ask_for_messages,
        N_("Get prevention messages"),
        ("dang ky", "dang ky nhan tin", "subscribe"),
    ),
    Command(
        "dung",
        "stop",
        unsubscribe,
        N_("No more prevention messages"),
        ("dung nhan tin", "huy dang ky", "stop", "unsubscribe"),
    ),
)

CONVERSATIONS = {
    "subscribe": Conversation(
        subscribe, take_order, N_("All right: no messages. Nothing about this is kept.")
    ),
    "change_messages": Conversation(change_messages, take_order, N_("All right: nothing is changed.")),
}
