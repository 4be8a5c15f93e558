"""The officers' commands on one tip: claim, verify, reopen, and those that begin a conversation about it."""

from collections.abc import Callable
from dataclasses import replace

from content.i18n import N_, _
from handlers import claiming
from handlers.access import Act
from handlers.commands.opening import require_door, tip_buttons
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.numbers import call_tip, holder_name, name_tip, require_tip, split_name
from handlers.placed import count_routing
from handlers.turn import Turn
from storage import claims, tips
from storage.records import TipStatus

FIRST_ANSWERS = {"note_tip": "text", "pass_on": "unit"}


def claim_tip(turn: Turn, argument: str) -> None:
    """`/nhan N`: take a tip, if nobody has."""
    tip = require_tip(turn, argument, Act.CLAIM)
    officer = turn.desk.officer
    if officer is None or tip.status is TipStatus.CLOSED:
        raise RefusalError(
            _("Tip {tip} is closed. Write «/molai {tip}» to open it again.").format(
                tip=call_tip(tip, turn.desk.queues)
            )
        )
    name = call_tip(tip, turn.desk.queues)
    if claiming.claim(turn, tip, officer.id):
        turn.record(Act.CLAIM, tip.queue, tip.number)
        turn.say(_("You have claimed tip {tip}.").format(tip=name), tip_buttons(turn, tip))
        return
    if claims.holder(turn.tx, tip.id, int(turn.now)) == officer.id:
        claiming.keep(turn, tip)
        turn.say(_("Tip {tip} is already yours.").format(tip=name), tip_buttons(turn, tip))
        return
    raise RefusalError(
        _("Tip {tip} is already claimed by {name}.").format(
            tip=name, name=holder_name(turn, tip) or _("another officer")
        )
    )


def verify_tip(turn: Turn, argument: str) -> None:
    """`/xacminh N`: begin to verify what a tip says."""
    tip = require_tip(turn, argument, Act.VERIFY)
    name = call_tip(tip, turn.desk.queues)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is closed. Write «/molai {tip}» to open it again.").format(tip=name))
    claiming.take_up(turn, tip, TipStatus.VERIFYING)
    turn.record(Act.VERIFY, tip.queue, tip.number)
    shown = replace(tip, status=TipStatus.VERIFYING)
    turn.say(_("You are verifying tip {tip}.").format(tip=name), tip_buttons(turn, shown))


def reopen_tip(turn: Turn, argument: str) -> None:
    """`/molai N`: open a closed tip again."""
    tip = require_tip(turn, argument, Act.REOPEN)
    if tip.status is not TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is not closed.").format(tip=call_tip(tip, turn.desk.queues)))
    count_routing(turn, tip, reopened=True)
    tips.set_status(turn.tx, tip.id, TipStatus.NEW)
    turn.record(Act.REOPEN, tip.queue, tip.number)
    turn.say(
        _("Tip {tip} is open again. Nobody has claimed it yet.").format(tip=call_tip(tip, turn.desk.queues)),
        tip_buttons(turn, replace(tip, status=TipStatus.NEW)),
    )


def begin(conversation: str, act: Act) -> Callable[[Turn, str], None]:
    """Make the command that begins a conversation about a tip; words behind the number are its first answer."""

    def run(turn: Turn, argument: str) -> None:
        name, text = split_name(argument)
        tip = require_tip(turn, name, act)
        require_door(turn, tip)
        turn.mark_casework()
        if act in {Act.CLOSE, Act.REFER, Act.TRANSFER} and tip.status is TipStatus.CLOSED:
            raise RefusalError(_("Tip {tip} is closed already.").format(tip=call_tip(tip, turn.desk.queues)))
        answers = {"tip": name_tip(tip)}
        if text and conversation in FIRST_ANSWERS:
            answers[FIRST_ANSWERS[conversation]] = text
        turn.session.start(conversation, answers)

    return run


COMMANDS = (
    Command("nhan", "claim", claim_tip, N_("Claim a tip"), ("nhan", "nhan tin", "claim"), officers=True),
    Command("xacminh", "verify", verify_tip, N_("Verify a tip"), ("xac minh", "verify"), officers=True),
    Command(
        "ghichu",
        "note",
        begin("note_tip", Act.NOTE),
        N_("Note on a tip"),
        ("ghi chu", "note"),
        officers=True,
        starts=True,
    ),
    Command(
        "chuyen",
        "transfer",
        begin("transfer_tip", Act.TRANSFER),
        N_("Hand a tip over"),
        ("chuyen", "chuyen tin", "transfer"),
        officers=True,
        starts=True,
    ),
    Command(
        "chuyendieutra",
        "passon",
        begin("pass_on", Act.REFER),
        N_("Note which unit investigates"),
        ("chuyen dieu tra", "pass on"),
        officers=True,
        starts=True,
    ),
    Command(
        "dong",
        "close",
        begin("close_tip", Act.CLOSE),
        N_("Close a tip"),
        ("dong", "dong tin", "close"),
        officers=True,
        starts=True,
    ),
    Command(
        "molai",
        "reopen",
        reopen_tip,
        N_("Open a closed tip again"),
        ("mo lai", "reopen"),
        officers=True,
    ),
)
