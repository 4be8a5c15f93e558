"""How old the list of communes is, and whether the queues follow it."""

from datetime import UTC, date, datetime

from bot.doctor.finding import Finding, judge
from content.i18n import _
from content.places.changes import Change, Kind
from handlers.place_changes import make_plan
from handlers.setup import queue_codes
from storage.transaction import Transaction

FRESH_DAYS = 120


def check_age(as_of: date, now: float) -> Finding:
    """Warn when the list is old; that makes no deployment unsafe."""
    today = datetime.fromtimestamp(now, UTC).date()
    if (today - as_of).days <= FRESH_DAYS:
        return Finding(good=True, text=_("The list of communes is of {day}.").format(day=as_of.isoformat()))
    text = _("The list of communes is of {day}, more than {count} days ago. Please install a newer release.")
    return Finding(None, text.format(day=as_of.isoformat(), count=FRESH_DAYS))


def check_queues(tx: Transaction, listed: tuple[Change, ...]) -> Finding:
    """Check that no merged commune's queue waits to be moved."""
    plan = make_plan(tx, (one for one in listed if one.kind is Kind.MERGED), queue_codes())
    return judge(
        not plan.changes and not plan.founded,
        _("The queues follow the list of communes."),
        _("Communes were merged or founded, and their queues wait: «homthu places apply»."),
    )
