"""Carries messages over a Zalo official account.

Decides that nothing leaves that would have to be paid for: after eight answers the rest waits for the person's next message.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.channels.long_texts import split_text
from bot.channels.plain import write_plain
from bot.channels.platform_files import PlatformFiles, open_downloads
from bot.channels.port import (
    Intake,
    Limits,
    OpenFile,
    Quota,
    SendError,
    SendLaterError,
    WaitForPersonError,
)
from bot.channels.progress import Progress
from bot.channels.zalo_oa_allowances import Allowance, AnswerWindow, NoAllowance
from bot.channels.zalo_oa_api import Tokens, ZaloOaApi
from bot.channels.zalo_oa_drawing import LONGEST_TEXT, MOST_BUTTONS, draw, draw_list, draw_picture
from bot.channels.zalo_oa_update import FOLLOW, LARGEST_FETCH, NAME, translate
from bot.observe import log_event
from content.i18n import N_
from handlers.messages import Button, Reply, Traces

WEBHOOK_PATH = "/zalo-oa"
LARGEST_PICTURE = 1024 * 1024
GREETINGS = 2  # messages that greet somebody: a sentence, and the question
TRACES = Traces(
    platform="Zalo",
    registered=True,
    by_hand=N_(
        "Zalo lets me delete nothing here. To remove this chat: in the list of chats hold your finger on it and choose «Delete» («Xoá»). Zalo may keep a copy."
    ),
)
LIMITS = Limits(
    text=LONGEST_TEXT,
    buttons=True,
    file=LARGEST_PICTURE,
    fetch=LARGEST_FETCH,
    answers=8,
    hours=48,
    traces=TRACES,
    quota=Quota(broadcasts=4, broadcasts_a_day=1),
)

_log = logging.getLogger(__name__)


@dataclass(eq=False, repr=False)
class ZaloOaChannel:
    """Is the channel of one official account; events come to the page's /zalo-oa."""

    base_url: str
    file_url: str
    tokens: Tokens
    window: AnswerWindow
    allowance: Allowance = field(default_factory=NoAllowance)
    name = NAME
    limits = LIMITS

    def __post_init__(self) -> None:
        self._api = ZaloOaApi(self.base_url, self.tokens)
        self._files = PlatformFiles(self.file_url, open_downloads(), below=True)

    async def close(self) -> None:
        """Close all connections; afterwards `send` and `fetch` raise SendLaterError."""
        await self._api.close()
        await self._files.close()

    async def run(self, intake: Intake) -> None:
        """Wait until cancelled: everything comes by the webhook, whose address the operator sets at Zalo."""
        await asyncio.Event().wait()

    async def take(self, intake: Intake, posted: dict[str, Any]) -> None:
        """Take one event; return only after the commit."""
        for incoming in translate(posted):
            # Who follows has not written: where no answer is free, the account's own greeting must do.
            greets = posted["event_name"] == FOLLOW
            if not greets or await self.window.allows(incoming.address, GREETINGS):
                await intake.take(incoming)

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Send one reply in as many messages as it needs; none of them can be taken back. Evidence stays here."""
        if files:
            log_event(_log, "evidence_kept_back", logging.ERROR, channel=NAME)
            raise SendError("no evidence on Zalo")
        progress = progress or Progress()
        buttons = [button for row in reply.rows for button in row]
        if not progress.done and await self._send_list(address, reply.text, buttons):
            return ()
        if len(buttons) > MOST_BUTTONS:
            buttons = [button for button in buttons if button.control]
            text = write_plain(reply, controls=False)
        else:
            text = reply.text
        parts = list(split_text(text, LONGEST_TEXT))
        messages = [draw(part, []) for part in parts[:-1]] + [draw(part, buttons) for part in parts[-1:]]
        if len(messages) > 1:
            await self._check_window(address, len(messages) - progress.done)
        return await progress.go_on([partial(self._send, address, message) for message in messages])

    async def send_card(
        self, address: str, card: bytes, reply: Reply, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Upload a prevention card and send it with its words; beside a picture Zalo has no buttons, so they are words, too."""
        if len(card) > LARGEST_PICTURE:
            raise SendError("too large for Zalo")
        first, *rest = split_text(write_plain(reply), LONGEST_TEXT)
        progress = progress or Progress()
        await self._check_window(address, 1 + len(rest) - progress.done)
        words = [partial(self._send, address, draw(part, [])) for part in rest]
        return await progress.go_on([partial(self._show, address, card, first), *words])

    async def allows(self, kept: int) -> bool:
        """Tell whether a broadcast is left for today, and more than `kept` for this month."""
        return await self.allowance.has_left(kept)

    async def broadcast(self, title: str, text: str, picture_url: str) -> None:
        """Send all followers an article; bot.channels.port.BroadcastChannel says what it raises."""
        if not await self.allowance.take():
            raise SendLaterError(refused=True)
        article = ""
        try:
            article = await self._api.make_article(title, text, picture_url)
            await self._api.broadcast(article)
        except SendError as error:
            is_unknown = isinstance(error, SendLaterError) and not error.refused
            if not (article and is_unknown):
                await self.allowance.give_back()
            raise

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        """Say it anew: Zalo's messages stay as they are."""
        await self.send(address, reply, ())

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Refuse: Zalo's messages stay."""
        raise SendError(NAME)

    async def fetch(self, reference: str) -> bytes:
        """Download what was sent from Zalo's own hosts; raise TooBigError, SendLaterError or SendError."""
        return await self._files.download(reference, LARGEST_FETCH)

    async def _send_list(self, address: str, text: str, buttons: Sequence[Button]) -> bool:
        """Send a question with a few choices too many for buttons as a list; false if it is no such one, or Zalo takes none."""
        message = draw_list(text, buttons) if len(buttons) > MOST_BUTTONS else None
        if message is None:
            return False
        try:
            await self._send(address, message)
        except (SendLaterError, WaitForPersonError):
            raise
        except SendError:  # certainly not shown, so the same is said with numbers
            return False
        return True

    async def _check_window(self, address: str, messages: int) -> None:
        """Let a reply wait as a whole where a part of it would: else its beginning came twice."""
        if not await self.window.allows(address, messages):
            raise WaitForPersonError

    async def _show(self, address: str, card: bytes, caption: str) -> tuple[str, ...]:
        name = await self._api.upload_picture(card)
        return await self._send(address, draw_picture(caption, name))

    async def _send(self, address: str, message: dict[str, Any]) -> tuple[str, ...]:
        await self._check_window(address, 1)
        await self._api.send(address, message)
        await self.window.count(address)
        return ()
