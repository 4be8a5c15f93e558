"""Reads what was typed without a Vietnamese keyboard («nhaf tooi») or with a letter held too long («tuii»)."""

import re
import unicodedata
from collections.abc import Iterator

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_MARKS = (
    ("dd", "đ"),
    ("aa", "â"),
    ("aw", "ă"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("uow", "ươ"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_TYPED = re.compile(
    r"(?:aa|aw|dd|ee|oo|ow|uw|[aeiouyw][a-z]{0,2}[sfrxj])[a-z]{0,3}\b|([imnuy])\1\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?\n]+")
_WORD = re.compile(r"[A-Za-zÀ-ỹ]+")
_END = r"(?:ch|ng|nh|c|m|n|p|t)?"
_TONED = re.compile(rf"([b-df-hj-np-tv-xzđ]{{0,3}})([aeiouyâăêôơư]{{1,3}})({_END})([sfrxj])({_END})")
_HELD = re.compile(r"([imnuy])\1+$")
_STRONG = "âăêôơư"


def read_typed(text: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Give each sentence that means something else, as it was meant, and where each of its letters stands (start, end)."""
    for sentence in _SENTENCE.finditer(text):
        if _TYPED.search(text, *sentence.span()):
            read = _read_sentence(text, *sentence.span())
            if read is not None:
                yield read


def _read_sentence(text: str, start: int, end: int) -> tuple[str, list[tuple[int, int]]] | None:
    meant, places, done = "", list[tuple[int, int]](), start
    for word in _WORD.finditer(text, start, end):
        read = _read_word(word[0].lower())
        if read == word[0].lower():
            continue
        meant += text[done : word.start()] + read
        places += [(place, place + 1) for place in range(done, word.start())]
        places += [word.span()] * len(read)
        done = word.end()
    if done == start:
        return None
    places += [(place, place + 1) for place in range(done, end)]
    return meant + text[done:end], places


def _read_word(word: str) -> str:
    word = _HELD.sub(r"\1", word)
    if not word.isascii():
        return word
    for typed, meant in _MARKS:
        word = word.replace(typed, meant)
    toned = _TONED.fullmatch(word)
    if toned is None:
        return word
    first, vowels, between, tone, last = toned.groups()
    return first + _set_tone(vowels, _TONES[tone], closed=bool(between or last)) + between + last


def _set_tone(vowels: str, tone: str, *, closed: bool) -> str:
    """Put a tone on the vowel that carries it: the last with a mark, else the last before an end, else the last but one."""
    marked = [place for place, vowel in enumerate(vowels) if vowel in _STRONG]
    carrier = marked[-1] if marked else len(vowels) - 1 if closed else max(0, len(vowels) - 2)
    toned = vowels[: carrier + 1] + tone + vowels[carrier + 1 :]
    return unicodedata.normalize("NFC", toned)
