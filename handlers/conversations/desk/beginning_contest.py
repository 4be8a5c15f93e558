"""The leads' script that begins a contest of the quiz: its name, for whom, and how long."""

from dataclasses import dataclass
from enum import StrEnum

from content.i18n import _, ngettext
from content.prevention.vocabulary import Audience
from handlers.conversations.desk.given import given
from handlers.conversations.quiz import audience_labels
from handlers.dialogue.questions import choose, write
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script

LONGEST_NAME = 60


class Length(StrEnum):
    """How many days a contest runs."""

    ONE_WEEK = "7"
    TWO_WEEKS = "14"
    MONTH = "30"


@dataclass(frozen=True, slots=True)
class ContestDraft:
    """A contest to be held by a unit."""

    queue: str
    name: str
    audience: Audience
    days: int


def begin_contest() -> Script[ContestDraft]:
    """Ask what the contest is called, for whom it is, and how long it runs."""
    queue = yield from given("queue")
    name = yield from write(
        "name",
        _(
            "What is the contest called? For example «Class 8A, Chu Văn An school». Everybody who joins reads it."
        ),
        LONGEST_NAME,
        title=_("Name"),
    )
    audience = yield from choose("audience", _("Which questions?"), audience_labels(), title=_("Questions"))
    labels = {
        one: ngettext("{count} day", "{count} days", int(one)).format(count=one.value) for one in Length
    }
    days = yield from choose("days", _("How long does it run, from today?"), labels, title=_("Length"))
    text = _("Contest «{name}»\nQuestions: {audience}\nIt runs {days} from today.").format(
        name=name, audience=audience_labels()[audience], days=labels[days]
    )
    yield from review("review", text, _("Begin the contest"))
    return ContestDraft(queue, name, audience, int(days))
