"""Leads decide who holds what: `/giao` gives one tip to a member, `/bangiao` all that one member holds to another."""

from content.i18n import N_, _, ngettext, use_language
from handlers import claiming
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import DeniedError, RefusalError
from handlers.member_numbers import find_member
from handlers.messages import Button
from handlers.numbers import call_tip, name_tip, require_tip, split_name
from handlers.outgoing import notify
from handlers.queue_names import own_queue
from handlers.turn import Turn
from storage import claims, recusals, tips
from storage.memberships import holding_members
from storage.officers import Officer
from storage.queues import exists_queue
from storage.records import Role, Tip, TipStatus


def assign_tip(turn: Turn, argument: str) -> None:
    """`/giao N M`: give tip N to member M of its queue, whoever holds it now."""
    name, number = split_name(argument)
    tip = require_tip(turn, name, Act.ASSIGN)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is closed already.").format(tip=call_tip(tip, turn.desk.queues)))
    member = _find_worker(turn, tip.queue, number)
    _give(turn, [tip], member)
    turn.say(
        _("Tip {tip} is now held by {name}.").format(tip=call_tip(tip, turn.desk.queues), name=member.name)
    )


def hand_all_over(turn: Turn, argument: str) -> None:
    """`/bangiao [queue] M K`: give all tips that member M holds in a queue to member K."""
    *place, leaving, taking = argument.lower().split() if len(argument.split()) > 1 else ("", "")
    queue = place[0] if place else own_queue(turn)
    if not exists_queue(turn.tx, queue) or not turn.desk.may(Act.ASSIGN, queue):
        raise DeniedError(_("Only a lead of the queue, or of one above, can give tips to members."))
    former, member = find_member(turn, queue, leaving)[0], _find_worker(turn, queue, taking)
    held = [tip for one in claims.claimed_by(turn.tx, former.id) if (tip := tips.get_tip(turn.tx, one))]
    given = [tip for tip in held if tip.queue == queue]
    if not given or former.id == member.id:
        raise RefusalError(_("{name} holds no tips that could be handed over.").format(name=former.name))
    _give(turn, given, member)
    text = ngettext(
        "{count} tip of {former} is now held by {name}.",
        "{count} tips of {former} are now held by {name}.",
        len(given),
    )
    turn.say(text.format(count=len(given), former=former.name, name=member.name))


def _give(turn: Turn, given: list[Tip], member: Officer) -> None:
    for tip in given:
        if member.id in recusals.stepped_out(turn.tx, tip.id):
            text = _("{name} has stepped out of tip {tip}. Nothing was changed; please choose somebody else.")
            raise RefusalError(text.format(name=member.name, tip=call_tip(tip, turn.desk.queues)))
    for tip in given:
        claiming.assign(turn, tip, member.id)
        turn.record(Act.ASSIGN, tip.queue, tip.number, member.id.hex())
    if turn.officer is None or member.id != turn.officer.id:
        with use_language(member.language):
            notice = _("These tips were given to you: {tips}.").format(tips=", ".join(map(name_tip, given)))
            notify(turn, member, notice, ((Button(_("Open"), f"/tin {name_tip(given[0])}"),),))


def _find_worker(turn: Turn, queue: str, number: str) -> Officer:
    officer, role = find_member(turn, queue, number)
    if role is Role.AUDITOR or not officer.enabled or officer.id not in holding_members(turn.tx, queue):
        raise RefusalError(_("{name} can't open the tips of this queue.").format(name=officer.name))
    return officer


COMMANDS = (
    Command("giao", "assign", assign_tip, N_("Give a tip to a member"), ("giao", "assign"), officers=True),
    Command(
        "bangiao",
        "handall",
        hand_all_over,
        N_("Hand all tips of a member over"),
        ("ban giao", "hand all"),
        officers=True,
    ),
)
