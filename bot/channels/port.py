"""The port between a channel and the product: what each side may call, and each channel's limits as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.messages import Incoming, Page, Reply, Traces
from storage.records import SavedFile


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can carry: `text` in characters, whether it has buttons, `picture` in bytes, `pulled` when people fetch,
    `traces` what a chat leaves behind.
    """

    text: int
    buttons: bool
    picture: int
    pulled: bool = False
    traces: Traces = Traces()  # noqa: RUF009 - frozen


class SendError(Exception):
    """A message could not be sent and never will be: the person blocked the bot or is gone. `sent` names what was sent before."""

    sent: tuple[str, ...] = ()


class SendLaterError(SendError):
    """A message could not be sent now; `seconds` says how long to wait, None to let the sender decide."""

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__("try again later")
        self.seconds = seconds


class BadPictureError(Exception):
    """What was sent is no picture that can be decoded safely."""


class TooBigError(Exception):
    """What was sent is larger than the product or the platform carries."""


class Intake(Protocol):
    """What the product offers to channels."""

    async def take(self, incoming: Incoming) -> None:
        """Handle one message; return only after all of it is committed. Never raises for what a person wrote."""

    async def page(self, channel: str, address: str) -> Page:
        """Draw what a person of a pulled channel sees now. An unknown or empty address sees the welcome."""

    async def wait_for_news(self, channel: str, address: str, seen: int) -> bool:
        """Wait (at most about 25 s) until something after `seen` is there for a person; say whether it is."""

    async def save_picture(self, data: bytes) -> SavedFile:
        """Clean and seal a picture in a worker process; raise BadPictureError or TooBigError."""

    async def open_picture(self, channel: str, address: str, name: str) -> bytes | None:
        """Open (JPEG bytes) a picture that the person's page shows under this name; None if it shows none such."""


class Channel(Protocol):
    """What a channel offers to the product."""

    name: str
    limits: Limits

    async def run(self, intake: Intake) -> None:
        """Receive until cancelled; hand each message to `intake.take` and acknowledge it only afterwards."""

    async def send(self, address: str, reply: Reply, pictures: tuple[bytes, ...]) -> tuple[str, ...]:
        """Send one reply with its opened pictures and name the messages that can be taken back; raise SendError or SendLaterError."""

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        """Put a reply in the place of a message; raise SendError or SendLaterError."""

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Take messages back, and skip those that can't be; raise SendError or SendLaterError."""

    async def fetch(self, reference: str) -> bytes:
        """Fetch what an attachment's reference names; raise TooBigError or SendLaterError."""
