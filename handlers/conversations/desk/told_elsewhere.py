"""The officers' script for a tip that was told elsewhere: where it came from, whether there shall be a receipt, then the same questions."""

from dataclasses import dataclass

from content.i18n import _
from handlers.conversations.desk.given import given
from handlers.conversations.report_tip import TipDraft, tell_report
from handlers.dialogue.questions import choose, confirm, say
from handlers.dialogue.steps import Script
from handlers.reports import origin_labels
from storage.records import Origin


@dataclass(frozen=True, slots=True)
class Entered:
    """A tip that an officer has entered, how it came, and whether who told it gets a receipt."""

    draft: TipDraft
    origin: Origin
    has_receipt: bool


def enter_tip() -> Script[Entered]:
    """Ask where a tip came from, then what it says."""
    yield from given("tip")
    origin = yield from choose(
        "origin", _("How did this tip come in?"), origin_labels(), title=_("How it came in")
    )
    yield from say(
        "nobody_named",
        _("Please write what was told, and nothing about who told it. The questions are those for tipsters."),
    )
    receipt = yield from confirm(
        "receipt",
        _("Shall the person who told it get a receipt, to read answers and add more?"),
        title=_("Receipt"),
        yes=_("Yes, with a receipt"),
        no=_("No, without"),
    )
    draft = yield from tell_report()
    return Entered(draft, origin, receipt)
