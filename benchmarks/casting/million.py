"""A million recipients: how long planning takes and holds people up, what a row weighs, memory, and how soon it is resumed."""

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import uvloop

from benchmarks.casting.killing import read_line, start_sender
from benchmarks.casting.sender import CHANNEL, Sending, create, get, opened
from benchmarks.process import Process
from benchmarks.report import Aim, Table
from storage import broadcast_states
from storage.cipher import random_bytes
from storage.delivery_planning import plan_slice
from storage.statements import insert_or_ignore
from storage.store import Store
from storage.subscriptions import Subscriber
from storage.tables.outreach import subscriptions

UNBOUND, PIECE = 20_000, 20_000
_ADD = insert_or_ignore(subscriptions)


def measure_million(
    table: Table, stub: Process, address: str, folder: Path, people: int, seconds: float
) -> None:
    """Plan for all, send for a while, and take it up again after a kill."""
    stub.ask("open", "million", {})
    with opened(folder) as store:
        _subscribe(store, people, readable=min(people, int(6_000 * (seconds + 3))))
        before, memory = _database_bytes(folder), _memory()
        one = create(store)
        slices = []
        while True:
            started = time.perf_counter()
            more = store.run(lambda tx: plan_slice(tx, one))
            slices.append((time.perf_counter() - started) * 1000)
            if not more:
                break
        weight = (_database_bytes(folder) - before) / people
        store.run(lambda tx: broadcast_states.begin(tx, one.number))
        uvloop.run(Sending(store, get(store, one.number), f"{address}million", UNBOUND, seconds).run())
        grown = _memory() - memory
    whole = sum(slices) / 1000 * (1_000_000 / people)
    table.add(
        f"{people:,} recipients: planned, for a million", f"{whole:.2f} s", "", Aim(2, at_most=True), whole
    )
    worst = sorted(slices)[int(len(slices) * 0.99)]
    table.add(
        "  a slice: p99 (longest)", f"{worst:.1f} ms ({max(slices):.1f})", "", Aim(20, at_most=True), worst
    )
    table.add("  bytes a row", f"{weight:.1f}", "", Aim(20, at_most=True), weight)
    table.add("  memory grown, planning and sending", f"{grown:.1f} MB", "", Aim(20, at_most=True), grown)
    _resume(table, address, folder)


def _resume(table: Table, address: str, folder: Path) -> None:
    leased = 0.0
    for is_again in (False, True):
        with start_sender(folder, f"{address}million") as process:
            leased = read_line(process)["leased"] * 1000
            if not is_again:
                time.sleep(1.5)
            process.kill()
    aim = Aim(100, at_most=True)
    table.add("  first lease after a kill", f"{leased:.1f} ms from the open store", "", aim, leased)


def _subscribe(store: Store, people: int, readable: int) -> None:
    """Write rows; those whose turn comes first can be read, the others only weigh as much."""
    numbers = sorted(random.sample(range(-(2**31), 2**31), people))
    rows = [
        store.subscriptions._row(number, Subscriber(CHANNEL, str(place), "vi", 2960))  # noqa: SLF001 - to choose the number
        for place, number in enumerate(numbers[:readable], 1)
    ]
    for start in range(0, people, PIECE):
        piece = rows[start : start + PIECE]
        piece += [
            {**rows[0], "number": number, "address": random_bytes(32)}
            for number in numbers[start + len(piece) : start + PIECE]
        ]
        store.run(lambda tx, piece=piece: tx.change_each(_ADD, piece))  # type: ignore[misc]


def _database_bytes(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "homthu.db")) as connection:
        pages, size, free = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "page_size", "freelist_count")
        )
    return int((pages - free) * size)


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6
