"""Carries out one row of the outbox on its channel: sends, edits or takes back, and notes what stands in the chat then."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from bot.channels.pauses import Pauses
from bot.channels.port import (
    Channel,
    GoneError,
    MenuChannel,
    OpenFile,
    SendError,
    SendLaterError,
    WaitForPersonError,
)
from bot.channels.progress import Progress
from bot.delivery.carded import send_with_card
from bot.observe import log_event
from bot.workers import Workers
from handlers.envelopes import load_menu, load_removal, load_reply
from handlers.messages import Menu, Removal, Reply
from storage import outbox, posted
from storage.errors import UnreadableError
from storage.outbox import Waiting
from storage.posted import Posted
from storage.store import Store
from storage.transaction import Transaction

LONGEST_PAUSE = 60.0
# Until after a claim's usual end: a message can be reworded long after it can't be deleted. Each search opens all that is noted.
NOTICE_SECONDS = 5 * 24 * 3600

TakeCard = Callable[[str], Awaitable[bytes]]

_log = logging.getLogger(__name__)


class Courier:
    """Carries rows for all channels that are not pulled."""

    def __init__(
        self, store: Store, workers: Workers, take_card: TakeCard, clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._workers = workers
        self._take_card = take_card
        self.clock = clock
        self.longest_pause = LONGEST_PAUSE
        self._halted: dict[tuple[bytes, int], Progress] = {}  # replies whose rest waits for their person

    async def carry(self, row: Waiting, channel: Channel) -> None:
        """Do what a row says, and remove it; raise WaitForPersonError if it must wait until the person has written."""
        removal = load_removal(row.message)
        if removal is not None:
            await self._take_back(row, removal, channel)
            return
        menu = load_menu(row.message)
        if menu is not None:
            await self._offer(row, menu, channel)
            return
        reply = load_reply(row.message)
        standing = await self._find(row, reply.slot) if reply.slot else []
        if reply.edits and standing:
            await self._insist(
                row, channel, lambda: channel.edit(row.message["address"], standing[-1], reply)
            )
            await self._drop(row)
        elif reply.edits and reply.kind == "notice":  # it is no news: it only kept another one true
            await self._drop(row)
        else:
            await self._send(row, reply, channel)
            if standing and reply.kind == "notice":
                await self._clear_away(row, standing, channel)

    async def _send(self, row: Waiting, reply: Reply, channel: Channel) -> None:
        once = reply.kind == "notice"
        address, files = row.message["address"], await self._open_files(reply)
        card = files[0].content if reply.public and files else await self._draw(reply)
        progress = self._halted.pop((row.recipient, row.position), None) or self._find_progress(row)

        async def send() -> None:
            if once:
                await self._store.turn(lambda tx: outbox.lease(tx, row.recipient, row.position))
            if card:
                await send_with_card(channel, address, reply, card, progress)
            else:
                await channel.send(address, reply, files, progress)

        try:
            await self._insist(row, channel, send, progress, once=once)
        except WaitForPersonError:
            if progress.done:
                self._halted[row.recipient, row.position] = progress
            raise
        await self._store.turn(lambda tx: self._note(tx, row, reply, channel, progress.sent))

    def _find_progress(self, row: Waiting) -> Progress:
        """Find how far a former run has got with a row; how far this one gets is written there as well."""

        async def keep(progress: Progress) -> None:
            got = [progress.done, progress.sent, progress.is_plain]
            message = {**row.message, "progress": got}
            await self._store.turn(lambda tx: outbox.rewrite(tx, self._store.runtime, row, message))

        done, sent, is_plain = row.message.get("progress", (0, (), False))
        return Progress(done, sent=[*sent], is_plain=is_plain, keep=keep)

    async def _offer(self, row: Waiting, menu: Menu, channel: Channel) -> None:
        if isinstance(channel, MenuChannel):
            offer = partial(channel.offer_commands, row.message["address"], menu.commands)
            await self._insist(row, channel, offer)
        await self._drop(row)

    async def _drop(self, row: Waiting) -> None:
        await self._store.turn(lambda tx: outbox.remove(tx, row.recipient, row.position))

    async def _clear_away(self, row: Waiting, standing: list[str], channel: Channel) -> None:
        """Take away the older notices of a slot, once; they may stay if that fails."""
        with suppress(SendError):
            await channel.delete(row.message["address"], standing)
        await self._store.turn(lambda tx: self._forget(tx, row, standing))

    def _forget(self, tx: Transaction, row: Waiting, messages: list[str]) -> None:
        for message in messages:
            posted.remove(tx, self._store.runtime, row.recipient, message)

    def _note(self, tx: Transaction, row: Waiting, reply: Reply, channel: Channel, sent: list[str]) -> None:
        now = self.clock()
        is_kept_true = reply.kind == "notice" and bool(reply.slot)
        lasts = reply.lasts or (NOTICE_SECONDS if is_kept_true else channel.limits.traces.reach)
        for message in sent:
            one = Posted(
                row.recipient, channel.name, row.message["address"], message, reply.slot, bool(reply.lasts)
            )
            posted.note(tx, self._store.runtime, one, now, now + lasts)
        outbox.remove(tx, row.recipient, row.position)

    async def _take_back(self, row: Waiting, removal: Removal, channel: Channel) -> None:
        messages = list(removal.messages) or await self._find(row, removal.slot)
        await self._insist(row, channel, lambda: channel.delete(row.message["address"], messages))

        def forget(tx: Transaction) -> None:
            self._forget(tx, row, messages)
            outbox.remove(tx, row.recipient, row.position)

        await self._store.turn(forget)

    async def _find(self, row: Waiting, slot: str) -> list[str]:
        """Find what stands in the chat, of one slot or of all."""
        known = await self._store.read(lambda tx: posted.of_person(tx, self._store.runtime, row.recipient))
        return [one.message for one in known if slot in {"", one.slot}]

    async def _insist(
        self,
        row: Waiting,
        channel: Channel,
        call: Callable[[], Awaitable[None]],
        progress: Progress | None = None,
        *,
        once: bool = False,
    ) -> None:
        """Call until it works or never will; what may have worked is not called again if it may happen only `once`."""
        progress, pauses = progress or Progress(), Pauses(longest=self.longest_pause)
        while True:
            try:
                await call()
            except SendLaterError as later:
                if once and not later.refused:
                    return
                await self._release(row, once=once and not progress.done)
                await asyncio.sleep(later.seconds if later.seconds is not None else pauses.next())
                if await self._still_waits(row):
                    continue
            except WaitForPersonError:
                await self._release(row, once=once)
                raise
            except SendError as error:
                log_event(_log, "not_sent", logging.WARNING, channel=channel.name, error=error)
                if not isinstance(error, GoneError) and progress.leave_out():
                    continue
            return

    async def _release(self, row: Waiting, *, once: bool) -> None:
        """Let a row that was certainly not sent wait as before: after a crash it is not taken for sent."""
        if once:
            await self._store.turn(lambda tx: outbox.release(tx, row.recipient, row.position))

    async def _still_waits(self, row: Waiting) -> bool:
        """Tell whether a row was not taken out of the line meanwhile."""
        rows = await self._store.read(lambda tx: outbox.waiting_for(tx, self._store.runtime, row.recipient))
        return any(one.position == row.position for one in rows)

    async def _draw(self, reply: Reply) -> bytes:
        """Take the picture that goes with a reply; empty if there is none, or if it can't be drawn."""
        try:
            return await self._take_card(reply.card) if reply.card else b""
        except Exception as error:  # the words count more than their picture
            log_event(_log, "card_not_drawn", logging.ERROR, error=error)
            return b""

    async def _open_files(self, reply: Reply) -> tuple[OpenFile, ...]:
        opened = []
        for saved in reply.files:
            try:
                opened.append(OpenFile(saved.kind, await self._workers.open_file(saved)))
            except UnreadableError:
                continue
        return tuple(opened)
