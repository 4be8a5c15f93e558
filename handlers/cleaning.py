"""Cleans what people type: no control characters, no hidden direction marks, one way to write each letter."""

import re
import unicodedata

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")


def clean(text: str) -> str:
    """Clean a message; what is left may be empty."""
    text = _SURROGATES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", text))
    return _EMPTY_LINES.sub("\n\n", text).strip()
