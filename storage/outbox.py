"""What waits to be sent or fetched: rows a recipient, in order, sealed under the runtime key. A reboot forgets them."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select, update

from storage.errors import UnreadableError
from storage.records import Json
from storage.runtime import Runtime
from storage.statements import Statement, insert_or_replace
from storage.tables.live import outbox
from storage.transaction import Transaction


class Waiting(NamedTuple):
    """One row of the outbox, opened; `message` is None when it was sealed before a reboot."""

    recipient: bytes
    position: int
    leased: bool
    message: Json


_ROW = (outbox.c.recipient == bindparam("for_recipient"), outbox.c.position == bindparam("at_position"))
_LAST = Statement(select(func.max(outbox.c.position)).where(outbox.c.recipient == bindparam("for_recipient")))
_ADD = insert_or_replace(outbox)
_OF_RECIPIENT = Statement(
    select(outbox.c.recipient, outbox.c.position, outbox.c.leased, outbox.c.sealed)
    .where(outbox.c.recipient == bindparam("for_recipient"))
    .order_by(outbox.c.position)
)
_RECIPIENTS = Statement(
    select(outbox.c.recipient).where(outbox.c.channel == bindparam("of_channel")).distinct()
)
_LEASE = Statement(update(outbox).where(*_ROW).values(leased=1))
_RELEASE = Statement(update(outbox).where(*_ROW).values(leased=0))
_REWRITE = Statement(update(outbox).where(*_ROW).values(sealed=bindparam("sealed_anew")))
_DROP = Statement(delete(outbox).where(*_ROW))
_DROP_SEEN = Statement(
    delete(outbox).where(
        outbox.c.recipient == bindparam("for_recipient"),
        outbox.c.position.between(bindparam("first"), bindparam("up_to")),
    )
)
_DROP_OLD = Statement(delete(outbox).where(outbox.c.day < bindparam("before")))
_COUNT = Statement(select(func.count()).select_from(outbox))


def last_position(tx: Transaction, recipient: bytes) -> int:
    """Tell the last position taken for a recipient; 0 if nothing waits."""
    row = tx.first(_LAST, {"for_recipient": recipient})
    return (row[0] or 0) if row else 0


def add(
    tx: Transaction,
    runtime: Runtime,
    channel: str,
    recipient: bytes,
    position: int,
    day: int,
    message: Json,
) -> None:
    """Put a JSON message in line for a recipient of a channel."""
    sealed = runtime.seal(message, _context(recipient, position))
    row = {"recipient": recipient, "position": position, "channel": channel}
    tx.change(_ADD, {**row, "leased": 0, "day": day, "sealed": sealed})


def waiting_for(tx: Transaction, runtime: Runtime, recipient: bytes) -> list[Waiting]:
    """List what waits for a recipient, in order."""
    rows = tx.all(_OF_RECIPIENT, {"for_recipient": recipient})
    return [
        Waiting(person, position, bool(leased), _open(runtime, sealed, person, position))
        for person, position, leased, sealed in rows
    ]


def recipients(tx: Transaction, channel: str) -> list[bytes]:
    """List for whom something waits on a channel."""
    return [recipient for (recipient,) in tx.all(_RECIPIENTS, {"of_channel": channel})]


def lease(tx: Transaction, recipient: bytes, position: int) -> None:
    """Mark a row as being sent: after a crash it counts as «unknown» and is not sent again."""
    tx.change(_LEASE, {"for_recipient": recipient, "at_position": position})


def release(tx: Transaction, recipient: bytes, position: int) -> None:
    """Take the mark back: it was certainly not sent."""
    tx.change(_RELEASE, {"for_recipient": recipient, "at_position": position})


def rewrite(tx: Transaction, runtime: Runtime, row: Waiting, message: Json) -> None:
    """Put another message in the place of a row's, if it still waits."""
    sealed = runtime.seal(message, _context(row.recipient, row.position))
    place = {"for_recipient": row.recipient, "at_position": row.position}
    tx.change(_REWRITE, {**place, "sealed_anew": sealed})


def remove(tx: Transaction, recipient: bytes, position: int) -> None:
    """Remove a row: it was sent, or never will be."""
    tx.change(_DROP, {"for_recipient": recipient, "at_position": position})


def remove_slot(tx: Transaction, runtime: Runtime, recipient: bytes, slot: str) -> list[Json]:
    """Remove what waits for a slot of a recipient and is not being sent, and give it: something newer takes its place."""
    waiting = [
        row
        for row in waiting_for(tx, runtime, recipient)
        if row.message is not None and not row.leased and row.message.get("slot") == slot
    ]
    for row in waiting:
        remove(tx, recipient, row.position)
    return [row.message for row in waiting]


def remove_seen(tx: Transaction, recipient: bytes, first: int, last: int) -> None:
    """Remove a recipient's rows between two positions: their page has shown them."""
    tx.change(_DROP_SEEN, {"for_recipient": recipient, "first": first, "up_to": last})


def remove_old(tx: Transaction, before: int) -> None:
    """Remove rows put in line before a day."""
    tx.change(_DROP_OLD, {"before": before})


def count_waiting(tx: Transaction) -> int:
    """Count the rows of all recipients."""
    row = tx.first(_COUNT)
    return row[0] if row else 0


def _context(recipient: bytes, position: int) -> bytes:
    return b"outbox" + recipient + position.to_bytes(8, "big")


def _open(runtime: Runtime, sealed: bytes, recipient: bytes, position: int) -> Json:
    try:
        return runtime.open(sealed, _context(recipient, position))
    except UnreadableError:
        return None
