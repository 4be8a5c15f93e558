"""All that crosses the border between a channel and the product: what a person sends and what they get."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from storage.records import Json, SavedFile, dump_file, load_file


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
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something sent beside text: `reference` lets its channel fetch it later, `saved` are the files that were rebuilt from it and sealed,
    `position` is where a shared pin lies («latitude, longitude»).
    """

    media: Media
    reference: str = ""
    size: int | None = None
    saved: tuple[SavedFile, ...] = ()
    position: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of one person.

    `address` names the person inside `channel`; `message_id` is the same when a platform delivers a message again;
    `press` is the data of a pressed button; `seen` is the last position of the person's outbox that their page has shown
    (pulled channels only).
    """

    channel: str
    address: str
    message_id: str
    text: str = ""
    press: str = ""
    attachment: Attachment | None = None
    edited: bool = False
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """One button: what it says and what comes back when it is pressed (at most 64 bytes).

    `control` marks «back», «cancel» and the like, which a list of numbered choices leaves out.
    """

    label: str
    data: str
    control: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to one person, without any channel's form.

    `rows` are the buttons, a tuple for each line. `kind`: «say» a statement, «ask» a question, «notice» an alert that is
    sent at most once, «echo» the person's own words, for pages that redraw themselves. `secret` marks text that a channel
    should remove again where it can (a receipt). `drawn` is true for what a page redraws from the draft by itself.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    files: tuple[SavedFile, ...] = ()
    kind: Literal["say", "ask", "notice", "echo"] = "say"
    secret: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble of a page: `key` stays the same from one drawing to the next; `files` are names for the path of files;
    `code` marks a receipt, to be written down digit by digit.
    """

    key: str
    speaker: Literal["bot", "you"]
    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    files: tuple[str, ...] = ()
    code: bool = False


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


def dump_reply(reply: Reply) -> Json:
    """Write a reply as JSON. Field by field: `asdict` costs as much as the rest of a turn."""
    return {
        "text": reply.text,
        "rows": [[[button.label, button.data, button.control] for button in row] for row in reply.rows],
        "files": [dump_file(saved) for saved in reply.files],
        "kind": reply.kind,
        "secret": reply.secret,
        "drawn": reply.drawn,
    }


def load_reply(record: Json) -> Reply:
    """Read a reply from JSON, without its address."""
    rows = tuple(tuple(Button(*button) for button in row) for row in record["rows"])
    files = tuple(load_file(saved) for saved in record["files"])
    return Reply(record["text"], rows, files, record["kind"], record["secret"], record["drawn"])
