"""How queues are called, and how the one that an officer means is found."""

from content.i18n import _
from content.places.folding import fold
from content.places.gazetteer import place_name, province
from content.places.resolver import find
from handlers.errors import RefusalError
from handlers.turn import Turn
from storage.queues import NATION, exists_queue


def queue_name(code: str) -> str:
    """Name a queue: the place whose police work it."""
    return _("National desk") if code == NATION else place_name(code)


def own_queue(turn: Turn) -> str:
    """Name the queue of an officer who belongs to one; raise RefusalError where it must be given."""
    own = [one.queue for one in turn.desk.memberships]
    if len(own) != 1:
        names = ", ".join(own)
        raise RefusalError(_("Which queue? Please give its code as well: {names}.").format(names=names))
    return own[0]


def find_queue(turn: Turn, place: str) -> str | None:
    """Find a queue by its code, or by the place's folded name."""
    if exists_queue(turn.tx, place):
        return place
    found = find(place)
    if found.state == "sure":
        return found.communes[0].code
    exact = [one.code for one in found.communes if fold(f"{one.name} {province(one.province).name}") == place]
    if len(exact) == 1:
        return exact[0]
    return found.province.code if found.province is not None and not found.communes else None
