"""How many messages one core sends, with the ledger and without, beside PTB with the transport it comes with."""

import asyncio
import time
from pathlib import Path

import uvloop
from sqlalchemy import select
from telegram import Bot
from telegram.request import HTTPXRequest

from benchmarks.casting.sender import TEXT, Sending, fill, opened
from benchmarks.numbers import Series
from benchmarks.process import Process
from benchmarks.report import Aim, Table
from bot.delivery.channel_broadcasts import ChannelBroadcasts
from storage.broadcasts import Broadcast
from storage.deliveries import Leased
from storage.statements import Statement
from storage.store import Store
from storage.tables.outreach import subscriptions

UNBOUND = 20_000  # messages a second: no limit that is ever reached
RIVALS = {"PTB, 32 under way": 32, "PTB, 128 under way": 128}
OURS, BARE = "with the ledger", "without"
_EVERYBODY = Statement(select(subscriptions))


def measure_capacity(
    table: Table, stub: Process, address: str, folder: Path, rounds: int, messages: int
) -> None:
    """Send to as many as it takes, in turns."""
    series = Series()
    for turn in range(rounds):
        with opened(folder / f"capacity{turn}") as store:
            one = fill(store, messages)
            for name in (BARE, OURS):  # with the ledger afterwards nobody is left
                bot = f"capacity{turn}{'o' if name == OURS else 'b'}"
                sending = Sending(store, one, f"{address}{bot}", UNBOUND)
                stub.ask("open", bot, {})
                started = time.process_time()
                uvloop.run(sending.run() if name == OURS else _send_bare(sending, store))
                series.add(name, _figures(stub, bot, time.process_time() - started))
        for name, most in RIVALS.items():
            bot = f"rival{turn}x{most}"
            stub.ask("open", bot, {})
            started = time.process_time()
            uvloop.run(_send_with_ptb(address, bot, most, messages // 10))
            series.add(name, _figures(stub, bot, time.process_time() - started))
    _report(table, series)


def _figures(stub: Process, bot: str, cpu: float) -> dict[str, float]:
    found = stub.ask("stats", bot)
    return {"rate": found["taken"] / found["seconds"], "cpu": cpu / found["taken"] * 1000}


def _report(table: Table, series: Series) -> None:
    def show(name: str) -> str:
        return f"{series.median(name, 'rate'):,.0f}/s, {series.median(name, 'cpu'):.2f} CPU-s a 1000"

    for name in RIVALS:
        table.add(f"capacity: {name}", show(name))
    best = max(RIVALS, key=lambda name: series.median(name, "rate"))
    ratio = series.ratio(OURS, best, "rate")
    table.add(f"capacity: {OURS}", show(OURS), f"{ratio:.1f} × PTB's better", Aim(8, 20), ratio)
    rate = series.median(OURS, "rate")
    table.add("capacity: messages a second", f"{rate:,.0f}", "", Aim(1200), rate)
    dearer = series.ratio(OURS, BARE, "cpu") - 1
    slower = 1 - series.ratio(OURS, BARE, "rate")
    table.add(
        f"capacity: {BARE} it",
        show(BARE),
        f"ledger: CPU +{dearer:.0%}, rate -{slower:.0%}",
        Aim(0.07, at_most=True),
        slower,
    )


class WithoutLedger(ChannelBroadcasts):
    """The same sender with its recipients in memory: nothing is leased, and nobody writes what became of them."""

    waiting: list[Leased]

    async def _exchange(self, one: Broadcast, slots: list[float]) -> list[Leased] | None:
        self._results.clear()
        taken, self.waiting = self.waiting[: len(slots)], self.waiting[len(slots) :]
        self._pacer.give_back(slots[len(taken) :])
        return taken


async def _send_bare(sending: Sending, store: Store) -> None:
    """Send the same without the ledger."""
    caster = sending.make_caster(WithoutLedger)
    rows = store.run(lambda tx: tx.all(_EVERYBODY))
    caster.waiting = [Leased(row[0], store.subscriptions.read(row)) for row in rows]
    await sending.run_with(caster)


async def _send_with_ptb(address: str, bot: str, most: int, messages: int) -> None:
    numbers = iter(range(1, messages + 1))
    request = HTTPXRequest(256, pool_timeout=60, read_timeout=60)
    sender = Bot(bot, address, request=request)

    async def work() -> None:
        for number in numbers:
            await sender.send_message(number, TEXT)

    await asyncio.gather(*(work() for _worker in range(most)))
    await request.shutdown()
