"""Whether the clock can be right: it must not lie before this program, nor before what is stored."""

from collections.abc import Iterable
from pathlib import Path

from bot.doctor.finding import Finding, judge
from content.i18n import _

SLACK_SECONDS = 300
SYNCHRONISED = Path("/run/systemd/timesync/synchronized")


def check_clock(now: float, files: Iterable[Path]) -> Finding:
    """Check the clock against the times of files that were written before."""
    newest = max((path.stat().st_mtime for path in files if path.exists()), default=0.0)
    return judge(
        now + SLACK_SECONDS >= newest,
        _("The clock does not lie before what was stored."),
        _(
            "The clock is slow: files are newer than now. Set it (timedatectl): deadlines and erasure need it."
        ),
    )


def check_synchronised(mark: Path = SYNCHRONISED) -> Finding:
    """Tell whether the machine says that it sets its clock by the network; other services than systemd's leave no mark."""
    if mark.exists():
        return Finding(good=True, text=_("The clock is set by the network."))
    return Finding(None, _("Can't be checked here: whether the clock is set by the network (timedatectl)."))
