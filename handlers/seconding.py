"""Who is asked to look second: the other officers of a unit, or of the level above where there are none."""

from handlers.access import line_of
from handlers.turn import Turn
from storage.officers import Officer
from storage.records import Role


def list_seconds(turn: Turn, queue: str, author: bytes) -> list[Officer]:
    """List the officers of the lowest level that has any besides the author."""
    for code in line_of(queue):
        others = [
            officer
            for officer, role in turn.store.register.members(turn.tx, code)
            if officer.enabled and role is not Role.AUDITOR and officer.id != author
        ]
        if others:
            return others
    return []
