"""What crosses layers: the enums and frozen records that leave storage. Values of enums are stored, so they never change."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

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
    CLOSED = "closed"
    QUARANTINED = "quarantined"


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


class Role(StrEnum):
    """What a member of a queue may do there."""

    OFFICER = "officer"
    LEAD = "lead"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A cleaned picture, sealed on disk: `name` is random, `key` opens it (hex), `size` counts bytes before padding."""

    name: str
    key: str
    size: int
