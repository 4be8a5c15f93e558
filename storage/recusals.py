"""Who has stepped out of a case: they neither read nor work it from then on."""

from sqlalchemy import bindparam, select

from storage.records import TipStatus
from storage.statements import Statement, insert_or_ignore
from storage.tables.casework import recusals
from storage.tables.tips import tips
from storage.transaction import Transaction

_ADD = insert_or_ignore(recusals)
_OF_QUEUE = Statement(
    select(recusals.c.tip)
    .join(tips, tips.c.id == recusals.c.tip)
    .where(tips.c.queue == bindparam("in_queue"), tips.c.status != TipStatus.CLOSED.value)
)
_OF_TIP = Statement(select(recusals.c.officer).where(recusals.c.tip == bindparam("of_tip")))


def find_recused(tx: Transaction, queue: str) -> set[bytes]:
    """Name the open tips of a queue that somebody has stepped out of."""
    return {tip for (tip,) in tx.all(_OF_QUEUE, {"in_queue": queue})}


def step_out(tx: Transaction, tip: bytes, officer: bytes) -> None:
    """Let an officer have nothing to do with a tip any more."""
    tx.change(_ADD, {"tip": tip, "officer": officer})


def stepped_out(tx: Transaction, tip: bytes) -> set[bytes]:
    """Name the officers who have stepped out of a tip."""
    return {officer for (officer,) in tx.all(_OF_TIP, {"of_tip": tip})}
