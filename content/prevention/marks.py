"""Source marks: «… [Hà Nội III.3e; Luật 120/2025]» in an item's Vietnamese text says where the words before it come from."""

import re

_MARK = re.compile(r"[ \t]*\[([^\[\]]*)\]")
THEME = "{theme}"


def strip_marks(text: str) -> str:
    """Give the text as people read it."""
    return _MARK.sub("", text).strip()


def put_theme(text: str, theme: str) -> str:
    """Put the year's theme where the text wants it; all other braces stay as they are."""
    return text.replace(THEME, theme)


def list_marks(text: str) -> list[str]:
    """List what a text cites, in its order."""
    return [part.strip() for match in _MARK.finditer(text) for part in match[1].split(";")]


def unmarked_tails(text: str) -> list[str]:
    """Give, for each paragraph, what stands behind its last mark: that cites nothing."""
    return [_MARK.split(paragraph)[-1].strip() for paragraph in text.splitlines()]
