"""Asks whether a place that a tip's own words name is where it happened, if the tipster knew no commune."""

from dataclasses import replace

from content.i18n import _
from content.places.gazetteer import commune, place_name
from handlers.dialogue.places import Place
from handlers.dialogue.questions import confirm, look_up
from handlers.dialogue.steps import Script
from storage.records import Placing


def refine_place(place: Place, words: str) -> Script[Place]:
    """Give the place, or the commune that the words name once the tipster has said that it is there."""
    if place.commune is not None:
        return place
    code: str | None = yield from look_up("hint", "hinted_commune", [words, place.province], recorded=True)
    if code is None:
        return place
    is_there = yield from confirm(
        "hinted",
        _("Your words name a place: {place}. Did it happen there?").format(place=place_name(code)),
        title=_("Place in your words"),
        yes=_("Yes, there"),
        no=_("No, or I am not sure"),
    )
    found = replace(place, province=commune(code).province, commune=code, placing=Placing.WORDS)
    return found if is_there else place
