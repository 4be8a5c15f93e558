"""How old the copies are that `homthu backup` made, and which should no longer exist."""

from pathlib import Path

from bot.doctor.finding import Finding
from content.i18n import _
from storage.copies import DATA, SHRED
from storage.noted_copies import noted_copies

COPY_DAYS = 7


def check_copies(data: Path, today: int) -> list[Finding]:
    """Check that the last copy is fresh, and that no old copy of the shred keys exists any more."""
    copies = noted_copies(data)
    fresh = any(copy.kind == DATA and today - copy.day <= COPY_DAYS for copy in copies)
    old = [
        copy
        for copy in copies
        if copy.kind == SHRED and today - copy.day > COPY_DAYS and copy.folder.exists()
    ]
    text = (
        _("A copy of the data was made in the last 7 days.")
        if fresh
        else _("No copy of the data was made in the last 7 days: «homthu backup FOLDER».")
    )
    if not old:
        return [
            Finding(fresh, text),
            Finding(good=True, text=_("No known copy of the shred keys is older than 7 days.")),
        ]
    sentence = _(
        "A copy of the shred keys is older than 7 days, so that erased tips can be read. Destroy {folder}"
    )
    return [
        Finding(fresh, text),
        *(Finding(good=False, text=sentence.format(folder=copy.folder)) for copy in old),
    ]
