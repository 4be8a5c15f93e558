"""Forgets what people counted and entered while a deployment was a trial: none of it is true of anybody."""

from sqlalchemy import delete

from storage.statements import Statement
from storage.tables.outreach import contest_scores, contests, coverage, covered, pledges
from storage.tables.units import directory
from storage.transaction import Transaction

_FORGET = tuple(
    Statement(delete(table)) for table in (pledges, contest_scores, contests, directory, coverage, covered)
)


def forget_trial(tx: Transaction) -> None:
    """Forget pledges, contests, entries of the directory and the coverage of a trial."""
    for statement in _FORGET:
        tx.change(statement)
