"""What is known of places beyond the shipped tables: the names that leads gave, and the operator's boundaries."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from content.places.boundaries import Boundaries
from content.places.pins import Located, locate
from content.places.resolver import Found, find

NUMBER = r"(-?\d{1,3}\.\d{3,})"
POSITION = re.compile(rf"{NUMBER}\s*[,;\s]\s*{NUMBER}")
MOST_FOUND = 60

LocalNames = Mapping[str, tuple[str, ...]]
Search = Callable[[str, str | None, int, LocalNames], Found]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Finds communes by words and by positions; `search` is how words are looked up."""

    local_names: LocalNames = field(default_factory=dict)
    boundaries: Boundaries | None = None
    search: Search = find

    def find(self, text: str, province: str | None) -> Found:
        """Find the communes that a text means, in a province that was chosen or anywhere."""
        found = self.search(text, province, MOST_FOUND, self.local_names)
        if province is None or found.state == "sure":
            return found
        anywhere = self.search(text, None, MOST_FOUND, self.local_names)
        if found.state == "none":
            return anywhere
        return _offer_both(anywhere, found) if anywhere.state == "sure" else found

    def find_hinted(self, words: str, province: str | None) -> str | None:
        """Give the code of the one commune that a tip's words surely name; in the province, if one was chosen."""
        found = self.search(words, province, MOST_FOUND, self.local_names)
        return found.communes[0].code if found.state == "sure" else None

    def locate(self, position: tuple[float, float]) -> Located:
        """Find the communes at a latitude and longitude."""
        return locate(*position, self.boundaries)


def _offer_both(elsewhere: Found, inside: Found) -> Found:
    """Offer the place that a text surely names in another province, and behind it what it may mean in the one chosen."""
    communes = (*elsewhere.communes, *inside.communes)
    return Found("ask", communes, None, (*elsewhere.understood, *inside.understood))


def read_position(text: str) -> tuple[float, float] | None:
    """Read a position («latitude, longitude») that was shared, typed or pasted; None if the text is none."""
    found = POSITION.fullmatch(text.strip())
    return (float(found[1]), float(found[2])) if found else None
