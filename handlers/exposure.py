"""Looks for what could show who the tipster is: short texts at once, long ones in a worker."""

from content.exposure.finder import find_in_all
from handlers.declarations import FactFinders
from handlers.turn import Turn
from storage.records import Json

LONGEST_HERE = 1000  # characters; more would take over a millisecond of the serving process


def look_for_exposures(turn: Turn, texts: Json) -> Json:
    """Find the details in (text, asked about others) pairs; the names that the channel knows are used and not kept."""
    names = turn.incoming.names
    if sum(len(text) for text, _about_others in texts) <= LONGEST_HERE:
        return find_in_all(texts, names)
    return turn.fact("exposures", (texts, names))


FACTS: FactFinders = {
    "exposures": look_for_exposures,
}
