"""Shows a new receipt and asks its last group back, so that nobody walks past it."""

from dataclasses import dataclass

from content.i18n import _
from handlers.dialogue.questions import Choice, look_up, match_option, say
from handlers.dialogue.steps import Answer, Outcome, Path, Said, Script, WrongAnswerError
from storage.receipts import show_receipt
from storage.records import Json

GROUP = 4
LATER = "later"


@dataclass(slots=True, kw_only=True)
class LastGroup(Choice):
    """The last four digits of a receipt, or the wish to go on without."""

    expected: str

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Compare the digits; only that they were right is recorded."""
        option = None if said.text.isdigit() else match_option(self.options(part, path), said)
        if option is not None:
            return Answer(option.value)
        digits = "".join(letter for letter in said.text if letter.isdigit())
        if digits and digits in {self.expected, self.expected[-GROUP:]}:
            return Answer("kept")
        raise WrongAnswerError(_("Those are not the last 4 digits of the receipt. Please look again."))

    def load(self, recorded: Json) -> str:
        """Give how it ended."""
        return str(recorded)


def keep_receipt() -> Script[bool | None]:
    """Show a receipt and ask for its last group; true if it was repeated rightly, None if it could not be shown."""
    receipt: str | None = yield from look_up("receipt", "receipt")
    if receipt is None:
        yield from say("gone", _("Your receipt can no longer be shown here. I hope you have kept it."))
        return None
    yield from say("filed", _("Thank you. Your tip is stored and on its way to the officers."))
    yield from say("shown", show_receipt(receipt), secret=True)
    yield from say(
        "why",
        _(
            "This is your receipt. Write it on paper: with it alone you can read answers and add more, from anywhere. "
            "Nobody can give it to you again. Show it to nobody."
        ),
    )
    kept = yield LastGroup(
        name="last_group",
        prompt=_("Have you written it down? Please type its last 4 digits."),
        labels={LATER: _("I will do it later")},
        expected=receipt,
    )
    return bool(kept != LATER)
