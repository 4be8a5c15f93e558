"""Each platform's two ends, for the contract of all channels: our channel here, a strict fake of the platform there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.channels.port import Intake
from bot.channels.telegram_webhook import TelegramWebhook
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot_webhook import ZaloBotWebhook
from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa_webhook import ZaloOaWebhook
from bot.platforms import PlatformChannel
from tests.bot.telegram.connecting import connect
from tests.driving.offers import read_offers
from tests.fakes.telegram import FakeTelegram
from tests.fakes.zalo_bot import FakeZaloBot
from tests.fakes.zalo_oa import APP_ID, OA_SECRET, FakeZaloOa, sign

SECRET = "a-secret_of-the-webhook"
PUBLIC = "https://homthu.example"
MESSAGES = "/v3.0/oa/message/cs"


@dataclass(frozen=True)
class Shown:
    """One message as a person sees it: its words, what can be chosen, and its pictures."""

    text: str
    choices: tuple[str, ...]
    pictures: tuple[bytes, ...] = ()


class Side(Protocol):
    """One platform: its channel, and one person who has written to the bot."""

    channel: PlatformChannel
    address: str
    secrets: tuple[str, ...]
    largest_body: int

    def shown(self) -> list[Shown]:
        """List what the person was sent."""

    def fail(self, status: int, wait: int = 7) -> None:
        """Let the next message be refused so, with a wish to be left alone for some seconds."""

    def spare(self) -> None:
        """Let the next message through before what is ordered after this."""

    def publish(self, serve: Callable[[ASGIApp], str]) -> None:
        """Let the platform fetch what the channel hands out."""

    def lose_answer(self) -> None:
        """Carry out the next message, and lose the answer."""

    def cut(self) -> None:
        """Drop every connection."""

    def close_door(self) -> None:
        """Let nobody listen any more."""

    def webhook(self, intake: Intake) -> ASGIApp:
        """Make what takes the platform's posts."""

    def headers(self, body: bytes, secret: str = SECRET) -> dict[str, str]:
        """Sign a post with a secret."""

    def listen(self, url: str) -> None:
        """Let the platform post to this address."""

    def write(self, text: str) -> None:
        """Let the person write."""

    def send_picture(self, data: bytes) -> None:
        """Let the person send a picture."""

    def redeliver(self) -> None:
        """Let the platform deliver the last message again."""

    async def settle(self) -> None:
        """Wait until the platform has delivered everything."""

    def end(self) -> None:
        """Close the fake."""


class TelegramSide:
    """Telegram."""

    largest_body = 1024 * 1024

    def __init__(self) -> None:
        self.fake = FakeTelegram().__enter__()
        self.channel: PlatformChannel = connect(self.fake)
        self.person = self.fake.user(42)
        self.person.started = True
        self.address = "42"
        self.secrets: tuple[str, ...] = (self.fake.token, *self.person.traces[1:])

    def shown(self) -> list[Shown]:
        return [Shown(sent.text, tuple(sent.labels), sent.photos) for sent in self.person.messages]

    def fail(self, status: int, wait: int = 7) -> None:
        self.fake.fail_next("sendMessage", status, "bí mật", wait if status == 429 else None)

    def spare(self) -> None:
        self.fake.spare_next("sendMessage")

    def publish(self, serve: Callable[[ASGIApp], str]) -> None:
        return

    def lose_answer(self) -> None:
        self.fake.lose_next_answer("sendMessage")

    def cut(self) -> None:
        self.fake.cut()

    def close_door(self) -> None:
        self.fake._server.close()

    def webhook(self, intake: Intake) -> ASGIApp:
        return TelegramWebhook(SECRET, intake, lambda _: None)

    def headers(self, body: bytes, secret: str = SECRET) -> dict[str, str]:
        return {"X-Telegram-Bot-Api-Secret-Token": secret}

    def listen(self, url: str) -> None:
        self.fake.deliver_to(url, SECRET)

    def write(self, text: str) -> None:
        self.person.send_text(text)

    def send_picture(self, data: bytes) -> None:
        self.person.send_photo(data, "chú thích")

    def redeliver(self) -> None:
        self.person.redeliver_last()

    async def settle(self) -> None:
        await self.fake.until(lambda: self.fake.unconfirmed == 0)

    def end(self) -> None:
        self.fake.__exit__()


