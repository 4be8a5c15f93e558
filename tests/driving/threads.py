"""The workers in threads: the very functions of bot.workers, without the second that a process takes to start."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.evidence.decoder import Decoder, Rebuilt
from bot.evidence.rebuilding import rebuild
from bot.workers import Workers


class ThreadDecoder(Decoder):
    """Rebuilds files in a thread of this process."""

    async def rebuild(self, data: bytes, *, keep_voice: bool) -> list[Rebuilt]:
        return await asyncio.to_thread(rebuild, data, keep_voice=keep_voice)


def make_thread_workers(count: int, salt: bytes, files: Path) -> Workers:
    """Make workers of this process."""
    return Workers(count, salt, files, start=ThreadPoolExecutor, make_decoder=ThreadDecoder)
