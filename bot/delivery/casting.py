"""How a channel sends broadcasts: who sends, how fast, how many at once, and up to which part of its quota."""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.channels.pacer import Pacer
from bot.channels.port import Channel, SendLaterError
from bot.channels.progress import Progress
from bot.channels.quota import QuotaCounter
from bot.delivery.carded import send_with_card
from handlers.messages import Reply

QUOTA_FOR_BROADCASTS = 0.95  # the rest of a month's messages is for answers


class Caster(Protocol):
    """What a channel offers for broadcasts. Each encodes messages its own way."""

    def encode(self, reply: Reply, picture: bytes) -> Any:  # noqa: ANN401 - as the class says
        """Prepare a message for all who get it, with a picture unless that is empty."""

    async def cast(self, address: str, message: Any) -> None:  # noqa: ANN401 - as the class says
        """Send it to one person; raise GoneError, SendError, SendLaterError or WaitForPersonError."""


@dataclass(frozen=True, slots=True)
class Casting:
    """How one channel sends broadcasts: at most `most` messages are under way; the `counter` says what is left of its quota."""

    caster: Caster
    pacer: Pacer
    most: int
    counter: QuotaCounter | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether the quota leaves room for broadcasts."""
        return self.counter is None or self.counter.used < QUOTA_FOR_BROADCASTS


class PlainCaster:
    """Sends a broadcast as a channel sends everything else."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def encode(self, reply: Reply, picture: bytes) -> tuple[Reply, bytes]:
        """Keep words and picture together."""
        return reply, picture

    async def cast(self, address: str, message: tuple[Reply, bytes]) -> None:
        """Send it to one person; raise GoneError, SendError, SendLaterError or WaitForPersonError."""
        (reply, picture), progress = message, Progress()
        try:
            if picture:
                await send_with_card(self._channel, address, reply, picture, progress)
            else:
                await self._channel.send(address, reply, (), progress)
        except SendLaterError as later:
            if progress.done:  # its beginning is there: the whole can't be sent again
                raise SendLaterError(later.seconds) from None
            raise
