"""Runs the forms behind officers' one-time key links: each step is one turn, slow facts are found in worker processes."""

import time
from collections.abc import Callable

from bot.fairness import Caller
from bot.workers import Workers
from handlers.errors import MissingFactError
from handlers.product import Product
from handlers.router import Taken
from handlers.unlocking import KeyForm, KeyResult, answer_form, redeem_link
from storage.records import Json
from storage.transaction import Transaction

Answered = tuple[KeyForm | KeyResult | None, Taken]


class ProductKeyDesk:
    """What the page asks for behind a key link (bot.channels.web.key_link.KeyDesk)."""

    def __init__(
        self,
        product: Product,
        workers: Workers,
        announce: Callable[[Taken], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._product, self._workers, self._announce, self._clock = product, workers, announce, clock

    async def redeem(self, token: str) -> KeyForm | None:
        """Swap a link's token for a form."""
        now = self._clock()
        return await self._product.store.turn(lambda tx: redeem_link(tx, self._product, token, now))

    async def answer(self, ticket: str, phrase: str, code: str) -> KeyForm | KeyResult | None:
        """Take a form's answer; the officer hears of the result where they asked for the link, too."""
        facts: dict[tuple[str, Json], Json] = {}
        while True:
            now = self._clock()

            def work(tx: Transaction, now: float = now) -> Answered:
                return answer_form(tx, self._product, ticket, (phrase, code), now, facts)

            try:
                shown, taken = await self._product.store.turn(work)
            except MissingFactError as missing:
                key = missing.leave_turn()
                facts[key] = await self._workers.find(*key, Caller("web", ticket, ticket))
            else:
                self._announce(taken)
                return shown
