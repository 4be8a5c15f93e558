"""`/canbo`: the members of a queue."""

from content.i18n import N_, _
from content.places.folding import fold
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.queue_names import find_queue, own_queue, queue_name
from handlers.roles import role_labels
from handlers.turn import Turn
from storage import memberships
from storage.officers import Officer
from storage.records import Role


def list_members(turn: Turn, argument: str) -> None:
    """`/canbo [queue]`: list the members of a queue."""
    queue = find_queue(turn, fold(argument)) if argument.strip() else own_queue(turn)
    if queue is None or not _may_see_roster(turn, queue):
        raise RefusalError(_("That is not one of your queues. Write «/hangdoi» to see them."))
    members = turn.store.register.members(turn.tx, queue)
    holding = memberships.holding_members(turn.tx, queue)
    numbers = memberships.member_numbers(turn.tx, queue)
    lines = [
        _member_line(numbers[officer.id], officer, role, holds=officer.id in holding)
        for officer, role in members
    ]
    title = _("Members of {queue}:").format(queue=queue_name(queue))
    rows: tuple[tuple[Button, ...], ...] = ()
    if turn.desk.may(Act.INVITE, queue):
        rows = ((Button(_("Invite"), f"/moi {queue}"),),)
    turn.say("\n".join([title, *(lines or [_("Nobody yet.")])]), rows)


def _member_line(number: int, officer: Officer, role: Role, *, holds: bool) -> str:
    line = f"{number}. {officer.name} ({role_labels()[role]})"
    waits = _("waits for the key")
    return line if holds or role is Role.AUDITOR else f"{line} – {waits}"


def _may_see_roster(turn: Turn, queue: str) -> bool:
    return turn.desk.may(Act.ROSTER, queue) or any(one.queue == queue for one in turn.desk.memberships)


COMMANDS = (
    Command(
        "canbo",
        "members",
        list_members,
        N_("Members of my queue"),
        ("can bo", "members"),
        officers=True,
    ),
)
