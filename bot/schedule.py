"""One table of what runs when (APScheduler): each job is a function of handlers.jobs."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.outreach import FOLLOW_SECONDS, PLAN_SECONDS, Outreach
from handlers.alerts import release_pictures
from handlers.durations import DAY_SECONDS, HOUR_SECONDS
from handlers.jobs.alerts import watch_log
from handlers.jobs.broadcasts import forget_recipients
from handlers.jobs.contests import tell_ended
from handlers.jobs.delayed import write_pledges, write_scores
from handlers.jobs.deletions import take_back_due
from handlers.jobs.erasure import erase_due, find_due, forget_erased
from handlers.jobs.log_heads import find_head, keep_head
from handlers.jobs.reminders import remind_due
from handlers.jobs.reports_due import remind_of_reports
from handlers.jobs.retention import erase_idle, find_stray_files, remove_files
from handlers.jobs.wishes import carry_out_week
from handlers.product import Product
from storage.databases import truncate_log
from storage.erasure import all_tips, destroy_listed_keys
from storage.file_times import settle_files
from storage.generations import renew_stale

Job = Callable[[], Awaitable[None]]

SWEEP_SECONDS = 5 * 60
TAKE_BACK_SECONDS = 15
LONGEST_SECONDS = 49 * 60 * 60  # no message is noted for longer
FILE_SECONDS = 60 * 60
KEY_SECONDS = 60
REMIND_SECONDS = 5 * 60
WATCH_SECONDS = 60
KEYS_A_TURN = 100
SETTLED_SECONDS = 60


class Jobs:
    """The jobs of one running product."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._stray: set[str] = set()
        self._taken_back = time.time() - LONGEST_SECONDS

    async def sweep(self) -> None:
        """Erase what has had its time."""
        now = time.time()
        await self._product.store.turn(lambda tx: erase_idle(tx, self._product, now))
        await self._product.store.turn(lambda tx: carry_out_week(tx, self._product, now))
        await self._product.store.turn(lambda tx: write_scores(tx, self._product, now))
        await self._product.store.turn(lambda tx: tell_ended(tx, self._product, now))
        await self._product.store.turn(lambda tx: write_pledges(tx, self._product, now))
        await asyncio.to_thread(truncate_log, self._product.store.database)
        await asyncio.to_thread(self._product.store.level_times)

    async def remind(self) -> None:
        """Remind the officers whose hour has come, some in a turn, so that nobody waits for long."""
        now = time.time()
        while await self._product.store.turn(lambda tx: remind_due(tx, self._product, now)):
            pass

    async def take_back(self) -> None:
        """Take back messages whose time in a chat is over; at the start also those of the time when nothing ran."""
        since, now = self._taken_back, time.time()
        await self._product.store.turn(lambda tx: take_back_due(tx, self._product, since, now))
        self._taken_back = now

    async def sweep_files(self) -> None:
        """Remove files that belonged to nothing now and an hour ago: a newer one may be on its way into a draft."""
        stray = await self._product.store.read(lambda tx: find_stray_files(tx, self._product))
        await asyncio.to_thread(remove_files, self._product, stray & self._stray)
        self._stray = stray

    async def watch_log(self) -> None:
        """Keep the audit log's head of the day, and tell leads what the log shows."""
        product, now = self._product, time.time()
        last = await product.store.read(find_head)
        await asyncio.to_thread(keep_head, product, last, now)
        await product.store.turn(lambda tx: watch_log(tx, product, now))

    async def remind_of_reports(self) -> None:
        """Remind leads of the reports that are due soon."""
        product, now = self._product, time.time()
        await product.store.turn(lambda tx: remind_of_reports(tx, product, now))

    async def settle_files(self) -> None:
        """Write the files of the last hour anew, together, so that none tells when it was sent."""
        await asyncio.to_thread(settle_files, self._product.store.files)

    async def renew_keys(self) -> None:
        """Make new keys for the queues below one that somebody has left."""
        store = self._product.store
        await store.turn(lambda tx: renew_stale(tx, store.keyring, KEYS_A_TURN))

    async def forget_recipients(self) -> None:
        """Forget who got the broadcasts that are long over, some in a turn, so that nobody waits for long; and alerts' pictures."""
        now = time.time()
        await self._product.store.turn(lambda tx: release_pictures(tx, self._product, now))
        while await self._product.store.turn(lambda tx: forget_recipients(tx, now)):
            pass

    async def erase_old_tips(self) -> None:
        """Erase the closed tips whose time is over, with their files and keys, and what earlier crashes left of others."""
        product, now = self._product, time.time()
        store = product.store
        for tip in await store.read(lambda tx: find_due(tx, product, now)):
            names = await store.turn(partial(erase_due, product=product, tip_id=tip, now=now))
            await asyncio.to_thread(remove_files, product, set(names))
        await store.turn(lambda tx: forget_erased(tx, now))
        await asyncio.to_thread(destroy_listed_keys, store)
        living = await store.read(all_tips)
        await asyncio.to_thread(store.shred.sweep, living, int(now // DAY_SECONDS))


def _outreach(product: Product) -> tuple[tuple[Job, int], ...]:
    outreach = Outreach(product)
    return (outreach.plan, PLAN_SECONDS), (outreach.follow, FOLLOW_SECONDS)


def make_scheduler(product: Product) -> AsyncIOScheduler:
    """Make the scheduler with its table; the caller starts it."""
    jobs = Jobs(product)
    scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "misfire_grace_time": None})
    table = (
        (jobs.take_back, TAKE_BACK_SECONDS),
        (jobs.sweep, SWEEP_SECONDS),
        (jobs.sweep_files, FILE_SECONDS),
        (jobs.renew_keys, KEY_SECONDS),
        (jobs.remind, REMIND_SECONDS),
        (jobs.watch_log, WATCH_SECONDS),
        (jobs.remind_of_reports, HOUR_SECONDS),
        (jobs.forget_recipients, HOUR_SECONDS),
    )
    for job, seconds in (*table, *_outreach(product)):
        scheduler.add_job(job, "interval", seconds=seconds)
    soon = datetime.now(UTC) + timedelta(seconds=SETTLED_SECONDS)  # a server may start every day
    for job, seconds in ((jobs.erase_old_tips, DAY_SECONDS), (jobs.settle_files, FILE_SECONDS)):
        scheduler.add_job(job, "interval", seconds=seconds, next_run_time=soon)
    return scheduler
