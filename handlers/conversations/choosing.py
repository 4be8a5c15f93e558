"""The script of a subscription: what comes, how it stops, and everything that can be chosen. Each answer is known beforehand, so
one press is enough, and every choice can be changed.
"""

from dataclasses import dataclass

from content.consents import CONSENTS, LATEST
from content.i18n import LANGUAGES, _, once_a_language
from content.places.gazetteer import communes, place_name
from handlers.dialogue.places import ONLY_PROVINCE, UNKNOWN, CommuneQuestion, Place
from handlers.dialogue.questions import Choice, choose, look_up
from handlers.dialogue.review import review
from handlers.dialogue.steps import Option, Path, Script
from storage.choices import Choices, Interest, PartOfDay, Reader, Rhythm
from storage.records import Json


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants: messages about what, how often, for which place, in which language."""

    place: str
    choices: Choices
    language: str


class HomeQuestion(CommuneQuestion):
    """Pick a commune, a whole province, or no place."""

    def options(self, part: Json, path: Path) -> list[Option]:
        """List what can be chosen, in words that fit who lives there."""
        labels = {UNKNOWN: _("No place"), ONLY_PROVINCE: _("Only the province")}
        found = CommuneQuestion.options(self, part, path)
        return [option._replace(label=labels.get(option.value, option.label)) for option in found]

    def show(self, recorded: Json) -> str:
        """Show the place's name, or that there is none."""
        return CommuneQuestion.show(self, recorded) if recorded.get("province") else _("No place")


def subscribe() -> Script[Order]:
    """Ask for consent to messages as they are usual, or chosen otherwise."""
    return (yield from _order(_(CONSENTS[LATEST]), _("Yes, send them to me")))


def change_messages() -> Script[Order]:
    """Ask what shall be different."""
    return (yield from _order(_("This is what you get. What shall be different?"), _("Leave it like this")))


def fill_in(order: Order) -> dict[str, Json]:
    """Answer every question beforehand."""
    one, found = order.choices, communes().get(order.place)
    commune, province = (found.code, found.province) if found else (None, order.place or None)
    return {
        "home": {"province": province, "commune": commune, "done": True},
        "reader": one.reader.value,
        "interest": one.interest.value,
        "rhythm": one.rhythm.value,
        "part": one.part.value,
        "language": order.language,
    }


def show_order(order: Order) -> str:
    """Write what somebody has chosen, a line for each choice."""
    one = order.choices
    place = place_name(order.place) if order.place else _("No place")
    lines = (
        (_("Your place"), place),
        (_("For"), reader_labels()[one.reader]),
        (_("About"), interest_labels()[one.interest]),
        (_("How often messages come"), rhythm_labels()[one.rhythm]),
        (_("Time of day"), part_labels()[one.part]),
        (_("Language"), LANGUAGES[order.language]),
    )
    return "\n".join(f"• {title}: {value}" for title, value in lines)


def _order(prompt: str, send: str) -> Script[Order]:
    atlas = yield from look_up("home_atlas", "atlas")
    home: Place = yield HomeQuestion(
        name="home",
        prompt=_(
            "Which place shall it be about? Write your ward or commune, or choose only the province. You may leave it out."
        ),
        title=_("Your place"),
        atlas=atlas,
    )
    reader = yield from choose(
        "reader",
        _("Who are you? Messages then fit better. You need not say."),
        reader_labels(),
        title=_("For"),
    )
    interest = yield from choose(
        "interest", _("What do you want to read about?"), interest_labels(), title=_("About")
    )
    rhythm = yield from choose("rhythm", _("How often?"), rhythm_labels(), title=_("How often messages come"))
    part = yield from choose("part", _("At what time of the day?"), part_labels(), title=_("Time of day"))
    language: str = yield Choice(
        name="language", prompt=_("In which language?"), labels=LANGUAGES, title=_("Language")
    )
    choices = Choices(reader, interest, rhythm, part, LATEST)
    order = Order(home.commune or home.province or "", choices, language)
    yield from review("consent", "\n\n".join([prompt, show_order(order)]), send, opens=True)
    return order


@once_a_language
def reader_labels() -> dict[Reader, str]:
    """Label who somebody is."""
    return {
        Reader.EVERYBODY: _("Everybody"),
        Reader.PUPIL: _("Pupils and students"),
        Reader.PARENT: _("Parents"),
        Reader.WORKER: _("Workers"),
        Reader.DRIVER: _("Drivers"),
        Reader.BUSINESS: _("Hotels, karaoke bars, shops"),
        Reader.FARMER: _("Farmers"),
        Reader.FAMILY: _("Families of people in treatment"),
    }


@once_a_language
def interest_labels() -> dict[Interest, str]:
    """Label what somebody wants to read about."""
    return {
        Interest.EVERYTHING: _("Everything"),
        Interest.SUBSTANCES: _("Kinds of drugs and how they are disguised"),
        Interest.TRICKS: _("Tricks and lures"),
        Interest.LAW: _("The law, and how to tip off"),
        Interest.TREATMENT: _("Treatment, and life after it"),
        Interest.GROWING: _("Plants that may not be grown"),
    }


@once_a_language
def rhythm_labels() -> dict[Rhythm, str]:
    """Label how often messages come."""
    return {
        Rhythm.WEEKLY: _("Once a week"),
        Rhythm.DAILY_IN_JUNE: _("Every day in June, else once a week"),
        Rhythm.IMPORTANT: _("Only what is important, a few times a year"),
        Rhythm.QUARTERLY: _("Once a quarter"),
    }


@once_a_language
def part_labels() -> dict[PartOfDay, str]:
    """Label when messages come."""
    return {
        PartOfDay.MORNING: _("In the morning, from 7"),
        PartOfDay.NOON: _("At noon, from 11"),
        PartOfDay.EVENING: _("In the evening, from 19"),
    }
