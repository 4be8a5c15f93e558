"""The police numbers of a place, from its directory, for what is printed and read aloud there."""

from collections.abc import Callable

from bot.opening import open_store
from bot.settings import Settings
from content.directory import EntryKind, show_phone
from handlers.access import line_of
from storage.directory import list_entries
from storage.queues import NATION
from storage.transaction import Transaction

Numbers = tuple[tuple[str, str], ...]


def read_numbers(settings: Settings, communes: list[str]) -> Callable[[str], Numbers]:
    """Read whose numbers stand in the directories of these communes and above them: names and numbers, the commune's first."""
    if not settings.database_url and not (settings.data_dir / "homthu.db").exists():
        return lambda _commune: ()
    store = open_store(settings)
    try:
        found = store.run(lambda tx: {one: _of(tx, one) for one in communes if one})
    finally:
        store.close()
    return lambda commune: found.get(commune, ())


def _of(tx: Transaction, commune: str) -> Numbers:
    places = [place for place in line_of(commune) if place != NATION]
    return tuple(
        (entry.name, show_phone(entry.phone))
        for place in places
        for entry in list_entries(tx, place)
        if entry.approved and entry.phone and entry.kind == EntryKind.POLICE
    )
