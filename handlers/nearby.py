"""What is nearest: the directory's entries of a commune first, then of its province, then of the country; old ones are marked."""

from content.directory import HELPING, STALE_DAYS, EntryKind, kind_names, show_phone
from content.i18n import _
from content.places.gazetteer import place_name
from handlers.access import line_of
from handlers.local_times import day_at, local_day, show_day
from handlers.turn import Turn
from storage.directory import Entry, list_entries
from storage.queues import NATION


def list_nearest(turn: Turn, commune: str) -> dict[str, list[Entry]]:
    """List what is approved for a commune, its province and the country, in this order."""
    return {
        place: [entry for entry in list_entries(turn.tx, place) if entry.approved]
        for place in line_of(commune)
    }


def word_nearest(turn: Turn, commune: str, *, helping: bool) -> str:
    """Write what is nearest to a commune: all of it, or only who helps."""
    wanted = HELPING if helping else tuple(EntryKind)
    parts = []
    for place, entries in list_nearest(turn, commune).items():
        lines = [word_entry(turn, entry) for kind in wanted for entry in entries if entry.kind == kind]
        if lines:
            parts.append("\n".join([f"{name_place(place)}:", *lines]))
    return "\n\n".join(parts)


def word_entry(turn: Turn, entry: Entry) -> str:
    """Write one entry: what it is for, whose, number, hours, address, and how old it is if that is long."""
    kind = kind_names()[EntryKind(entry.kind)]
    number = show_phone(entry.phone) if entry.phone else ""
    rest = ", ".join(part for part in (number, entry.hours, entry.address) if part)
    text = f"• {kind} – {entry.name}: {rest}"
    if local_day(turn.now) - entry.day <= STALE_DAYS:
        return text
    old = _("not confirmed since {day}: please ask first").format(day=show_day(day_at(entry.day)))
    return f"{text} ({old})"


def name_place(place: str) -> str:
    """Name a place of the directory."""
    return _("The whole country") if place == NATION else place_name(place)
