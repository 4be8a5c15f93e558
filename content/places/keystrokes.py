"""Undoes what an input method left behind: Telex keys («phuongf», «ddinhf») and VNI keys («phu7o7ng2»)."""

import re
import unicodedata

from content.places.folding import fold
from content.places.syllables import is_syllable

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
VOWELS = frozenset("aeiouy")
TELEX_TONES = {"f": GRAVE, "s": ACUTE, "r": HOOK, "x": TILDE, "j": DOT}
VNI_TONES = {"2": GRAVE, "1": ACUTE, "3": HOOK, "4": TILDE, "5": DOT}
VNI_MARKS = {"6": CIRCUMFLEX, "7": HORN, "8": BREVE}
INNER_DIGIT = re.compile(r"[a-z]\d+[a-z]")
VNI_SHAPE = re.compile(r"[a-z]+(?:\d{1,3}[a-z]*)+")


def decode_telex(word: str) -> str | None:
    """Read a word as Telex keys; nothing when no key is left in it, or no syllable comes out."""
    letters: list[str] = []
    tone = ""
    for letter in word.lower():
        if letter in TELEX_TONES and _has_vowel(letters):
            tone = TELEX_TONES[letter]
        elif not _mark_by_telex(letters, letter):
            letters.append(letter)
    return _written(letters, tone) if tone or len(letters) < len(word) else None


def decode_vni(word: str) -> str | None:
    """Read a word as VNI keys; nothing when a digit can't be a key, or no syllable comes out."""
    letters: list[str] = []
    tone = ""
    for letter in word.lower():
        if not letter.isdigit():
            letters.append(letter)
        elif letter in VNI_TONES and _has_vowel(letters):
            tone = VNI_TONES[letter]
        elif letter == "9" and letters and letters[0] == "d":
            letters[0] = "đ"
        elif letter not in VNI_MARKS or not _mark(letters, VNI_MARKS[letter]):
            return None
    return _written(letters, tone)


def has_inner_vni_key(word: str) -> bool:
    """Tell whether a digit stands inside a word, as only VNI puts it: «d9inh2», not «p12»."""
    return word.isascii() and bool(INNER_DIGIT.search(word) and VNI_SHAPE.fullmatch(word))


def _mark_by_telex(letters: list[str], letter: str) -> bool:
    if letter == "w":
        return _mark(letters, HORN) or _mark(letters, BREVE)
    if letter == "d" and letters == ["d"]:
        letters[0] = "đ"
        return True
    if letter in "aeo" and letters and letters[-1] == letter:
        letters[-1] += CIRCUMFLEX
        return True
    return False


def _mark(letters: list[str], mark: str) -> bool:
    """Put a mark on the last vowel that can bear it; a horn on «uo» goes on both."""
    bearers = {CIRCUMFLEX: "aeo", HORN: "ou", BREVE: "a"}[mark]
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in bearers:
            letters[at] += mark
            if mark == HORN and at and letters[at - 1] == "u":
                letters[at - 1] += mark
            return True
    return False


def _has_vowel(letters: list[str]) -> bool:
    return any(letter[0] in VOWELS or not letter.isascii() for letter in letters)


def _written(letters: list[str], tone: str) -> str | None:
    written = unicodedata.normalize("NFC", "".join(letters)).replace("ưo", "ươ")
    return written + tone if is_syllable(fold(written)) else None
