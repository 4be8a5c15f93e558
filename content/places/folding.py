"""Decides which spellings are the same: without accents, or with, wherever the tone mark sits."""

import unicodedata

STROKED_D = "đĐðÐɖƉ"  # the letters that look like đ are typed for it
APOSTROPHES = "'’‘ʼ`´"  # inside a word: Cư M'gar is Cư Mgar
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
REMEMBERED = 0x2000  # covers every Vietnamese letter; memory must not grow with what strangers send


class _Letters(dict[int, str]):
    """Fold one character the first time it is met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_letter(chr(code))
        if code < REMEMBERED:
            self[code] = folded
        return folded


def _fold_letter(letter: str) -> str:
    if letter in STROKED_D:
        return "d"
    if letter in APOSTROPHES or unicodedata.category(letter) in {"Mn", "Cf"}:
        return ""
    parts = unicodedata.normalize("NFKD", letter.lower())
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain if plain.isalnum() else " "


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Write a text in lower case, accents off, đ as d, one space for punctuation and spaces."""
    return " ".join(text.translate(_LETTERS).split())


def spell(word: str) -> str:
    """Write a word in lower case with its accents, the tone last: hòa and hoà are spelt alike."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    tones = "".join(part for part in parts if part in TONES)
    return "".join(part for part in parts if part not in TONES and part not in APOSTROPHES) + tones
