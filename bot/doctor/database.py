"""Whether the database opens, and keeps and erases what it is told to."""

from bot.doctor.finding import Finding, judge
from content.i18n import _
from storage.pragmas import unsafe_pragmas
from storage.transaction import Transaction


def check_database(tx: Transaction) -> Finding:
    """Check what is in force on the connection that writes."""
    wrong = unsafe_pragmas(tx)
    return judge(
        not wrong,
        _("The database opens, commits durably and overwrites what is erased."),
        _("The database is not set safely: {wrong}. Use the database as Hòm Thư sets it up.").format(
            wrong=", ".join(wrong)
        ),
    )
