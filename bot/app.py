"""The composition root: builds everything from the settings and runs it. The only file that sees every layer."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

from starlette.types import ASGIApp

from bot.cards.shelf import Shelf
from bot.channels.console import ConsoleChannel
from bot.channels.port import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.web.channel import WebChannel
from bot.channels.web.key_link import KeyLink
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_oa import ZaloOaChannel
from bot.delivery.broadcasting import Broadcasting
from bot.delivery.sender import Sender
from bot.entrances import make_doors, make_site
from bot.garbage import look_seldom
from bot.gauges import Gauges
from bot.health import Health
from bot.intake import ProductIntake
from bot.keydesk import ProductKeyDesk
from bot.memory import is_in_memory
from bot.observe import log_event, report_loop_error
from bot.opening import load_boundaries, open_store
from bot.platforms import make_platforms
from bot.quota_keeping import keep_count, warn_leads, watch_platform
from bot.schedule import make_scheduler
from bot.server import make_server
from bot.settings import Settings
from bot.webhooks import put_in_front
from bot.workers import Workers
from content.places import nearest
from content.places.resolver import warm_up
from content.prevention.search import find_items
from handlers.atlases import Atlases
from handlers.lifetimes import Lifetimes
from handlers.product import Product
from handlers.setup import make_queues

CHANNELS = (ConsoleChannel, TelegramChannel, WebChannel, ZaloBotChannel, ZaloOaChannel)
RESTART_SECONDS = 5.0

Job = Callable[[], Coroutine[Any, Any, None]]

_log = logging.getLogger(__name__)


class App:
    """One process of the product. `channels` may be filled in before it runs."""

    def __init__(
        self,
        settings: Settings,
        *,
        serves_page: bool = True,
        make_workers: Callable[[int, bytes, Path], Workers] = Workers,
    ) -> None:
        self.settings = settings
        self.gauges = Gauges()
        self.store = open_store(settings)
        self.platforms = make_platforms(settings, self.store)
        for one in self.platforms:
            watch_platform(self.gauges, one)
        lifetimes = Lifetimes(
            settings.retention_confirmed_days,
            settings.retention_unfounded_days,
            settings.retention_other_days,
        )
        self.product = Product(
            self.store,
            settings.public_url,
            settings.draft_minutes,
            lifetimes,
            {one.name: one.limits.traces for one in CHANNELS},
            make_doors(settings),
            serves_page,
            tuple(one.title for one in self.platforms),
            is_in_memory(settings.runtime_dir),
            settings.theme,
            settings.reward_limit,
            Atlases(load_boundaries(settings)),
            frozenset(one.name for one in CHANNELS if one.limits.menu),
        )
        self.store.run(lambda tx: make_queues(tx, self.product))
        self.workers = make_workers(settings.workers, self.store.salt, self.store.files)
        self.channels: dict[str, Channel] = {}
        self.shelf = Shelf(self.workers.draw_card)
        self.sender = Sender(self.store, self.channels, self.workers, self.shelf.take)
        self.windows = {one.channel.name: one.window for one in self.platforms if one.window is not None}
        self.intake = ProductIntake(self.product, self.workers, self.sender, self.gauges, self.windows)
        castings = {one.channel.name: one.casting for one in self.platforms if one.casting is not None}
        followed = [one.followed for one in self.platforms if one.followed is not None]
        self.broadcasting = Broadcasting(
            self.product, castings, self.workers, self.shelf.take, followed=followed
        )
        self.web = WebChannel(make_site(settings))

    async def serve(self, sockets: list[socket], *, ready: Callable[[], None]) -> None:
        """Run the page on its sockets, the platforms that are on, sending and jobs, until cancelled or told to stop."""
        asyncio.get_running_loop().set_exception_handler(report_loop_error)
        await asyncio.to_thread(warm_up)
        await asyncio.to_thread(find_items, "")  # reads all items and their words
        await asyncio.to_thread(nearest.warm_up)
        look_seldom()
        self.switch_on()
        server = make_server(self.asgi(), ready)
        async with self.running(), asyncio.TaskGroup() as tasks:
            page = tasks.create_task(server.serve(sockets))
            tasks.create_task(self.workers.warm_up())
            others = [tasks.create_task(_keep_running(job)) for job in self.jobs()]
            await page
            for task in others:
                task.cancel()

    def switch_on(self) -> None:
        """Switch on the page and the platforms."""
        for channel in (self.web, *(one.channel for one in self.platforms)):
            self.channels[channel.name] = channel

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Have unfinished fetches resumed and jobs scheduled, and close everything at the end."""
        scheduler = make_scheduler(self.product)
        scheduler.start()
        await self.intake.fetcher.resume()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)
            await self.intake.fetcher.close()
            await self.sender.close()
            for platform in self.platforms:
                await platform.channel.close()

    def close(self) -> None:
        """Close the workers and the store."""
        self.workers.close()
        self.store.close()

    def asgi(self) -> ASGIApp:
        """Make the web application: the platforms' webhooks in front, the page, health and figures behind them."""
        desk = ProductKeyDesk(self.product, self.workers, self.intake.announce)
        silences = {one.channel.name: one.silence for one in self.platforms if one.silence is not None}
        beside = [
            *Health(self.store, self.gauges, silences).routes(),
            *KeyLink(make_site(self.settings), desk).routes(),
            *(route for one in self.platforms for route in one.routes),
            *self.shelf.routes(),
        ]
        webhooks = [one.webhook for one in self.platforms if one.webhook is not None]
        page = self.web.application(self.intake, beside)
        return put_in_front({one.path: one.make(self.intake) for one in webhooks}, page)

    def jobs(self) -> list[Job]:
        """List what runs beside the page for ever: sending, receiving on each platform, counting what has a quota."""
        receiving = [partial(one.channel.run, self.intake) for one in self.platforms]
        counters = [one.counter for one in self.platforms if one.counter is not None]
        upkeep = [one.upkeep for one in self.platforms if one.upkeep is not None]
        return [
            self.sender.run,
            self.broadcasting.run,
            *receiving,
            *upkeep,
            *(partial(keep_count, self.store, one) for one in counters),
            *(partial(warn_leads, self.product, one) for one in counters),
        ]


async def _keep_running(job: Job) -> None:
    """Start a job again when it fails: one channel's trouble never ends the others."""
    while True:
        try:
            await job()
        except Exception as error:
            log_event(_log, "job_failed", logging.ERROR, error=error)
        await asyncio.sleep(RESTART_SECONDS)
