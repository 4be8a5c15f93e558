"""Information copies: the report's key of a tip, sealed to a queue that does not work it. Nothing else of the tip is in one."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, select

from storage.statements import Statement, insert_or_ignore
from storage.tables.tips import information_copies
from storage.tip_readers import Reader
from storage.transaction import Transaction

_ADD = insert_or_ignore(information_copies)
_OF_TIP = Statement(
    select(information_copies.c.queue)
    .where(information_copies.c.tip == bindparam("of_tip"))
    .order_by(information_copies.c.queue)
)
_ONE = Statement(
    select(information_copies.c.reader, information_copies.c.sealed).where(
        information_copies.c.queue == bindparam("in_queue"), information_copies.c.tip == bindparam("of_tip")
    )
)
_OF_QUEUE = Statement(
    select(information_copies.c.tip, information_copies.c.reader, information_copies.c.sealed).where(
        information_copies.c.queue == bindparam("in_queue")
    )
)
_DROP_QUEUE = Statement(delete(information_copies).where(information_copies.c.queue == bindparam("in_queue")))
_DROP_ALL = Statement(delete(information_copies))


class SealedCopy(NamedTuple):
    """A report's key that a queue has, sealed to one generation of a queue (`queue:generation`)."""

    queue: str
    reader: str
    sealed: bytes


def add_copy(tx: Transaction, queue: str, tip: bytes, reader: Reader, sealed: bytes) -> None:
    """Give a queue a copy of a tip; one that it has already stays as it is."""
    tx.change(_ADD, {"queue": queue, "tip": tip, "reader": reader.name, "sealed": sealed})


def queues_with_copy(tx: Transaction, tip: bytes) -> list[str]:
    """List the queues that have a copy of a tip."""
    return [queue for (queue,) in tx.all(_OF_TIP, {"of_tip": tip})]


def find_copy(tx: Transaction, queue: str, tip: bytes) -> SealedCopy | None:
    """Find a queue's copy of a tip."""
    row = tx.first(_ONE, {"in_queue": queue, "of_tip": tip})
    return SealedCopy(queue, *row) if row else None


def copied_tips(tx: Transaction, queue: str) -> list[bytes]:
    """Name the tips of which a queue has a copy."""
    return [tip for tip, _reader, _sealed in tx.all(_OF_QUEUE, {"in_queue": queue})]


def move_copies(tx: Transaction, queue: str, into: str) -> None:
    """Let the copies of a queue that was merged into another be that one's."""
    for tip, reader, sealed in tx.all(_OF_QUEUE, {"in_queue": queue}):
        tx.change(_ADD, {"queue": into, "tip": tip, "reader": reader, "sealed": sealed})
    tx.change(_DROP_QUEUE, {"in_queue": queue})


def forget_copies(tx: Transaction) -> None:
    """Forget all copies: those of a trial were sealed to keys that are gone."""
    tx.change(_DROP_ALL)
