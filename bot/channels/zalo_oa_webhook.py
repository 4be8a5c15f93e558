"""Receives the webhook of a Zalo official account: whoever signs with its secret key is Zalo."""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.channels.port import Intake
from bot.channels.webhook import Headers, Webhook
from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa_update import NAME

_SIGNATURE = re.compile(rb"mac=[0-9a-f]{64}")
_HEADER = b"x-zevent-signature"


@dataclass(eq=False, repr=False)
class ZaloOaWebhook(Webhook):
    """Hands each posted event to the product."""

    app_id: str
    secret: str
    intake: Intake
    receiver: ZaloOaChannel
    channel = NAME
    is_tried = True

    def admits(self, headers: Headers) -> bool:
        """Read a body only if it is signed at all: the signature covers it, so it can't be checked before."""
        return _SIGNATURE.fullmatch(headers.get(_HEADER, b"")) is not None

    def believes(self, headers: Headers, body: bytes, posted: dict[str, Any]) -> bool:
        """Compare the signature, in a time that tells nothing of the right one."""
        signed = (
            self.app_id.encode() + body + str(posted.get("timestamp", "")).encode() + self.secret.encode()
        )
        return hmac.compare_digest(headers[_HEADER], f"mac={sha256(signed).hexdigest()}".encode())

    async def take(self, posted: dict[str, Any]) -> None:
        """Take one event."""
        await self.receiver.take(self.intake, posted)
