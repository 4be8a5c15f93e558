"""The officers' script that extends the time in which a tip is to be resolved."""

from dataclasses import dataclass
from enum import StrEnum

from content.i18n import _
from handlers.conversations.desk.given import GONE, given
from handlers.dialogue.questions import choose, look_up, say, write
from handlers.dialogue.steps import Script

LONGEST_REASON = 1000


class Span(StrEnum):
    """By how many days; the last one as far as the law lets."""

    TEN = "10"
    TWENTY = "20"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Extension:
    """A tip gets more time, for a reason."""

    tip: str
    span: Span
    reason: str


def extend_tip() -> Script[Extension | None]:
    """Ask for how long and why; None if nothing can be extended any more."""
    tip = yield from given("tip")
    latest: str | None = yield from look_up("latest", "latest_day", tip)
    if latest is None:
        yield from say("over", _("Its time was extended twice already, more is not allowed."))
        return None
    if latest == GONE:
        return Extension(tip, Span.WHOLE, "")
    labels = {
        Span.TEN: _("10 more days"),
        Span.TWENTY: _("20 more days"),
        Span.WHOLE: _("Until {day}, the latest day allowed").format(day=latest),
    }
    span = yield from choose("span", _("How much more time does it need?"), labels)
    reason = yield from write("reason", _("Why? Only officers read it."), LONGEST_REASON, title=_("Reason"))
    return Extension(tip, span, reason)
