"""Keeps what was counted of a platform's monthly quota over restarts, and shows in /metrics how platforms fare."""

import asyncio

from bot.channels.quota import QuotaCounter
from bot.gauges import Gauges
from bot.platforms import Platform
from storage.meta import load_count, save_count
from storage.store import Store

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


def watch_platform(gauges: Gauges, platform: Platform) -> None:
    """Show a platform's figures: how long it has been silent, and its quota."""
    name = platform.channel.name
    if platform.silence is not None:
        gauges.watch(
            f"{name}_silent_seconds",
            "Seconds since a poll came back, or its webhook was seen to work.",
            platform.silence,
        )
    if platform.counter is not None:
        _watch_quota(gauges, name, platform.counter)


def _watch_quota(gauges: Gauges, name: str, counter: QuotaCounter) -> None:
    gauges.watch(f"{name}_messages", "Messages of this month, both ways.", lambda: counter.messages)
    gauges.watch(f"{name}_people", "People met this month since the start.", lambda: counter.people)
    gauges.watch(f"{name}_quota_percent", "Part of the quota that is used.", lambda: int(counter.used * 100))
