"""The blanks that an officer's words to a tipster may have, «{loaitin}»: which there are, and how they are filled in."""

import re
from collections.abc import Mapping
from enum import StrEnum


class Blank(StrEnum):
    """What can be filled in: the kind of tip, the unit that answers, the day on which the tip came in."""

    KIND = "loaitin"
    UNIT = "donvi"
    DAY = "ngaynhan"


KNOWN = tuple(f"{{{blank}}}" for blank in Blank)
_BRACES = re.compile(r"\{[^{}]*\}?|\}")


def find_blank(text: str) -> str:
    """Find the first thing in braces; empty if there is none."""
    found = _BRACES.search(text)
    return found[0] if found else ""


def find_unknown_blank(text: str) -> str:
    """Find the first thing in braces that nothing can be filled into; empty if there is none."""
    return next((found for found in _BRACES.findall(text) if found not in KNOWN), "")


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Fill a text's blanks in; those without a value stay as they are."""
    return _BRACES.sub(lambda found: values.get(found[0].strip("{}"), found[0]), text)
