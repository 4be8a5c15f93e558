"""The product as it is, with one thing replaced: the receipt's Argon2id, which works in other processes, costs nothing."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from bot.app import App
from bot.delivery.sender import Sender
from bot.fairness import Caller
from bot.intake import ProductIntake
from bot.settings import Settings, read_settings
from bot.workers import Workers
from handlers.messages import Incoming
from handlers.router import Taken
from storage import outbox
from storage.cipher import make_key_pair, random_bytes
from storage.receipts import make_receipt
from storage.records import Json
from storage.transaction import Transaction

TOKEN = "1:benchmark"  # noqa: S105 - of a Bot API that is a stub
WEBHOOK_SECRET = "benchmark-0123456789-0123456789-01"  # noqa: S105
LAST_POSITION = 2**63 - 1
OA_APP_ID, OA_KEY = "31415926535", "benchmark-0123456789"


def read_benchmark_settings(folder: Path, **more: str) -> Settings:
    """Read settings that keep everything in one folder."""
    names = {"data_dir": str(folder), "runtime_dir": str(folder / "runtime"), **more}
    return read_settings({f"HOMTHU_{name.upper()}": value for name, value in names.items()})


class ReadyFacts(Workers):
    """Finds facts without computing: what is to be measured is the turn, and how long it waits for them."""

    def __init__(self, seconds: float = 0.0) -> None:
        # No pool of processes, so nothing of Workers' own.
        self._seconds = seconds
        self._public, self._private = make_key_pair()

    async def warm_up(self) -> None:
        """Start no processes."""

    def close(self) -> None:
        """Stop none."""

    async def find(self, fact: str, argument: Json, caller: Caller) -> Json:
        """Give a random receipt after the given time."""
        if self._seconds:
            await asyncio.sleep(self._seconds)
        return self.make()

    def make(self) -> Json:
        """Make a random receipt."""
        return {
            "receipt": make_receipt(),
            "lookup": random_bytes(16).hex(),
            "public": self._public.hex(),
            "private": self._private.hex(),
        }


class CountingIntake(ProductIntake):
    """The intake, counting."""

    taken = 0

    async def take(self, incoming: Incoming) -> None:
        """Handle one message, and count it."""
        await super().take(incoming)
        self.taken += 1


class ReadingIntake(CountingIntake):
    """The intake of people who have read what they were told before they write again; `reading` is how long that took.

    Nothing is sent to them, and what stays in the outbox would be more and more: in life the sender has removed it.
    """

    reading = 0.0  # seconds of CPU

    async def _commit(self, incoming: Incoming, turn: Callable[[Transaction], Taken]) -> Taken:
        person = self._store.runtime.name_person(incoming.channel, incoming.address)

        def read_and_turn(tx: Transaction) -> Taken:
            begun = time.thread_time()
            outbox.remove_seen(tx, person, 0, LAST_POSITION)
            self.reading += time.thread_time() - begun
            return turn(tx)

        return await super()._commit(incoming, read_and_turn)


class MeasuredApp(App):
    """The product whose facts are ready. Unless it is `sending`, people read what they are told without its being sent."""

    intake: CountingIntake

    def __init__(self, settings: Settings, *, sending: bool) -> None:
        super().__init__(settings)
        self.workers.close()
        self.workers = ReadyFacts()
        channels = self.channels if sending else {}
        self.sender = Sender(self.store, channels, self.workers, self.shelf.take)
        self._make = CountingIntake if sending else ReadingIntake
        self.intake = self.make_intake(self.workers)

    def make_intake(self, workers: Workers) -> CountingIntake:
        """Make an intake with other facts."""
        return self._make(self.product, workers, self.sender, self.gauges)

    def count(self) -> int:
        """Count the messages that were taken; a turn that failed makes the whole measurement void."""
        if "homthu_turn_errors_total 0\n" not in self.gauges.render():
            raise RuntimeError("a turn has failed")
        return self.intake.taken


def prepare(folder: Path) -> None:
    """Make a deployment with all its queues."""
    App(read_benchmark_settings(folder)).close()
