"""The police numbers of a place, from its directory, for what is printed and read aloud there."""

from collections.abc import Callable

from bot.opening import open_store
from bot.settings import Settings
from content.directory.kinds import EntryKind
from content.directory.pack import shipped
from content.directory.phones import show_phone
from handlers.access import line_of
from storage.directory import list_entries
from storage.queues import NATION
from storage.transaction import Transaction

Numbers = tuple[tuple[str, str], ...]


def read_numbers(settings: Settings, communes: list[str]) -> Callable[[str], Numbers]:
    """Read whose numbers stand in the directories of these communes and above them: names and numbers, the commune's first."""
    entered = _read_entered(settings, {place for commune in communes for place in _line(commune)})
    return lambda commune: tuple(
        number for place in _line(commune) for number in (*_shipped(place), *entered.get(place, ()))
    )


def _line(commune: str) -> list[str]:
    return [place for place in line_of(commune) if place != NATION] if commune else []


def _read_entered(settings: Settings, places: set[str]) -> dict[str, Numbers]:
    """Read what units have entered; nothing where nothing runs yet."""
    if not settings.database_url and not (settings.data_dir / "homthu.db").exists():
        return {}
    store = open_store(settings)
    try:
        return store.run(lambda tx: {place: _entered(tx, place) for place in places})
    finally:
        store.close()


def _shipped(place: str) -> Numbers:
    listed = shipped()[place].entry if place in shipped() else ()
    return tuple(
        (one.name, show_phone(one.digits)) for one in listed if one.kind is EntryKind.POLICE and one.digits
    )


def _entered(tx: Transaction, place: str) -> Numbers:
    return tuple(
        (entry.name, show_phone(entry.phone))
        for entry in list_entries(tx, place)
        if entry.approved and entry.phone and entry.kind == EntryKind.POLICE
    )
