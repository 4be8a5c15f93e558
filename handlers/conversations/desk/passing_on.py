"""The officers' script that notes which investigating unit a case was passed on to."""

from dataclasses import dataclass

from content.i18n import _
from handlers.conversations.desk.given import given
from handlers.dialogue.questions import write
from handlers.dialogue.steps import Script

LONGEST_UNIT = 200


@dataclass(frozen=True, slots=True)
class PassingOn:
    """A tip is in the hands of an investigating unit, named in words."""

    tip: str
    unit: str


def pass_on() -> Script[PassingOn]:
    """Ask which investigating unit has the case now."""
    tip = yield from given("tip")
    question = _("Which investigating unit has the case now? Only officers read it.")
    unit = yield from write("unit", question, LONGEST_UNIT, title=_("Investigating unit"))
    return PassingOn(tip, unit)
