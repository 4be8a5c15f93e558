"""Whether the logging in force prints people's words: a made-up message with a token and a text is sent through it."""

import logging
from collections.abc import Sequence

from bot.doctor.finding import Finding, judge
from content.i18n import _

_CANARIES = (
    "1234567890:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr",
    "2458 0787 6294 3692 5226",
    "Nguyễn Văn A",
    "203.0.113.7",
)


def check_logs(handlers: Sequence[logging.Handler] | None = None) -> Finding:
    """Check each handler of this process with a record such as a careless library would write."""
    found = logging.root.handlers if handlers is None else handlers
    good = bool(found) and not any(_leaks(handler) for handler in found)
    return judge(
        good,
        _("Logs hold events, numbers and code places only."),
        _("Logs could hold people's words or tokens: remove the log handler that was added."),
    )


def _leaks(handler: logging.Handler) -> bool:
    error = ValueError(" ".join(_CANARIES))
    failed = (ValueError, error, None)
    record = logging.LogRecord("httpx", logging.ERROR, __file__, 1, "%s %s %s %s", _CANARIES, failed)
    if not handler.filter(record):
        return False
    printed = handler.format(record)
    return any(canary in printed for canary in _CANARIES)
