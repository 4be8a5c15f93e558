"""Measures the officers' desk with 10,000 tips and with 5 million, in turns in one run.

.venv/bin/python -m benchmarks.desk           # 5 million tips over 3,321 queues: some minutes, 3 GB of disk
.venv/bin/python -m benchmarks.desk --quick   # a thousand: tries every row once
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median

import aiosqlite

from benchmarks.desk_acts import Desk, Work
from benchmarks.desk_filling import PROVINCE, Filled, fill_store
from benchmarks.machine import describe_machine
from benchmarks.numbers import percentile
from benchmarks.report import Aim, Table
from bot.workers import Workers
from storage import unlocked
from storage.databases import SqliteDatabase
from storage.queues import NATION
from storage.transaction import Transaction

SIZES, OPEN_TIPS = (10_000, 5_000_000), 2_000
QUICK_SIZES, QUICK_OPEN = (500, 1_000), 200
ROUNDS, QUICK_ROUNDS = 400, 20
PAGE_AIM, CLAIM_AIM, BARE_AIM = Aim(1.5, at_most=True), Aim(1.5, at_most=True), Aim(2, at_most=True)
PROVINCE_AIM, NATION_AIM = Aim(300, at_most=True), Aim(3000, at_most=True)


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
