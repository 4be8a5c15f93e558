"""How long a closed tip is kept, by its result. An open tip is never erased."""

from dataclasses import dataclass

from storage.records import Tip, TipResult

SOON = frozenset({TipResult.UNFOUNDED, TipResult.NOT_A_TIP})


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Days from the closing of a tip to its erasure: the unfounded soonest, since who is named in it has rights, too."""

    confirmed: int = 365
    unfounded: int = 30
    other: int = 90

    def days(self, result: TipResult) -> int:
        """Tell how many days a tip of this result is kept."""
        if result is TipResult.CONFIRMED:
            return self.confirmed
        return self.unfounded if result in SOON else self.other

    def last_day(self, tip: Tip) -> int | None:
        """Tell the day (counted from 1970) on which a tip is erased; None while it is open."""
        if tip.result is None or tip.closed_day is None:
            return None
        return tip.closed_day + self.days(tip.result)
