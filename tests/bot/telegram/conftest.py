"""What the tests of Telegram share: the strict fake, and a channel that talks to it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel
from tests.bot.telegram.connecting import connect
from tests.bot.telegram.showing import Show
from tests.driving.product import cheap_receipts
from tests.fakes.telegram import FakeTelegram


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as running:
        yield running


@pytest.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    made = connect(fake)
    yield made
    await made.close()


@pytest.fixture
def show(deployment: Path, fake: FakeTelegram) -> Iterator[Show]:
    with cheap_receipts():
        made = Show(deployment, fake)
        yield made
        made.host.stop()
