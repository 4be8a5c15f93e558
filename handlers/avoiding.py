"""`/tranh`: an officer steps out of a case that touches them; if nobody else could work it, it goes to the level above."""

from content.i18n import N_, _
from content.places.folding import fold
from handlers.access import Act
from handlers.conversations.desk.stepping_out import ask_to_step_out
from handlers.conversations.desk.transferring import ABOVE
from handlers.declarations import Command, Conversation
from handlers.errors import RefusalError
from handlers.filing import handed_over, tell_queue
from handlers.handover import find_target, hand_keys
from handlers.keys import require_officer
from handlers.numbers import call_tip, name_tip, require_tip, split_name
from handlers.queue_names import queue_name
from handlers.routing import give_to, release_claim
from handlers.turn import Turn
from storage import recusals, tips
from storage.memberships import holding_members
from storage.records import Role, Tip, TipStatus

SURE = frozenset({"dongy", "co", "yes"})


def step_out(turn: Turn, argument: str) -> None:
    """`/tranh N`: never read or work a tip again, after a question; «có» behind the number answers it at once."""
    name, word = split_name(argument)
    tip = require_tip(turn, name, Act.STEP_OUT)
    called = call_tip(tip, turn.desk.queues)
    if fold(word) in SURE:
        finish(turn, name_tip(tip))
        return
    question = _("From then on you can neither read nor work tip {tip}. Step out of it?").format(tip=called)
    turn.session.start("step_out", {"tip": name_tip(tip), "question": question})


def finish(turn: Turn, tip_name: str | None) -> None:
    """Let the officer who writes step out of a tip; None: they changed their mind."""
    if tip_name is None:
        turn.say(_("Nothing was changed."))
        return
    tip = require_tip(turn, tip_name, Act.STEP_OUT)
    officer = require_officer(turn)
    if tip.status is not TipStatus.CLOSED and not _others(turn, tip, officer.id):
        _send_up(turn, tip)
    else:
        release_claim(turn.tx, tip, officer.id)
    recusals.step_out(turn.tx, tip.id, officer.id)
    turn.record(Act.STEP_OUT, tip.queue, tip.number)
    text = _("You have stepped out of tip {tip}. Colleagues work it without you.")
    turn.say(text.format(tip=call_tip(tip, turn.desk.queues)))


def _others(turn: Turn, tip: Tip, officer: bytes) -> set[bytes]:
    members = turn.store.register.members(turn.tx, tip.queue)
    working = {one.id for one, role in members if one.enabled and role is not Role.AUDITOR}
    out = recusals.stepped_out(turn.tx, tip.id) | {officer}
    return (working & holding_members(turn.tx, tip.queue)) - out


def _send_up(turn: Turn, tip: Tip) -> None:
    target = find_target(turn, tip, ABOVE)
    if target is None:
        raise RefusalError(
            _("Nobody else could work this tip. Please invite a colleague first, then step out of it.")
        )
    hand_keys(turn, tip, target, _("The last officer who could work it has stepped out."))
    give_to(turn.tx, tip, target, tip.commune)
    turn.record(Act.TRANSFER, tip.queue, tip.number, f"to {target}")
    moved = tips.get_tip(turn.tx, tip.id)
    if moved is not None:
        tell_queue(turn, moved, handed_over)
    turn.say(_("Nobody else works here, so it went to: {queue}.").format(queue=queue_name(target)))


COMMANDS = (
    Command(
        "tranh",
        "stepout",
        step_out,
        N_("Step out of a case"),
        ("tranh", "step out"),
        officers=True,
        starts=True,
    ),
)

CONVERSATIONS = {
    "step_out": Conversation(ask_to_step_out, finish, N_("Nothing was changed."), needs_key=True),
}
