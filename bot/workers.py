"""Slow work in a small pool of processes, so that the serving process never waits: receipts' keys, sealed files, long texts."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from bot.evidence.decoder import Decoder
from bot.evidence.refusal import RefusedError
from bot.fairness import BusyError, Caller, FairLine
from bot.hardening import harden_process
from bot.observe import configure_logging, log_event
from bot.opened_tips import find_tips
from bot.slow_work import PICTURE, PLAIN_FACTS, draw_card, draw_fact, draw_receipt, stretch_receipt
from handlers.messages import Media
from handlers.quests import Quest
from storage.evidence import open_file, save_file
from storage.records import DOCUMENTS, Json, SavedFile

DOCUMENT_FACTS = frozenset(kind.value for kind in DOCUMENTS)
READING_SECONDS = 20.0  # a process that has to start first takes some of them
LONGEST_LINE = 256  # of one source: about half a minute of guesses

T = TypeVar("T")

_log = logging.getLogger(__name__)


def start_processes(count: int) -> Executor:
    """Start a pool of hardened processes, each when it is first needed."""
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_begin_worker)


class Workers:
    """The pool. It starts its processes when they are first needed, and anew when one was killed."""

    def __init__(
        self,
        count: int,
        salt: bytes,
        files: Path,
        *,
        start: Callable[[int], Executor] = start_processes,
        make_decoder: Callable[[int], Decoder] = Decoder,
    ) -> None:
        self._count = count
        self._salt = salt
        self._files = files
        self._guesses = FairLine(max(1, count - 1), LONGEST_LINE)  # one worker stays free for all else
        self._filings = FairLine(count, LONGEST_LINE)
        self._start = start
        self._pool = start(count)
        self._reader = start(1)  # only one: what it opened lies in its memory
        self._decoder = make_decoder(count)

    async def warm_up(self) -> None:
        """Start the processes now, so that nobody waits for it."""
        await asyncio.gather(self._wake_reader(), *(self._run(_nothing) for _ in range(self._count)))

    async def find(self, fact: str, argument: Json, caller: Caller) -> Json:
        """Find a slow fact that a turn lacks; raise BusyError when too many wait before the caller."""
        if fact == "new_receipt":
            async with self._filings.turn(caller):
                return await self._run(draw_receipt, self._salt)
        if fact == "receipt_keys":
            async with self._guesses.turn(caller):
                return await self._run(stretch_receipt, str(argument), self._salt)
        if fact == "tips":
            return await self._read_tips(argument)
        if fact in PLAIN_FACTS:
            return await self._run(PLAIN_FACTS[fact], *argument)
        if fact == PICTURE or fact in DOCUMENT_FACTS:
            return await self._run(draw_fact, self._files, fact, argument)
        raise LookupError(f"no fact is called {fact}")

    async def save_media(self, data: bytes, *, keep_voice: bool) -> tuple[SavedFile, ...] | Media:
        """Rebuild and seal what somebody sent: what is stored of it, or why nothing is."""
        try:
            rebuilt = await self._decoder.rebuild(data, keep_voice=keep_voice)
        except RefusedError as refused:
            return refused.reason
        # The process that looked at the file never knows a key or a folder.
        saved = [await self._run(save_file, self._files, content, kind) for kind, content in rebuilt]
        return tuple(saved)

    async def draw_card(self, name: str, language: str) -> bytes:
        """Draw the picture of a prevention item or of a pledge."""
        return await self._run(draw_card, name, language)

    async def open_file(self, saved: SavedFile) -> bytes:
        """Open a sealed file."""
        return await self._run(open_file, self._files, saved)

    def close(self) -> None:
        """Stop the processes."""
        self._decoder.close()
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _wake_reader(self) -> None:
        """Start the process that reads tips; where that takes long, the product does not wait for it, let alone end."""
        with suppress(BusyError):
            await self._read_tips(None)

    async def _read_tips(self, quest: Quest | None) -> Json:
        """Ask the process that reads tips; raise BusyError where it has no answer soon: a tip opens without it."""
        reader = self._reader
        try:
            answer = asyncio.get_running_loop().run_in_executor(reader, find_tips, quest)
            return await asyncio.wait_for(answer, READING_SECONDS)
        except BrokenProcessPool as error:
            if self._reader is reader:
                self._reader = self._start(1)
            raise BusyError from error
        except Exception as error:
            log_event(_log, "tips_not_read", logging.ERROR, error=error)
            raise BusyError from error

    async def _run(self, work: Callable[..., T], *arguments: object) -> T:
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work, *arguments)
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = self._start(self._count)
            raise


def _begin_worker() -> None:
    harden_process()
    configure_logging()
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl+C reaches the whole group: the server ends its workers itself
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when the server is gone, however it went: nobody else would."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    """Do nothing, in a process that has started."""
