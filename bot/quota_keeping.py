"""Keeps what was counted of a platform's monthly quota over restarts, warns of its end, and shows in /metrics how platforms fare."""

import asyncio
import time
from collections.abc import Callable
from functools import partial

from bot.channels.quota import QuotaCounter
from bot.gauges import Gauges
from bot.platforms import Platform
from handlers.jobs.quotas import Usage, warn_of_quota
from handlers.product import Product
from storage.meta import load_count, save_count
from storage.store import Store

LOOK_SECONDS = 60.0
SECONDS = 3600.0  # no finer: a count that is written with each message would tell when people write


async def keep_count(store: Store, counter: QuotaCounter) -> None:
    """Go on with the count of an earlier process, and write it down every hour and at the end."""
    month, count = await store.read(lambda tx: load_count(tx, counter.channel))
    counter.begin(month, count)
    try:
        while True:
            await asyncio.sleep(SECONDS)
            await _save(store, counter)
    finally:
        await _save(store, counter)


async def _save(store: Store, counter: QuotaCounter) -> None:
    await store.turn(lambda tx: save_count(tx, counter.channel, counter.month, counter.messages))


async def warn_leads(product: Product, counter: QuotaCounter, clock: Callable[[], float] = time.time) -> None:
    """Tell the national leads soon when a mark of the quota is reached."""
    mark, month = 0, ""
    while True:
        usage = read_usage(counter)
        if usage.mark and (usage.month, usage.mark) != (month, mark):
            await product.store.turn(partial(warn_of_quota, product=product, now=clock(), usage=usage))
        month, mark = usage.month, usage.mark
        await asyncio.sleep(LOOK_SECONDS)


def read_usage(counter: QuotaCounter) -> Usage:
    """Read what a counter has counted."""
    quota, people = counter.quota, counter.people  # which begins a new month where one has begun
    return Usage(counter.channel, counter.month, counter.messages, quota.messages, people, quota.people)


def watch_platform(gauges: Gauges, platform: Platform) -> None:
    """Show a platform's figures: how long it has been silent, and its quota."""
    name = platform.channel.name
    if platform.silence is not None:
        gauges.watch(
            f"{name}_silent_seconds",
            "Seconds since a poll came back, its webhook was seen to work, or its token ended.",
            platform.silence,
        )
    if platform.counter is not None:
        _watch_quota(gauges, name, platform.counter)


def _watch_quota(gauges: Gauges, name: str, counter: QuotaCounter) -> None:
    gauges.watch(f"{name}_messages", "Messages of this month, both ways.", lambda: counter.messages)
    gauges.watch(f"{name}_people", "People met this month since the start.", lambda: counter.people)
    gauges.watch(f"{name}_quota_percent", "Part of the quota that is used.", lambda: int(counter.used * 100))
