"""What is nearest: the directory's entries of a commune first, then of its province, then of the country; old ones are marked."""

from collections.abc import Iterator
from datetime import date

from content.directory.kinds import HELPING, STALE_DAYS, EntryKind, kind_names
from content.directory.listing import Listing
from content.directory.pack import shipped
from content.directory.phones import show_phone
from content.i18n import _
from content.places.gazetteer import place_name
from handlers.access import line_of
from handlers.local_times import day_at, local_day, show_day
from handlers.turn import Turn
from storage.directory import Entry, list_entries
from storage.queues import NATION

_EPOCH = date(1970, 1, 1)


def word_nearest(turn: Turn, commune: str, *, helping: bool) -> str:
    """Write what is nearest to a commune: all of it, or only who helps. What ships for the whole country is left out."""
    wanted = HELPING if helping else tuple(EntryKind)
    parts = []
    for place in line_of(commune):
        worded = list(_word_place(turn, place))
        lines = [line for kind in wanted for of, line in worded if of == kind]
        if lines:
            parts.append("\n".join([f"{name_place(place)}:", *lines]))
    return "\n\n".join(parts)


def word_nation(*, helping: bool) -> str:
    """Write the numbers that can be called anywhere in the country: all of them, or only of who helps."""
    wanted = HELPING if helping else tuple(EntryKind)
    return ", ".join(f"{one.name} {one.phone}" for one in shipped()[NATION].entry if one.kind in wanted)


def word_entry(turn: Turn, entry: Entry) -> str:
    """Write one entry: what it is for, whose, number, hours, address, and how old it is if that is long."""
    number = show_phone(entry.phone) if entry.phone else ""
    return _word(turn, EntryKind(entry.kind), entry.name, (number, entry.hours, entry.address), entry.day)


def word_shipped(turn: Turn, one: Listing, reviewed_on: date) -> str:
    """Write one entry that ships, as the units' own are written."""
    number = show_phone(one.digits)
    day = (reviewed_on - _EPOCH).days
    return _word(turn, one.kind, one.name, (number, one.wording.hours, one.address), day)


def name_place(place: str) -> str:
    """Name a place of the directory."""
    return _("The whole country") if place == NATION else place_name(place)


def _word_place(turn: Turn, place: str) -> Iterator[tuple[str, str]]:
    """Word what ships for a place, then what its unit entered; the kind of each beside it."""
    file = shipped().get(place)
    if file is not None and place != NATION:
        for one in file.entry:
            yield one.kind, word_shipped(turn, one, file.reviewed_on)
    for entry in list_entries(turn.tx, place):
        if entry.approved:
            yield entry.kind, word_entry(turn, entry)


def _word(turn: Turn, kind: EntryKind, name: str, parts: tuple[str, ...], day: int) -> str:
    text = f"• {kind_names()[kind]} – {name}: {', '.join(filter(None, parts))}"
    if local_day(turn.now) - day <= STALE_DAYS:
        return text
    old = _("not confirmed since {day}: please ask first").format(day=show_day(day_at(day)))
    return f"{text} ({old})"
