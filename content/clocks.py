"""The clocks of a case as they ship, each with where it comes from, and the kinds of tips that come first in every list."""

from enum import StrEnum
from typing import NamedTuple

from content.i18n import _, once_a_language

HOURS_A_DAY = 24
URGENT_KINDS = ("school", "disguised", "making")  # children in danger; a laboratory can burn or explode


class Clock(StrEnum):
    """A clock. The values stand in commands and in the database."""

    CLAIM = "nhan"
    RESOLVE = "giaiquyet"
    EXTENSION = "giahan"
    HOLD = "giu"


class Standard(NamedTuple):
    """How long a clock runs where nobody has changed it, and between which hours it can be set."""

    hours: int
    least: int
    most: int


STANDARDS = {
    Clock.CLAIM: Standard(24, 1, 7 * HOURS_A_DAY),
    Clock.RESOLVE: Standard(20 * HOURS_A_DAY, HOURS_A_DAY, 60 * HOURS_A_DAY),
    Clock.EXTENSION: Standard(60 * HOURS_A_DAY, HOURS_A_DAY, 62 * HOURS_A_DAY),
    Clock.HOLD: Standard(3 * HOURS_A_DAY, HOURS_A_DAY, 30 * HOURS_A_DAY),
}


@once_a_language
def clock_labels() -> dict[Clock, str]:
    """Label the clocks."""
    return {
        Clock.CLAIM: _("Claimed after being received"),
        Clock.RESOLVE: _("Resolved after being received"),
        Clock.EXTENSION: _("Each of the two extensions at most"),
        Clock.HOLD: _("A claim without any step"),
    }


@once_a_language
def clock_sources() -> dict[Clock, str]:
    """Say where the clocks come from."""
    return {
        Clock.CLAIM: _("practice of commune units: passed on within 24 hours"),
        Clock.RESOLVE: _("criminal procedure code, article 147: 20 days"),
        Clock.EXTENSION: _("criminal procedure code, article 147: up to 2 months, once more up to 2 months"),
        Clock.HOLD: _("our own: a tip must not lie with somebody who does nothing"),
    }
