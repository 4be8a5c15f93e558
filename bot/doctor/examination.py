"""Checks a deployment, one finding after the other; what can't be seen from inside is said so."""

import time
from itertools import islice
from pathlib import Path

from bot.doctor.clock import check_clock, check_synchronised
from bot.doctor.communes import check_age, check_queues
from bot.doctor.copies import check_copies
from bot.doctor.database import check_database
from bot.doctor.decoding import check_decoding, check_limits
from bot.doctor.entrances import check_doors, check_https, check_polling, check_webhook
from bot.doctor.finding import Finding
from bot.doctor.keys import check_recovery, check_trial
from bot.doctor.logs import check_logs
from bot.doctor.machine import check_dumps, check_swap, read_dumps
from bot.doctor.places import check_apart, check_memory, check_owner_only
from bot.doctor.reminders import check_reminders
from bot.doctor.sending import check_sending
from bot.settings import Settings
from content.i18n import _
from content.places.changes import changes, data_day
from handlers.durations import DAY_SECONDS
from storage.store import Store

MOST_NAMED = 5  # files that others can read


def examine(settings: Settings, store: Store) -> list[Finding]:
    """Check a deployment."""
    now = time.time()
    return [
        store.run(check_trial),
        store.run(check_recovery),
        store.run(lambda tx: check_reminders(tx, now)),
        store.run(lambda tx: check_sending(tx, store.places.data)),
        *_check_places(settings),
        store.run(check_database),
        check_https(settings.public_url),
        check_webhook(settings),
        check_doors(settings),
        check_polling(settings),
        check_logs(),
        check_swap(),
        check_dumps(read_dumps()),
        check_clock(now, [Path(__file__), *settings.data_dir.glob("*")]),
        check_synchronised(),
        check_decoding(),
        check_limits(),
        check_age(data_day(), now),
        store.run(lambda tx: check_queues(tx, changes())),
        *check_copies(settings.data_dir, int(now // DAY_SECONDS)),
        *_name_what_is_beyond(),
    ]


def _check_places(settings: Settings) -> list[Finding]:
    owned = [
        settings.data_dir,
        settings.data_dir / "server.key",
        settings.runtime_dir,
        settings.runtime_dir / "runtime.key",
        settings.shred_dir,
    ]
    folders = (settings.data_dir, settings.runtime_dir, settings.shred_dir)
    inside = (path for folder in folders for path in sorted(folder.rglob("*")) if path not in owned)
    return [
        *(check_owner_only(path) for path in owned),
        *islice((found for path in inside if not (found := check_owner_only(path)).good), MOST_NAMED),
        check_memory(settings.runtime_dir),
        check_apart(settings.shred_dir, settings.data_dir),
    ]


def _name_what_is_beyond() -> list[Finding]:
    return [
        Finding(
            None,
            _(
                "Can't be checked here: whether the disk is encrypted, and what snapshots of the machine exist."
            ),
        ),
        Finding(
            None,
            _("Can't be checked here: whether the proxy in front logs addresses or passes «/metrics» on."),
        ),
    ]
