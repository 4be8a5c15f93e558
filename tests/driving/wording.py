"""Compares what is written in a transcript with what is seen, and fills in what was captured: receipts and codes."""

import re

from content.blanks import Blank
from tests.driving.seen import Seen

BUTTON = re.compile(r"\[([^\]]+)\]")
SLOT = re.compile(r"\{([a-z_]+)(?::([a-z]+))?\}")
BLANKS = (*Blank, "ten")  # what officers write in braces, and a wrong one
SHAPES = {
    "half": r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}",
    "receipt": r"\d{4}(?: \d{4}){4}",
    "code": r"[a-z2-7]{26}",
    "number": r"\d+",
}


class Wording:
    """What was captured so far."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {name: f"{{{name}}}" for name in BLANKS}

    def fill(self, text: str) -> str:
        """Fill in what somebody writes."""
        return SLOT.sub(lambda slot: self._write(slot[1], slot[2] or ""), text)

    def matches(self, wanted: str, seen: Seen) -> bool:
        """Tell whether a message is what is wanted; capture from the first one that is."""
        if button := BUTTON.fullmatch(wanted):
            return button[1] in seen.buttons
        found = self._pattern(wanted).search(_plain(seen.text))
        if found is None:
            return False
        self.known |= found.groupdict()
        return True

    def _pattern(self, wanted: str) -> re.Pattern[str]:
        parts, end = [], 0
        for slot in SLOT.finditer(wanted):
            parts += [re.escape(_plain(wanted[end : slot.start()])), self._slot(slot[1], slot[2] or "")]
            end = slot.end()
        return re.compile("".join([*parts, re.escape(_plain(wanted[end:]))]))

    def _slot(self, name: str, form: str) -> str:
        if name in self.known:
            return re.escape(self._write(name, form))
        return rf"(?P<{name}>{SHAPES[name.partition('_')[0]]})"

    def _write(self, name: str, form: str) -> str:
        value = self.known[name]
        if form == "upper":
            return value.upper()
        return _ways_to_write(value)[form] if form else value


def _ways_to_write(receipt: str) -> dict[str, str]:
    digits = receipt.replace(" ", "")
    last = digits[-4:]
    return {
        "last": last,
        "plain": digits,
        "dashes": receipt.replace(" ", "-"),
        "dots": receipt.replace(" ", "."),
        "spaced": " ".join(receipt),
        "wrong": digits[:-1] + str((int(digits[-1]) + 1) % 10),
        "badlast": f"{(int(last) + 1) % 10000:04d}",
    }


def _plain(text: str) -> str:
    """Write a text as one line; the spaces at its ends stay where a slot borders on them."""
    return re.sub(r"\s+", " ", text)
