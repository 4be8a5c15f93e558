"""Tips as their queue lists them: the clear columns only. What a tip says lies in the vault."""

from dataclasses import replace

from sqlalchemy import bindparam, exists, insert, or_, select, update

from storage import misroutes, tallies
from storage.records import OPEN, UNDER_WAY, Floor, Origin, Tip, TipKind, TipResult, TipStatus
from storage.statements import Statement
from storage.tables.casework import claims
from storage.tables.tips import former_numbers, receipts, tips
from storage.transaction import Row, Transaction

_ADD = Statement(insert(tips))
_ADD_RECEIPT = Statement(insert(receipts))
_ADD_FORMER = Statement(insert(former_numbers))
_BY_NUMBER = Statement(
    select(tips).where(tips.c.queue == bindparam("in_queue"), tips.c.number == bindparam("with_number"))
)
_BY_ID = Statement(select(tips).where(tips.c.id == bindparam("with_id")))
_BY_FORMER = Statement(
    select(former_numbers.c.tip).where(
        former_numbers.c.queue == bindparam("in_queue"),
        former_numbers.c.number == bindparam("with_number"),
    )
)
_RECEIPT = Statement(
    select(receipts.c.tip, receipts.c.public).where(receipts.c.lookup == bindparam("with_lookup"))
)
_RECEIPT_OF_TIP = Statement(select(receipts.c.public).where(receipts.c.tip == bindparam("of_tip")))
_OPEN_OF_QUEUE = Statement(
    select(tips).where(tips.c.queue == bindparam("in_queue"), tips.c.status != TipStatus.CLOSED.value)
)
_UNHELD = Statement(
    select(tips)
    .where(
        tips.c.queue == bindparam("in_queue"),
        or_(*(tips.c.status == one.value for one in OPEN)),
        ~exists().where(claims.c.tip == tips.c.id),
    )
    .order_by(tips.c.number)
    .limit(bindparam("at_most"))
)
_ALL_OF_QUEUE = Statement(select(tips).where(tips.c.queue == bindparam("in_queue")))
_MARK_TRIAL = Statement(update(tips).values(origin=Origin.TRIAL.value))
_CHANGING = ("queue", "number", "status", "result", "commune", "claim_due", "resolve_due", "closed_day")
_CHANGE = Statement(
    update(tips)
    .where(tips.c.id == bindparam("with_id"))
    .values({name: bindparam(f"to_{name}") for name in _CHANGING})
)
_SET_HAMLET = Statement(
    update(tips).where(tips.c.id == bindparam("with_id")).values(hamlet=bindparam("to_hamlet"))
)


def add_tip(tx: Transaction, tip: Tip) -> None:
    """Add a new tip."""
    tallies.follow(tx, None, tip)
    tx.change(_ADD, {column.name: getattr(tip, column.name) for column in tips.columns})


def add_receipt(tx: Transaction, lookup: bytes, tip: bytes, public: bytes) -> None:
    """Let a receipt find its tip."""
    tx.change(_ADD_RECEIPT, {"lookup": lookup, "tip": tip, "public": public})


def find_by_receipt(tx: Transaction, lookup: bytes) -> Tip | None:
    """Find a tip by the look-up id of its receipt."""
    row = tx.first(_RECEIPT, {"with_lookup": lookup})
    return get_tip(tx, row[0]) if row else None


def receipt_public(tx: Transaction, tip: bytes) -> bytes | None:
    """Give the public key of a tip's receipt."""
    row = tx.first(_RECEIPT_OF_TIP, {"of_tip": tip})
    return row[0] if row else None


def get_tip(tx: Transaction, tip: bytes) -> Tip | None:
    """Get a tip by its id."""
    return _read(tx.first(_BY_ID, {"with_id": tip}))


def find_tip(tx: Transaction, queue: str, number: int) -> Tip | None:
    """Find a tip by its number in the queue that owns it."""
    return _read(tx.first(_BY_NUMBER, {"in_queue": queue, "with_number": number}))


def find_moved(tx: Transaction, queue: str, number: int) -> Tip | None:
    """Find a tip by a number that it had in a former queue."""
    row = tx.first(_BY_FORMER, {"in_queue": queue, "with_number": number})
    return get_tip(tx, row[0]) if row else None


def list_open(tx: Transaction, queue: str) -> list[Tip]:
    """List all open tips of a queue."""
    return [read_row(row) for row in tx.all(_OPEN_OF_QUEUE, {"in_queue": queue})]


def list_unheld(tx: Transaction, queue: str, at_most: int) -> list[Tip]:
    """List the open tips of a queue that no claim stands for, by number."""
    return [read_row(row) for row in tx.all(_UNHELD, {"in_queue": queue, "at_most": at_most})]


def list_all(tx: Transaction, queue: str) -> list[Tip]:
    """List all tips of a queue, the closed ones, too."""
    return [read_row(row) for row in tx.all(_ALL_OF_QUEUE, {"in_queue": queue})]


def mark_trial(tx: Transaction) -> None:
    """Mark all tips as those of a trial: they never count as real ones."""
    tx.change(_MARK_TRIAL)
    tallies.forget_all(tx)
    misroutes.forget_all(tx)


def set_status(
    tx: Transaction,
    tip: bytes,
    status: TipStatus,
    result: TipResult | None = None,
    day: int | None = None,
) -> None:
    """Set a tip's status, and with «closed» its result and day."""
    before = get_tip(tx, tip)
    if before is not None:
        _change(tx, before, replace(before, status=status, result=result, closed_day=day))


def extend(tx: Transaction, tip: Tip, resolve_due: int) -> None:
    """Let a tip be resolved until another hour."""
    _change(tx, tip, replace(tip, resolve_due=resolve_due))


def note_claim(tx: Transaction, tip: Tip, hour: int) -> None:
    """Note that a tip was claimed (hour since 1970); one that is being verified or was passed on stays so."""
    status = tip.status if tip.status in UNDER_WAY else TipStatus.CLAIMED
    due = tallies.CLAIMED_IN_TIME if hour <= tip.claim_due else tip.claim_due
    _change(tx, tip, replace(tip, status=status, claim_due=due))


def move_tip(tx: Transaction, tip: Tip, queue: str, number: int, commune: str | None) -> None:
    """Move a tip to another queue under a new number; the former number points to it."""
    tx.change(_ADD_FORMER, {"queue": tip.queue, "number": tip.number, "tip": tip.id})
    _change(tx, tip, replace(tip, queue=queue, number=number, commune=commune))


def _change(tx: Transaction, before: Tip, after: Tip) -> None:
    tallies.follow(tx, before, after)
    tx.change(_CHANGE, {"with_id": after.id, **{f"to_{name}": getattr(after, name) for name in _CHANGING}})


def set_hamlet(tx: Transaction, tip: bytes, hamlet: str | None) -> None:
    """Set the hamlet that an officer chose, before the tip is closed."""
    tx.change(_SET_HAMLET, {"with_id": tip, "to_hamlet": hamlet})


def _read(row: Row | None) -> Tip | None:
    return read_row(row) if row else None


def read_row(row: Row) -> Tip:
    """Read a row of the table."""
    identity, queue, number, kind, status, result, origin, commune, floor, *rest = row
    return Tip(
        identity,
        queue,
        number,
        TipKind(kind),
        TipStatus(status),
        TipResult(result) if result else None,
        Origin(origin),
        commune,
        Floor(floor),
        *rest,
    )
