"""Keeps the atlas of the running product: the operator's boundaries, and the local names as they are stored now."""

from collections import defaultdict

from content.places.boundaries import Boundaries
from content.places.names import name_key
from handlers.dialogue.atlas import Atlas
from storage import local_names
from storage.transaction import Transaction


class Atlases:
    """Gives the atlas; local names are read again only after they have changed."""

    def __init__(self, boundaries: Boundaries | None = None) -> None:
        self._version = b""
        self._atlas = Atlas(boundaries=boundaries)

    def present(self, tx: Transaction) -> Atlas:
        """Give the atlas as it is now."""
        version = local_names.version(tx)
        if version != self._version:
            known: defaultdict[str, list[str]] = defaultdict(list)
            for name, commune in local_names.all_names(tx):
                known[name_key(name)].append(commune)
            names = {key: tuple(communes) for key, communes in known.items()}
            self._atlas = Atlas(names, self._atlas.boundaries)
            self._version = version
        return self._atlas
