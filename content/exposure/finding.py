"""What is found in a text, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a detail would tell about the person who writes."""

    PHONE = "phone"
    WHOSE_PHONE = "whose_phone"  # nothing says whether it is the writer's or the suspect's
    IDENTITY = "id"
    EMAIL = "email"
    NAME = "name"
    HOME = "home"
    RELATION = "relation"
    PLATE = "plate"
    WORK = "work"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One detail: the characters from `start` up to `end`."""

    start: int
    end: int
    kind: Kind
