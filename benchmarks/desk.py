"""Measures the officers' desk with 10,000 tips and with 5 million, in turns in one run.

.venv/bin/python -m benchmarks.desk           # 5 million tips over 3,321 queues: some minutes, 3 GB of disk
.venv/bin/python -m benchmarks.desk --quick   # a thousand: tries every row once
"""

import argparse
import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

import aiosqlite

from benchmarks.desk_filling import COMMUNE, PROVINCE, Filled, fill_store
from benchmarks.machine import describe_machine
from benchmarks.numbers import percentile
from benchmarks.report import Aim, Table
from bot.fairness import Caller
from bot.workers import Workers
from handlers.list_views import View, find_page
from handlers.messages import Incoming
from handlers.periods import make_period
from handlers.product import Product
from handlers.quests import Quest
from handlers.router import take_message
from storage import tallies, unlocked
from storage.databases import SqliteDatabase
from storage.keyring import SERVER_HAND
from storage.queues import NATION
from storage.reading_room import Permit
from storage.records import Tip, TipKind
from storage.spot_ranking import SpotQuest
from storage.statements import NO_PARAMETERS, Parameters, Statement
from storage.tip_lists import Order
from storage.transaction import Row, Transaction

SIZES, OPEN_TIPS = (10_000, 5_000_000), 2_000
QUICK_SIZES, QUICK_OPEN = (500, 1_000), 200
ROUNDS, QUICK_ROUNDS = 400, 20
PAGE_AIM, CLAIM_AIM, BARE_AIM = Aim(1.5, at_most=True), Aim(1.5, at_most=True), Aim(2, at_most=True)
PROVINCE_AIM, NATION_AIM = Aim(300, at_most=True), Aim(3000, at_most=True)
BARE = "SELECT * FROM tips WHERE queue = ? AND status = 'new' AND kind = ? AND number > ? ORDER BY number LIMIT 9"
YEAR = 52
NOBODY = Caller("web", "somebody", "somebody")

Work = Callable[[Filled], Awaitable[object]]


