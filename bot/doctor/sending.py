"""Whether this copy of the data is the one that sends to subscribers."""

from pathlib import Path

from bot.doctor.finding import Finding, judge
from content.i18n import _
from storage.instances import is_another
from storage.transaction import Transaction


def check_sending(tx: Transaction, folder: Path) -> Finding:
    """Check that this is no restored copy that waits to be told."""
    return judge(
        not is_another(tx, folder),
        _("This copy of the data may send messages to subscribers."),
        _(
            "This is a restored copy: it sends nothing to subscribers. If no other copy runs any more, write «homthu adopt»."
        ),
    )
