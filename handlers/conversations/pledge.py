"""The pledge of a household or group: who pledges, where, how many people; no names. The text is shown before the yes."""

from dataclasses import dataclass

from content.i18n import _, current_language, once_a_language
from content.pledges.pack import pledges
from content.pledges.pledge import PledgeKind
from handlers.dialogue.places import pick_commune
from handlers.dialogue.questions import Choice, Text, choose, confirm, look_up
from handlers.dialogue.steps import Script

MOST_PEOPLE = 5000


@dataclass(frozen=True, slots=True)
class PledgeDraft:
    """What was pledged, by whom and where; `hamlet` is empty where it is not known."""

    kind: PledgeKind
    commune: str
    hamlet: str
    people: int


@once_a_language
def kind_labels() -> dict[PledgeKind, str]:
    """Label who can pledge."""
    return {
        PledgeKind.HOUSEHOLD: _("Our household"),
        PledgeKind.GROUP: _("Our residential group or hamlet"),
        PledgeKind.CLAN: _("Our clan"),
        PledgeKind.CLASS: _("Our school class"),
        PledgeKind.BUSINESS: _("Our shop or company"),
    }


def make_pledge() -> Script[PledgeDraft | None]:
    """Ask who pledges and where, show the text, and take the yes; None where the place is not known or the answer is no."""
    intro = _("A pledge for a place without drugs. No names are asked; only the number counts. Who pledges?")
    kind = yield from choose("kind", intro, kind_labels())
    place = yield from pick_commune("where", _("In which ward or commune?"))
    if place.commune is None:
        return None
    hamlet = yield from _choose_hamlet(place.commune)
    people = yield Text(
        name="people",
        prompt=_("How many people pledge? Please write a number."),
        at_most=40,
        pattern=r"0*[1-9]\d{0,3}",
        hint=_("I need a number from 1 to 9999, for example 4."),
    )
    lines = pledges()[kind].lines(place.commune, current_language())
    text = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    asked = _("{who} in {place} pledges:\n\n{text}\n\nDo you pledge this?").format(
        who=kind_labels()[kind], place=place.name, text=text
    )
    agreed = yield from confirm("agreed", asked, yes=_("We pledge"), no=_("Not now"))
    return PledgeDraft(kind, place.commune, hamlet, int(people)) if agreed else None


def _choose_hamlet(commune: str) -> Script[str]:
    names: list[str] = yield from look_up("hamlets_there", "hamlets_of", commune)
    if not names:
        return ""
    labels = dict(zip(names, names, strict=True))
    chosen = yield Choice(name="hamlet", prompt=_("In which hamlet?"), labels=labels, skippable=True)
    return str(chosen or "")
