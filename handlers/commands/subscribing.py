"""The bare subscription to prevention messages: one clear question, and one word that ends it.

Says when it begins and what can undo it before then: a week's wishes are written together, once the week is over.
"""

from content.i18n import N_, _
from content.places.folding import fold
from handlers import limits
from handlers.declarations import Command
from handlers.dialogue.questions import NO_WORDS, YES_WORDS
from handlers.messages import Button
from handlers.tip_view import show_day
from handlers.turn import Turn
from storage.subscriptions import Subscriber, Wish, note_wish, noted_wish

DAYS_A_WEEK = 7
FIRST_MONDAY = 4  # 5 January 1970, counted from the 1st


def subscribe(turn: Turn, argument: str) -> None:
    """`/dangky [co]`: ask whether the person wants prevention messages, or take their yes."""
    answer = fold(argument)
    if turn.traces.own:
        turn.say(_cannot_reach(turn))
    elif _is_subscribed(turn):
        turn.say(_say_held(turn), _stop_button())
    elif answer in YES_WORDS:
        limits.check(turn, limits.SUBSCRIPTIONS)
        limits.count(turn, limits.SUBSCRIPTIONS)
        note_wish(turn.tx, turn.store.runtime, Wish(wanted=True, subscriber=_subscriber(turn)))
        turn.say(_say_held(turn), _stop_button())
    elif answer in NO_WORDS:
        turn.say(_("All right: no messages. Nothing about this is kept."))
    else:
        _ask_consent(turn)


def unsubscribe(turn: Turn, argument: str) -> None:
    """`/dung`: erase the person's address from the list at once."""
    if not _is_subscribed(turn):
        turn.say(_("No prevention messages are sent here, and no address is kept for them."))
        return
    note_wish(turn.tx, turn.store.runtime, Wish(wanted=False, subscriber=_subscriber(turn)))
    turn.has_wish = True
    turn.say(
        _(
            "Done. Your address is erased from the list, and no more prevention messages come. "
            "To get them again, write «/dangky»."
        )
    )


def _ask_consent(turn: Turn) -> None:
    text = _(
        "Do you want to get prevention messages here? At most one a week: new tricks of dealers, how drugs are disguised, "
        "where to find help. To stop, write «/dung» at any time. For this we keep the locked address of this chat, "
        "your language and the week of your consent, apart from all tips."
    )
    buttons = (
        Button(_("Yes, send them to me"), "/dangky co"),
        Button(_("No messages"), "/dangky khong"),
    )
    turn.say(text, (buttons,))


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


def _is_subscribed(turn: Turn) -> bool:
    wish = _noted_wish(turn)
    return wish.wanted if wish is not None else _is_listed(turn)


def _noted_wish(turn: Turn) -> Wish | None:
    return noted_wish(turn.tx, turn.store.runtime, turn.incoming.channel, turn.incoming.address)


def _is_listed(turn: Turn) -> bool:
    return turn.store.subscriptions.has(turn.tx, turn.incoming.channel, turn.incoming.address)


def _say_held(turn: Turn) -> str:
    if _is_listed(turn):
        return _("You get prevention messages here already. To stop, write «/dung».")
    first_day = (week_of(turn.today) + 1) * DAYS_A_WEEK + FIRST_MONDAY
    text = (
        _(
            "I have noted it: from {day} on you get prevention messages here. If the server is restarted before that, "
            "I forget it, to protect you. Then write «/dangky» again. To stop, write «/dung» at any time."
        )
        if turn.product.forgets_at_reboot
        else _(
            "I have noted it: from {day} on you get prevention messages here. To stop, write «/dung» at any time."
        )
    )
    return text.format(day=show_day(first_day))


def week_of(day: int) -> int:
    """Count the ISO week of a day (counted from 1970)."""
    return (day - FIRST_MONDAY) // DAYS_A_WEEK


def _subscriber(turn: Turn) -> Subscriber:
    week = week_of(turn.today)
    return Subscriber(turn.incoming.channel, turn.incoming.address, turn.language, week)


def _stop_button() -> tuple[tuple[Button, ...], ...]:
    return ((Button(_("No more messages"), "/dung"),),)


COMMANDS = (
    Command(
        "dangky",
        "subscribe",
        subscribe,
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
