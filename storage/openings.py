"""How often a tip was opened: its tipster reads that at the end."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ClauseElement

from storage.statements import Statement
from storage.tables.tips import openings
from storage.transaction import Transaction


def _adding() -> dict[str, ClauseElement]:
    return {
        name: module.insert(openings).on_conflict_do_update(
            index_elements=["tip"], set_={"times": openings.c.times + 1}
        )
        for name, module in (("sqlite", sqlite), ("postgresql", postgresql))
    }


_ADD = Statement(_adding())
_GET = Statement(select(openings.c.times).where(openings.c.tip == bindparam("of_tip")))


def count_opening(tx: Transaction, tip: bytes) -> None:
    """Count that an officer has opened a tip."""
    tx.change(_ADD, {"tip": tip, "times": 1})


def times_opened(tx: Transaction, tip: bytes) -> int:
    """Tell how often officers have opened a tip."""
    row = tx.first(_GET, {"of_tip": tip})
    return row[0] if row else 0
