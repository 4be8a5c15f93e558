"""The script of a local alert: words, a picture, for whom, when; then what each channel will show, and to how many people."""

from dataclasses import dataclass
from enum import StrEnum

from content.answer_faults import Fault, Found, find_fault
from content.blanks import find_blank
from content.i18n import _, once_a_language
from handlers.conversations.choosing import reader_labels
from handlers.conversations.desk.given import given
from handlers.dialogue.answering import AnswerText
from handlers.dialogue.attaching import Attached, Evidence
from handlers.dialogue.questions import choose, look_up
from handlers.dialogue.review import review
from handlers.dialogue.steps import Outcome, Path, Said, Script, WrongAnswerError
from handlers.messages import Media
from storage.choices import Reader
from storage.records import FileKind, Json, SavedFile

LONGEST_ALERT = 1200  # with heading and ending one message everywhere


class When(StrEnum):
    """When an alert goes out."""

    NOW = "now"
    NOON = "noon"
    EVENING = "evening"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class Alert:
    """A finished alert, before it waits for a second officer; `queue` is the area's."""

    queue: str
    text: str
    picture: SavedFile | None
    reader: Reader
    when: When


class AlertText(AnswerText):
    """Write to everybody in an area. To ask the public something is allowed; to lead them elsewhere is not."""

    def find_fault(self, text: str) -> Found | None:
        """Find the first reason to refuse the text."""
        blank = find_blank(text)
        if blank:
            return Found(Fault.BLANK, blank)
        found = find_fault(text)
        return None if found is not None and found.fault is Fault.IDENTITY else found

    def explain(self, fault: Fault) -> str:
        """Say why the text is refused."""
        return _reasons()[fault]


class AlertPicture(Evidence):
    """Send one picture, and nothing else."""

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take a picture, or the end."""
        attachment = said.attachment
        kinds = {saved.kind for saved in attachment.saved} if attachment is not None else set()
        if attachment is not None and (attachment.media is not Media.PICTURE or kinds - {FileKind.PICTURE}):
            raise WrongAnswerError(
                _("Only a picture can go with an alert. Please send a photo, or press «No pictures».")
            )
        return Evidence.read(self, said, part, path)


def write_alert() -> Script[Alert]:
    """Ask for one alert."""
    queue = yield from given("queue")
    text: str = yield AlertText(
        name="text",
        prompt=_(
            "What do you want to warn of? Write it as people shall read it: what happens, how they notice it, what they should "
            "do. No names of suspects, no links. At most {limit} characters."
        ).format(limit=LONGEST_ALERT),
        at_most=LONGEST_ALERT,
        title=_("Text of the alert"),
    )
    pictures: Attached = yield AlertPicture(
        name="pictures",
        prompt=_("Send one picture, or press «No pictures». Everybody may pass it on."),
        title=_("Picture"),
        at_most=1,
    )
    reader = yield from choose("reader", _("For whom is it?"), reader_labels(), title=_("For"))
    when = yield from choose("when", _("When shall it go out?"), when_labels(), title=_("Time of day"))
    picture = next((saved for saved in pictures.files if saved.kind is FileKind.PICTURE), None)
    preview: str = yield from look_up(
        "preview", "alert_preview", (queue, text, picture is not None, reader.value, when.value)
    )
    yield from review("review", preview, _("Have a colleague approve it"))
    return Alert(queue, text, picture, reader, when)


@once_a_language
def when_labels() -> dict[When, str]:
    """Label when an alert goes out."""
    return {
        When.NOW: _("As soon as it is approved"),
        When.NOON: _("At the next 11 in the morning"),
        When.EVENING: _("At the next 7 in the evening"),
        When.MORNING: _("At the next 7 in the morning"),
    }


@once_a_language
def _reasons() -> dict[Fault, str]:
    return {
        Fault.LINK: _(
            "no links and no e-mail addresses: people must not learn to press links in our messages"
        ),
        Fault.PHONE: _(
            "no phone numbers other than 113, 114, 115, 111 and 0769.04.04.04: anybody could say it is ours"
        ),
        Fault.HANDLE: _("no accounts on other networks: anybody could say it is ours"),
        Fault.HIDDEN: _("there are hidden or foreign letters in it; please type it without copying"),
        Fault.BLANK: _("nothing is filled in here; please write it out, without braces"),
        Fault.IDENTITY: "",
    }
