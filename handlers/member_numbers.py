"""The number by which officers call a member of a queue: `/canbo` shows it, and it stays the same while others come and go."""

from content.i18n import _
from handlers.errors import RefusalError
from handlers.turn import Turn
from handlers.typed_numbers import read_number
from storage.memberships import member_numbers
from storage.officers import Officer
from storage.records import Role


def find_member(turn: Turn, queue: str, text: str) -> tuple[Officer, Role]:
    """Find a queue's member by the number that somebody typed; raise RefusalError if nobody has it."""
    number, numbers = read_number(text), member_numbers(turn.tx, queue)
    for officer, role in turn.store.register.members(turn.tx, queue):
        if numbers[officer.id] == number:
            return officer, role
    raise RefusalError(_("There is no member of that number. Write «/canbo» to see them."))
