"""Decides what an operator sees of the running process: events and numbers, never people's words.

Of a library's record only logger, level, exception types and code places are printed: its
message or its exception's text may quote a tip or a token.
"""

import asyncio
import ctypes
import faulthandler
import logging
import os
import re
import resource
import sys
import threading
import time
import traceback
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO, TypedDict, Unpack

_LOGGER = logging.getLogger(__name__)
_TALKATIVE = ("httpx", "httpcore", "telegram", "uvicorn.access", "apscheduler", "asyncio")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,59}")
# Six digits at least, or it would take «line:long_name_of_a_function» for a token.
_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}|/bot\d[^\s/]*|[a-z+]+://\S+")
_ROOT = Path(__file__).resolve().parent.parent
_FRAMES = 8
_CAUSES = 4
_PR_SET_DUMPABLE: Final = 4


class Fields(TypedDict, total=False):
    """All that a log line may say beside time, level, logger and event."""

    channel: str
    job: str
    state: str
    count: int
    seconds: float
    error: BaseException


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    fields: Fields = field(repr=False)  # other handlers, if any, print the repr


def log_event(
    logger: logging.Logger, event: str, level: int = logging.INFO, **fields: Unpack[Fields]
) -> None:
    """Log an event of our own; texts that are not one plain word are printed as «?»."""
    logger.log(level, _Event(event, fields))


def redact(line: str) -> str:
    """Blank out bot tokens and addresses: the last net under every line."""
    return _TOKEN.sub("[removed]", line)


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        parts = [when, keep_word(record.levelname), f"logger={keep_word(record.name)}"]
        if isinstance(record.msg, _Event):
            parts.append(f"event={keep_word(record.msg.name)}")
            parts += _show_fields(record.msg.fields)
        if record.exc_info and record.exc_info[1] is not None:
            parts.append(_show_error(record.exc_info[1]))
        return redact(" ".join(parts))


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing: the default prints the record's message."""


def _matters(record: logging.LogRecord) -> bool:
    return isinstance(record.msg, _Event) or record.levelno >= logging.WARNING


def configure_logging(stream: TextIO | None = None) -> None:
    """Send all logging, warnings and unhandled errors of this process through one safe handler.

    Each worker process calls it too. uvicorn must get `log_config=None`, or it adds its own.
    """
    handler = _Handler(stream)
    handler.setFormatter(_Formatter())
    handler.addFilter(_matters)
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _report_unhandled
    sys.unraisablehook = _report_unraisable
    threading.excepthook = _report_thread
    warnings.showwarning = _report_warning


def report_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what an event loop could not deliver to anybody; for `loop.set_exception_handler`."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        log_event(_LOGGER, "task_failed", logging.ERROR, error=error)
    else:
        log_event(_LOGGER, "loop_warned", logging.ERROR)


def harden_process() -> None:
    """Keep memory off the disk (no core dumps, no fault handler) and new files to this user."""
    os.umask(0o077)
    faulthandler.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # The limit does not bind a kernel that pipes dumps to a program; this does, and it
        # also closes this process's memory and environment to others of the same user.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _report_unhandled(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        log_event(_LOGGER, "interrupted")
    else:
        log_event(_LOGGER, "process_failed", logging.CRITICAL, error=error)


def _report_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        log_event(_LOGGER, "thread_failed", logging.ERROR, error=args.exc_value)


def _report_unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        log_event(_LOGGER, "cleanup_failed", logging.ERROR, error=args.exc_value)


def _report_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    log_event(_LOGGER, "warned", logging.WARNING, state=category.__name__)


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
