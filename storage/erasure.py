"""Erases tips for good: all rows at once, then the shred key, so that no backup reads them. The receipt keeps the month."""

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from storage import tallies
from storage.databases import truncate_log
from storage.records import TipResult
from storage.statements import Statement, insert_or_ignore
from storage.tables import metadata
from storage.tables.tips import erased, files, receipts, shredding, tips
from storage.tips import get_tip
from storage.transaction import Transaction

if TYPE_CHECKING:
    from storage.store import Store

KEPT_MONTHS = 12

_RECEIPT = Statement(select(receipts.c.lookup).where(receipts.c.tip == bindparam("of_tip")))
_FILES = Statement(select(files.c.name).where(files.c.tip == bindparam("of_tip")))
_LEAVE_MONTH = insert_or_ignore(erased)
_LIST_KEY = insert_or_ignore(shredding)
_LISTED = Statement(select(shredding.c.tip))
_UNLIST = Statement(delete(shredding).where(shredding.c.tip == bindparam("of_tip")))
_DROPS = [
    Statement(delete(table).where(table.c.tip == bindparam("of_tip")))
    for table in metadata.sorted_tables
    if "tip" in table.c and table is not shredding
] + [Statement(delete(tips).where(tips.c.id == bindparam("of_tip")))]
_MONTH = Statement(select(erased.c.month).where(erased.c.receipt == bindparam("with_receipt")))
_FORGET = Statement(delete(erased).where(erased.c.month < bindparam("before")))
_DUE = Statement(
    select(tips.c.id).where(
        tips.c.result == bindparam("with_result"), tips.c.closed_day <= bindparam("up_to")
    )
)
_ALL_TIPS = Statement(select(tips.c.id))


def erase_tip(tx: Transaction, tip: bytes, month: int) -> list[str]:
    """Erase all rows of a tip (month counted from 1970) and name its files; its shred key is listed for destruction."""
    if (living := get_tip(tx, tip)) is not None:
        tallies.follow_erasure(tx, living)
    names = [name for (name,) in tx.all(_FILES, {"of_tip": tip})]
    for (receipt,) in tx.all(_RECEIPT, {"of_tip": tip}):
        tx.change(_LEAVE_MONTH, {"receipt": receipt, "month": month})
    for statement in _DROPS:
        tx.change(statement, {"of_tip": tip})
    tx.change(_LIST_KEY, {"tip": tip})
    return names


def destroy_listed_keys(store: "Store") -> int:
    """Destroy the shred keys of erased tips and count them; after a crash in between, the next call goes on."""
    listed = [tip for (tip,) in store.run(lambda tx: tx.all(_LISTED))]
    if listed:
        store.shred.destroy(*listed)
        store.run(lambda tx: [tx.change(_UNLIST, {"of_tip": tip}) for tip in listed])
        truncate_log(store.database)
    return len(listed)


def erased_month(tx: Transaction, receipt: bytes) -> int | None:
    """Tell in which month the tip of a receipt's look-up id was erased; None if none was, or more than a year ago."""
    row = tx.first(_MONTH, {"with_receipt": receipt})
    return row[0] if row else None


def forget_erased(tx: Transaction, month: int) -> None:
    """Forget the receipts of tips that were erased a year before this month."""
    tx.change(_FORGET, {"before": month - KEPT_MONTHS})


def closed_until(tx: Transaction, result: TipResult, day: int) -> list[bytes]:
    """List the tips that were closed with a result, on a day or before."""
    return [tip for (tip,) in tx.all(_DUE, {"with_result": result, "up_to": day})]


def all_tips(tx: Transaction) -> set[bytes]:
    """Name all tips that are not erased."""
    return {tip for (tip,) in tx.all(_ALL_TIPS)}
