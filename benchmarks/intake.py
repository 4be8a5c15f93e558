"""Measures intake: the product beside python-telegram-bot, by webhook and by polling, each in a process of its own."""

import asyncio
import shutil
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from benchmarks.bot_api import BotApi, make_batches, make_events
from benchmarks.crowd import Crowd, DraftReader, FindDraft, Person
from benchmarks.numbers import Stopwatch
from benchmarks.posting import post_all, post_evenly, spread_people
from benchmarks.process import Process, started
from benchmarks.zalo_crowd import ZaloCrowd, ZaloOaCrowd

PEOPLE = 200
CROWDS = {"zalo": ZaloCrowd, "zalooa": ZaloOaCrowd}
SETTLE_SECONDS = 0.3

Figures = dict[str, float]


class Target:
    """A running bot and the people who write to it."""

    def __init__(self, process: Process, api: BotApi, crowd: Crowd, port: int, *, sending: bool) -> None:
        self._process = process
        self._api = api
        self._crowd = crowd
        self._port = port
        self._sending = sending

    async def spread_people(self) -> None:
        """Lead people to different questions."""
        await spread_people(self._port, self._crowd)

    async def by_webhook(self, seconds: float) -> Figures:
        """Post updates as fast as they are answered: with 200, and where answers are sent with an answer."""
        watch, before = Stopwatch(seconds), await self._ask()
        await post_all(self._port, self._crowd, watch, self._reply if self._sending else _nothing)
        return self._figures(watch, before, await self._ask(), len(watch.latencies))

    async def evenly(self, seconds: float, rate: float) -> Figures:
        """Post so many updates a second."""
        watch, before = Stopwatch(seconds), await self._ask()
        await post_evenly(self._port, self._crowd, watch, rate)
        return self._figures(watch, before, await self._ask(), len(watch.latencies))

    async def by_polling(self, seconds: float) -> Figures:
        """Offer as many updates as are asked for."""
        one_by_one = isinstance(self._crowd, ZaloCrowd)
        self._api.offer(make_events(self._crowd) if one_by_one else make_batches(self._crowd))
        await asyncio.sleep(SETTLE_SECONDS)
        watch, before = Stopwatch(seconds), await self._ask()
        await asyncio.sleep(seconds)
        after = await self._ask()
        figures = self._figures(watch, before, after, int(after["handled"] - before["handled"]))
        self._api.offer(None)
        return figures

    async def _reply(self, person: Person) -> None:
        await self._api.reply_to(person)
        self._api.forget_reply(person)

    async def _ask(self) -> Figures:
        figures: Figures = await asyncio.to_thread(self._process.ask, "count")
        return {**figures, "sent": self._api.sent}

    def _figures(self, watch: Stopwatch, before: Figures, after: Figures, number: int) -> Figures:
        watch.latencies = watch.latencies or [0.0]
        used = after["cpu"] - before["cpu"]
        return {
            **watch.figures(),
            "rate": number / watch.elapsed(),
            "cpu": used / number * 1000,
            "sent": (after["sent"] - before["sent"]) / number,
        }


async def _nothing(person: Person) -> None:
    """Wait for nothing."""


@contextmanager
def serving(who: str, way: str, answers: str, prepared: Path, api: BotApi) -> Iterator[Target]:
    """Run a bot: one of the product's channels or «ptb», by «webhook» or «polling», «sending» or «silent»."""
    folder = prepared.with_name(f"{who}-{way}-{answers}")
    shutil.copytree(prepared, folder)
    reader = DraftReader(folder)
    port = _free_port()
    arguments = (who, way, answers, str(folder), api.url, str(port))
    try:
        with started("benchmarks.server", *arguments) as process:
            crowd = CROWDS[who](PEOPLE) if who in CROWDS else Crowd(PEOPLE, _drafts_of(who, reader))
            yield Target(process, api, crowd, port, sending=answers == "sending")
    finally:
        reader.close()


def _drafts_of(who: str, reader: DraftReader) -> FindDraft:
    return (lambda _address: "draft") if who.startswith("ptb") else reader.find


async def start(stack: AsyncExitStack, who: str, way: str, answers: str, prepared: Path) -> Target:
    """Run a bot as long as the stack."""
    api = BotApi()
    await api.listen()
    bot = serving(who, way, answers, prepared, api)
    target = await asyncio.to_thread(bot.__enter__)
    stack.push_async_callback(asyncio.to_thread, bot.__exit__, None, None, None)
    if way == "webhook" and answers == "silent":
        await target.spread_people()
    return target


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
