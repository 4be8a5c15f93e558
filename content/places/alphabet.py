"""Decides the order of Vietnamese names: letters a ă â … y, then huyền, hỏi, ngã, sắc, nặng."""

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
_RANK = {letter: rank for rank, letter in enumerate(LETTERS)}
_OTHER = len(LETTERS)

SortKey = tuple[tuple[tuple[int, ...], int], ...]


def sort_key(text: str) -> SortKey:
    """Give a name its place in the alphabet: syllable by syllable, letters first, tone last."""
    words = text.lower().replace("-", " ").split()
    return tuple(_syllable(word) for word in words)


def _syllable(word: str) -> tuple[tuple[int, ...], int]:
    parts = unicodedata.normalize("NFD", word)
    tone = next((TONES.index(part) + 1 for part in parts if part in TONES), 0)
    plain = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return tuple(_RANK.get(letter, _OTHER + ord(letter)) for letter in plain), tone
