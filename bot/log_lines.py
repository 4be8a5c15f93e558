"""Decides what one log line says: events and numbers of our own, never people's words.

Of a library's record only logger, level, exception types and code places are printed: its
message or its exception's text may quote a tip or a token.
"""

import logging
import re
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,59}")
# Six digits at least, or it would take «line:long_name_of_a_function» for a token.
_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}|/bot\d[^\s/]*|[a-z+]+://\S+")
_ROOT = Path(__file__).resolve().parent.parent
_FRAMES = 8
_CAUSES = 4


class Fields(TypedDict, total=False):
    """All that a log line may say beside time, level, logger and event."""

    channel: str
    job: str
    state: str
    count: int
    seconds: float
    error: BaseException


@dataclass(frozen=True, slots=True)
class Event:
    """An event of our own."""

    name: str
    fields: Fields = field(repr=False)  # other handlers, if any, print the repr


def redact(line: str) -> str:
    """Blank out bot tokens and addresses: the last net under every line."""
    return _TOKEN.sub("[removed]", line)


class LineFormatter(logging.Formatter):
    """Writes a record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write time, level, logger, and the event or the places of an error."""
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        parts = [when, keep_word(record.levelname), f"logger={keep_word(record.name)}"]
        if isinstance(record.msg, Event):
            parts.append(f"event={keep_word(record.msg.name)}")
            parts += _show_fields(record.msg.fields)
        if record.exc_info and record.exc_info[1] is not None:
            parts.append(_show_error(record.exc_info[1]))
        return redact(" ".join(parts))


def keep_word(text: str) -> str:
    """Keep a text that is one plain word; anything else becomes «?»."""
    return text if _WORD.fullmatch(text) else "?"


def _show_fields(fields: Fields) -> list[str]:
    words = ((name, fields.get(name)) for name in ("channel", "job", "state"))
    shown = [f"{name}={keep_word(str(word))}" for name, word in words if word is not None]
    numbers = ((name, fields.get(name)) for name in ("count", "seconds"))
    shown += [f"{name}={number:g}" for name, number in numbers if isinstance(number, int | float)]
    error = fields.get("error")
    if isinstance(error, BaseException):
        shown.append(_show_error(error))
    return shown


def _show_error(error: BaseException) -> str:
    parts: list[str] = []
    link: BaseException | None = error
    while link is not None and len(parts) < _CAUSES:
        parts.append(f"error={_name_kind(link)} at={_show_places(link)}")
        link = _find_cause(link)
    return " ".join(parts)


def _find_cause(error: BaseException) -> BaseException | None:
    if isinstance(error, BaseExceptionGroup):
        return error.exceptions[0]
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _show_places(error: BaseException) -> str:
    places = [
        f"{_show_path(frame.f_code.co_filename)}:{line}:{frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return ">".join(places[-_FRAMES:]) or "?"


def _name_kind(error: BaseException) -> str:
    kind = type(error).__name__
    if isinstance(error, BaseExceptionGroup):
        kind += f"[{','.join(sorted({_name_kind(inner) for inner in error.exceptions}))}]"
    return kind


def _show_path(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        path = path.relative_to(_ROOT)
    return "/".join(path.parts[-3:]).replace(" ", "_")
