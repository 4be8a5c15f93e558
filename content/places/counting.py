"""Decides which names count as places: typed ones, whole parts, and names beside those in which they lie."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from content.places.mentions import Mention
from content.places.names import key_of
from content.places.senses import Accents
from content.places.units import LARGE, Level
from content.places.vocabulary import COMMON, LEADING, NUMBERS, PREPOSITIONS, TRAILING
from content.places.words import BREAK, Word, one_i, words_of

COMMON_KEYS = frozenset(map(one_i, COMMON))
PREPOSITION_SPELLINGS = {word.spelt for word in words_of("ở tại thuộc về")}
SHORT_NAME = 3  # words of two names, or letters of one: so short, it needs a capital
SHORT = 8  # words; in a longer text a bare name must be capitalised or stand beside where it lies


def lies_in(small: Mention, large: Mention) -> bool:
    """Tell whether one name may mean something that lies in what the other may mean."""
    return any(not sense.unit.within.isdisjoint(large.marks) for sense in small.senses)


def is_preposition(word: Word) -> bool:
    """Tell whether a word says that a place follows; «tải» is no «tại»."""
    return word.plain in PREPOSITIONS and (word.is_bare or word.spelt in PREPOSITION_SPELLINGS)


class Counting:
    """Counts the names of one text."""

    def __init__(self, words: list[Word], free: list[Mention], nearby: list[Mention]) -> None:
        self.words = words
        self.named = [one for one in (*free, *nearby) if one.is_well_spelt]
        self.free = free
        self.starting: defaultdict[int, list[Mention]] = defaultdict(list)
        for one in free:
            self.starting[one.start].append(one)
        self.counting: set[Mention] = set()

    def count(self) -> set[Mention]:
        """Count typed names, names that are a whole part, and names beside where they lie."""
        self.counting = {
            one
            for one in self.free
            if self._is_announced(one) or self._is_local(one) or self._follows_preposition(one)
        }
        is_short = sum(word.plain != BREAK for word in self.words) <= SHORT
        for start, end in self._parts():
            self.counting |= {
                one for one in self._chain(start, end) if self._is_plausible(one, is_short=is_short)
            }
            self.counting |= {
                one for one in self.free if one.end == end and self._ends_an_address(one, start)
            }
        self._add_neighbours()
        return self.counting

    def _is_plausible(self, one: Mention, *, is_short: bool) -> bool:
        if one.type:
            return True
        key = key_of(self.words[one.first : one.end])
        if not one.is_well_spelt or (key in COMMON_KEYS and not one.is_capital):
            return False
        return one.is_capital or (is_short and self._looks_like_an_answer(one, key))

    def _looks_like_an_answer(self, one: Mention, key: str) -> bool:
        """Tell whether a name in small letters is one: without accents only if it is in use today."""
        if one.means(*LARGE):
            return True
        if all(word.is_bare for word in self.words[one.first : one.end]):
            is_today = one.means(Level.COMMUNE)
            return is_today and one.end - one.first > 1 and len(key) > SHORT_NAME
        return any(sense.accents is Accents.RIGHT for sense in one.senses)

    def _is_announced(self, one: Mention) -> bool:
        """Tell whether a type word announces it; «quan tu» without accents may be other words than quận 4."""
        first = self.words[one.first]
        is_word_for_number = first.plain in NUMBERS and not first.plain.isdigit() and first.is_bare
        is_number = any(sense.unit.spelling and sense.unit.spelling[0].isdigit() for sense in one.senses)
        return bool(one.type) and not (is_word_for_number and is_number)

    def _is_local(self, one: Mention) -> bool:
        """Tell whether it is a local name of several words, which somebody chose to list."""
        return one.end - one.start > 1 and any(not sense.unit.spelling for sense in one.senses)

    def _follows_preposition(self, one: Mention) -> bool:
        """Tell whether «ở», «tại» stands before; one word without accents is too little to count."""
        if not one.start or not is_preposition(self.words[one.start - 1]) or not one.is_well_spelt:
            return False
        key = key_of(self.words[one.first : one.end])
        is_word = key in COMMON_KEYS and not one.is_capital
        is_right = any(sense.accents is Accents.RIGHT for sense in one.senses)
        return not is_word and (one.end - one.start > 1 or is_right or one.means(Level.PROVINCE))

    def _ends_an_address(self, one: Mention, start: int) -> bool:
        """Tell whether a district or province stands last in a part, as in «12 Lê Lợi Quảng Ngãi».

        Without a number or another name before it, it may be a beer's: «bia Sài Gòn».
        """
        if one.type or not one.is_well_spelt or not one.means(*LARGE):
            return False
        before = self.words[start : one.start]
        is_named = any(start <= other.start < other.end - 1 < one.start for other in self.named)
        if not is_named and not any(word.plain.isdigit() for word in before):
            return False
        return one.is_capital or (
            key_of(self.words[one.first : one.end]) not in COMMON_KEYS and one.means(Level.PROVINCE)
        )

    def _parts(self) -> list[tuple[int, int]]:
        """Cut the text at commas; each part once whole, once without filler words at its ends."""
        breaks = [-1, *(at for at, word in enumerate(self.words) if word.plain == BREAK), len(self.words)]
        parts: list[tuple[int, int]] = []
        for before, after in pairwise(breaks):
            start, end = before + 1, after
            parts.append((start, end))
            while start < end and start not in self.starting and self.words[start].plain in LEADING:
                start += 1
            ends = {one.end for one in self.free}
            while start < end and end not in ends and self.words[end - 1].plain in TRAILING:
                end -= 1
            parts.append((start, end))
        return [part for part in dict.fromkeys(parts) if part[0] < part[1]]

    def _chain(self, start: int, end: int) -> set[Mention]:
        """Find the names of a part that consists of names only."""
        reached, found = {start}, list[Mention]()
        for at in range(start, end):
            if at in reached:
                here = [one for one in self.starting[at] if one.end <= end]
                found += here
                reached |= {one.end for one in here}
        if end not in reached:
            return set()
        useful, chained = {end}, set[Mention]()
        for one in reversed(found):
            if one.end in useful:
                useful.add(one.start)
                chained.add(one)
        return chained

    def _add_neighbours(self) -> None:
        """Take names beside one that counts and in which they lie: «Bến Nghé Quận 1», «Bến Nghé, Quận 1»."""
        for _ in range(2):
            for left, right in self._pairs():
                if (left in self.counting) != (right in self.counting) and self._belong(left, right):
                    self.counting |= {left, right}
        for left, right in self._pairs():
            is_long = right.end - left.start > SHORT_NAME or (left.is_capital and right.is_capital)
            if is_long and left.is_well_spelt and right.is_well_spelt and self._belong(left, right):
                self.counting |= {left, right}

    def _belong(self, left: Mention, right: Mention) -> bool:
        return lies_in(left, right) or lies_in(right, left)

    def _pairs(self) -> Iterable[tuple[Mention, Mention]]:
        for left in self.free:
            after = left.end
            if after < len(self.words) and self.words[after].plain == BREAK:
                after += 1
            yield from ((left, right) for right in self.starting[after])
