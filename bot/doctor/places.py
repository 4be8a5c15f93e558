"""Where files lie and who can read them."""

import stat
from pathlib import Path

from bot.doctor.finding import Finding, judge
from bot.memory import MOUNTS, is_in_memory
from content.i18n import _

OWNER_ONLY = stat.S_IRWXG | stat.S_IRWXO


def check_owner_only(path: Path) -> Finding:
    """Check that nobody but the owner can read a file or folder."""
    good = path.exists() and not path.stat().st_mode & OWNER_ONLY
    return judge(
        good,
        _("{path} is for its owner alone.").format(path=path),
        _("{path} can be read by others: chmod go= {path}").format(path=path),
    )


def check_memory(runtime: Path, mounts: Path = MOUNTS) -> Finding:
    """Check that a reboot forgets the runtime key."""
    return judge(
        is_in_memory(runtime, mounts),
        _("Drafts live in memory only."),
        _("HOMTHU_RUNTIME_DIR is not in memory (tmpfs): drafts survive a reboot."),
    )


def check_apart(shred: Path, data: Path) -> Finding:
    """Check that who copies the data folder has no shred keys with it."""
    return judge(
        not shred.resolve().is_relative_to(data.resolve()),
        _("The shred keys lie apart from the data."),
        _("The shred keys lie inside the data folder: whoever copies it has both. Set HOMTHU_SHRED_DIR."),
    )
