"""The officers' script that hands a tip over."""

from dataclasses import dataclass

from content.i18n import _
from handlers.conversations.desk.given import GONE, given
from handlers.dialogue.places import Place, pick_commune
from handlers.dialogue.questions import confirm, look_up, say, write
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script

ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Transfer:
    """A tip goes to another place's queue, or one level up where `place` is None."""

    tip: str
    place: Place | None
    reason: str


def transfer_tip() -> Script[Transfer | None]:
    """Ask where a tip goes and why; None if there is nobody it could go to."""
    tip = yield from given("tip")
    above: str | None = yield from look_up("above", "transfer_target", [tip, ABOVE])
    up = False
    if above is not None:
        up = yield from confirm(
            "up",
            _("Where does the tip go?"),
            title=_("Where to"),
            yes=_("To the level above"),
            no=_("To another ward, commune or province"),
        )
    place = None
    if not up:
        place = yield from pick_commune(
            "place",
            _("To which ward or commune? Write its name with the province, or choose the province."),
            title=_("Place"),
        )
    code = place.commune or place.province or "" if place is not None else ABOVE
    target: str | None = yield from look_up("target", "transfer_target", [tip, code])
    if target is None:
        yield from say(
            "nobody", _("Nobody there could work this tip yet, or may read it. It stays with you.")
        )
        return None
    if target == GONE:
        return Transfer(tip, place, "")
    reason = yield from write("reason", _("Why? Only officers read it."), 1000, title=_("Reason"))
    text = _("The tip goes here: {place}\nReason: {reason}").format(place=target, reason=reason)
    if place is not None and place.name != target:
        text = "\n".join(
            [text, _("(The police of {place} have no officer here yet.)").format(place=place.name)]
        )
    yield from review("review", text, _("Hand over"))
    return Transfer(tip, place, reason)
