"""Decides where the settings keep what, and opens the store there."""

from bot.settings import Settings
from storage.store import Places, Store


def places_of(settings: Settings) -> Places:
    """Tell where the settings keep what."""
    url = settings.database_url or f"sqlite:///{settings.data_dir / 'homthu.db'}"
    return Places(url, settings.data_dir, settings.runtime_dir, settings.shred_dir)


def open_store(settings: Settings) -> Store:
    """Open the store that the settings name."""
    return Store(places_of(settings))