class ZaloBotSide:
    """The Zalo Bot Platform."""

    largest_body = 256 * 1024

    def __init__(self) -> None:
        self.fake = FakeZaloBot().__enter__()
        self.fake.webhook = {"url": f"{PUBLIC}/zalo", "secret_token": SECRET}
        self.zalo = ZaloBotChannel(self.fake.token, self.fake.base_url, self.fake.url, SECRET, PUBLIC)
        self.channel: PlatformChannel = self.zalo
        self.person = self.fake.user(42)
        self.person.has_written = True
        self.address = self.person.id
        self.secrets: tuple[str, ...] = (self.fake.token, *self.person.traces)

    def shown(self) -> list[Shown]:
        return [Shown(got.text, tuple(read_offers(got.text)), got.pictures) for got in self.person.messages]

    def fail(self, status: int, wait: int = 7) -> None:
        content = {"ok": False, "error_code": status, "description": "bí mật"}
        self.fake.fail_next("sendMessage", status, content, headers={"retry-after": str(wait)})

    def spare(self) -> None:
        self.fake.spare_next("sendMessage")

    def publish(self, serve: Callable[[ASGIApp], str]) -> None:
        routes = [self.zalo.handouts.route()]
        self.fake.public["homthu.example"] = serve(Starlette(routes=routes))

    def lose_answer(self) -> None:
        self.fake.lose_next_answer("sendMessage")

    def cut(self) -> None:
        self.fake._server.cut()

    def close_door(self) -> None:
        self.fake._server.close()

    def webhook(self, intake: Intake) -> ASGIApp:
        return ZaloBotWebhook(SECRET, intake, self.zalo)

    def headers(self, body: bytes, secret: str = SECRET) -> dict[str, str]:
        return {"X-Bot-Api-Secret-Token": secret}

    def listen(self, url: str) -> None:
        self.fake.deliver_to(url)

    def write(self, text: str) -> None:
        self.person.send_text(text)

    def send_picture(self, data: bytes) -> None:
        self.person.send_photo(data, "chú thích")

    def redeliver(self) -> None:
        self.person.redeliver_last()

    async def settle(self) -> None:
        await self.fake.until(lambda: self.fake.undelivered == 0)

    def end(self) -> None:
        self.fake.__exit__()


class _Free:
    """Tokens that are always fresh, and a window that is always open: the account's own tests shut them."""

    def __init__(self, fake: FakeZaloOa) -> None:
        self._fake = fake
        fake.access_token, fake.ends = "fresh-token-0123456789", float("inf")

    async def current(self) -> str:
        return self._fake.access_token

    async def renew(self, stale: str) -> str:
        return stale

    async def close(self) -> None:
        return

    async def allows(self, address: str, messages: int = 1) -> bool:
        return True

    async def count(self, address: str) -> None:
        return


class ZaloOaSide:
    """A Zalo official account."""

    largest_body = 256 * 1024

    def __init__(self) -> None:
        self.fake = FakeZaloOa().__enter__()
        free = _Free(self.fake)
        self.zalo = ZaloOaChannel(self.fake.url, self.fake.url, free, free)
        self.channel: PlatformChannel = self.zalo
        self.person = self.fake.user(42)
        self.address = self.person.id
        self.secrets: tuple[str, ...] = (self.fake.access_token, OA_SECRET, *self.person.traces)

    def shown(self) -> list[Shown]:
        return [
            Shown(got.text, (*read_offers(got.text), *(label for label, _ in got.buttons)), got.pictures)
            for got in self.person.messages
        ]

    def fail(self, status: int, wait: int = 7) -> None:
        if status < 429:
            self.fake.fail_next(MESSAGES, 200, {"error": -status, "message": "bí mật"})
        else:
            self.fake.fail_next(MESSAGES, status, {"message": "bí mật"}, {"retry-after": str(wait)})

    def spare(self) -> None:
        self.fake.spare_next(MESSAGES)

    def publish(self, serve: Callable[[ASGIApp], str]) -> None:
        return

    def lose_answer(self) -> None:
        self.fake.lose_next_answer(MESSAGES)

    def cut(self) -> None:
        self.fake._server.cut()

    def close_door(self) -> None:
        self.fake._server.close()

    def webhook(self, intake: Intake) -> ASGIApp:
        return ZaloOaWebhook(APP_ID, OA_SECRET, intake, self.zalo)

    def headers(self, body: bytes, secret: str = SECRET) -> dict[str, str]:
        right = sign(body.decode(), "")
        return {"X-ZEvent-Signature": right if secret == SECRET else right[:-1] + secret}

    def listen(self, url: str) -> None:
        self.fake.deliver_to(url)

    def write(self, text: str) -> None:
        self.person.send_text(text)

    def send_picture(self, data: bytes) -> None:
        self.person.send_pictures(data, caption="chú thích")

    def redeliver(self) -> None:
        self.person.redeliver_last()

    async def settle(self) -> None:
        await self.fake.until(lambda: self.fake.undelivered == 0)

    def end(self) -> None:
        self.fake.__exit__()


SIDES: dict[str, Callable[[], Side]] = {"telegram": TelegramSide, "zalo": ZaloBotSide, "zalooa": ZaloOaSide}
