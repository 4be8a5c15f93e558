"""Cuts what a person types into words that compare: an accentless form, and the accents as typed."""

import re
import unicodedata
from typing import NamedTuple

from content.places.folding import APOSTROPHES, fold, spell

TOKEN = re.compile(r"[^\W\d_]+|\d+|[,;:!?()/|\n]|\.(?=\s|$)")
BREAK = ","  # stands for whatever ends a part of an address
MOST_WORDS = 150  # an answer to «where?» is short, and a long text must not take long
ABBREVIATED = {"p", "f", "x", "q", "h", "t", "tt", "tx", "tp", "dk", "kp"}  # a dot follows them
# Not vi and x: they are syllables or type words.
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vii": "7", "viii": "8"}
# Lí or Lý, Mĩ or Mỹ, Qui or Quy: both are written; after other vowels y and i are different names.
Y_FOR_I = re.compile(r"(?<=[hklmstv])y$|(?<=^qu)y$")
INVISIBLE = {ord(mark): None for mark in f"{APOSTROPHES}\u200b\u200c\u200d\u2060\ufeff\u00ad"}


class Word(NamedTuple):
    """A word without accents, and with those it was typed with."""

    plain: str
    spelt: str

    @property
    def is_bare(self) -> bool:
        """Tell whether it was typed without any accent."""
        return self.spelt.isascii()


def words_of(text: str) -> list[Word]:
    """Cut a text into words; letters and digits part («P12»), and a BREAK stands for a comma.

    Nothing is cached: words of a tip must not stay in memory.
    """
    words: list[Word] = []
    for piece in TOKEN.findall(unicodedata.normalize("NFC", text).translate(INVISIBLE)):
        if piece == "." and words and words[-1].plain in ABBREVIATED:
            continue
        words.append(_word(piece))
    return words[:MOST_WORDS]


def _word(token: str) -> Word:
    plain = fold(token)
    if not plain or not plain.isalnum():
        return Word(BREAK, BREAK)
    if plain.isdigit():
        number = plain.lstrip("0") or "0"
        return Word(number, number)
    if plain in ROMAN:
        return Word(ROMAN[plain], ROMAN[plain])
    one_i = Y_FOR_I.sub("i", plain)
    spelt = spell(token)
    return Word(one_i, spelt if one_i == plain else spelt.replace("y", "i"))
