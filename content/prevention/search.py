"""Finds items by words, accents missing: pairs of words count most, rare words more than common ones."""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from content.i18n import use_language
from content.places.folding import fold, spell
from content.prevention.item import Item
from content.prevention.pack import items
from content.prevention.vocabulary import topic_names

LONGEST_QUESTION = 200
IN_KEYWORDS, IN_TOPIC, IN_TITLE, IN_TEXT = 6.0, 4.0, 3.0, 1.0
SATURATION = 3.0  # a word ten times in an item is not ten times as good
PAIR = 2.0  # Vietnamese words are pairs of syllables
ENOUGH = 0.4  # of what the question's words could weigh together
EXACT = "="  # before a word with its accents: «cổng» is not «công», for who writes them
# Words of questions, not of what is asked.
_EMPTY = Path(__file__).with_name("empty_words.txt").read_text(encoding="utf-8").split()
_EMPTY_EXACT = frozenset(spell(word) for word in _EMPTY)
_EMPTY_FOLDED = frozenset(fold(word) for word in _EMPTY)


@dataclass(frozen=True, slots=True)
class _Index:
    weights: dict[str, dict[str, float]]  # of each item: its words and pairs
    rarity: dict[str, float]
    unknown: float


def find_items(question: str, at_most: int = 4) -> list[Item]:
    """Find the items that answer a question, best first; none if too little of it is known."""
    index = _index()
    words = _read(question[:LONGEST_QUESTION])
    asked = set(_terms(words))
    wanted = sum(index.rarity.get(word, index.unknown) for word in words)
    scores: dict[str, float] = {}
    for name, weights in index.weights.items():
        known = sum(index.rarity[word] for word in words if word in weights)
        if words and known >= ENOUGH * wanted:
            scores[name] = sum(_score(term, weights, index) for term in asked if term in weights)
    best = sorted(scores, key=lambda name: (-scores[name], name))
    return [items()[name] for name in best[:at_most] if scores[name] >= scores[best[0]] / 3]


def _score(term: str, weights: dict[str, float], index: _Index) -> float:
    weight = weights[term]
    return index.rarity[term] * weight / (weight + SATURATION) * (PAIR if " " in term else 1)


def _read(text: str) -> list[str]:
    """Read the words that mean something: a word with accents stands for itself, one without for all that fold to it."""
    found = []
    for word in re.findall(r"\w+", text.lower()):
        if word.isascii():
            found += [folded for folded in fold(word).split() if folded not in _EMPTY_FOLDED]
        elif spell(word) not in _EMPTY_EXACT:
            found.append(EXACT + spell(word))
    return found


def _terms(words: list[str]) -> list[str]:
    """List words, each also without accents, and the pairs that stand side by side."""
    folded = [fold(word) for word in words]
    return [*words, *folded, *(" ".join(pair) for pair in pairwise(folded))]


@cache
def _index() -> _Index:
    weights = {name: _weigh(item) for name, item in items().items()}
    found = Counter(term for one in weights.values() for term in one)
    count = len(weights)
    rarity = {term: math.log(1 + count / times) for term, times in found.items()}
    return _Index(weights, rarity, unknown=math.log(1 + count / 2))


def _weigh(item: Item) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for keyword in item.keywords:
        _add(weights, keyword, IN_KEYWORDS)
    for language in ("vi", "en"):
        wording = item.wording(language)
        with use_language(language):
            _add(weights, topic_names()[item.topics[0]], IN_TOPIC)
        _add(weights, wording.title, IN_TITLE)
        _add(weights, wording.read(""), IN_TEXT)
    return dict(weights)


def _add(weights: defaultdict[str, float], text: str, weight: float) -> None:
    """Weigh the words of a text, with accents and without, and its pairs."""
    words = [word for word in re.findall(r"\w+", text.lower()) if spell(word) not in _EMPTY_EXACT]
    folded = [fold(word) for word in words]
    for term in (*(EXACT + spell(word) for word in words), *folded, *(" ".join(p) for p in pairwise(folded))):
        weights[term] += weight
