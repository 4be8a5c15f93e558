"""`/saochep`: gives a neighbouring unit an information copy of a tip, and lists the copies that one's own unit received."""

from content.i18n import N_, _
from handlers.access import Act, line_of
from handlers.commands.opening import require_door
from handlers.conversations.desk.copying import Copying, copy_tip, no_copy
from handlers.conversations.desk.given import GONE
from handlers.declarations import Command, Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.filing import tell_members
from handlers.keys import open_tip_keys
from handlers.messages import Button
from handlers.numbers import call_tip, name_tip, require_tip, split_name
from handlers.queue_names import queue_name
from handlers.reports import kind_labels
from handlers.routing import choose_owner
from handlers.tip_view import head_line
from handlers.turn import Turn
from storage import information_copies, queues, tips
from storage.records import Tip
from storage.tip_readers import queue_reader

MOST_LISTED = 20


def copy_or_list(turn: Turn, argument: str) -> None:
    """`/saochep [N]`: give somebody a copy of a tip; without a number, list the copies received."""
    if not argument.strip():
        _list_received(turn)
        return
    tip = require_tip(turn, split_name(argument)[0], Act.COPY)
    require_door(turn, tip)
    turn.session.start("copy_tip", {"tip": name_tip(tip)})


def send_copy(turn: Turn, copying: Copying | None) -> None:
    """Seal the report's key to the other queue, and tell its officers."""
    if copying is None:
        return
    tip = require_tip(turn, copying.tip, Act.COPY)
    target = _find_target(turn, tip, copying.code)
    if target is None:
        raise RefusalError(no_copy())
    reader = queue_reader(turn.tx, target)
    sealed = open_tip_keys(turn, tip).seal_report(reader)
    information_copies.add_copy(turn.tx, target, tip.id, reader, sealed)
    turn.record(Act.COPY, tip.queue, tip.number, f"to {target}")
    name = call_tip(tip, turn.desk.queues)
    turn.say(_("A copy of tip {tip} went to: {queue}.").format(tip=name, queue=queue_name(target)))
    tell_members(turn, target, tip, _word_copy, ((Button(_("Open"), f"/tin {name_tip(tip)}"),),))


def name_copy_target(turn: Turn, tip_name: str, code: str) -> str | None:
    """Name the queue that would get a copy; None if none would, GONE if the tip is not theirs any more."""
    try:
        target = _find_target(turn, require_tip(turn, tip_name, Act.COPY), code)
    except RefusalError:
        return GONE
    return queue_name(target) if target else None


def _find_target(turn: Turn, tip: Tip, code: str) -> str | None:
    """Find the lowest staffed queue of a place that its tipster lets read the tip, and that can't read it yet."""
    target = choose_owner(turn.tx, code, tip.floor)
    known = {*line_of(tip.queue), *information_copies.queues_with_copy(turn.tx, tip.id)}
    return target if target not in known and queues.is_staffed(turn.tx, target) else None


def _list_received(turn: Turn) -> None:
    found = [
        tip
        for queue in turn.desk.queues
        for identity in information_copies.copied_tips(turn.tx, queue)
        if (tip := tips.get_tip(turn.tx, identity)) is not None
    ]
    newest = sorted(found, key=lambda tip: -tip.received_hour)[:MOST_LISTED]
    if not newest:
        turn.say(_("You have received no copies. To send one, write «/saochep» and the tip's number."))
        return
    lines = [f"{head_line(turn, tip)}\n{queue_name(tip.queue)}" for tip in newest]
    rows = tuple((Button(name_tip(tip), f"/tin {name_tip(tip)}"),) for tip in newest)
    turn.say("\n\n".join([_("Copies of other units' tips, the newest first:"), *lines]), rows)


def _word_copy(tip: Tip, name: str) -> str:
    text = _("{unit} sent you a copy of tip {tip}, for information: {kind}.")
    return text.format(unit=queue_name(tip.queue), tip=name_tip(tip), kind=kind_labels()[tip.kind])


COMMANDS = (
    Command(
        "saochep",
        "copy",
        copy_or_list,
        N_("Information copies"),
        ("sao chep", "ban sao", "copy"),
        officers=True,
        starts=True,
    ),
)

CONVERSATIONS = {"copy_tip": Conversation(copy_tip, send_copy, needs_key=True)}

FACTS: FactFinders = {"copy_target": lambda turn, argument: name_copy_target(turn, *argument)}
