"""Carries messages over the Zalo Bot Platform.

Decides that a webhook is trusted only once Zalo has reached it, and that evidence never leaves over this channel.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from functools import partial
from typing import Any

from bot.channels.handouts import Handouts
from bot.channels.long_texts import split_text
from bot.channels.pauses import Pauses
from bot.channels.plain import write_plain
from bot.channels.platform_files import PlatformFiles, open_downloads
from bot.channels.port import Intake, Limits, OpenFile, Quota, SendError
from bot.channels.progress import Progress
from bot.channels.quota import QuotaCounter
from bot.channels.webhook_watch import LOOK_SECONDS, WebhookGoneError, WebhookWatch
from bot.channels.zalo_bot_api import ZaloBotApi, ZaloRefusalError
from bot.channels.zalo_bot_introduction import introduce, look_at_webhook
from bot.channels.zalo_bot_update import LARGEST_FETCH, NAME, translate
from bot.observe import log_event
from content.i18n import N_
from handlers.messages import Reply, Traces

WEBHOOK_PATH = "/zalo"
LONGEST_TEXT = 2000
TRACES = Traces(
    platform="Zalo",
    registered=True,
    by_hand=N_(
        "Zalo lets me delete nothing here. To remove this chat: in the list of chats hold your finger on it and choose «Delete» («Xoá»). Zalo may keep a copy."
    ),
)
LIMITS = Limits(
    text=LONGEST_TEXT,
    buttons=False,
    file=0,
    fetch=LARGEST_FETCH,
    proactive=True,
    traces=TRACES,
    quota=Quota(messages=3000, people=50),
)

_log = logging.getLogger(__name__)


@dataclass(eq=False, repr=False)
class ZaloBotChannel:
    """Is the channel of one Zalo bot.

    The token is appended to `base_url`; pictures come from the host of `file_url` and those below it.
    With a `webhook_secret` events come to `public_url`/zalo; without one they are polled, and what comes while nobody polls is lost.
    """

    token: InitVar[str]
    base_url: InitVar[str]
    file_url: InitVar[str]
    webhook_secret: str | None = None
    public_url: str = ""
    counter: QuotaCounter = field(default_factory=lambda: QuotaCounter(NAME, LIMITS.quota))
    poll_seconds: int = 30
    first_pause: float = 1.0
    look_seconds: float = LOOK_SECONDS
    name = NAME
    limits = LIMITS

    def __post_init__(self, token: str, base_url: str, file_url: str) -> None:
        self._api = ZaloBotApi(token, base_url)
        self._files = PlatformFiles(file_url, open_downloads(), below=True)
        self.handouts = Handouts(self.public_url)
        self._url = f"{self.public_url.rstrip('/')}{WEBHOOK_PATH}"
        self._pauses, self._heard = Pauses(self.first_pause), time.monotonic()

    async def close(self) -> None:
        """Close all connections; afterwards `send` and `fetch` raise SendLaterError."""
        await self._api.close()
        await self._files.close()

    @property
    def silence(self) -> int:
        """For how many seconds no poll has come back, or nothing was seen of a webhook that works."""
        return int(time.monotonic() - self._heard)

    async def run(self, intake: Intake) -> None:
        """Receive until cancelled; whatever fails is tried again, ever more slowly."""
        is_introduced = False
        while True:
            try:
                is_introduced = is_introduced or await introduce(self._api, self._url, self.webhook_secret)
                if is_introduced and self.webhook_secret:
                    look = partial(look_at_webhook, self._api, self._url)
                    await WebhookWatch(NAME, self._url, look, self._hear, self.look_seconds).run()
                if is_introduced:
                    await self._poll(intake)
                    self._hear()
                    continue
            except Exception as error:
                is_introduced = is_introduced and not isinstance(error, WebhookGoneError)
                state = f"refused_{error.code}" if isinstance(error, ZaloRefusalError) else "failed"
                log_event(_log, "receiving_failed", logging.WARNING, channel=NAME, state=state, error=error)
            await asyncio.sleep(self._pauses.next())

    async def take(self, intake: Intake, posted: dict[str, Any]) -> None:
        """Take one event; return only after the commit."""
        incoming = translate(posted)
        if incoming is not None:
            await intake.take(incoming)
            self.counter.count(incoming.address)

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Send one reply in as many messages as it needs; none of them can be taken back. Evidence stays here."""
        if files:
            log_event(_log, "evidence_kept_back", logging.ERROR, channel=NAME)
            raise SendError("no evidence on Zalo")
        parts = split_text(write_plain(reply), LONGEST_TEXT)
        return await (progress or Progress()).go_on([partial(self._say, address, part) for part in parts])

    async def send_card(
        self, address: str, card: bytes, reply: Reply, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Send a prevention card above its words, in one message; Zalo fetches the picture from our own page, once."""
        first, *rest = split_text(write_plain(reply), LONGEST_TEXT)
        calls = [
            partial(self._show, address, card, first),
            *(partial(self._say, address, one) for one in rest),
        ]
        return await (progress or Progress()).go_on(calls)

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        """Say it anew: Zalo's messages stay as they are."""
        await self.send(address, reply, ())

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Refuse: Zalo's messages stay."""
        raise SendError(NAME)

    async def fetch(self, reference: str) -> bytes:
        """Download a picture or voice message from Zalo's own hosts; raise TooBigError, SendLaterError or SendError."""
        return await self._files.download(reference, LARGEST_FETCH)

    async def _say(self, address: str, text: str) -> tuple[str, ...]:
        await self._api.call("sendMessage", chat_id=address, text=text)
        self.counter.count(address)
        return ()

    async def _show(self, address: str, card: bytes, caption: str) -> tuple[str, ...]:
        with self.handouts.offer(card) as url:
            await self._api.call("sendPhoto", chat_id=address, photo=url, caption=caption)
        self.counter.count(address)
        return ()

    def _hear(self) -> None:
        self._heard = time.monotonic()
        self._pauses.reset()

    async def _poll(self, intake: Intake) -> None:
        """Take one event. Zalo never gives it again, so it is held here until it is stored."""
        posted, pauses = await self._api.poll(self.poll_seconds), Pauses(self.first_pause)
        while posted is not None:
            try:
                await self.take(intake, posted)
            except Exception as error:
                log_event(_log, "not_stored", logging.ERROR, channel=NAME, error=error)
                await asyncio.sleep(pauses.next())
            else:
                return
