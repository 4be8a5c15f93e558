"""Queues: which exist, which are staffed, and the numbers that they give their tips."""

from sqlalchemy import bindparam, exists, select, update

from storage.records import Role
from storage.statements import Statement
from storage.tables.units import memberships, officers, queues
from storage.transaction import Transaction

NATION = "vn"

_ABOVE = Statement(select(queues.c.above).where(queues.c.code == bindparam("of_code")))
_STAFFED = Statement(
    select(
        exists().where(
            memberships.c.queue == bindparam("of_queue"),
            memberships.c.officer == officers.c.id,
            officers.c.enabled == 1,
            memberships.c.role != Role.AUDITOR.value,
            memberships.c.holds == 1,
        )
    )
)
_TAKE_NUMBER = Statement(
    update(queues)
    .where(queues.c.code == bindparam("of_code"))
    .values(last_number=queues.c.last_number + 1)
    .returning(queues.c.last_number)
)
_TAKE_MEMBER = Statement(
    update(queues)
    .where(queues.c.code == bindparam("of_code"))
    .values(last_member=queues.c.last_member + 1)
    .returning(queues.c.last_member)
)


def exists_queue(tx: Transaction, code: str) -> bool:
    """Tell whether there is a queue of this code."""
    return tx.first(_ABOVE, {"of_code": code}) is not None


def queue_above(tx: Transaction, code: str) -> str | None:
    """Name the queue above; None for the nation's. Raises LookupError for an unknown code."""
    row = tx.first(_ABOVE, {"of_code": code})
    if row is None:
        raise LookupError("there is no such queue")
    above: str | None = row[0]
    return above


def line_of_queue(tx: Transaction, code: str) -> list[str]:
    """List a queue and those above it, the nation's last."""
    line = [code]
    while (above := queue_above(tx, line[-1])) is not None:
        line.append(above)
    return line


def is_staffed(tx: Transaction, code: str) -> bool:
    """Tell whether a queue has an enabled officer or lead who holds its key."""
    row = tx.first(_STAFFED, {"of_queue": code})
    return bool(row and row[0])


def owner_from(tx: Transaction, code: str) -> str:
    """Climb from a queue to the first that is staffed; the nation's, if none is."""
    while not is_staffed(tx, code):
        above = queue_above(tx, code)
        if above is None:
            return code
        code = above
    return code


def take_number(tx: Transaction, code: str) -> int:
    """Take the next number of a queue for a tip. Raises LookupError for an unknown code."""
    return _take(tx, _TAKE_NUMBER, code)


def take_member_number(tx: Transaction, code: str) -> int:
    """Take the next number of a queue for a member. Raises LookupError for an unknown code."""
    return _take(tx, _TAKE_MEMBER, code)


def _take(tx: Transaction, statement: Statement, code: str) -> int:
    row = tx.first(statement, {"of_code": code})
    if row is None:
        raise LookupError("there is no such queue")
    number: int = row[0]
    return number
