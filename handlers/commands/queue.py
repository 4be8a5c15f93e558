"""The officers' commands on tips: list, open, claim, and the ones that begin a conversation about a tip."""

from collections.abc import Callable
from dataclasses import replace

from content.i18n import N_, _, ngettext
from content.places.gazetteer import place_name
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.numbers import call_tip, is_tip_name, name_tip, require_tip
from handlers.tip_view import head_line, show_tip, state_line
from handlers.turn import Rows, Turn
from storage import claims, senders, tips
from storage.queues import NATION, exists_queue
from storage.records import Role, TipStatus
from storage.tips import Tip

PAGE = 8
CLAIM_SECONDS = 3 * 24 * 3600


def queue_name(code: str) -> str:
    """Name a queue: the place whose police work it."""
    return _("National desk") if code == NATION else place_name(code)


def list_queue(turn: Turn, argument: str) -> None:
    """`/hangdoi [queue] [after]`: list the tips of the officer's queues, new ones first."""
    list_part(turn, argument, None)


def list_part(turn: Turn, argument: str, status: TipStatus | None) -> None:
    """List the tips of one status, or the open ones; of a queue that is named, or of all that the officer has."""
    words = argument.split()
    code = words[0].lower() if words else ""
    chosen = [status.value] if status else []
    queues = turn.desk.queues
    if code:
        if not exists_queue(turn.tx, code) or not turn.desk.may(Act.LIST, code):
            raise RefusalError(_("That is not one of your queues. Write «/hangdoi» to see them."))
        _list_one(turn, code, words[1:] or chosen)
        return
    if not queues and any(one.role is not Role.AUDITOR for one in turn.desk.memberships):
        raise RefusalError(
            _("You wait for the key of your queue. A lead grants it; you hear from me when it is there.")
        )
    if not queues:
        raise RefusalError(
            _("As an auditor you read no tips. Write «/canbo» to see the members of your queue.")
        )
    for queue in queues:
        _list_one(turn, queue, chosen)


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


def _list_one(turn: Turn, queue: str, words: list[str]) -> None:
    status = TipStatus(words[0]) if words and words[0] in set(TipStatus) else None
    after = int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdigit() else 0
    turn.record(Act.LIST, queue)
    statuses = [status] if status else [TipStatus.NEW, TipStatus.CLAIMED]
    found = [tip for one in statuses for tip in tips.list_tips(turn.tx, queue, one, after, PAGE + 1)]
    shown = found[:PAGE]
    title = _("Queue: {name}").format(name=queue_name(queue))
    if not shown:
        turn.say(
            "\n".join([title, _empty(status), *_count_quarantined(turn, queue, status)]),
            _filters(turn, queue),
        )
        return
    lines = [f"{head_line(turn, tip)}\n{state_line(turn, tip)}" for tip in shown]
    rows = [
        tuple(
            Button(_("Tip {tip}").format(tip=call_tip(tip, turn.desk.queues)), f"/tin {name_tip(tip)}")
            for tip in pair
        )
        for pair in _pairs(shown)
    ]
    if len(found) > PAGE:
        last = shown[-1]
        rows.append((Button(_("Next page"), f"/hangdoi {queue} {last.status} {last.number}"),))
    lines += _count_quarantined(turn, queue, status)
    turn.say("\n\n".join([title, *lines]), (*rows, *_filters(turn, queue)))


def _empty(status: TipStatus | None) -> str:
    if status is TipStatus.QUARANTINED:
        return _("The quarantine list is empty.")
    return _("No closed tips.") if status is TipStatus.CLOSED else _("No open tips.")


def _count_quarantined(turn: Turn, queue: str, status: TipStatus | None) -> list[str]:
    count = 0 if status else tips.count_tips(turn.tx, queue, TipStatus.QUARANTINED)
    text = ngettext(
        "{count} tip is in the quarantine list.", "{count} tips are in the quarantine list.", count
    )
    return [text.format(count=count)] if count else []


def _filters(turn: Turn, queue: str) -> Rows:
    filters = (
        Button(_("Open tips"), f"/hangdoi {queue}"),
        Button(_("Closed tips"), f"/hangdoi {queue} {TipStatus.CLOSED}"),
    )
    if not tips.count_tips(turn.tx, queue, TipStatus.QUARANTINED):
        return (filters,)
    return (filters, (Button(_("Quarantine list"), f"/cachly {queue}"),))


def _pairs(found: list[Tip]) -> list[list[Tip]]:
    return [found[start : start + 2] for start in range(0, len(found), 2)]


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
    Command("hangdoi", "queue", list_queue, N_("Tips of my queues"), ("hang doi", "queue"), officers=True),
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
