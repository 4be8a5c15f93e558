"""Finds the places that people name: in short texts at once, in long ones in a worker."""

from dataclasses import replace
from functools import partial

from content.places.resolver import Found, find
from handlers.declarations import FactFinders
from handlers.dialogue.atlas import Atlas, LocalNames
from handlers.turn import Turn
from storage.records import Json

LONGEST_HERE = 80  # characters, as long as an address; nonsense of that length takes tens of milliseconds


def open_atlas(turn: Turn) -> Atlas:
    """Give the atlas as it is now, for this turn."""
    return replace(turn.product.atlases.present(turn.tx), search=partial(_search, turn))


def find_hint(turn: Turn, argument: Json) -> str | None:
    """Give the code of the one commune that a tip's words surely name, in a province if one is given."""
    return open_atlas(turn).find_hinted(*argument)


def _search(turn: Turn, text: str, province: str | None, limit: int, names: LocalNames) -> Found:
    if len(text) <= LONGEST_HERE:
        return find(text, province, limit, names)
    found: Found = turn.fact("places", (text, province, limit, tuple(names.items())))
    return found


FACTS: FactFinders = {
    "atlas": lambda turn, _argument: partial(open_atlas, turn),
    "hinted_commune": find_hint,
}
