"""Parts a glued name without accents («nguyentrungtruc») into its syllables, by those that names have."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log

from content.places.folding import fold

LONGEST = 7


class Syllables:
    """Knows how often each syllable stands in names."""

    def __init__(self, full_names: Iterable[str]) -> None:
        self._counted = Counter(word for name in full_names for word in fold(name).split())
        self._total = sum(self._counted.values())

    def part(self, glued: str) -> str:
        """Part a name the likeliest way; empty if its syllables are unknown."""

        @cache
        def best(start: int) -> tuple[float, tuple[str, ...]]:
            if start == len(glued):
                return 0.0, ()
            ways = []
            for end in range(start + 1, min(len(glued), start + LONGEST) + 1):
                count = self._counted[glued[start:end]]
                if count:
                    cost, rest = best(end)
                    ways.append((cost + log(self._total / count), (glued[start:end], *rest)))
            return min(ways, default=(float("inf"), ()))

        cost, words = best(0)
        return " ".join(words) if cost < float("inf") else ""
