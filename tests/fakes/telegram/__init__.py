"""A strict fake of the Telegram Bot API on 127.0.0.1, for tests of every kind.

It refuses what the real one refuses, and what the product must never send.
"""

from tests.fakes.telegram.api import TOKEN, FakeTelegram
from tests.fakes.telegram.chats import Sent
from tests.fakes.telegram.people import FakeUser

__all__ = ["TOKEN", "FakeTelegram", "FakeUser", "Sent"]
