"""Erases the closed tips whose time is over, each in a turn of its own, so that nobody waits for long."""

from handlers.durations import DAY_SECONDS
from handlers.months import month_of
from handlers.product import Product
from storage import audit, erasure, tips
from storage.audit import Act
from storage.records import TipResult
from storage.transaction import Transaction


def find_due(tx: Transaction, product: Product, now: float) -> list[bytes]:
    """Name the tips that have been closed as long as they are kept."""
    today, lifetimes = int(now // DAY_SECONDS), product.lifetimes
    return [
        tip
        for result in TipResult
        for tip in erasure.closed_until(tx, result, today - lifetimes.days(result))
    ]


def erase_due(tx: Transaction, product: Product, tip_id: bytes, now: float) -> list[str]:
    """Erase a tip, unless it was opened again meanwhile; name its files."""
    tip = tips.get_tip(tx, tip_id)
    last_day = product.lifetimes.last_day(tip) if tip is not None else None
    if tip is None or last_day is None or last_day > now // DAY_SECONDS:
        return []
    audit.record(tx, Act(int(now), "server", "erase", tip.queue, tip.number))
    return erasure.erase_tip(tx, tip.id, month_of(now))


def forget_erased(tx: Transaction, now: float) -> None:
    """Forget the receipts of tips erased a year ago."""
    erasure.forget_erased(tx, month_of(now))
