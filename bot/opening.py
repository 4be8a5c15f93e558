"""Decides where the settings keep what, and opens the store there."""

from bot.settings import Settings
from content.places.boundaries import Boundaries
from content.places.boundary_file import NAME, BrokenBoundariesError, read_boundaries
from storage.store import Places, Store


def places_of(settings: Settings) -> Places:
    """Tell where the settings keep what."""
    url = settings.database_url or f"sqlite:///{settings.data_dir / 'homthu.db'}"
    return Places(url, settings.data_dir, settings.runtime_dir, settings.shred_dir)


def load_boundaries(settings: Settings) -> Boundaries | None:
    """Load the boundaries that the operator brought; None if there are none, or if they can't be read."""
    try:
        return read_boundaries(settings.data_dir / NAME)
    except BrokenBoundariesError:
        return None


def open_store(settings: Settings) -> Store:
    """Open the store that the settings name."""
    return Store(places_of(settings))
