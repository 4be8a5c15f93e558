"""Lets campaigns and alerts go their way: plans what is due, writes its recipients, tells how it goes on and how it ended."""

import asyncio
import time
from collections.abc import Callable
from functools import partial

from content.prevention.mailings import mailings_due
from handlers.campaigns import Cursor, fill, plan_due, to_fill
from handlers.jobs.progress import conclude, find_ended, find_going, tell_progress
from handlers.local_times import local_moment
from handlers.product import Product
from storage.delivery_counts import sent_by_place
from storage.instances import adopted_at

PLAN_SECONDS, FOLLOW_SECONDS = 10, 3


class Outreach:
    """The jobs of outreach of one running product."""

    def __init__(self, product: Product, clock: Callable[[], float] = time.time) -> None:
        self._product = product
        self._clock = clock
        self._told: dict[int, tuple[int, float]] = {}  # of each alert: what was decided when it was told last

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
            decided = figures.total - figures.left
            before, since = self._told.get(one.number, (0, float(one.not_before)))
            if one.number in self._told and decided == before:
                continue
            self._told[one.number] = decided, now
            rate = (decided - before) / max(now - since, 1.0)
            await store.turn(partial(tell_progress, product=product, now=now, one=one, rate=rate))
        for one in await store.read(lambda tx: find_ended(tx, product)):
            sent = await store.read(partial(sent_by_place, broadcast=one.number))
            await store.turn(partial(conclude, product=product, now=now, one=one, sent=sent))
            self._told.pop(one.number, None)
