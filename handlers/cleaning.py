"""Cleans what people type: no control characters, no hidden direction marks, one way to write each letter."""

import re
import unicodedata

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but not tab and new line
    "\xad\u061c\u115f\u1160\u180e\u3164\uffa0"  # soft hyphen, marks and fillers that show nothing
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # spaces of no width, direction marks
    "\ud800-\udfff\U000e0000-\U000e007f]"  # halves of characters, invisible tag letters
)
_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")


def clean(text: str) -> str:
    """Clean a message; what is left may be empty."""
    text = _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text)
    return _EMPTY_LINES.sub("\n\n", text).strip()
