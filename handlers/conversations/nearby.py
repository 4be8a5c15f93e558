"""Where to find help or a number nearby: one question, which ward or commune. Nothing of it is kept."""

from dataclasses import dataclass

from content.i18n import _
from handlers.dialogue.places import pick_commune
from handlers.dialogue.questions import look_up
from handlers.dialogue.steps import Script


@dataclass(frozen=True, slots=True)
class NearbyWish:
    """Near which commune (None: not known), and whether only those who help are wanted."""

    commune: str | None
    helping: bool


def look_nearby() -> Script[NearbyWish]:
    """Ask for the commune."""
    helping = yield from look_up("helping", "given", recorded=True)
    prompt = _("Near which ward or commune? I forget it after the answer.")
    place = yield from pick_commune("near", prompt)
    return NearbyWish(place.commune, bool(helping))
