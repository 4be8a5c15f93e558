"""`homthu backup` and `homthu restore`: copies on other disks, and the way back."""

import argparse
import time
from functools import partial
from pathlib import Path

from bot.opening import places_of
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _
from handlers.durations import DAY_SECONDS
from handlers.jobs.revival import Revived, bring_up_to_date
from storage.backup import back_up_data, back_up_shred
from storage.copies import DATA, SHRED, copied_at
from storage.noted_copies import NotedCopy, note_copy
from storage.restoring import restore as bring_back


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    saving = add_form(forms, "backup", backup, _("copy database and files, also while the product runs"))
    saving.add_argument("folder", type=Path, help=_("a new folder for the copy"))
    saving.add_argument(
        "--shred", action="store_true", help=_("copy the shred keys and the server's secret instead")
    )
    restoring = add_form(forms, "restore", restore, _("bring a copy back into an empty data folder"))
    restoring.add_argument("folder", type=Path, help=_("the folder of the copy"))
    restoring.add_argument("--shred", type=Path, help=_("the folder that «homthu backup --shred» made"))


def backup(settings: Settings, arguments: argparse.Namespace) -> int:
    """Make a copy and say what it holds and what must lie apart from it."""
    places, now = places_of(settings), int(time.time())
    if arguments.shred:
        manifest = back_up_shred(places, arguments.folder, now)
        note_copy(places.data, NotedCopy(SHRED, now // DAY_SECONDS, arguments.folder.resolve()))
        text = _("Copied and checked: {count} shred keys and the server's secret, in {folder}.")
        print(text.format(count=manifest.rows.get("shred", 0), folder=arguments.folder))
        print(
            _(
                "Keep this copy apart from copies of the database, and destroy it after 7 days: "
                "as long as it exists, erased tips can be read."
            )
        )
        return 0
    manifest = back_up_data(places, arguments.folder, now)
    note_copy(places.data, NotedCopy(DATA, now // DAY_SECONDS, arguments.folder.resolve()))
    files = sum(name.startswith("files/") for name in manifest.digests)
    if manifest.database == "sqlite":
        text = _("Copied and checked: {count} tips and {files} files, in {folder}.")
        print(text.format(count=manifest.rows.get("tips", 0), files=files, folder=arguments.folder))
    else:
        print(
            _("Copied and checked: {files} files, in {folder}.").format(files=files, folder=arguments.folder)
        )
        print(
            _(
                "PostgreSQL's own tables are not in it: copy them with pg_dump, right before this, "
                "as the README says."
            )
        )
    print(
        _(
            "Drafts, waiting messages and keys are not in it. Without the copy that «homthu backup --shred» makes "
            "nobody can read it, so keep that one in another place."
        )
    )
    return 0


def restore(settings: Settings, arguments: argparse.Namespace) -> int:
    """Bring a copy back and say what changed since it was made."""
    places = places_of(settings)
    revived: Revived = bring_back(
        places, arguments.folder, arguments.shred, partial(bring_up_to_date, now=time.time())
    )
    for kind, folder in ((DATA, arguments.folder), (SHRED, arguments.shred)):
        if (
            folder is not None
        ):  # the new data folder knows of no copy, and this one of keys is to be destroyed, too
            note_copy(places.data, NotedCopy(kind, copied_at(folder) // DAY_SECONDS, folder.resolve()))
    text = _(
        "Restored: {readable} tips. Erased since the copy was made, and unreadable: {erased}. "
        "Memberships that had ended: {memberships}. Open invitations that ended: {invitations}."
    )
    print(
        text.format(
            readable=revived.readable,
            erased=revived.erased,
            memberships=revived.memberships,
            invitations=revived.invitations,
        )
    )
    print(
        _(
            "This copy sends no messages to subscribers until you write «homthu adopt»: first make sure that no other copy runs."
        )
    )
    print(_("Start «homthu run» again, then check with «/canbo» the members of each queue."))
    return 0
