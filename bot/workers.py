"""Slow work in a small pool of processes, so that the serving process never waits: receipts' keys, sealed files, long texts."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Mapping
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
from content.exposure.finder import find_in_all
from content.places.resolver import Found, find
from content.pledges.pack import find_keepsake
from content.prevention.pack import items
from handlers.messages import Media
from handlers.pictures import Picture
from handlers.quests import Quest
from handlers.report_contents import ReportContents
from storage.evidence import open_file, save_file
from storage.passphrases import derive_phrase_key
from storage.receipts import derive_keys, make_receipt
from storage.records import DOCUMENTS, FileKind, Json, SavedFile, dump_file
from storage.spot_ranking import rank_apart

PICTURE = "picture"
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
                return await self._run(_make_receipt, self._salt)
        if fact == "receipt_keys":
            async with self._guesses.turn(caller):
                return await self._run(_receipt_keys, str(argument), self._salt)
        if fact == "tips":
            return await self._read_tips(argument)
        if fact in PLAIN_FACTS:
            return await self._run(PLAIN_FACTS[fact], *argument)
        if fact == PICTURE or fact in DOCUMENT_FACTS:
            return await self._run(_draw, self._files, fact, argument)
        raise LookupError(f"no fact is called {fact}")

    async def save_media(self, data: bytes, *, keep_voice: bool) -> tuple[SavedFile, ...] | Media:
        """Rebuild and seal what somebody sent: what is stored of it, or why nothing is."""
        try:
            rebuilt = await self._decoder.rebuild(data, keep_voice=keep_voice)
        except RefusedError as refused:
            return refused.reason
        # The process that looked at the file never knows a key or a folder.
        saved = [await self._run(_save_file, self._files, content, kind) for kind, content in rebuilt]
        return tuple(saved)

    async def draw_card(self, name: str, language: str) -> bytes:
        """Draw the picture of a prevention item or of a pledge."""
        return await self._run(_draw_card, name, language)

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


def _make_receipt(salt: bytes) -> Json:
    receipt = make_receipt()
    return {"receipt": receipt, **_receipt_keys(receipt, salt)}


def _phrase_key(salt: str, phrase: str) -> Json:
    return derive_phrase_key(phrase, bytes.fromhex(salt)).hex()


def _receipt_keys(receipt: str, salt: bytes) -> Json:
    keys = derive_keys(receipt, salt)
    return {"lookup": keys.lookup.hex(), "public": keys.public.hex(), "private": keys.private.hex()}


def _draw_card(name: str, language: str) -> bytes:
    from bot.cards.card import draw_card  # noqa: PLC0415 - 15 MB that only a process that draws needs
    from bot.cards.keepsake import draw_keepsake  # noqa: PLC0415 - with them

    pledge = find_keepsake(name)
    return draw_keepsake(pledge, language) if pledge is not None else draw_card(items()[name], language)


def _save_file(folder: Path, content: bytes, kind: FileKind) -> SavedFile:
    return save_file(folder, content, kind)


def _draw(folder: Path, fact: str, contents: Json) -> Json:
    return (
        _draw_picture(folder, contents)
        if fact == PICTURE
        else _write_document(folder, contents, FileKind(fact))
    )


def _draw_picture(folder: Path, picture: Picture) -> Json:
    from bot.documents.drawing import draw_picture  # noqa: PLC0415 - takes a second to load: only where somebody draws

    return dump_file(save_file(folder, draw_picture(picture), FileKind.PICTURE))


def _write_document(folder: Path, contents: ReportContents, kind: FileKind) -> Json:
    from bot.documents.letter import write_letter  # noqa: PLC0415 - as above
    from bot.documents.sheet import write_sheet  # noqa: PLC0415

    write = write_sheet if kind is FileKind.SHEET else write_letter
    return dump_file(save_file(folder, write(contents), kind))


def _find_places(text: str, province: str | None, limit: int, names: tuple[tuple[str, Json], ...]) -> Found:
    return find(text, province, limit, dict(names))


PLAIN_FACTS: Mapping[str, Callable[..., Json]] = {
    "phrase_key": _phrase_key,
    "exposures": find_in_all,
    "places": _find_places,
    "spots": rank_apart,
}
