"""Decides what an operator sees of the running process, whichever way somebody tries to write there."""

import asyncio
import logging
import sys
import threading
import warnings
from types import TracebackType
from typing import Any, TextIO, Unpack

from bot.log_lines import Event, Fields, LineFormatter

_LOGGER = logging.getLogger(__name__)
_TALKATIVE = ("httpx", "httpcore", "telegram", "uvicorn.access", "apscheduler", "asyncio")


def log_event(
    logger: logging.Logger, event: str, level: int = logging.INFO, **fields: Unpack[Fields]
) -> None:
    """Log an event of our own; texts that are not one plain word are printed as «?»."""
    logger.log(level, Event(event, fields))


class SafeHandler(logging.StreamHandler[TextIO]):
    """Writes lines, and nothing about a line that could not be written."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing: the default prints the record's message."""


def _matters(record: logging.LogRecord) -> bool:
    return isinstance(record.msg, Event) or record.levelno >= logging.WARNING


def configure_logging(stream: TextIO | None = None) -> None:
    """Send all logging, warnings and unhandled errors of this process through one safe handler.

    Each worker process calls it too. uvicorn must get `log_config=None`, or it adds its own.
    """
    handler = SafeHandler(stream)
    handler.setFormatter(LineFormatter())
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
