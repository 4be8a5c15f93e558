"""The port between a channel and the product: what each side may call, and each channel's limits as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.channels.progress import Progress
from handlers.messages import Incoming, Media, Page, Reply, Traces
from storage.records import FileKind, SavedFile


@dataclass(frozen=True, slots=True)
class Quota:
    """What a platform allows: messages a month both ways, people; 0 for no bound. `broadcasts` are those to all followers at one go,
    a month and a day; 0 where there are none.
    """

    messages: int = 0
    people: int = 0
    broadcasts: int = 0
    broadcasts_a_day: int = 0


@dataclass(frozen=True, slots=True)
class PollRoom:
    """How many characters a channel's own quizzes give to the question, to each answer, to the reason; `lines` the reason may have."""

    question: int
    answer: int
    reason: int
    lines: int = 1

    def holds(self, reply: Reply) -> bool:
        """Tell whether a reply is a quiz that fits."""
        if reply.poll is None:
            return False
        answers = [button.label for row in reply.rows for button in row if not button.control]
        return (
            len(reply.text) <= self.question
            and all(len(answer) <= self.answer for answer in answers)
            and len(reply.poll.reason) <= self.reason
            and len(reply.poll.reason.splitlines()) <= self.lines
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can carry.

    `text` in characters; `buttons` whether it has any; `file` the largest to be sent, in bytes, 0 for none; `fetch` the largest to be fetched;
    `pulled` when people fetch; `menu` whether each chat has a list of commands; `edits` whether a message can be changed; `proactive` whether it can be the first to write to somebody
    who wrote before; `answers` how many messages may follow one of the person's within `hours`, 0 for any number; `traces` what a
    chat leaves behind (and whether messages can be deleted); `quota` what the platform allows a month; `polls` the room of its own
    quizzes, None where it has none.
    """

    text: int
    buttons: bool
    file: int
    fetch: int = 0
    pulled: bool = False
    menu: bool = False
    edits: bool = False
    proactive: bool = False
    answers: int = 0
    hours: int = 0
    traces: Traces = Traces()
    quota: Quota = Quota()
    polls: PollRoom | None = None


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A sealed file, opened to be shown."""

    kind: FileKind
    content: bytes


class SendError(Exception):
    """A message could not be sent and never will be: the person blocked the bot or is gone."""


class GoneError(SendError):
    """The person has blocked the bot, or is no more."""


class SendLaterError(SendError):
    """A message could not be sent now; `seconds` says how long to wait, None to let the sender decide.

    `refused`: it has certainly not arrived; otherwise nobody knows.
    """

    def __init__(self, seconds: float | None = None, *, refused: bool = False) -> None:
        super().__init__("try again later")
        self.seconds = seconds
        self.refused = refused


class WaitForPersonError(SendError):
    """A message may go out only after the person has written again."""


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

    async def save_media(self, channel: str, address: str, data: bytes) -> tuple[SavedFile, ...] | Media:
        """Rebuild and seal in other processes what a person sent: the files stored of it, or why there are none."""

    async def open_file(self, channel: str, address: str, name: str) -> OpenFile | None:
        """Open a file that the person's page shows under this name; None if it shows none such."""


class Channel(Protocol):
    """What a channel offers to the product."""

    name: str
    limits: Limits

    async def run(self, intake: Intake) -> None:
        """Receive until cancelled; hand each message to `intake.take` and acknowledge it only afterwards."""

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Send one reply with its opened files, from where an earlier try has got to, and name the messages that can be taken back.

        Raises SendError or SendLaterError; then `progress` tells how far it came.
        """

    async def send_card(
        self, address: str, card: bytes, reply: Reply, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Send one reply with the picture (PNG) of a prevention item, else as `send` does."""

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        """Put a reply in the place of a message; raise SendError or SendLaterError."""

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Take messages back, and skip those that can't be; raise SendError or SendLaterError."""

    async def fetch(self, reference: str) -> bytes:
        """Fetch what an attachment's reference names; raise TooBigError or SendLaterError."""


@runtime_checkable
class MenuChannel(Protocol):
    """What a channel offers besides, where each chat has a menu of commands."""

    async def offer_commands(self, address: str, commands: Sequence[tuple[str, str]]) -> None:
        """Offer these commands in the menu of a chat, those of everybody for none; raise SendError or SendLaterError."""


class BroadcastChannel(Protocol):
    """What a channel offers besides, where the platform itself writes to all followers at one go; who they are we never learn."""

    name: str

    async def allows(self, kept: int) -> bool:
        """Tell whether `limits.quota` leaves a broadcast for today, and more than `kept` for this month."""

    async def broadcast(self, title: str, text: str, picture_url: str) -> None:
        """Send all followers an article with a picture that is public; within `limits.quota`, counted before it leaves.

        Raises SendLaterError with `refused` where nothing is left today or this month, or Zalo is not reached; without, nobody knows
        whether it went out: it must not be sent again. Raises SendError where it is refused for good.
        """
