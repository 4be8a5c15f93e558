"""Carries messages over the Telegram Bot API.

Decides that nothing is acknowledged to Telegram before the product has committed it.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import InitVar, dataclass, field
from functools import partial
from typing import Any

from telegram.constants import FileSizeLimit, MessageLimit, PollLimit
from telegram.error import BadRequest, TelegramError

from bot.channels.port import Intake, Limits, OpenFile, PollRoom, SendError, TooBigError
from bot.channels.progress import Call, Progress
from bot.channels.reading import UNREADABLE
from bot.channels.telegram_api import TelegramApi, explain
from bot.channels.telegram_introduction import Commands, Introduction, offer_commands
from bot.channels.telegram_polling import Polling
from bot.channels.telegram_polls import Polls, send_poll
from bot.channels.telegram_receiving import Receiving
from bot.channels.telegram_send import delete_messages, edit_reply, plan_card, plan_reply
from bot.channels.telegram_update import LARGEST_FETCH, NAME, find_press
from bot.channels.webhook_watch import LOOK_SECONDS
from content.i18n import N_
from handlers.messages import Incoming, Reply, Traces

_TRACES = Traces(
    platform="Telegram",
    hours=48,
    by_hand=N_(
        "Older messages here I can't delete. To remove them: open the menu of this chat, choose «Delete chat», and choose to delete it for both sides."
    ),
)
_POLLS = PollRoom(
    PollLimit.MAX_QUESTION_LENGTH,
    PollLimit.MAX_OPTION_LENGTH,
    PollLimit.MAX_EXPLANATION_LENGTH,
    PollLimit.MAX_EXPLANATION_LINE_FEEDS + 1,
)
_LIMITS = Limits(
    text=MessageLimit.MAX_TEXT_LENGTH,
    buttons=True,
    file=FileSizeLimit.FILESIZE_UPLOAD,
    fetch=LARGEST_FETCH,
    menu=True,
    edits=True,
    proactive=True,
    traces=_TRACES,
    polls=_POLLS,
)
WEBHOOK_PATH = "/telegram"


@dataclass(eq=False, repr=False)
class TelegramChannel:
    """Is the Telegram channel of one bot token.

    `base_url` and `base_file_url` have PTB's meaning: the token is appended. `commands` are what everybody can write,
    (command, what it does), by language, the first for all others, too. With a `webhook_secret` updates come to `public_url`/telegram, without one they are polled.
    """

    token: InitVar[str]
    base_url: InitVar[str] = "https://api.telegram.org/bot"
    base_file_url: InitVar[str] = "https://api.telegram.org/file/bot"
    proxy: InitVar[str | None] = None
    updates_proxy: InitVar[str | None] = None
    webhook_secret: str | None = None
    public_url: str = ""
    commands: Mapping[str, Commands] = field(default_factory=dict)
    poll_seconds: int = 50
    first_pause: float = 1.0
    look_seconds: float = LOOK_SECONDS
    name = NAME
    limits = _LIMITS

    def __post_init__(
        self, token: str, base_url: str, base_file_url: str, proxy: str | None, updates_proxy: str | None
    ) -> None:
        self._api = TelegramApi(token, base_url, base_file_url, proxy, updates_proxy)
        self.caster, self.pacer = self._api.caster, self._api.pacer
        self._bot = self._api.bot
        url = f"{self.public_url.rstrip('/')}{WEBHOOK_PATH}"
        told = Introduction(url, self.webhook_secret, self.commands)
        self._receiving = Receiving(self._bot, told, self.poll_seconds, self.first_pause, self.look_seconds)
        self._answers: set[asyncio.Task[None]] = set()
        self._polls = Polls()

    async def close(self) -> None:
        """Close all connections; afterwards `send` and `fetch` raise SendLaterError."""
        for answer in self._answers:
            answer.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)
        await self._api.close()

    @property
    def silence(self) -> int:
        """For how many seconds no poll has come back, or nothing was seen of a webhook that works."""
        return self._receiving.silence

    async def run(self, intake: Intake) -> None:
        """Receive until cancelled; whatever fails is tried again, ever more slowly."""
        polling = Polling(partial(self._take, intake), self._free_button)
        try:
            await self._receiving.run(polling)
        finally:
            await polling.close()

    def answer(self, query_id: str) -> None:
        """Take the waiting sign off a pressed button, in the background, whether it works or not."""
        task = asyncio.create_task(self._answer(query_id))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Send one reply with its opened files and name its messages; raise SendError or SendLaterError."""
        if _POLLS.holds(reply):
            return await _go_on(progress, [partial(send_poll, self._bot, address, reply, self._polls)])
        return await _go_on(progress, plan_reply(self._bot, address, reply, files))

    async def send_card(
        self, address: str, card: bytes, reply: Reply, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Send one reply with a prevention card and name its messages; raise SendError or SendLaterError."""
        return await _go_on(progress, plan_card(self._bot, address, card, reply))

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        """Put a reply in the place of a message; raise SendError or SendLaterError."""
        try:
            await edit_reply(self._bot, address, message, reply)
        except TelegramError as error:
            if not (isinstance(error, BadRequest) and "not modified" in error.message):
                raise explain(error) from None

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Delete messages of either side; raise SendError or SendLaterError."""
        try:
            await delete_messages(self._bot, address, messages)
        except TelegramError as error:
            raise explain(error) from None

    async def offer_commands(self, address: str, commands: Commands) -> None:
        """Offer these commands in the menu of a chat, those of everybody for none; raise SendError or SendLaterError."""
        try:
            await offer_commands(self._bot, address, commands)
        except TelegramError as error:
            raise explain(error) from None

    async def fetch(self, reference: str) -> bytes:
        """Download a file; raise TooBigError, SendLaterError, or SendError for one that is gone."""
        try:
            path = (await self._bot.get_file(reference)).file_path
        except TelegramError as error:
            if isinstance(error, BadRequest) and "too big" in error.message:
                raise TooBigError from None
            raise explain(error) from None
        return await self._api.files.download(path or "", LARGEST_FETCH)

    def name_press(self, incoming: Incoming) -> Incoming:
        """Name the button that a vote in a quiz stands for."""
        return self._polls.name_press(incoming)

    async def _take(self, intake: Intake, incoming: Incoming, update: dict[str, Any]) -> None:
        await intake.take(self.name_press(incoming))
        self._free_button(update)

    def _free_button(self, update: dict[str, Any]) -> None:
        if press := find_press(update):
            self.answer(press)

    async def _answer(self, query_id: str) -> None:
        with suppress(TelegramError):
            await self._bot.answer_callback_query(query_id)


async def _go_on(progress: Progress | None, calls: Sequence[Call]) -> tuple[str, ...]:
    try:
        return await (progress or Progress()).go_on(calls)
    except TelegramError as error:
        raise explain(error) from None
    except UNREADABLE as error:  # carried out, with an answer that says nothing of what it did: not once more
        raise SendError(type(error).__name__) from None
