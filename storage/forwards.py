"""Queues that were merged into others: their codes stay, point on, and lead to their tips' new numbers."""

from sqlalchemy import bindparam, select, update

from storage.statements import Statement, insert_or_replace
from storage.tables.tips import tip_keys, tips
from storage.tables.units import forwards
from storage.tip_readers import RECEIPT
from storage.transaction import Transaction

_PUT = insert_or_replace(forwards)
_ALL = Statement(select(forwards.c.queue, forwards.c.points_to))
_SEALED = Statement(
    select(tip_keys.c.tip)
    .where(tip_keys.c.reader != RECEIPT, tip_keys.c.reader.startswith(bindparam("of_queue")))
    .distinct()
    .limit(bindparam("at_most"))
)
_MOVE_PLACE = Statement(
    update(tips).where(tips.c.commune == bindparam("from_code")).values(commune=bindparam("to_code"))
)


def forward(tx: Transaction, queue: str, into: str) -> None:
    """Let a queue's code point to the one that it was merged into; tips of that place are of the new one from now on."""
    tx.change(_PUT, {"queue": queue, "points_to": into})
    tx.change(_MOVE_PLACE, {"from_code": queue, "to_code": into})


def all_forwards(tx: Transaction) -> dict[str, str]:
    """Map each merged queue to the one it points to."""
    return dict(tx.all(_ALL))


def present_queue(tx: Transaction, queue: str) -> str:
    """Follow a code to the queue that answers for it now."""
    known = all_forwards(tx)
    while queue in known:
        queue = known[queue]
    return queue


def merged_into(tx: Transaction, queue: str) -> list[str]:
    """List the queues that were merged into one, directly or one after the other."""
    return [code for code in all_forwards(tx) if present_queue(tx, code) == queue]


def tips_sealed_to(tx: Transaction, queue: str, at_most: int) -> list[bytes]:
    """List tips whose keys are still sealed to a queue."""
    return [tip for (tip,) in tx.all(_SEALED, {"of_queue": f"{queue}:", "at_most": at_most})]
