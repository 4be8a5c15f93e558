"""Slow work in a small pool of processes, so that the serving process never waits: receipts' keys, pictures, long texts."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from bot.channels.port import BadPictureError
from bot.fairness import Caller, FairLine
from bot.observe import configure_logging, harden_process
from bot.pictures import clean_picture
from content.exposure.finder import find_in_all
from storage.evidence import open_file, save_file
from storage.passphrases import derive_phrase_key
from storage.receipts import derive_keys, make_receipt
from storage.records import Json, SavedFile

LONGEST_LINE = 256  # of one source: about half a minute of guesses

T = TypeVar("T")


class Workers:
    """The pool. It starts its processes when they are first needed, and anew when one was killed."""

    def __init__(self, count: int, salt: bytes, files: Path) -> None:
        self._count = count
        self._salt = salt
        self._files = files
        self._guesses = FairLine(max(1, count - 1), LONGEST_LINE)  # one worker stays free for all else
        self._filings = FairLine(count, LONGEST_LINE)
        self._pool = self._start()

    async def warm_up(self) -> None:
        """Start the processes now, so that nobody waits for it."""
        await asyncio.gather(*(self._run(_nothing) for _ in range(self._count)))

    async def find(self, fact: str, argument: Json, caller: Caller) -> Json:
        """Find a slow fact that a turn lacks; raise BusyError when too many wait before the caller."""
        if fact == "new_receipt":
            async with self._filings.turn(caller):
                return await self._run(_make_receipt, self._salt)
        if fact == "receipt_keys":
            async with self._guesses.turn(caller):
                return await self._run(_receipt_keys, str(argument), self._salt)
        if fact == "phrase_key":
            return await self._run(_phrase_key, str(argument))
        if fact == "exposures":
            return await self._run(find_in_all, *argument)
        raise LookupError(f"no fact is called {fact}")

    async def save_picture(self, data: bytes) -> SavedFile:
        """Clean and seal a picture; raise BadPictureError or TooBigError."""
        try:
            return await self._run(_save_picture, self._files, data)
        except BrokenProcessPool as error:  # the picture killed its worker
            raise BadPictureError from error

    async def open_picture(self, saved: SavedFile) -> bytes:
        """Open a sealed picture."""
        return await self._run(open_file, self._files, saved)

    def close(self) -> None:
        """Stop the processes."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _run(self, work: Callable[..., T], *arguments: object) -> T:
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work, *arguments)
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = self._start()
            raise

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._count, multiprocessing.get_context("spawn"), initializer=_begin_worker
        )


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


def _make_receipt(salt: bytes) -> Json:
    receipt = make_receipt()
    return {"receipt": receipt, **_receipt_keys(receipt, salt)}


def _phrase_key(argument: str) -> Json:
    salt, _space, phrase = argument.partition(" ")
    return derive_phrase_key(phrase, bytes.fromhex(salt)).hex()


def _receipt_keys(receipt: str, salt: bytes) -> Json:
    keys = derive_keys(receipt, salt)
    return {"lookup": keys.lookup.hex(), "public": keys.public.hex(), "private": keys.private.hex()}


def _save_picture(folder: Path, data: bytes) -> SavedFile:
    return save_file(folder, clean_picture(data))
