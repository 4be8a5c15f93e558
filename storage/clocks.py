"""The clocks that the national lead has set, and how often the time of a tip was extended."""

from sqlalchemy import bindparam, select

from storage.statements import Statement, insert_or_replace
from storage.tables.casework import clocks, extensions
from storage.transaction import Transaction

_GET = Statement(select(clocks.c.hours).where(clocks.c.name == bindparam("with_name")))
_SET = insert_or_replace(clocks)
_TIMES = Statement(select(extensions.c.times).where(extensions.c.tip == bindparam("of_tip")))
_EXTENDED = insert_or_replace(extensions)


def hours_set(tx: Transaction, name: str) -> int | None:
    """Give the hours that a clock was set to; None if nobody has."""
    row = tx.first(_GET, {"with_name": name})
    return row[0] if row else None


def set_hours(tx: Transaction, name: str, hours: int) -> None:
    """Set a clock."""
    tx.change(_SET, {"name": name, "hours": hours})


def times_extended(tx: Transaction, tip: bytes) -> int:
    """Tell how often the time of a tip was extended."""
    row = tx.first(_TIMES, {"of_tip": tip})
    return row[0] if row else 0


def note_extension(tx: Transaction, tip: bytes, times: int) -> None:
    """Note that the time of a tip was extended so often."""
    tx.change(_EXTENDED, {"tip": tip, "times": times})
