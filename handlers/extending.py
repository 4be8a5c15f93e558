"""What follows when an officer extends the time of a tip: the new day, the reason in the notes, the second time the last."""

from content.clocks import HOURS_A_DAY
from content.i18n import N_, _
from handlers import claiming
from handlers.access import Act
from handlers.clocks import latest_due
from handlers.commands.tips import begin
from handlers.conversations.desk.extending import Extension, Span, extend_tip
from handlers.conversations.desk.given import GONE
from handlers.declarations import Command, Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.keys import open_tip_keys
from handlers.numbers import call_tip, require_tip
from handlers.tip_view import show_day
from handlers.turn import Turn
from storage import clocks, tips
from storage.records import TipStatus
from storage.tip_readers import NOTES, readers_of


def extend(turn: Turn, extension: Extension | None) -> None:
    """Let a tip be resolved later."""
    if extension is None:
        return
    tip = require_tip(turn, extension.tip, Act.EXTEND)
    name = call_tip(tip, turn.desk.queues)
    latest = latest_due(turn.tx, tip)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is closed already.").format(tip=name))
    if latest is None:
        raise RefusalError(_("Its time was extended twice already, more is not allowed."))
    whole = extension.span is Span.WHOLE
    due = latest if whole else min(latest, tip.resolve_due + int(extension.span) * HOURS_A_DAY)
    day = show_day(due // HOURS_A_DAY)
    note = _("More time until {day}. Reason: {reason}").format(day=day, reason=extension.reason)
    keys = open_tip_keys(turn, tip)
    readers = readers_of(turn.tx, tip.id, tip.queue)
    keys.append(turn.tx, NOTES, {"day": turn.today, "text": note}, readers)
    times = clocks.times_extended(turn.tx, tip.id) + 1
    clocks.note_extension(turn.tx, tip.id, times)
    tips.extend(turn.tx, tip, due)
    claiming.keep(turn, tip)
    turn.record(Act.EXTEND, tip.queue, tip.number, str(times))
    turn.say(_("Tip {tip} is now to be resolved by {day}.").format(tip=name, day=day))


def show_latest(turn: Turn, tip_name: str) -> str | None:
    """Name the latest day that a tip's time can be extended to; None if there is none, GONE if the tip is not theirs."""
    try:
        latest = latest_due(turn.tx, require_tip(turn, tip_name, Act.EXTEND))
    except RefusalError:  # a colleague has it meanwhile
        return GONE
    return None if latest is None else show_day(latest // HOURS_A_DAY)


COMMANDS = (
    Command(
        "giahan",
        "extend",
        begin("extend_tip", Act.EXTEND),
        N_("More time for a tip"),
        ("gia han", "extend"),
        officers=True,
        starts=True,
    ),
)

CONVERSATIONS = {"extend_tip": Conversation(extend_tip, extend, needs_key=True)}

FACTS: FactFinders = {"latest_day": show_latest}
