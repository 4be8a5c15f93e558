"""The quarantine list: suspected spam lies apart, is opened and worked like any tip, and goes back by one word."""

import secrets

from content.i18n import N_, _
from handlers.access import Act
from handlers.claiming import tell_former_holder
from handlers.commands.queue import list_part
from handlers.declarations import Command
from handlers.durations import DAY_SECONDS, HOUR_SECONDS
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.numbers import call_tip, name_tip, require_tip
from handlers.turn import Rows, Turn
from storage import claims, senders, tips
from storage.records import Tip, TipStatus

EARLIEST, LATEST = HOUR_SECONDS // 2, 12 * HOUR_SECONDS  # so that nobody can tell what made it slow
SHORTEST, LONGEST = 2 * DAY_SECONDS, 6 * DAY_SECONDS

_chance = secrets.SystemRandom()


def list_quarantine(turn: Turn, argument: str) -> None:
    """List the suspected spam of the officer's queues."""
    list_part(turn, argument, TipStatus.QUARANTINED)


def mark_spam(turn: Turn, argument: str) -> None:
    """`/rac N`: put a tip into the quarantine list and slow its sender, as far as that is still known."""
    tip = require_tip(turn, argument, Act.SPAM)
    name = call_tip(tip, turn.desk.queues)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is closed. Write «/molai {tip}» to open it again.").format(tip=name))
    begins = turn.now + _chance.randint(EARLIEST, LATEST)
    until = begins + _chance.randint(SHORTEST, LONGEST)
    senders.slow_sender(turn.tx, turn.store.runtime, tip.id, turn.now, begins, until)
    tips.set_status(turn.tx, tip.id, TipStatus.QUARANTINED)
    tell_former_holder(turn, tip, N_("Tip {tip}, which you held, was marked as spam by a colleague."))
    claims.release(turn.tx, tip.id)
    turn.record(Act.SPAM, tip.queue, tip.number)
    text = _(
        "Tip {tip} is marked as spam and lies in the quarantine list; its deadlines go on. "
        "If it came in within the last day, its sender may have to wait a little with the next ones."
    )
    turn.say(text.format(tip=name), _undo_button(tip))


def clear_spam(turn: Turn, argument: str) -> None:
    """`/khongrac N`: take a tip out of the quarantine list again."""
    tip = require_tip(turn, argument, Act.CLEAR_SPAM)
    name = call_tip(tip, turn.desk.queues)
    if tip.status is not TipStatus.QUARANTINED:
        raise RefusalError(_("Tip {tip} is not in the quarantine list.").format(tip=name))
    senders.free_sender(turn.tx, turn.store.runtime, tip.id, turn.now)
    tips.set_status(turn.tx, tip.id, TipStatus.NEW)
    turn.record(Act.CLEAR_SPAM, tip.queue, tip.number)
    buttons = (Button(_("Open"), f"/tin {name_tip(tip)}"), Button(_("Claim"), f"/nhan {name_tip(tip)}"))
    turn.say(_("Tip {tip} is back among the new tips.").format(tip=name), (buttons,))


def _undo_button(tip: Tip) -> Rows:
    return ((Button(_("No spam"), f"/khongrac {name_tip(tip)}"),),)


COMMANDS = (
    Command(
        "rac",
        "spam",
        mark_spam,
        N_("Mark a tip as spam"),
        ("rac", "tin rac", "spam"),
        officers=True,
    ),
    Command(
        "khongrac",
        "notspam",
        clear_spam,
        N_("Take a tip out of the quarantine list"),
        ("khong rac", "khong phai rac", "not spam"),
        officers=True,
    ),
    Command(
        "cachly",
        "quarantine",
        list_quarantine,
        N_("Suspected spam"),
        ("cach ly", "danh sach cach ly", "quarantine"),
        officers=True,
    ),
)
