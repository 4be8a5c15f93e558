"""Decides how many letters apart two words are: one added, left out, changed, or swapped with the next."""

from collections import defaultdict


def edits(typed: str, name: str, most: int) -> int | None:
    """Count the letters to change from one to the other; nothing if more than `most`."""
    if abs(len(typed) - len(name)) > most:
        return None
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


def letters_of(word: str) -> int:
    """Give the letters of a word as bits: words that differ in many bits are far apart."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


class Near:
    """Finds the names near a word among a few hundred."""

    def __init__(self, names: list[str]) -> None:
        """Sort the names by length."""
        self._by_length: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for name in names:
            self._by_length[len(name)].append((name, letters_of(name)))

    def find(self, typed: str, most: int) -> list[tuple[str, int]]:
        """List the names at most so many letters away, with how many."""
        bits = letters_of(typed)
        found: list[tuple[str, int]] = []
        for length in range(len(typed) - most, len(typed) + most + 1):
            for name, letters in self._by_length.get(length, ()):
                if (bits ^ letters).bit_count() <= 2 * most:
                    away = edits(typed, name, most)
                    if away is not None:
                        found.append((name, away))
        return found
