"""Checks a deployment: what is not as safe as it should be, each finding with what to do."""

import stat
import time
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings, is_confidential, is_in_memory
from content.i18n import _
from handlers.turn import DAY_SECONDS
from storage import meta
from storage.copies import DATA, SHRED
from storage.noted_copies import noted_copies
from storage.store import Store
from storage.transaction import Transaction

COPY_DAYS = 7
OWNER_ONLY = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked."""

    good: bool
    text: str


def examine(settings: Settings, store: Store) -> list[Finding]:
    """Check a deployment."""
    return [
        store.run(_check_trial),
        store.run(_check_recovery),
        _check_owner_only(settings.data_dir),
        _check_owner_only(settings.data_dir / "server.key"),
        _check_owner_only(settings.runtime_dir),
        _check_owner_only(settings.shred_dir),
        _check_memory(settings.runtime_dir),
        _check_apart(settings.shred_dir, settings.data_dir),
        _check_https(settings.public_url),
        Finding(good=store.database.dialect in {"sqlite", "postgresql"}, text=_("The database opens.")),
        *check_copies(settings.data_dir, int(time.time() // DAY_SECONDS)),
    ]


def _check_trial(tx: Transaction) -> Finding:
    good = not meta.is_trial(tx)
    text = (
        _("Production: only officers and the recovery key open tips.")
        if good
        else _(
            "Trial operation (bootstrap): the queues' keys lie under this server's own secret. Use no real tips yet."
        )
    )
    return Finding(good, text)


def _check_recovery(tx: Transaction) -> Finding:
    good = meta.get_fact(tx, meta.RECOVERY_TESTED) is not None
    text = (
        _("The recovery key was tested.")
        if good
        else _("The recovery key was never tested: «homthu recover --test» with both holders.")
    )
    return Finding(good, text)


def _check_owner_only(path: Path) -> Finding:
    good = path.exists() and not path.stat().st_mode & OWNER_ONLY
    text = (
        _("{path} is for its owner alone.") if good else _("{path} can be read by others: chmod go= {path}")
    )
    return Finding(good, text.format(path=path))


def _check_memory(path: Path) -> Finding:
    good = is_in_memory(path)
    text = (
        _("Drafts live in memory only.")
        if good
        else _("HOMTHU_RUNTIME_DIR is not in memory (tmpfs): drafts survive a reboot.")
    )
    return Finding(good, text)


def _check_apart(shred: Path, data: Path) -> Finding:
    good = not shred.resolve().is_relative_to(data.resolve())
    text = (
        _("The shred keys lie apart from the data.")
        if good
        else _("The shred keys lie inside the data folder: whoever copies it has both. Set HOMTHU_SHRED_DIR.")
    )
    return Finding(good, text)


def _check_https(url: str) -> Finding:
    good = is_confidential(url)
    text = (
        _("The page is reached by https or from this machine only.")
        if good
        else _("HOMTHU_PUBLIC_URL is not https: others can read what people write.")
    )
    return Finding(good, text)


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
