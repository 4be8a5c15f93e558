"""Mends words that are no syllables: Telex keys left in them, or several words typed as one."""

import unicodedata

from content.places.keystrokes import decode_telex
from content.places.names import Names
from content.places.syllables import is_syllable
from content.places.vocabulary import CITY_WORDS, COMMUNE_WORDS, DISTRICT_WORDS, PROVINCE_WORDS
from content.places.words import BREAK, Word, one_i, word_of

GLUED_TYPES = {
    **{
        kind: kind
        for kinds in (COMMUNE_WORDS, DISTRICT_WORDS, CITY_WORDS)
        for kind in kinds
        if " " not in kind
    },
    "tinh": "tinh",
    "duong": "duong",
}
FEWEST_LETTERS = 5  # of a glued word, and of a name after one of the short type words
SHORTEST_NAME = 3
LONGEST = 60  # letters; nobody glues more
ENGLISH = frozenset(
    ("ward", "district", "dist", "city", "province", "street", "road", "town", "commune", *PROVINCE_WORDS)
)


def repair(words: list[Word], names: Names) -> list[Word]:
    """Mend the words that neither a name nor the language has."""
    mended: list[Word] = []
    for word in words:
        if (
            word.plain == BREAK
            or word.plain.isdigit()
            or word.plain in names.syllables
            or word.plain in ENGLISH
        ):
            mended.append(word)
        else:
            mended += _mend(word, names)
    return mended


def _mend(word: Word, names: Names) -> list[Word]:
    if len(word.plain) > LONGEST:
        return [word]
    if word.is_bare or not is_syllable(word.plain):
        decoded = decode_telex(_as_typed(word))
        if decoded is not None and len(word.plain) > 1:
            return [word_of(decoded)._replace(is_capital=word.is_capital)]
    if len(word.plain) < FEWEST_LETTERS or is_syllable(word.plain):
        return [word]
    if one_i(word.plain) in names.units:
        return [word]
    pieces = _cut(word.plain, names)
    return [_piece(piece, word) for piece in pieces] if pieces else [word]


def _as_typed(word: Word) -> str:
    return unicodedata.normalize("NFC", word.spelt)


def _cut(plain: str, names: Names) -> list[str] | None:
    """Cut a glued word into type words and names, as few as possible, at least one of each or two names."""
    best: list[list[str] | None] = [None] * len(plain) + [[]]
    for start in range(len(plain) - 1, -1, -1):
        for end in range(start + 1, len(plain) + 1):
            rest = best[end]
            piece = plain[start:end]
            known = best[start]
            if rest is None or (known is not None and len(known) <= len(rest) + 1):
                continue
            if piece in GLUED_TYPES or (len(piece) >= SHORTEST_NAME and one_i(piece) in names.units):
                best[start] = [piece, *rest]
    found = best[0]
    return found if found and any(len(piece) >= FEWEST_LETTERS for piece in found) else None


def _piece(piece: str, word: Word) -> Word:
    return Word(piece, piece, word.is_capital)