class Desk:
    """What an officer does, each by the product's own code."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._messages, self._seconds, self._begun = count(), count(), time.time()
        self._numbers: dict[int, int] = {}
        self._statement = find_statement()
        self.bare: dict[int, aiosqlite.Connection] = {}

    async def first_page(self, filled: Filled) -> object:
        """Find the first page."""
        return await self._page(filled, View())

    async def next_page(self, filled: Filled) -> object:
        """Find a page in the middle."""
        return await self._page(filled, View().behind_last(await self._page(filled, View())))

    async def filtered(self, filled: Filled) -> object:
        """Find a page of one kind, by due time."""
        return await self._page(filled, View(kind=TipKind.POST, order=Order.DUE, days="t20"))

    async def bare_page(self, filled: Filled) -> object:
        """Run the bare query of one page."""
        cursor = await self.bare[filled.tips].execute(
            BARE, (COMMUNE, TipKind.SELLING.value, filled.open_tips // 4)
        )
        return await cursor.fetchall()

    async def bare_same(self, filled: Filled) -> object:
        """Run the very statement of the first page, bare."""
        sql, parameters = self._statement
        cursor = await self.bare[filled.tips].execute(sql, parameters)
        return await cursor.fetchall()

    async def list_turn(self, filled: Filled) -> object:
        """Take the whole turn of «/hangdoi», committed."""
        return await self._take(filled, "/hangdoi")

    async def claim_turn(self, filled: Filled) -> object:
        """Take the whole turn of «/nhan», committed."""
        number = self._numbers.get(filled.tips, filled.open_tips // 2)
        self._numbers[filled.tips] = number + 1
        return await self._take(filled, f"/nhan {number}")

    async def search(self, filled: Filled) -> object:
        """Ask the reading process for words."""
        store = filled.store
        lock = unlocked.name_lock(store.runtime, filled.officer.id)
        permit = Permit(store.places, COMMUNE, time.time() + 600, SERVER_HAND, lock)
        found = await self._workers.find("tips", Quest(permit, ("goc", "cho", "77")), NOBODY)
        assert len(found) == 1, found
        return found

    async def figures(self, filled: Filled, queue: str) -> object:
        """Count all figures of a year and rank the places."""
        period = make_period(YEAR, time.time())
        span = (queue, period.first, period.last)

        def read(tx: Transaction) -> object:
            return [
                find(tx, *span) for find in (tallies.count_span, tallies.count_kinds, tallies.count_weeks)
            ]

        await filled.store.read(read)
        return await self._workers.find("spots", (SpotQuest(filled.store.places, *span, 12),), NOBODY)

    async def _page(self, filled: Filled, view: View) -> list[Tip]:
        hour = int(time.time() // 3600)
        return await filled.store.read(lambda tx: find_page(tx, COMMUNE, view, hour, []))

    async def _take(self, filled: Filled, text: str) -> object:
        product = Product(filled.store, "http://127.0.0.1", 60)
        incoming = Incoming("console", filled.officer.address, str(next(self._messages)), text=text)
        now = self._begun + 10 * next(self._seconds)  # or so many messages at once would be refused
        return await filled.store.turn(lambda tx: take_message(tx, product, incoming, now, {}))


def find_statement() -> tuple[str, Mapping[str, object]]:
    """Find the statement that the first page of a commune runs, with its parameters."""
    heard: list[tuple[str, Mapping[str, object]]] = []

    class Listening(Transaction):
        def all(self, statement: Statement, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
            sql, fixed = statement.compiled_for(self.dialect)
            heard.append((sql, {**fixed, **parameters}))
            return []

    with sqlite3.connect(":memory:") as connection:
        find_page(Listening(connection, "sqlite"), COMMUNE, View(), 0, [])
    return heard[0]


async def time_each(works: Sequence[Work], filled: list[Filled], rounds: int) -> list[list[list[float]]]:
    """Do each of some works in each store, in turns; give the seconds that each took, by work and store."""
    taken: list[list[list[float]]] = [[[] for _ in filled] for _ in works]
    for _round in range(rounds):
        for times, work in zip(taken, works, strict=True):
            for place, one in enumerate(filled):
                begun = time.perf_counter()
                await work(one)
                times[place].append(time.perf_counter() - begun)
    return taken


async def measure(filled: list[Filled], workers: Workers, rounds: int) -> Table:
    """Measure everything; the last store is the largest."""
    table, desk = Table(), Desk(workers)
    for one in filled:
        assert isinstance(one.store.database, SqliteDatabase)
        desk.bare[one.tips] = await aiosqlite.connect(one.store.database.path)
    named: dict[str, tuple[Work, Aim | None]] = {
        "one walk along the index, bare aiosqlite": (desk.bare_page, None),
        "the statement of the first page, bare aiosqlite": (desk.bare_same, None),
        "first page": (desk.first_page, PAGE_AIM),
        "next page (two pages)": (desk.next_page, PAGE_AIM),
        "filter: one kind, by due time": (desk.filtered, PAGE_AIM),
        "the turn of «/hangdoi», committed": (desk.list_turn, None),
        "claim: the turn of «/nhan», committed": (desk.claim_turn, CLAIM_AIM),
    }
    works = [work for work, _aim in named.values()]
    await time_each(works, filled, 3)  # compiles the statements
    times = dict(zip(named, await time_each(works, filled, rounds), strict=True))
    for name, (_work, aim) in named.items():
        _add(table, name, times[name], aim)
    bare = times["the statement of the first page, bare aiosqlite"][-1]
    ratio = median(times["first page"][-1]) / median(bare)
    table.add("  first page beside its bare statement, p50", "", f"{ratio:.2f} × bare", BARE_AIM, ratio)
    await _measure_search(table, desk, filled, rounds)
    await _measure_figures(table, desk, filled[-1])
    for connection in desk.bare.values():
        await connection.close()
    return table


async def _measure_search(table: Table, desk: Desk, filled: list[Filled], rounds: int) -> None:
    for one in filled:
        one.store.run(partial(_unlock, filled=one))
    _add(
        table, "first search: all open tips are opened", (await time_each([desk.search], filled, 1))[0], None
    )
    _add(table, "next search", (await time_each([desk.search], filled, max(3, rounds // 20)))[0], None)


async def _measure_figures(table: Table, desk: Desk, filled: Filled) -> None:
    for name, queue, aim in (("province", PROVINCE, PROVINCE_AIM), ("country", NATION, NATION_AIM)):
        begun = time.perf_counter()
        await desk.figures(filled, queue)
        took = (time.perf_counter() - begun) * 1000
        table.add(f"figures and places of the {name}, a year", f"{took:,.0f} ms", "", aim, took)
    (alone,) = await time_each([desk.list_turn], [filled], 100)
    counting = asyncio.create_task(desk.figures(filled, NATION))
    beside: list[float] = []
    while not counting.done():
        beside += (await time_each([desk.list_turn], [filled], 1))[0][0]
    await counting
    table.add(
        "  turns meanwhile",
        f"p99 {_ms(beside, 99)}, alone {_ms(alone[0], 99)}; longest {max(beside) * 1000:.1f} ms",
    )


def _unlock(tx: Transaction, filled: Filled) -> None:
    pair = (b"p" * 32, b"q" * 32)
    unlocked.keep_unlocked(tx, filled.store.runtime, filled.officer.id, pair, time.time() + 3600)


def _add(table: Table, name: str, taken: list[list[float]], aim: Aim | None) -> None:
    shown = "; ".join(f"p50 {_ms(one, 50)}, p99 {_ms(one, 99)}" for one in taken)
    ratio = percentile(taken[-1], 99) / percentile(taken[0], 99)
    table.add(name, shown, f"p99 {ratio:.2f} × small", aim, ratio)


def _ms(taken: list[float], percent: int) -> str:
    return f"{percentile(taken, percent) * 1000:.2f} ms"


async def _run(sizes: tuple[int, ...], open_tips: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        begun = time.time()
        filled = [fill_store(Path(name) / str(size), size, open_tips, begun) for size in sizes]
        print(f"{' and '.join(f'{one.tips:,}' for one in filled)} tips, made in {time.time() - begun:.0f} s")
        workers = Workers(1, filled[0].store.salt, filled[0].store.files)
        try:
            await workers.warm_up()
            print(describe_machine())
            print(await measure(filled, workers, rounds))
            print(describe_machine())
        finally:
            await asyncio.to_thread(workers.close)
            for one in filled:
                one.store.close()


def main() -> None:
    """Fill two stores, measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few tips and rounds: tries every row once")
    quick = parser.parse_args().quick
    plan = (QUICK_SIZES, QUICK_OPEN, QUICK_ROUNDS) if quick else (SIZES, OPEN_TIPS, ROUNDS)
    asyncio.run(_run(*plan))


if __name__ == "__main__":
    main()
