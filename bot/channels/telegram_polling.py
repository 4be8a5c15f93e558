"""Takes updates as they are polled: each chat in order, none waiting for another's slow work, confirmed only once committed.

Telegram confirms by one number: all below it. So it grows up to the first update that is not committed; what comes again
meanwhile is known.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.channels.telegram_update import translate
from handlers.messages import Incoming

AHEAD = 10  # so far above its own numbers Telegram still believes an offset
PACE_SECONDS = 0.5  # between two looks for more, while slow work is under way

Update = dict[str, Any]
Take = Callable[[Incoming, Update], Awaitable[None]]


class Polling:
    """The updates of one run; `take` returns once an update is committed; `ignore` hears of those that are nobody's words."""

    def __init__(self, take: Take, ignore: Callable[[Update], None] = lambda _update: None) -> None:
        self.offset = 0
        self._take, self._ignore = take, ignore
        self._open: set[int] = set()  # seen and not committed: under way, or to come again
        self._done: set[int] = set()
        self._chats: dict[str, deque[tuple[Incoming, Update]]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def is_busy(self) -> bool:
        """Whether updates are under way."""
        return bool(self._tasks)

    def begin(self, updates: Sequence[Update]) -> None:
        """Begin to take the updates that are not known yet."""
        if updates and all(int(update["update_id"]) < self.offset - AHEAD for update in updates):
            # After a week without updates Telegram numbers anew, at random; the old number would hold up all that come.
            self.offset, self._done = 0, set()
        under_way = {update["update_id"] for chat in self._chats.values() for _incoming, update in chat}
        for update in updates:
            number = int(update["update_id"])
            if number in self._done or number in under_way:
                continue
            incoming = translate(update)
            if incoming is None:
                self._done.add(number)
                self._ignore(update)
                continue
            self._open.add(number)
            self._chats.setdefault(incoming.address, deque()).append((incoming, update))
        for address in self._chats.keys() - self._tasks.keys():
            self._tasks[address] = asyncio.create_task(self._take_chat(address))

    async def settle(self) -> None:
        """Wait a little for what is under way, and confirm what is committed; raise what a chat has raised."""
        if self._tasks:
            await asyncio.wait(
                self._tasks.values(), timeout=PACE_SECONDS, return_when=asyncio.FIRST_EXCEPTION
            )
        ended = {address: task for address, task in self._tasks.items() if task.done()}
        for address in ended:
            del self._tasks[address], self._chats[address]
        self._confirm()
        for task in ended.values():
            task.result()

    async def close(self) -> None:
        """Break off what is under way: it comes again."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _take_chat(self, address: str) -> None:
        chat = self._chats[address]
        while chat:
            incoming, update = chat[0]
            await self._take(incoming, update)
            chat.popleft()
            self._open.discard(update["update_id"])
            self._done.add(update["update_id"])

    def _confirm(self) -> None:
        first = min(self._open, default=None)
        below = [number for number in self._done if first is None or number < first]
        self.offset = max([self.offset, *(number + 1 for number in below)])
        self._done = {number for number in self._done if number >= self.offset}
