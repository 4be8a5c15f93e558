"""Sends a broadcast with the product's own ledger, pacer and transport; as a process of its own, to be killed.

python -m benchmarks.casting.sender FOLDER ADDRESS LIMIT
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import uvloop

from benchmarks.process import pin
from bot.channels.pacer import Pacer
from bot.channels.telegram_broadcasts import Encoded, TelegramCaster
from bot.channels.telegram_transport import AiohttpRequest
from bot.delivery.casting import Casting
from bot.delivery.channel_broadcasts import ChannelBroadcasts
from handlers.messages import Reply
from storage import broadcast_states
from storage.audiences import Audience
from storage.broadcasts import Broadcast
from storage.deliveries import Result, lease, record
from storage.delivery_counts import count
from storage.delivery_planning import plan_slice
from storage.records import Outcome
from storage.store import Places, Store
from storage.subscriptions import Subscriber
from storage.unclear_deliveries import settle_orphans

CHANNEL, CORE = "telegram", 1
TEXT = ("Cảnh giác với kẹo, nước uống, thuốc lá điện tử lạ: có thể chứa ma tuý. " * 6)[:387]
IN_FLIGHT = 400

C = TypeVar("C", bound=ChannelBroadcasts)


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """Open the store in a folder."""
    store = Store(Places(f"sqlite:///{folder / 'homthu.db'}", folder, folder / "runtime", folder / "shred"))
    try:
        yield store
    finally:
        store.close()


def fill(store: Store, people: int) -> Broadcast:
    """Subscribe people whose addresses are the numbers from 1 on, and plan a broadcast to all of them."""

    def subscribe(some: range) -> None:
        names = [Subscriber(CHANNEL, str(number), "vi", 2960) for number in some]
        store.run(lambda tx: [store.subscriptions.subscribe(tx, one) for one in names])

    for start in range(1, people + 1, 5_000):
        subscribe(range(start, min(start + 5_000, people + 1)))
    made = create(store)
    while store.run(lambda tx: plan_slice(tx, made)):
        pass
    store.run(lambda tx: broadcast_states.begin(tx, made.number))
    return get(store, made.number)


def create(store: Store) -> Broadcast:
    """Create a broadcast to all."""
    now = int(time.time())
    new = Broadcast(
        "benchmark", {"texts": {"vi": TEXT}}, Audience((CHANNEL,)), now, now + 86_400, "an", urgent=True
    )
    return get(store, store.run(lambda tx: store.broadcasts.create(tx, new)) or 0)


def get(store: Store, number: int) -> Broadcast:
    """Give a broadcast."""
    found = store.run(lambda tx: store.broadcasts.get(tx, number))
    assert found is not None
    return found


class Sending:
    """What is needed to send one broadcast; `seconds` end it early."""

    def __init__(self, store: Store, one: Broadcast, address: str, limit: int, seconds: float = 1e9) -> None:
        self._store, self._one, self._seconds = store, one, seconds
        self.pacer = Pacer(limit)
        self.transport = AiohttpRequest(2 * IN_FLIGHT, 20)
        self.caster = TelegramCaster(self.transport, address)
        self.message: Encoded = self.caster.encode(Reply(TEXT), b"")
        self._end = 0.0

    async def run(self, most: int = IN_FLIGHT) -> None:
        """Send until everybody has it, or the time is up; the pacer's first silent second does not count."""
        await self.run_with(self.make_caster(ChannelBroadcasts, most))

    def make_caster(self, kind: type[C], most: int = IN_FLIGHT) -> C:
        """Make what sends."""
        casting = Casting(self.caster, self.pacer, most)
        return kind(self._store, CHANNEL, casting, self._choose, self._word)

    async def run_with(self, caster: ChannelBroadcasts) -> None:
        """Send with what was made."""
        self._end = time.monotonic() + 1 + self._seconds
        await caster.send(self._one)
        await self.transport.shutdown()

    async def _choose(self) -> Broadcast | None:
        left = await self._store.read(lambda tx: count(tx, self._one)[CHANNEL].left)
        return self._one if left and time.monotonic() < self._end else None

    async def _word(self, one: Broadcast, language: str) -> Encoded:
        return self.message


def main(folder: str, address: str, limit: str) -> None:
    """Take up the broadcast in a folder, tell how soon the first could be leased, and send."""
    pin(CORE)
    with opened(Path(folder)) as store:
        start = time.perf_counter()
        unknown = store.run(settle_orphans)
        (one,) = store.run(store.broadcasts.open_ones)
        first = store.run(lambda tx: lease(tx, store.subscriptions, one.number, CHANNEL, 8))
        seconds = time.perf_counter() - start
        waiting = [Result(each.number, Outcome.PENDING) for each in first]
        store.run(lambda tx: record(tx, store.subscriptions, one.number, CHANNEL, waiting))
        print(json.dumps({"leased": seconds, "unknown": unknown}), flush=True)
        uvloop.run(Sending(store, one, address, int(limit)).run())
        print(json.dumps({"done": True}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
