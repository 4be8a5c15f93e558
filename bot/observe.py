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
from collections.abc import Callable, Mapping
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
        parts = [when, _word(record.levelname), f"logger={_word(record.name)}"]
        if isinstance(record.msg, _Event):
            parts.append(f"event={_word(record.msg.name)}")
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


class Gauges:
    """The numbers of /metrics and /healthz: how the process fares, nothing about any one tip."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._turns = 0
        self._turn_errors = 0
        self._waiting = 0
        self._channels: dict[str, _Poll] = {}

    def count_turns(self, turns: int, errors: int = 0) -> None:
        """Add turns that were played, and how many of them failed."""
        with self._lock:
            self._turns += turns
            self._turn_errors += errors

    def set_waiting(self, rows: int) -> None:
        """Say how many outbox rows wait to be sent."""
        self._waiting = rows

    def mark_channel(self, channel: str, *, up: bool) -> None:
        """Say whether a channel's last poll (or start) went well; the last good time stays."""
        with self._lock:
            last = self._channels.get(channel, _Poll(up=False, good=0))
            self._channels[channel] = _Poll(up, self._clock() if up else last.good)

    def health(self) -> dict[str, object]:
        """Tell /healthz which channels are up; «degraded» when one is not."""
        channels = {name: "up" if poll.up else "down" for name, poll in self._list_channels()}
        status = "degraded" if "down" in channels.values() else "ok"
        return {"status": status, "channels": channels}

    def render(self) -> str:
        """Write /metrics in Prometheus's text format."""
        channels = self._list_channels()
        up = {f'{{channel="{name}"}}': float(poll.up) for name, poll in channels}
        good = {f'{{channel="{name}"}}': poll.good for name, poll in channels}
        return "".join(
            (
                _render("turns_total", "counter", "Turns played.", {"": self._turns}),
                _render("turn_errors_total", "counter", "Turns failed.", {"": self._turn_errors}),
                _render("outbox_waiting", "gauge", "Rows waiting.", {"": self._waiting}),
                _render("channel_up", "gauge", "Whether the last poll went well.", up),
                _render("channel_good_timestamp_seconds", "gauge", "Last good poll.", good),
            )
        )

    def _list_channels(self) -> list[tuple[str, "_Poll"]]:
        with self._lock:
            return sorted((_word(name), poll) for name, poll in self._channels.items())


@dataclass(frozen=True, slots=True, order=True)
class _Poll:
    up: bool
    good: float


def _render(name: str, kind: str, about: str, values: Mapping[str, float]) -> str:
    head = f"# HELP homthu_{name} {about}\n# TYPE homthu_{name} {kind}\n"
    return head + "".join(f"homthu_{name}{label} {value:.0f}\n" for label, value in values.items())


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


def _word(text: str) -> str:
    return text if _WORD.fullmatch(text) else "?"


def _show_fields(fields: Fields) -> list[str]:
    words = ((name, fields.get(name)) for name in ("channel", "job", "state"))
    shown = [f"{name}={_word(str(word))}" for name, word in words if word is not None]
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
