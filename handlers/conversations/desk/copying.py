"""The officers' script that gives a neighbouring unit an information copy of a tip."""

from dataclasses import dataclass

from content.i18n import _
from handlers.conversations.desk.given import GONE, given
from handlers.dialogue.places import Place, pick_commune
from handlers.dialogue.questions import look_up, say
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script


@dataclass(frozen=True, slots=True)
class Copying:
    """A queue, named by its place's code, gets a copy of a tip."""

    tip: str
    code: str


def copy_tip() -> Script[Copying | None]:
    """Ask who else shall know of a tip; None if nobody there may get a copy."""
    tip = yield from given("tip")
    place: Place = yield from pick_commune(
        "place",
        _("Who else should know of it? Write the ward or commune with the province, or choose the province."),
        title=_("Place"),
    )
    code = place.commune or place.province or ""
    target: str | None = yield from look_up("target", "copy_target", [tip, code])
    if target is None:
        yield from say("nobody", no_copy())
        return None
    if target != GONE:
        text = _(
            "A copy of the report goes to: {place}. They read it as a copy; answers, notes and the work stay here."
        )
        yield from review("review", text.format(place=target), _("Send the copy"))
    return Copying(tip, code)


def no_copy() -> str:
    """Say why somebody gets no copy."""
    return _(
        "No copy went there: nobody works there yet, or the tip is not for that level, or they can read it already."
    )
