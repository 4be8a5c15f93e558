"""Help, apart from tips: in danger what to do now; else for whom, and what would help. At most three questions."""

from dataclasses import dataclass
from enum import StrEnum

from content.help.answer import Danger, Wanted
from content.i18n import _, once_a_language
from handlers.dialogue.questions import choose
from handlers.dialogue.steps import Script


class Person(StrEnum):
    """For whom help is asked."""

    ME = "me"
    MY_CHILD = "my_child"
    MY_FAMILY = "my_family"
    SOMEBODY = "somebody"


class Now(StrEnum):
    """What endangers somebody now, or nothing."""

    OVERDOSE = Danger.OVERDOSE.value
    PSYCHOSIS = Danger.PSYCHOSIS.value
    VIOLENCE = Danger.VIOLENCE.value
    DESPAIR = Danger.DESPAIR.value
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class HelpWish:
    """Which answer is wanted, and for whom; nobody asks for whom while somebody is in danger."""

    answer: str
    person: Person | None = None


@once_a_language
def danger_labels() -> dict[Now, str]:
    """Label what may endanger somebody now."""
    return {
        Now.OVERDOSE: _("Unconscious, can hardly breathe, a seizure"),
        Now.PSYCHOSIS: _("Panic, hears voices, out of control"),
        Now.VIOLENCE: _("Somebody is beaten or threatened"),
        Now.DESPAIR: _("Somebody does not want to live"),
        Now.NOTHING: _("No danger right now"),
    }


@once_a_language
def wanted_labels() -> dict[Wanted, str]:
    """Label what would help."""
    return {
        Wanted.TALK: _("Talk to somebody"),
        Wanted.TREATMENT: _("Treatment, and how to register"),
        Wanted.MEDICINE: _("Medicine such as methadone"),
        Wanted.AFTERWARDS: _("Life after treatment"),
        Wanted.LEGAL_AID: _("Free legal aid"),
        Wanted.CHILD: _("Help for a child"),
    }


@once_a_language
def person_labels() -> dict[Person, str]:
    """Label for whom help is asked."""
    return {
        Person.ME: _("For me"),
        Person.MY_CHILD: _("For my child"),
        Person.MY_FAMILY: _("For somebody in my family"),
        Person.SOMEBODY: _("For somebody I know"),
    }


def get_help() -> Script[HelpWish]:
    """Find which answer somebody in need wants."""
    danger = yield from choose(
        "danger_now",
        _(
            "You did right to ask. This is not a tip: nothing of it goes to the police, and I forget it after the answer. "
            "Is somebody in danger right now?"
        ),
        danger_labels(),
    )
    if danger is not Now.NOTHING:
        return HelpWish(danger.value)
    person = yield from choose("for_whom", _("For whom do you ask?"), person_labels())
    wanted = yield from choose("wanted", _("What would help most?"), wanted_labels())
    return HelpWish(wanted.value, person)
