"""The officers' commands on one tip: open, claim, reopen, and those that begin a conversation about it."""

from collections.abc import Callable
from dataclasses import replace

from content.i18n import N_, _
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.numbers import call_tip, is_tip_name, name_tip, require_tip
from handlers.tip_view import head_line, show_tip
from handlers.turn import Turn
from storage import claims, senders, tips
from storage.records import Tip, TipStatus

CLAIM_SECONDS = 3 * 24 * 3600


def open_tip(turn: Turn, argument: str) -> None:
    """`/tin N`: show a tip with its pictures and what can be done with it."""
    tip = require_tip(turn, argument, Act.READ)
    _require_door(turn, tip)
    turn.mark_casework()
    text, files = show_tip(turn, tip)
    turn.say(text, _tip_buttons(turn, tip), secret=True, files=files)


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
    now = int(turn.now)
    if claims.claim(turn.tx, tip.id, officer.id, now, now + CLAIM_SECONDS):
        if tip.status is TipStatus.QUARANTINED:
            senders.free_sender(turn.tx, turn.store.runtime, tip.id, turn.now)
        tips.set_status(turn.tx, tip.id, TipStatus.CLAIMED)
        turn.record(Act.CLAIM, tip.queue, tip.number)
        turn.say(
            _("You have claimed tip {tip}.").format(tip=call_tip(tip, turn.desk.queues)),
            _tip_buttons(turn, tip),
        )
        return
    holder = claims.holder(turn.tx, tip.id, now)
    if holder == officer.id:
        turn.say(
            _("Tip {tip} is already yours.").format(tip=call_tip(tip, turn.desk.queues)),
            _tip_buttons(turn, tip),
        )
        return
    colleague = turn.colleague(holder) if holder else None
    name = colleague.name if colleague else _("another officer")
    raise RefusalError(
        _("Tip {tip} is already claimed by {name}.").format(tip=call_tip(tip, turn.desk.queues), name=name)
    )


def reopen_tip(turn: Turn, argument: str) -> None:
    """`/molai N`: open a closed tip again."""
    tip = require_tip(turn, argument, Act.REOPEN)
    if tip.status is not TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is not closed.").format(tip=call_tip(tip, turn.desk.queues)))
    tips.set_status(turn.tx, tip.id, TipStatus.NEW)
    turn.record(Act.REOPEN, tip.queue, tip.number)
    turn.say(
        _("Tip {tip} is open again. Nobody has claimed it yet.").format(tip=call_tip(tip, turn.desk.queues)),
        _tip_buttons(turn, replace(tip, status=TipStatus.NEW)),
    )


def begin(conversation: str, act: Act) -> Callable[[Turn, str], None]:
    """Make the command that begins a conversation about a tip; words behind the number are its first answer."""

    def run(turn: Turn, argument: str) -> None:
        name, text = _split(argument)
        tip = require_tip(turn, name, act)
        _require_door(turn, tip)
        turn.mark_casework()
        if act is Act.CLOSE and tip.status is TipStatus.CLOSED:
            raise RefusalError(_("Tip {tip} is closed already.").format(tip=call_tip(tip, turn.desk.queues)))
        answers = {"tip": name_tip(tip)}
        if text and conversation in {"answer_tip", "note_tip"}:
            answers["text"] = text
        turn.session.start(conversation, answers)

    return run


def _require_door(turn: Turn, tip: Tip) -> None:
    """Refuse to show a tip, or to write about it, in a chat that must not hold its text."""
    if not turn.may_show_tips:
        page = _("Here you see no more of it. Open it on the page: {url}").format(
            url=f"{turn.product.public_url}/canbo"
        )
        raise RefusalError(f"{head_line(turn, tip)}\n{page}")


def _split(argument: str) -> tuple[str, str]:
    first, _space, rest = argument.strip().partition(" ")
    return (first, rest.strip()) if is_tip_name(first) else (argument, "")


def _tip_buttons(turn: Turn, tip: Tip) -> tuple[tuple[Button, ...], ...]:
    name = name_tip(tip)
    may = turn.desk.may
    buttons = [
        (Act.CLAIM, Button(_("Claim"), f"/nhan {name}")),
        (Act.REPLY, Button(_("Answer"), f"/traloi {name}")),
        (Act.NOTE, Button(_("Note"), f"/ghichu {name}")),
        (Act.TRANSFER, Button(_("Hand over"), f"/chuyen {name}")),
        (Act.CLOSE, Button(_("Close"), f"/dong {name}")),
        (Act.SPAM, Button(_("Spam"), f"/rac {name}"))
        if tip.status is not TipStatus.QUARANTINED
        else (Act.CLEAR_SPAM, Button(_("No spam"), f"/khongrac {name}")),
    ]
    if tip.status is TipStatus.CLOSED:
        buttons = [(Act.REOPEN, Button(_("Open again"), f"/molai {name}"))]
    held = claims.holder(turn.tx, tip.id, int(turn.now)) is not None
    allowed = [button for act, button in buttons if may(act, tip.queue) and not (act is Act.CLAIM and held)]
    return tuple(tuple(allowed[start : start + 2]) for start in range(0, len(allowed), 2))


COMMANDS = (
    Command("tin", "show", open_tip, N_("Open a tip"), ("tin", "xem tin", "show"), officers=True),
    Command("nhan", "claim", claim_tip, N_("Claim a tip"), ("nhan", "nhan tin", "claim"), officers=True),
    Command(
        "traloi",
        "answer",
        begin("answer_tip", Act.REPLY),
        N_("Answer the tipster"),
        ("tra loi", "answer", "reply"),
        officers=True,
        starts=True,
    ),
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
