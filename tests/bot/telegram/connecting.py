"""A Telegram channel that talks to the strict fake, and what its tests send."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from PIL import Image

from bot.channels.port import Intake
from bot.channels.telegram import TelegramChannel
from tests.fakes.telegram import FakeTelegram

COMMANDS = {
    "vi": [("baotin", "Báo tin về ma tuý"), ("trogiup", "Trợ giúp")],
    "en": [("tip", "Report a tip"), ("help", "Help")],
}


def connect(
    fake: FakeTelegram, webhook_secret: str | None = None, look_seconds: float = 60
) -> TelegramChannel:
    return TelegramChannel(
        fake.token,
        fake.base_url,
        fake.base_file_url,
        webhook_secret=webhook_secret,
        public_url="https://homthu.example/",
        commands=COMMANDS,
        poll_seconds=5,
        first_pause=0.01,
        look_seconds=look_seconds,
    )


@asynccontextmanager
async def running(channel: TelegramChannel, intake: Intake) -> AsyncIterator[None]:
    task = asyncio.create_task(channel.run(intake))
    try:
        yield
        assert not task.done(), "the channel stopped"
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def jpeg(shade: int = 90) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (20, 20), (shade, 20, 30)).save(data, "JPEG")
    return data.getvalue()
