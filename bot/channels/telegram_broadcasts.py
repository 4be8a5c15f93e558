"""Sends one message to many over the Bot API: encoded once, only the chat's id is new each time; a picture is uploaded once.

Decides what a refusal says about a person: gone for good, refused, later, or nobody knows.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

import aiohttp
import orjson
from telegram.constants import MessageLimit
from telegram.error import TelegramError

from bot.channels.port import GoneError, SendError, SendLaterError
from bot.channels.reading import UNREADABLE
from bot.channels.telegram_transport import FINE, NOT_SENT, RESULT, TOO_MANY, AiohttpRequest, read_retry
from bot.channels.telegram_update import NAME
from bot.observe import log_event
from handlers.messages import Reply

REFUSED, BAD_TOKEN, FORBIDDEN, SERVER_ERRORS = 400, 401, 403, 500
_GONE = (b"chat not found", b"deactivated", b"PEER_ID_INVALID")
_NO_PREVIEW = orjson.dumps({"is_disabled": True}).decode()

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Encoded:
    """A message ready to be sent, all but its chat. A `picture` that is still to be uploaded goes out with its first message.

    `after` follows a picture whose words are too many to stand under it.
    """

    method: str
    fields: dict[str, str]
    picture: bytes = b""
    after: "Encoded | None" = None
    uploading: asyncio.Lock = field(default_factory=asyncio.Lock)
    body: bytes = b""

    def __post_init__(self) -> None:
        self.body = urlencode(self.fields).encode()


class TelegramCaster:
    """Sends broadcasts of one bot; `address` is the Bot API's with the token in it."""

    def __init__(self, transport: AiohttpRequest, address: str) -> None:
        self._transport = transport
        self._address = address

    def encode(self, reply: Reply, picture: bytes) -> Encoded:
        """Encode a message for all who get it, with a picture unless that is empty."""
        rows = [[{"text": one.label, "callback_data": one.data} for one in row] for row in reply.rows]
        markup = {"reply_markup": orjson.dumps({"inline_keyboard": rows}).decode()} if rows else {}
        if picture and len(reply.text.encode("utf-16-le")) // 2 <= MessageLimit.CAPTION_LENGTH:
            return Encoded("sendPhoto", {"caption": reply.text, **markup}, picture)
        words = Encoded("sendMessage", {"text": reply.text, "link_preview_options": _NO_PREVIEW, **markup})
        return Encoded("sendPhoto", {}, picture, words) if picture else words

    async def cast(self, address: str, message: Encoded) -> None:
        """Send to one chat; raise GoneError, SendError or SendLaterError."""
        await self._send(address, message)
        if message.after is not None:
            try:
                await self._send(address, message.after)
            except SendLaterError as later:  # the picture is there: the whole can't be sent again
                raise SendLaterError(later.seconds) from None

    async def _send(self, address: str, message: Encoded) -> None:
        if message.picture:
            async with message.uploading:
                if message.picture:
                    await self._upload(address, message)
                    return
        await self._post(message.method, b"chat_id=" + quote_plus(address).encode() + b"&" + message.body)

    async def _upload(self, address: str, message: Encoded) -> None:
        """Send the picture itself; from then on its name on the platform does."""
        form = aiohttp.FormData({"chat_id": address, **message.fields})
        form.add_field("photo", message.picture, filename="hom-thu.png", content_type="image/png")
        sent = await self._post(message.method, form)
        with suppress(*UNREADABLE):  # it went out all the same; the next one uploads it again
            message.fields["photo"] = orjson.loads(sent)["result"]["photo"][-1]["file_id"]
            message.body, message.picture = urlencode(message.fields).encode(), b""

    async def _post(self, method: str, body: bytes | aiohttp.FormData) -> bytes:
        try:
            status, content = await self._transport.post_form(f"{self._address}/{method}", body)
        except TelegramError as error:
            raise SendLaterError(refused=isinstance(error.__cause__, NOT_SENT)) from None
        if status != FINE or RESULT not in content:
            raise _explain(status, content)
        return content


def _explain(status: int, content: bytes) -> SendError:
    if status == TOO_MANY:
        return SendLaterError(read_retry(content), refused=True)
    if status == BAD_TOKEN:
        return SendLaterError(refused=True)
    if status >= SERVER_ERRORS or status < REFUSED:
        return SendLaterError()
    if status == FORBIDDEN or (status == REFUSED and any(word in content for word in _GONE)):
        return GoneError("gone")
    log_event(_log, "broadcast_refused", logging.WARNING, channel=NAME, count=status)
    return SendError(f"refused {status}")
