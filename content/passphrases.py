"""Decides how secrets become Vietnamese words that can be typed without accents, and words secrets again."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from content.places.folding import fold

WORDS = Path(__file__).parent / "words.txt"
BITS = 10  # a word: the list holds 1,024 syllables, all different without accents
CHECK = 16381  # the secret times this prime: one changed word, or two swapped, is never a multiple of it
CHECK_BITS = CHECK.bit_length()
RECOVERY_BYTES = 32


class WrongWordsError(ValueError):
    """Words that are no secret; the message never holds them."""


class UnknownWordError(WrongWordsError):
    """A word that is not in the list: `word` as it was typed, `place` counted from 1."""

    def __init__(self, word: str, place: int) -> None:
        super().__init__("a word that is not in the list")
        self.word = word
        self.place = place


class WordCountError(WrongWordsError):
    """Too few or too many words: `expected` are needed, `got` were typed."""

    def __init__(self, expected: int, got: int) -> None:
        super().__init__("a wrong number of words")
        self.expected = expected
        self.got = got


class WordCheckError(WrongWordsError):
    """Every word is in the list, but one is not the right one or they are out of order."""


@cache
def read_list() -> tuple[str, ...]:
    """Give the 1,024 words in the order of their numbers."""
    return tuple(WORDS.read_text(encoding="utf-8").split())


@cache
def _numbers() -> dict[str, int]:
    return {fold(word): number for number, word in enumerate(read_list())}


def encode_words(secret: bytes) -> tuple[str, ...]:
    """Write bytes as words that notice a typing error: 32 bytes are 27 words."""
    return _write(int.from_bytes(secret, "big") * CHECK, _count_words(len(secret)))


def decode_words(text: str, size: int = RECOVERY_BYTES) -> bytes:
    """Read the `size` bytes back from words in any case and spacing, with or without accents; raise WrongWordsError."""
    numbers = list(_read(text))
    expected = _count_words(size)
    if len(numbers) != expected:
        raise WordCountError(expected, len(numbers))
    value = 0
    for number in numbers:
        value = value << BITS | number
    secret, rest = divmod(value, CHECK)
    if rest or secret.bit_length() > 8 * size:
        raise WordCheckError("the words do not fit together")
    return secret.to_bytes(size, "big")


def phrase_from_bytes(random: bytes) -> str:
    """Write random bytes as a passphrase of 10 bits a word: 8 bytes are 6 words and 60 bits, 9 are 7 and 70."""
    count = 8 * len(random) // BITS
    value = int.from_bytes(random, "big") >> (8 * len(random) - BITS * count)
    return " ".join(_write(value, count))


def read_phrase(text: str) -> str:
    """Give the one spelling of a passphrase that is typed in any way; raise UnknownWordError."""
    words = read_list()
    return " ".join(fold(words[number]) for number in _read(text))


def _count_words(size: int) -> int:
    return -(-(8 * size + CHECK_BITS) // BITS)


def _write(value: int, count: int) -> tuple[str, ...]:
    words = read_list()
    return tuple(words[value >> BITS * place & (1 << BITS) - 1] for place in reversed(range(count)))


def _read(text: str) -> Iterable[int]:
    """Give each word's number; leave out the figures that a list on paper carries."""
    typed = [word for word in fold(text).split() if not word.isdigit()]
    for place, word in enumerate(typed, start=1):
        if word not in _numbers():
            raise UnknownWordError(word, place)
        yield _numbers()[word]
