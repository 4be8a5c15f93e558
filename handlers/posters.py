"""What a poster's code says about the person who scanned it: a commune, and nothing else."""

import re

from content.places.gazetteer import communes, today
from handlers.turn import Turn
from storage.records import Json

PAYLOAD = re.compile(r"xa([0-9]{5})")


def note_poster(turn: Turn, code: str) -> None:
    """Remember the commune of the poster that led here, or the one that took it over, in the draft alone; an unknown one is ignored."""
    if code and today(code):
        turn.session.commune = today(code)[0]


def read_payload(argument: str) -> str:
    """Read the commune behind `/start`; empty if there is none."""
    found = PAYLOAD.fullmatch(argument.strip())
    return found[1] if found else ""


def offer_place(turn: Turn) -> Json:
    """Make the half-given answer that offers the poster's commune to the question «where?»; None without a poster."""
    code = turn.session.commune
    if code not in communes():
        return None
    return {"province": communes()[code].province, "found": [[code, ""]], "poster": True}
