"""How old the copies are that `homthu backup` made, and which should no longer exist."""

from pathlib import Path

from bot.doctor.finding import Finding, judge
from content.i18n import _
from storage.copies import DATA, SHRED
from storage.noted_copies import FORMER, NotedCopy, noted_copies

COPY_DAYS = 7


def check_copies(data: Path, today: int) -> list[Finding]:
    """Check that the last copies are fresh, and that no old copy of the shred keys exists any more."""
    copies = noted_copies(data)
    fresh = {copy.kind for copy in copies if today - copy.day <= COPY_DAYS}
    return [
        judge(
            DATA in fresh,
            _("A copy of the data was made in the last 7 days."),
            _("No copy of the data was made in the last 7 days: «homthu backup FOLDER»."),
        ),
        judge(
            SHRED in fresh,
            _("The shred keys and the server's secret were copied in the last 7 days."),
            _(
                "The shred keys and the server's secret were not copied in the last 7 days: without such a copy "
                "no copy of the data can be read. «homthu backup --shred FOLDER», to another place."
            ),
        ),
        *_find_old(copies, today),
    ]


def _find_old(copies: list[NotedCopy], today: int) -> list[Finding]:
    kept = [copy for copy in copies if copy.kind in {SHRED, FORMER} and copy.folder.exists()]
    old = [copy for copy in kept if today - copy.day > COPY_DAYS]
    if not old:
        return [Finding(good=True, text=_("No known copy of the shred keys is older than 7 days."))]
    sentence = _(
        "A copy of the shred keys is older than 7 days, so that erased tips can be read. Destroy {folder}"
    )
    return [Finding(good=False, text=sentence.format(folder=copy.folder)) for copy in old]
