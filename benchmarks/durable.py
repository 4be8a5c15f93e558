"""Measures durable writing in a process of its own: raw flushes, raw commits, and whole turns of the product.

Run by benchmarks.turns, which may put a slow disk under it.
"""

import asyncio
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import uvloop

from benchmarks.crowd import CHANNEL, CONVERSATION, PRESS, TEXT, DraftReader, Person
from benchmarks.numbers import Stopwatch
from benchmarks.process import answer_questions
from benchmarks.product import MeasuredApp, ReadingIntake, ReadyFacts, read_benchmark_settings
from bot.garbage import look_seldom
from content.places.resolver import warm_up
from handlers.messages import Incoming
from handlers.router import take_message
from storage.conversations import load_draft, save_draft
from storage.databases import PRAGMAS
from storage.transaction import Transaction

RECORD = os.urandom(1024)
AT_ONCE = 64
FACT_SECONDS = 0.010
SENDING = CONVERSATION.index((TEXT, "gửi"))

Figures = dict[str, float]
Take = Callable[[Incoming], Coroutine[Any, Any, Any]]


class Bench:
    """The measurements, on one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._app = MeasuredApp(read_benchmark_settings(folder), sending=False)
        self._intake = ReadingIntake(self._app.product, self._app.workers, self._app.sender, self._app.gauges)
        self._reader = DraftReader(folder)
        self._ids = count(1)
        self._numbers = count(1)
        self._crowds: dict[int, list[Person]] = {}
        warm_up()
        look_seldom()  # as bot.app does

    def append(self, seconds: float) -> Figures:
        """Append 1 KB and flush, again and again."""
        watch = Stopwatch(seconds)
        with (self._folder / "raw").open("wb", buffering=0) as target:
            while watch.running():
                begun = time.perf_counter()
                target.write(RECORD)
                os.fdatasync(target.fileno())
                watch.latencies.append(time.perf_counter() - begun)
        return watch.figures()

    def commits(self, seconds: float) -> Figures:
        """Insert 1 KB and commit, again and again, as the product's database is set up."""
        with closing(sqlite3.connect(self._folder / "raw.db", isolation_level=None)) as connection:
            for pragma in PRAGMAS:
                connection.execute(pragma)
            connection.execute("CREATE TABLE IF NOT EXISTS records (number INTEGER PRIMARY KEY, record BLOB)")
            watch = Stopwatch(seconds)
            while watch.running():
                begun = time.perf_counter()
                connection.execute("INSERT INTO records (record) VALUES (?)", (RECORD,))
                watch.latencies.append(time.perf_counter() - begun)
            return watch.figures()

    async def turns(self, people: int, seconds: float) -> Figures:
        """Let people walk through a tip; each writes as soon as the message before is committed."""
        crowd = self._crowds.get(people)
        if crowd is None:
            crowd = self._crowds[people] = await self._gather_crowd(people)
        watch = Stopwatch(seconds)

        async def walk(person: Person) -> None:
            while watch.running():
                incoming = watch.aside(partial(self._write, person))
                begun = time.perf_counter()
                await self._intake.take(incoming)
                watch.latencies.append(time.perf_counter() - begun)

        read_before = self._intake.reading
        await asyncio.gather(*map(walk, crowd))
        watch.own_cpu += self._intake.reading - read_before
        return watch.figures()

    async def _gather_crowd(self, people: int) -> list[Person]:
        """Bring people together who are at different questions."""
        crowd = [Person(next(self._numbers), self._reader.find) for _ in range(people)]
        for number, person in enumerate(crowd):
            for _ in range(number % len(CONVERSATION)):
                await self._intake.take(self._write(person))
        return crowd

    async def filing(self, number: int, waiting: bool) -> Figures:
        """File that many tips, 64 at once; their receipts are at hand, or take 10 ms each."""
        addresses = await self._prepare(SENDING, number)
        ready = ReadyFacts(FACT_SECONDS)
        product, store = self._app.product, self._app.store
        intake = self._app.make_intake(ready)

        async def take_at_hand(incoming: Incoming) -> None:
            facts = {("new_receipt", None): ready.make()}
            await store.turn(lambda tx: take_message(tx, product, incoming, time.time(), facts))

        take: Take = intake.take if waiting else take_at_hand
        watch = Stopwatch(0)

        async def work() -> None:
            while addresses:
                incoming = self._incoming(addresses.pop(), *CONVERSATION[SENDING])
                begun = time.perf_counter()
                await take(incoming)
                watch.latencies.append(time.perf_counter() - begun)

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        ready.close()
        return watch.figures()

    async def _prepare(self, last: int, number: int) -> list[str]:
        """Lead one person to a step of the conversation, and give others the same draft."""
        person = Person(next(self._numbers), self._reader.find)
        for _ in range(last):
            await self._intake.take(self._write(person))
        addresses = [f"{person.address}{other}" for other in range(number)]
        runtime = self._app.store.runtime
        name = runtime.name_person(CHANNEL, person.address)

        def copy(tx: Transaction) -> None:
            draft = load_draft(tx, runtime, name)
            for address in addresses:
                save_draft(tx, runtime, runtime.name_person(CHANNEL, address), draft)

        await self._app.store.turn(copy)
        return addresses

    def _write(self, person: Person) -> Incoming:
        said = person.next()  # this may change the address
        return self._incoming(person.address, *said)

    def _incoming(self, address: str, kind: str, value: str) -> Incoming:
        text, press = ("", value) if kind == PRESS else (value, "")
        return Incoming(CHANNEL, address, str(next(self._ids)), text, press)

    def close(self) -> None:
        """Close everything."""
        self._reader.close()
        self._app.close()


def main() -> None:
    """Answer what is asked: the name of a measurement and what it takes."""
    bench = Bench(Path(sys.argv[1]))
    asked = {
        "append": bench.append,
        "commits": bench.commits,
        "turns": lambda *arguments: uvloop.run(bench.turns(*arguments)),
        "filing": lambda *arguments: uvloop.run(bench.filing(*arguments)),
    }
    answer_questions(lambda name, *arguments: asked[name](*arguments))
    bench.close()


if __name__ == "__main__":
    main()
