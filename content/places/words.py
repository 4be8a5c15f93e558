"""Cuts what a person types into words that compare: an accentless form, and the accents as typed."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from content.places.folding import APOSTROPHES, TONES, fold, spell
from content.places.keystrokes import decode_vni, has_inner_vni_key

PIECE = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|[,;:!?()/|\n]|\.(?=\s|$)")
LETTERS_OR_DIGITS = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+")
DOTTED = re.compile(r"\b([tT])\s?\.\s?([pPxXtT])\b\.?(?=\s*\w)")
BREAK = ","  # stands for whatever ends a part of an address
MOST_WORDS = 1_200
DIGITS = "0123456789"
FEWEST_VNI_WORDS = 3
MOST_LETTERS = 9_000  # of a longer text its beginning and its end are read: a long text must not take long
ABBREVIATED = {"p", "f", "x", "q", "h", "t", "tt", "tx", "tp", "dk", "kp", "w", "d", "dist"}  # a dot follows
NUMBER_WORDS = {
    "p",
    "f",
    "q",
    "w",
    "d",
    "phuong",
    "quan",
    "to",
    "ap",
    "kp",
    "khom",
    "thon",
    "ngo",
    "hem",
    "so",
}
# Not vi and x: they are syllables or type words.
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VII": "7", "VIII": "8"}
# Lí or Lý, Mĩ or Mỹ, Qui or Quy: both are written; after other vowels y and i are different names.
Y_FOR_I = re.compile(r"(?<=[hklmstv])y|(?<=qu)y")
INVISIBLE = {ord(mark): None for mark in f"{APOSTROPHES}\u200b\u200c\u200d\u2060\ufeff\u00ad"}


class Word(NamedTuple):
    """A word without accents, with those it was typed with, and whether it began with a capital."""

    plain: str
    spelt: str
    is_capital: bool = False

    @property
    def is_bare(self) -> bool:
        """Tell whether it was typed without any accent."""
        return self.spelt.isascii()


def words_of(text: str) -> list[Word]:
    """Cut a text into words; letters and digits part («P12»), and a BREAK stands for a comma.

    Nothing is cached: words of a tip must not stay in memory.
    """
    if len(text) > MOST_LETTERS:
        text = f"{text[: MOST_LETTERS // 2]}\n{text[-MOST_LETTERS // 2 :]}"
    whole = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    pieces = PIECE.findall(DOTTED.sub(r"\1\2 ", whole))
    is_vni = _is_vni(pieces)
    words: list[Word] = []
    for piece in pieces:
        if piece == "." and words and words[-1].plain in ABBREVIATED:
            continue
        words += [word_of(token) for token in _tokens(piece, is_vni=is_vni)]
    return words[:MOST_WORDS]


def word_of(token: str) -> Word:
    """Read letters alone, or digits alone, as a word."""
    plain = fold(token)
    if not plain.isalnum():
        return Word(BREAK, BREAK)
    if plain.isdigit():
        number = plain.lstrip("0") or "0"
        return Word(number, number)
    if token in ROMAN:
        return Word(ROMAN[token], ROMAN[token])
    return Word(plain, spell(token), token[0].isupper())


def one_i(plain: str) -> str:
    """Write i for y wherever both are in use."""
    return Y_FOR_I.sub("i", plain)


def spelling_of(words: list[Word]) -> tuple[str, str]:
    """Give letters and tones of words as one, so that «Bến Nghé» and «BếnNghé» are spelt alike."""
    spelt = "".join(one_i(word.spelt) for word in words)
    return letters_of(spelt), "".join(one for one in spelt if one in TONES)


def _is_vni(pieces: list[str]) -> bool:
    """Tell whether digits are accents here: one inside a word, or several words that end with one."""
    keyed = [piece for piece in pieces if piece.isascii() and not piece.isdigit() and not piece.isalpha()]
    decoded = [
        piece for piece in keyed if piece.rstrip(DIGITS).lower() not in NUMBER_WORDS and decode_vni(piece)
    ]
    return len(decoded) >= FEWEST_VNI_WORDS or any(has_inner_vni_key(piece.lower()) for piece in decoded)


def letters_of(spelt: str) -> str:
    """Give a spelling without its tones; ă, â, ơ stay what they are."""
    return "".join(one for one in spelt if one not in TONES)


def _tokens(piece: str, *, is_vni: bool) -> Iterator[str]:
    if is_vni and piece.isascii() and not piece.isdigit() and not piece.isalpha():
        letters = piece.rstrip(DIGITS).lower()
        decoded = None if letters in NUMBER_WORDS else decode_vni(piece)
        if decoded:
            yield unicodedata.normalize("NFC", decoded)
            return
    for token in LETTERS_OR_DIGITS.findall(piece) or [piece]:
        yield from _humps(token)


def _humps(token: str) -> Iterator[str]:
    """Part «BếnNghé» and «TPHồ» where a capital begins a word; «HCMC» stays whole."""
    start = 0
    for at in range(1, len(token)):
        rises = token[at].isupper() and token[at - 1].islower()
        falls = at + 1 < len(token) and token[at - 1 : at + 1].isupper() and token[at + 1].islower()
        if at - start > 1 and (rises or falls):
            yield token[start:at]
            start = at
    yield token[start:]
