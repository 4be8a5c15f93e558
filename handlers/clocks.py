"""How long the clocks of a case run here: as they ship, or as the national lead has set them."""

from content.clocks import HOURS_A_DAY, STANDARDS, URGENT_KINDS, Clock
from storage import clocks
from storage.records import Tip, TipKind
from storage.transaction import Transaction

URGENT = frozenset(map(TipKind, URGENT_KINDS))
MOST_EXTENSIONS = 2


def hours_of(tx: Transaction, clock: Clock) -> int:
    """Tell how many hours a clock runs."""
    found = clocks.hours_set(tx, clock)
    return STANDARDS[clock].hours if found is None else found


def latest_due(tx: Transaction, tip: Tip) -> int | None:
    """Tell until which hour a tip's time can be extended now; None if it was extended twice.

    The first extension reaches at most so far behind the hour in which the tip came in, the second behind the first.
    """
    times = clocks.times_extended(tx, tip.id)
    if times >= MOST_EXTENSIONS:
        return None
    start = tip.resolve_due if times else tip.received_hour
    return max(tip.resolve_due + HOURS_A_DAY, start + hours_of(tx, Clock.EXTENSION))
