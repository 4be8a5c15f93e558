"""The leads' script that enters a number or a place of help into the directory, or corrects one."""

from dataclasses import dataclass

from content.directory.kinds import EntryKind, kind_names
from content.directory.phones import read_phone, show_phone
from content.i18n import _
from handlers.conversations.desk.given import given
from handlers.dialogue.answering import write_answer
from handlers.dialogue.questions import Text, choose, look_up
from handlers.dialogue.review import review
from handlers.dialogue.steps import Answer, Outcome, Path, Said, Script, WrongAnswerError
from storage.records import Json

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_HOURS = 80, 120, 60


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry to be approved; `replaces` is the number that it corrects, 0 for none."""

    place: str
    replaces: int
    kind: EntryKind
    name: str
    phone: str
    hours: str
    address: str


class Phone(Text):
    """Write a Vietnamese phone number."""

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take a number that people in Vietnam can call."""
        digits = read_phone(said.text)
        if digits is None:
            raise WrongAnswerError(
                _(
                    "That is no Vietnamese phone number. Please write all its digits, for example 024 3826 1234 or 1900 9095."
                )
            )
        return Answer(digits)

    def show(self, recorded: Json) -> str:
        """Show it in groups."""
        return show_phone(str(recorded))


def enter_place() -> Script[EntryDraft]:
    """Ask what it is, how it is called and reached, and show it as people will read it."""
    place = yield from given("place")
    replaces: int = yield from look_up("replaces", "given", recorded=True)
    kind = yield from choose("kind", _("What is it?"), kind_names(), title=_("Kind"))
    name = yield from write_answer(
        "name",
        _("How is it called? For example «Health station of Ba Đình ward»."),
        LONGEST_NAME,
        title=_("Name"),
    )
    phone = yield Phone(
        name="phone",
        prompt=_("Which phone number? An office's, never somebody's own."),
        at_most=30,
        title=_("Phone number"),
        skippable=True,
    )
    hours = yield from write_answer(
        "hours",
        _("When does somebody answer? For example «Monday to Friday, 7:30 to 17:00»."),
        LONGEST_HOURS,
        title=_("Hours"),
    )
    address = yield from write_answer(
        "address",
        _("Where is it? House number and street."),
        LONGEST_ADDRESS,
        title=_("Address"),
        skippable=True,
    )
    text = f"{kind_names()[kind]}\n{name}\n{show_phone(phone or '')}\n{hours}\n{address}"
    asked = _("People will read this once a second officer has approved it:")
    yield from review("review", f"{asked}\n\n{text.strip()}", _("Enter it"))
    return EntryDraft(place, replaces, kind, name, phone or "", hours, address)
