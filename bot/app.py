"""The composition root: builds everything from the settings and runs it. The only file that sees every layer."""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.console import ConsoleChannel
from bot.channels.port import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_webhook import TelegramWebhook
from bot.channels.web.channel import WebChannel
from bot.channels.web.key_link import KeyLink
from bot.channels.web.site import Site
from bot.delivery.sender import Sender
from bot.gauges import Gauges
from bot.intake import ProductIntake
from bot.keydesk import ProductKeyDesk
from bot.observe import log_event, report_loop_error
from bot.schedule import make_scheduler
from bot.settings import LOOPBACK, Settings, is_in_memory
from bot.workers import Workers
from content.i18n import _, use_language
from content.places.resolver import warm_up
from handlers.doors import Doors
from handlers.lifetimes import Lifetimes
from handlers.product import Product
from handlers.registry import COMMANDS
from handlers.setup import make_queues
from storage import outbox
from storage.store import Places, Store

WEBHOOK_PATH = "/telegram"
RESTART_SECONDS = 5.0

Scope = dict[str, Any]
Asgi = Callable[[Any, Any, Any], Awaitable[None]]

_log = logging.getLogger(__name__)


class App:
    """One process of the product. `channels` may be filled in before `open`."""

    def __init__(self, settings: Settings, *, serves_page: bool = True) -> None:
        self.settings = settings
        self.gauges = Gauges()
        self.store = open_store(settings)
        traces = {one.name: one.limits.traces for one in (ConsoleChannel, TelegramChannel, WebChannel)}
        lifetimes = Lifetimes(
            settings.retention_confirmed_days,
            settings.retention_unfounded_days,
            settings.retention_other_days,
        )
        reaching = (TelegramChannel.name.capitalize(),) if settings.telegram_token else ()
        self.product = Product(
            self.store,
            settings.public_url,
            settings.draft_minutes,
            lifetimes,
            traces,
            make_doors(settings),
            serves_page,
            reaching,
            is_in_memory(settings.runtime_dir),
        )
        self.store.run(lambda tx: make_queues(tx, self.product))
        self.workers = Workers(settings.workers, self.store.salt, self.store.files)
        self.channels: dict[str, Channel] = {}
        self.sender = Sender(self.store, self.channels, self.workers)
        self.intake = ProductIntake(self.product, self.workers, self.sender, self.gauges)
        self.telegram = make_telegram(settings)
        self.web = WebChannel(make_site(settings))

    async def serve(self, *, ready: Callable[[], None]) -> None:
        """Run the page, Telegram if it is on, sending and jobs, until cancelled or told to stop."""
        asyncio.get_running_loop().set_exception_handler(report_loop_error)
        await asyncio.to_thread(warm_up)
        gc.freeze()  # what is loaded by now stays: to look through it again and again costs a tenth of each turn
        self.channels[self.web.name] = self.web
        if self.telegram is not None:
            self.channels[self.telegram.name] = self.telegram
        server = _Server(self._uvicorn_config(), ready)
        async with self.running(), asyncio.TaskGroup() as tasks:
            page = tasks.create_task(server.serve())
            tasks.create_task(self.workers.warm_up())
            others = [tasks.create_task(self._keep_running(job)) for job in self._jobs()]
            await page
            for task in others:
                task.cancel()

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
            if self.telegram is not None:
                await self.telegram.close()

    def close(self) -> None:
        """Close the workers and the store."""
        self.workers.close()
        self.store.close()

    def asgi(self) -> Asgi:
        """Make the web application: Telegram's webhook in front, the page, health and figures behind it."""
        desk = ProductKeyDesk(self.product, self.workers, self.intake.announce)
        beside: list[BaseRoute] = [
            Route("/healthz", self._show_health),
            Route("/metrics", self._show_metrics),
            *KeyLink(make_site(self.settings), desk).routes(),
        ]
        page = self.web.application(self.intake, beside)
        secret = self.settings.telegram_webhook_secret
        if self.telegram is None or secret is None:
            return page
        webhook = TelegramWebhook(secret.get_secret_value(), self.intake, self.telegram.answer)

        async def dispatch(scope: Scope, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own types
            if scope["type"] == "http" and scope["path"] == WEBHOOK_PATH and scope["method"] == "POST":
                await webhook(scope, receive, send)
            else:
                await page(scope, receive, send)

        return dispatch

    def _jobs(self) -> list[Callable[[], Coroutine[Any, Any, None]]]:
        jobs: list[Callable[[], Coroutine[Any, Any, None]]] = [self.sender.run]
        if self.telegram is not None:
            telegram = self.telegram
            jobs.append(lambda: telegram.run(self.intake))
        return jobs

    async def _keep_running(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Start a job again when it fails: one channel's trouble never ends the others."""
        while True:
            try:
                await job()
            except Exception as error:
                log_event(_log, "job_failed", logging.ERROR, error=error)
            await asyncio.sleep(RESTART_SECONDS)

    def _uvicorn_config(self) -> uvicorn.Config:
        return uvicorn.Config(
            self.asgi(),
            host=self.settings.web_host,
            port=self.settings.web_port,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            interface="asgi3",
            lifespan="off",
            timeout_graceful_shutdown=3,
        )

    async def _show_health(self, request: Request) -> Response:
        """Answer 200 as long as the database answers."""
        await self.store.read(outbox.count_waiting)
        return JSONResponse({"status": "ok"})

    async def _show_metrics(self, request: Request) -> Response:
        """Show the figures, to this machine only."""
        if (
            request.client is None
            or request.client.host not in LOOPBACK
            or "x-forwarded-for" in request.headers
        ):
            return Response(status_code=404)
        self.gauges.set_waiting(await self.store.read(outbox.count_waiting))
        return PlainTextResponse(self.gauges.render())


class _Server(uvicorn.Server):
    """uvicorn, which tells when it listens instead of printing its own addresses."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM; uvicorn's own way raises them again and kills the process before it has closed."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and tell it."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


def places_of(settings: Settings) -> Places:
    """Tell where the settings keep what."""
    url = settings.database_url or f"sqlite:///{settings.data_dir / 'homthu.db'}"
    return Places(url, settings.data_dir, settings.runtime_dir, settings.shred_dir)


def open_store(settings: Settings) -> Store:
    """Open the store that the settings name."""
    return Store(places_of(settings))


def make_site(settings: Settings) -> Site:
    """Say where the page is at home and how it protects who looks at it."""
    return Site(
        public_url=settings.public_url,
        onion_url=settings.onion_url or "",
        exit_url=settings.exit_url,
        blank=settings.blank_minutes * 60,
        draft=settings.draft_minutes * 60,
    )


def make_doors(settings: Settings) -> Doors:
    """List where people reach the product."""
    return Doors(
        page=settings.public_url,
        onion=settings.onion_url or "",
        telegram=settings.telegram_name or "",
        blank_minutes=settings.blank_minutes,
    )


def make_telegram(settings: Settings) -> TelegramChannel | None:
    """Make the Telegram channel, if its token is set."""
    if settings.telegram_token is None:
        return None
    proxy, secret = settings.telegram_proxy, settings.telegram_webhook_secret
    return TelegramChannel(
        settings.telegram_token.get_secret_value(),
        settings.telegram_base_url,
        settings.telegram_base_file_url,
        proxy=proxy.get_secret_value() if proxy else None,
        webhook_secret=secret.get_secret_value() if secret else None,
        public_url=settings.public_url,
        commands=describe_commands(),
    )


def describe_commands() -> list[tuple[str, str, str]]:
    """Describe the commands that everybody has, for Telegram's menu: (command, Vietnamese, English)."""
    described = []
    for command in COMMANDS:
        if not command.officers:
            with use_language("vi"):
                vietnamese = _(command.summary)
            with use_language("en"):
                described.append((command.name, vietnamese, _(command.summary)))
    return described
