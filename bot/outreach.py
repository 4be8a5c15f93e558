"""Lets campaigns and alerts go their way: plans what is due, writes its recipients, tells how it goes on and how it ended."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from content.prevention.mailings import mailings_due
from handlers.campaigns import Cursor, fill, plan_due, to_fill
from handlers.jobs.progress import conclude, find_ended, find_going, tell_progress
from handlers.local_times import local_moment
from handlers.product import Product
from storage.delivery_counts import sent_by_place
from storage.instances import adopted_at
from storage.records import BroadcastState

PLAN_SECONDS, FOLLOW_SECONDS = 10, 3


class Look(NamedTuple):
    """How an alert stood when it was looked at: of how many people something was decided."""

    decided: int
    state: BroadcastState
    moment: float

    def rate_since(self, before: "Look | None") -> float:
        """Give how many were decided a second; 0 where that says nothing: after the first look, a pause, a night."""
        if before is None or before.state is not self.state:
            return 0.0
        return (self.decided - before.decided) / max(self.moment - before.moment, 1.0)


class Outreach:
    """The jobs of outreach of one running product."""

    def __init__(self, product: Product, clock: Callable[[], float] = time.time) -> None:
        self._product = product
        self._clock = clock
        self._looks: dict[int, Look] = {}  # at each alert, the last one

    async def plan(self) -> None:
        """Plan what is due now, and write the recipients of what is planned, some in a turn."""
        product, now, store = self._product, self._clock(), self._product.store
        await asyncio.to_thread(mailings_due, local_moment(now).date())  # once a day this looks at all items
        await store.turn(lambda tx: plan_due(tx, product, now, adopted_at(tx)))
        for one in await store.read(lambda tx: to_fill(tx, product)):
            cursor: Cursor | None = Cursor()
            while cursor is not None:
                cursor = await store.turn(partial(fill, broadcast=one, cursor=cursor))

    async def follow(self) -> None:
        """Tell how alerts go on where that has changed, and conclude what has ended."""
        product, now, store = self._product, self._clock(), self._product.store
        for one, figures in await store.read(lambda tx: find_going(tx, product)):
            before = self._looks.get(one.number)
            look = self._looks[one.number] = Look(figures.total - figures.left, one.state, now)
            if before is None or before[:2] != look[:2]:
                rate = look.rate_since(before)
                await store.turn(partial(tell_progress, product=product, now=now, one=one, rate=rate))
        for one in await store.read(lambda tx: find_ended(tx, product)):
            sent = await store.read(partial(sent_by_place, broadcast=one.number))
            await store.turn(partial(conclude, product=product, now=now, one=one, sent=sent))
            self._looks.pop(one.number, None)
