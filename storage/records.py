"""What crosses layers: the enums and frozen records that leave storage. Values of enums are stored, so they never change."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple, TypeAlias

Json: TypeAlias = Any  # whatever json.loads gives


class TipKind(StrEnum):
    """What the tipster saw."""

    SELLING = "selling"
    USING = "using"
    GROWING = "growing"
    MAKING = "making"
    TRANSPORT = "transport"
    POST = "post"
    ONLINE = "online"
    DISGUISED = "disguised"
    SCHOOL = "school"
    OTHER = "other"


class TipStatus(StrEnum):
    """Where a tip stands in its queue."""

    NEW = "new"
    CLAIMED = "claimed"
    VERIFYING = "verifying"
    PASSED_ON = "passed_on"
    CLOSED = "closed"
    QUARANTINED = "quarantined"


UNDER_WAY = (TipStatus.CLAIMED, TipStatus.VERIFYING, TipStatus.PASSED_ON)
OPEN = (TipStatus.NEW, *UNDER_WAY)  # what a queue has to work


class TipResult(StrEnum):
    """How a closed tip ended."""

    CONFIRMED = "confirmed"
    UNFOUNDED = "unfounded"
    DUPLICATE = "duplicate"
    NOT_A_TIP = "not_a_tip"
    OUT_OF_SCOPE = "out_of_scope"


class Origin(StrEnum):
    """How a tip came in."""

    CHAT = "chat"
    TRIAL = "trial"


class Floor(StrEnum):
    """The lowest level of units that may read a tip: the tipster's choice."""

    COMMUNE = "commune"
    PROVINCE = "province"
    NATION = "nation"


@dataclass(frozen=True, slots=True)
class Tip:
    """The clear columns of a tip; times in hours and days since 1970 (UTC)."""

    id: bytes
    queue: str
    number: int
    kind: TipKind
    status: TipStatus
    result: TipResult | None
    origin: Origin
    commune: str | None
    floor: Floor
    hamlet: str | None
    received_hour: int
    claim_due: int
    resolve_due: int
    closed_day: int | None


class Tally(NamedTuple):
    """How many tips are where; the names are columns of the table."""

    received: int = 0
    new: int = 0
    open: int = 0
    quarantined: int = 0
    claimed_in_time: int = 0
    closed: int = 0
    resolved_in_time: int = 0
    confirmed: int = 0
    unfounded: int = 0
    duplicate: int = 0
    not_a_tip: int = 0
    out_of_scope: int = 0

    def __sub__(self, other: "Tally") -> "Tally":
        """Subtract figure by figure."""
        return Tally(*(mine - others for mine, others in zip(self, other, strict=True)))


class Role(StrEnum):
    """What a member of a queue may do there."""

    OFFICER = "officer"
    LEAD = "lead"
    AUDITOR = "auditor"


class FileKind(StrEnum):
    """What a sealed file is: a JPEG picture, an MP4 or WebM video, an M4A voice message, a report as .xlsx or .docx."""

    PICTURE = "picture"
    VIDEO = "video"
    WEBM = "webm"
    VOICE = "voice"
    SHEET = "sheet"
    LETTER = "letter"


DOCUMENTS = frozenset({FileKind.SHEET, FileKind.LETTER})
ENDINGS = {
    FileKind.PICTURE: "jpg",
    FileKind.VIDEO: "mp4",
    FileKind.WEBM: "webm",
    FileKind.VOICE: "m4a",
    FileKind.SHEET: "xlsx",
    FileKind.LETTER: "docx",
}


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A rebuilt file, sealed on disk: `name` is random, `key` opens it (hex), `size` counts bytes before padding."""

    name: str
    key: str
    size: int
    kind: FileKind = FileKind.PICTURE


def dump_file(saved: SavedFile) -> Json:
    """Write a sealed file's name, key, size and kind as JSON."""
    return [saved.name, saved.key, saved.size, saved.kind.value]


def load_file(record: Json) -> SavedFile:
    """Read a sealed file's description from JSON."""
    name, key, size, kind = record
    return SavedFile(name, key, size, FileKind(kind))


class BroadcastState(StrEnum):
    """Where a broadcast stands."""

    WAITING = "waiting"
    PLANNED = "planned"
    SENDING = "sending"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


class Outcome(IntEnum):
    """What became of one recipient's row; the values 0 and 1 take no byte in SQLite, so a message that was sent costs nothing."""

    PENDING = 0
    SENT = 1
    FAILED = 2
    SKIPPED = 3
    UNKNOWN = 4


class Count(NamedTuple):
    """What became of a broadcast's recipients on one channel."""

    pending: int = 0
    leased: int = 0
    sent: int = 0
    failed: int = 0
    skipped: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All recipients."""
        return sum(self)

    @property
    def left(self) -> int:
        """Those of whom nothing is decided yet."""
        return self.pending + self.leased
