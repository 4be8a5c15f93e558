"""The script of a tip: what, where, when, who, own words, pictures, who may read it; then exactly what will be sent."""

from dataclasses import dataclass
from enum import StrEnum

from content.i18n import _, once_a_language
from handlers.conversations.place_hint import refine_place
from handlers.dialogue.attaching import attach
from handlers.dialogue.details import look_for_details
from handlers.dialogue.pin import point_out
from handlers.dialogue.places import Place, pick_commune
from handlers.dialogue.questions import NO_WORDS, YES_WORDS, choose, look_up, say, write
from handlers.dialogue.removing import Written
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script
from handlers.reports import Report, involved_labels, kind_labels, repeat_labels, show_report
from handlers.routing import FLOORS, LEVELS, Involved, choose_floor
from storage.records import Floor, TipKind

MOST_PICTURES = 5


class Danger(StrEnum):
    """Whether somebody is in danger now."""

    NO = "no"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class TipDraft:
    """A finished tip, before it is filed: the report that an officer reads, and what routes it."""

    report: Report
    kind: TipKind
    place: Place
    floor: Floor


def report_tip() -> Script[TipDraft]:
    """Ask for one tip, question by question."""
    yield from _begin()
    return (yield from tell_report())


def tell_report() -> Script[TipDraft]:
    """Ask what is to be told, up to what will be sent."""
    kind = yield from choose("kind", _("What did you see or find out?"), kind_labels(), title=_("What"))
    place = yield from pick_commune(
        "place",
        _(
            "Where is it? Write the ward or commune and the province, for example «Ba Đình, Hà Nội», or choose the province."
        ),
        title=_("Ward or commune"),
    )
    where = yield from point_out(
        "where",
        _("Which hamlet, street, house or landmark? In your own words."),
        500,
        title=_("Exact place"),
        shared=("place", place.position),
    )
    when = yield from write(
        "when",
        _("When did you see it? For example «yesterday at about 9 in the evening»."),
        300,
        title=_("When"),
        skippable=True,
    )
    repeats = yield from choose(
        "repeats", _("Does it happen again and again?"), repeat_labels(), title=_("How often")
    )
    who = yield from write(
        "who",
        _(
            "Who is involved, or which vehicle? What they look like, what they are called, a number plate. Only what you know."
        ),
        1000,
        title=_("Who or which vehicle"),
        skippable=True,
    )
    words = yield from write(
        "words",
        _("Now tell what happened in your own words. Please write nothing that shows who you are."),
        5000,
        title=_("In your own words"),
    )
    place = yield from refine_place(place, "\n".join((where, words)))
    pictures = yield from attach(
        "pictures",
        _("Do you have pictures or videos? Send up to 5, then press «Done». Take none if it is not safe."),
        MOST_PICTURES,
        title=_("Pictures"),
    )
    involved = yield from choose(
        "involved",
        _("Is an official or a police officer involved?"),
        involved_labels(),
        title=_("Official involved"),
        words={Involved.NO: NO_WORDS},
    )
    floor = yield from _ask_for_readers(involved)
    yield from say(
        "honest",
        _(
            "Please send only what you believe to be true: knowingly false reports harm innocent people and are against the law."
        ),
    )
    yield from look_for_details(
        "details",
        Written("where", _("Exact place"), where),
        Written("when", _("When"), when),
        Written("who", _("Who or which vehicle"), who, about_others=True),
        Written("words", _("In your own words"), words),
        Written("pictures", _("Pictures"), pictures.text),
    )
    report = Report(
        place=place.commune or place.province or "",
        where=where,
        when=when,
        repeats=repeats.value,
        who=who,
        words="\n".join(part for part in (words, pictures.text) if part),
        involved=involved.value,
        files=pictures.files,
        placing=place.placing,
    )
    text = show_report(kind, report)
    shown = _("Can be read by: {readers}").format(readers=floor_labels()[floor])
    question = _("This is exactly what the officer will see. Send it?")
    yield from review("review", "\n\n".join([text, shown, question]), _("Send the tip"))
    return TipDraft(report, kind, place, floor)


def _begin() -> Script[None]:
    """Say what the platform knows, offer the page, and think of danger first."""
    platform: str | None = yield from look_up("platform", "platform")
    if platform is not None:
        yield from say("platform_knows", platform)
    yield from _offer_page()
    danger = yield from choose(
        "danger",
        _("Is somebody in danger right now?"),
        {Danger.NO: _("No, nobody is in danger"), Danger.YES: _("Yes, somebody is in danger")},
        words={Danger.NO: NO_WORDS, Danger.YES: YES_WORDS},
    )
    if danger is Danger.YES:
        yield from say(
            "call_113",
            _(
                "Call 113 (police) or 115 (ambulance) first. When everybody is safe, come back here and go on."
            ),
        )


def _offer_page() -> Script[None]:
    """Offer the page where a chat stays on somebody else's server, out of our reach."""
    page: str | None = yield from look_up("page", "page_instead")
    if page is not None:
        text = _(
            "I can't delete messages in this chat, so I show no receipt here. On our page you get one, with which you can read answers and add more: {url}\nYou can also go on here, without a receipt."
        )
        yield from say("offer_page", text.format(url=page))


def _ask_for_readers(involved: Involved) -> Script[Floor]:
    """Ask who may read the tip; nobody whom it may be about."""
    readers = {
        floor: label for floor, label in floor_labels().items() if LEVELS[floor] >= LEVELS[FLOORS[involved]]
    }
    wish = Floor.NATION
    if len(readers) > 1:
        wish = yield from choose(
            "floor", _("Who may read your tip? You need not say why."), readers, title=_("Who may read it")
        )
    return choose_floor(wish, involved)


@once_a_language
def floor_labels() -> dict[Floor, str]:
    """Label who may read a tip."""
    return {
        Floor.COMMUNE: _("The police of the ward or commune, and those above"),
        Floor.PROVINCE: _("Only the police of the province, and those above"),
        Floor.NATION: _("Only the national drug police"),
    }
