"""The workers in threads: the very functions of bot.workers, without the second that a process takes to start."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.evidence.decoder import Decoder, Rebuilt
from bot.evidence.rebuilding import rebuild
from bot.workers import Workers


class ThreadDecoder(Decoder):
    """Rebuilds files in a thread of this process."""

    async def rebuild(self, data: bytes, *, keep_voice: bool) -> list[Rebuilt]:
        return await asyncio.to_thread(rebuild, data, keep_voice=keep_voice)


class ThreadWorkers(Workers):
    """Draws a plain square for each card: those drawn really take a third of a second each (tests/bot/cards looks at them)."""

    async def draw_card(self, name: str, language: str) -> bytes:
        picture = BytesIO()
        Image.new("RGB", (40, 40)).save(picture, "PNG")
        return picture.getvalue()


def make_thread_workers(count: int, salt: bytes, files: Path) -> Workers:
    """Make workers of this process."""
    return ThreadWorkers(count, salt, files, start=ThreadPoolExecutor, make_decoder=ThreadDecoder)
