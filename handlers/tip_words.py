"""What an opened tip says, folded: whether it has the words that are looked for, and how alike two tips are.

Pure functions; they run in another process, over texts that lie only in its memory.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from content.places.folding import fold
from storage.records import Json
from storage.tip_readers import NOTES, REPORT, THREAD

TOLD = ("where", "when", "who", "words")
SHORTEST_NUMBER = 4  # that is found inside of another: the end of a plate, of a phone number
NUMBER_WEIGHT = 4  # a plate says more than any two syllables
ALIKE = 0.3  # of 1; see tests/handlers/test_tip_words.py for what that means
MOST_ALIKE = 3


class TipWords(NamedTuple):
    """A tip's folded words: what it told when it came in, and all that lies in it."""

    told: str
    all: str


def words_of(contents: Mapping[str, Sequence[Json]]) -> TipWords:
    """Fold what a tip says."""
    report = contents[REPORT][0] if contents.get(REPORT) else {}
    told = fold(" ".join(str(report.get(name, "")) for name in TOLD))
    later = (str(entry.get("text", "")) for family in (THREAD, NOTES) for entry in contents.get(family, ()))
    return TipWords(told, f"{told} {fold(' '.join(later))}")


def read_terms(text: str) -> list[str]:
    """Read what is looked for: words, and what has digits in it as one (29A-123.45 is 29a12345)."""
    terms: list[str] = []
    is_number = False
    for word in fold(text).split():
        has_digits = any(letter.isdigit() for letter in word)
        if has_digits and is_number:
            terms[-1] += word
        else:
            terms.append(word)
        is_number = has_digits
    return terms


def has_terms(text: str, terms: Sequence[str]) -> bool:
    """Tell whether a folded text has all terms: words as whole words, numbers however they are written."""
    spaced, joined = f" {text} ", text.replace(" ", "")
    return all(
        f" {term} " in spaced or (len(term) >= SHORTEST_NUMBER and _is_number(term) and term in joined)
        for term in terms
    )


def find_alike(told: Mapping[bytes, str], tip: bytes) -> list[bytes]:
    """Find the tips that tell most nearly what one tells, the most alike first.

    Rare pairs of syllables weigh more than those that most tips have.
    """
    pairs = {one: _pairs(text) for one, text in told.items()}
    own = pairs.get(tip)
    if not own:
        return []
    known = Counter(pair for found in pairs.values() for pair in found)
    weights = {pair: _weigh(pair) * math.log((1 + len(pairs)) / count) for pair, count in known.items()}
    lengths = {one: sum(weights[pair] for pair in found) for one, found in pairs.items()}
    found = []
    for one, others in pairs.items():
        shared = sum(weights[pair] for pair in own & others) if one != tip else 0.0
        likeness = 2 * shared / (lengths[tip] + lengths[one]) if shared else 0.0
        if likeness >= ALIKE:
            found.append((likeness, one))
    return [one for _likeness, one in sorted(found, reverse=True)[:MOST_ALIKE]]


def _is_number(term: str) -> bool:
    return any(letter.isdigit() for letter in term)


def _weigh(pair: str) -> int:
    return NUMBER_WEIGHT if " " not in pair and len(pair) >= SHORTEST_NUMBER else 1


def _pairs(text: str) -> set[str]:
    words = text.split()
    joined = {term for term in read_terms(text) if _is_number(term)}
    return {f"{first} {second}" for first, second in pairwise(words)} | joined
