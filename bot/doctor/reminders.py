"""Whether reminders run: officers who hear nothing must be able to trust that nothing is due."""

from bot.doctor.finding import Finding, judge
from content.i18n import _
from handlers.durations import HOUR_SECONDS
from handlers.jobs.reminders import last_reminded
from storage.transaction import Transaction


def check_reminders(tx: Transaction, now: float) -> Finding:
    """Check that reminders ran within the last hour; before the first run nothing can be told."""
    last = last_reminded(tx)
    if last is None:
        return Finding(None, _("Reminders of deadlines have not run yet: «homthu run» begins with them."))
    return judge(
        now - last <= HOUR_SECONDS,
        _("Reminders of deadlines ran within the last hour."),
        _("Reminders of deadlines have not run for an hour. Is «homthu run» running?"),
    )
