"""What an officer does at the desk, each act by the product's own code, and two of its queries bare."""

import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from itertools import count

import aiosqlite

from benchmarks.desk_filling import COMMUNE, Filled
from bot.fairness import Caller
from bot.workers import Workers
from handlers.list_views import View, find_page
from handlers.messages import Incoming
from handlers.periods import make_period
from handlers.product import Product
from handlers.quests import Quest
from handlers.router import take_message
from storage import tallies, unlocked
from storage.keyring import SERVER_HAND
from storage.reading_room import Permit
from storage.records import Tip, TipKind
from storage.spot_ranking import SpotQuest
from storage.statements import NO_PARAMETERS, Parameters, Statement
from storage.tip_lists import Order
from storage.transaction import Row, Transaction

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
