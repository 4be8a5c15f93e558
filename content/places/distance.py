"""Decides how many letters apart two words are: one added, left out, changed, or swapped with the next."""

from collections import defaultdict
from itertools import pairwise

SAME_LETTERS = 1  # bits that may differ between words whose pieces were all broken by swaps


def edits(typed: str, name: str, most: int) -> int | None:
    """Count the letters to change from one to the other; nothing if more than `most`."""
    if abs(len(typed) - len(name)) > most:
        return None
    typed, name = _different(typed, name)
    if not typed or not name:
        return len(typed) + len(name)
    earlier: list[int] = []
    row = list(range(len(name) + 1))
    for at, letter in enumerate(typed, 1):
        below = [at]
        for to, other in enumerate(name, 1):
            cost = min(row[to] + 1, below[to - 1] + 1, row[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == name[to - 2] and typed[at - 2] == other:
                cost = min(cost, earlier[to - 2] + 1)
            below.append(cost)
        if min(below) > most:
            return None
        earlier, row = row, below
    return row[-1] if row[-1] <= most else None


class Near:
    """Finds the names near a word among some hundreds or thousands."""

    def __init__(self, names: list[str]) -> None:
        """Sort the names by length."""
        self._by_length: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for name in names:
            self._by_length[len(name)].append((name, _letters(name)))

    def find(self, typed: str, most: int) -> list[tuple[str, int]]:
        """List the names at most so many letters away, with how many.

        So few changes leave one of the word's pieces whole, which is quick to look for.
        """
        bits = _letters(typed)
        pieces = _pieces(typed, most + 1)
        found: list[tuple[str, int]] = []
        for length in range(len(typed) - most, len(typed) + most + 1):
            for name, letters in self._by_length.get(length, ()):
                apart = (bits ^ letters).bit_count()
                if apart > 2 * most or (apart > SAME_LETTERS and not any(one in name for one in pieces)):
                    continue
                away = edits(typed, name, most)
                if away is not None:
                    found.append((name, away))
        return found


def _different(typed: str, name: str) -> tuple[str, str]:
    """Leave out what both begin and end with."""
    shorter = min(len(typed), len(name))
    start = next((at for at in range(shorter) if typed[at] != name[at]), shorter)
    typed, name = typed[start:], name[start:]
    shorter -= start
    end = next((at for at in range(shorter) if typed[-1 - at] != name[-1 - at]), shorter)
    return typed[: len(typed) - end], name[: len(name) - end]


def _pieces(word: str, count: int) -> list[str]:
    cuts = [len(word) * at // count for at in range(count + 1)]
    return [word[start:end] for start, end in pairwise(cuts)]


def _letters(word: str) -> int:
    """Give the letters of a word as bits: words that differ in many are far apart."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
