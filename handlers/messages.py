"""All that crosses the border between a channel and the product: what a person sends and what they get."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from storage.records import SavedFile

MARGIN_SECONDS = 600


class Media(StrEnum):
    """What kind of thing a person sent beside text."""

    PICTURE = "picture"
    PDF = "pdf"
    DOCUMENT = "document"
    VIDEO = "video"
    VOICE = "voice"
    STICKER = "sticker"
    CONTACT = "contact"
    LOCATION = "location"
    LIVE_LOCATION = "live_location"
    BROKEN = "broken"  # nothing that can be kept could be read from it
    TOO_BIG = "too_big"
    LONG_PDF = "long_pdf"
    ODD_VIDEO = "odd_video"
    WITHHELD = "withheld"  # the platform tells only that there was something
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something sent beside text: `reference` lets its channel fetch it later, `saved` are the files that were rebuilt from it and sealed,
    `position` is where a shared pin lies («latitude, longitude»); `lost` is what was withheld, as far as the platform tells.
    """

    media: Media
    reference: str = ""
    size: int | None = None
    saved: tuple[SavedFile, ...] = ()
    position: str = ""
    lost: Media = Media.WITHHELD


@dataclass(frozen=True, slots=True)
class Traces:
    """What a chat leaves behind on a channel.

    `own`: nobody else's server carries it, and it ends with the page or window. `platform`: whose servers carry it, as people
    call it; `registered`: it knows by law who its people are. `hours`: how long messages on both sides
    can be taken back, 0 where they can't. `by_hand`: the steps by which a person removes the rest (English, to be translated).
    """

    own: bool = False
    platform: str = ""
    registered: bool = False
    hours: int = 0
    by_hand: str = ""

    @property
    def reach(self) -> int:
        """Tell for how many seconds a message can be taken back, with a margin for the platform's clock."""
        return self.hours * 3600 - MARGIN_SECONDS if self.hours else 0

    @property
    def stays(self) -> bool:
        """Tell whether what was said stays on somebody else's server, out of our reach."""
        return not self.own and not self.hours


@dataclass(slots=True)
class Incoming:
    """One message of one person.

    `address` names the person inside `channel`; `message_id` is the same when a platform delivers a message again;
    `deletable` is the platform's name of the message itself, where it can be taken back later;
    `press` is the data of a pressed button; `seen` is the last position of the person's outbox that their page has shown
    (pulled channels only); `commune` is the one whose poster led here (empty if none did);
    `leaves` means: forget me at once, and say nothing. `source` names where it comes from, where that is less than a
    person: it lives in memory only.
    `names` are the person's own on the platform: for this turn only, never kept. `in_group` tells that others read along.
    `album` names what was sent at one go, in several messages. `wrote` is false for what is no message: who only follows or leaves.
    """

    channel: str
    address: str
    message_id: str
    text: str = ""
    press: str = ""
    attachment: Attachment | None = None
    edited: bool = False
    seen: int | None = None
    commune: str = ""
    leaves: bool = False
    source: str = ""
    deletable: str = ""
    in_group: bool = False
    album: str = ""
    wrote: bool = True
    names: tuple[str, ...] = field(default=(), repr=False, compare=False)


class Button(NamedTuple):
    """One button: what it says and what comes back when it is pressed (at most 64 bytes).

    `control` marks «back», «cancel» and the like, which a list of numbered choices leaves out.
    """

    label: str
    data: str
    control: bool = False


class Poll(NamedTuple):
    """What makes a question a quiz where a channel has quizzes of its own: which answer is right, from 0, and why."""

    right: int
    reason: str


@dataclass(slots=True)
class Reply:
    """One message to one person, without any channel's form.

    `rows` are the buttons, a tuple for each line. `kind`: «say» a statement, «ask» a question, «notice» an alert that is
    sent at most once, «echo» the person's own words, for pages that redraw themselves. `secret` marks text that must not
    be passed on. `drawn` is true for what a page redraws from the draft by itself. `slot` names what the message stands
    for, so that it can be taken back or, with `edits`, replaced by the next of its slot; `lasts` is for how many seconds
    it stands where messages can be taken back, 0 for as long as the chat. A new notice takes the place of its slot's last
    one at the end of the chat; one that `edits` is dropped where none stands. `card` names the picture of a prevention item;
    a `public` reply's file is a picture that everybody may see and pass on; `share` is how much of some work is done, in percent,
    below 0 where nothing goes on; `poll` is there for a question of the quiz.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    files: tuple[SavedFile, ...] = ()
    kind: Literal["say", "ask", "notice", "echo"] = "say"
    secret: bool = False
    drawn: bool = False
    slot: str = ""
    lasts: int = 0
    edits: bool = False
    card: str = ""
    public: bool = False
    share: int = -1
    poll: Poll | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """Takes messages of a chat back: those named, else those of a slot, else all that are known."""

    messages: tuple[str, ...] = ()
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands that a chat's menu offers, each with what it does; none for those that everybody has."""

    commands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody for whom something waits in the outbox."""

    channel: str
    person: bytes


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble of a page: `key` stays the same from one drawing to the next; `files` are names for the path of files;
    `code` marks a receipt, to be written down digit by digit; `card` names the picture of a prevention item; `share` is how much of
    some work is done, in percent.
    """

    key: str
    speaker: Literal["bot", "you"]
    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    files: tuple[str, ...] = ()
    code: bool = False
    card: str = ""
    share: int = -1


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a pulled page shows one person now.

    `accepts` says what the input offers: «text», «files» (a picture, video or document may be attached), «secret» (digits that the page must
    not keep). `seen` is the last outbox position shown. `banner` warns of a trial, empty when there is nothing to warn of.
    `officer` is true for a member of a queue.
    """

    language: str
    bubbles: tuple[Bubble, ...]
    accepts: frozenset[Literal["text", "files", "secret", "location"]]
    seen: int
    banner: str = ""
    officer: bool = False
