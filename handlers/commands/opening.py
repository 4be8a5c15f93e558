"""`/tin`: opens a tip for those who may read it now, with what can be done with it. Who has no part in it says why."""

from collections.abc import Sequence
from enum import StrEnum

from content.i18n import N_, _
from handlers.access import OF_THE_HOLDER, Act
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.numbers import call_tip, holder_name, name_tip, require_tip, split_name
from handlers.quests import find_like
from handlers.tip_view import head_line, show_tip
from handlers.turn import Rows, Turn
from storage import claims, links
from storage.records import Tip, TipStatus


class Reason(StrEnum):
    """Why somebody opens a tip that a colleague holds. The values stand in commands and in the audit log."""

    STANDING_IN = "thay"
    ASKED = "nho"
    RELATED = "lienquan"
    OVERSIGHT = "kiemtra"


def open_tip(turn: Turn, argument: str) -> None:
    """`/tin N [reason]`: show a tip with its pictures and what can be done with it."""
    name, word = split_name(argument)
    tip = require_tip(turn, name, Act.READ)
    require_door(turn, tip)
    reason = ""
    if not turn.desk.is_theirs(tip.queue, claims.holder(turn.tx, tip.id, int(turn.now))):
        if word.lower() not in set(Reason):
            _ask_why(turn, tip)
            return
        reason = Reason(word.lower()).value
    turn.mark_casework()
    together = links.linked_tips(turn.tx, tip.id)
    similar = [other for other in find_like(turn, tip) if other.id not in together]
    text, files = show_tip(turn, tip, reason)
    turn.say(text, tip_buttons(turn, tip), secret=True, files=files)
    _offer_similar(turn, tip, similar)


def require_door(turn: Turn, tip: Tip) -> None:
    """Refuse to show a tip, or to write about it, in a chat that must not hold its text."""
    if not turn.may_show_tips:
        page = _("Here you see no more of it. Open it on the page: {url}").format(
            url=f"{turn.product.public_url}/canbo"
        )
        raise RefusalError(f"{head_line(turn, tip)}\n{page}")


def tip_buttons(turn: Turn, tip: Tip) -> Rows:
    """Offer what the officer who writes can do with a tip now."""
    name = name_tip(tip)
    holder = claims.holder(turn.tx, tip.id, int(turn.now))
    theirs = turn.desk.is_theirs(tip.queue, holder)
    allowed = [
        button
        for act, button in _all_buttons(tip, name)
        if turn.desk.may(act, tip.queue)
        and not (act is Act.CLAIM and holder is not None)
        and (theirs or act not in OF_THE_HOLDER)
    ]
    return tuple(tuple(allowed[start : start + 2]) for start in range(0, len(allowed), 2))


def _all_buttons(tip: Tip, name: str) -> list[tuple[Act, Button]]:
    if tip.status is TipStatus.CLOSED:
        return [(Act.REOPEN, Button(_("Open again"), f"/molai {name}"))]
    buttons = [
        (Act.CLAIM, Button(_("Claim"), f"/nhan {name}")),
        (Act.VERIFY, Button(_("Verify"), f"/xacminh {name}")),
        (Act.REPLY, Button(_("Answer"), f"/traloi {name}")),
        (Act.NOTE, Button(_("Note"), f"/ghichu {name}")),
        (Act.TRANSFER, Button(_("Hand over"), f"/chuyen {name}")),
        (Act.REFER, Button(_("Investigating unit"), f"/chuyendieutra {name}")),
        (Act.CLOSE, Button(_("Close"), f"/dong {name}")),
        (Act.SPAM, Button(_("Spam"), f"/rac {name}"))
        if tip.status is not TipStatus.QUARANTINED
        else (Act.CLEAR_SPAM, Button(_("No spam"), f"/khongrac {name}")),
    ]
    begun = {TipStatus.VERIFYING, TipStatus.PASSED_ON}
    return [one for one in buttons if not (one[0] is Act.VERIFY and tip.status in begun)]


def tip_links(turn: Turn, shown: Sequence[Tip]) -> Rows:
    """Offer to open tips, two beside each other."""
    queues = turn.desk.queues
    links = [
        Button(_("Tip {tip}").format(tip=call_tip(tip, queues)), f"/tin {name_tip(tip)}") for tip in shown
    ]
    return tuple(tuple(links[start : start + 2]) for start in range(0, len(links), 2))


def _offer_similar(turn: Turn, tip: Tip, similar: list[Tip]) -> None:
    if similar:
        lines = [_("Similar open tips of this queue; perhaps it is the same case:")]
        lines += [f"• {head_line(turn, other)}" for other in similar]
        turn.say("\n".join(lines), (*tip_links(turn, similar), *link_buttons(turn, tip, similar)))


def link_buttons(turn: Turn, tip: Tip, similar: Sequence[Tip]) -> Rows:
    """Offer to link a tip with each of those that are like it."""
    text, queues = _("Same case as tip {tip}"), turn.desk.queues
    return tuple(
        (Button(text.format(tip=call_tip(other, queues)), f"/trung {name_tip(tip)} {name_tip(other)}"),)
        for other in similar
    )


def _ask_why(turn: Turn, tip: Tip) -> None:
    text = _("{name} holds this tip. Why do you open it? Your reason is recorded.")
    labels = {
        Reason.STANDING_IN: _("I stand in for them"),
        Reason.ASKED: _("They asked me for help"),
        Reason.RELATED: _("It belongs to a case of mine"),
        Reason.OVERSIGHT: _("I check how it is handled"),
    }
    rows = tuple((Button(label, f"/tin {name_tip(tip)} {reason}"),) for reason, label in labels.items())
    name = holder_name(turn, tip) or _("another officer")
    turn.say(f"{head_line(turn, tip)}\n{text.format(name=name)}", rows)


COMMANDS = (Command("tin", "show", open_tip, N_("Open a tip"), ("tin", "xem tin", "show"), officers=True),)
