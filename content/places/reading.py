"""Decides which names in a text are places: not streets, people, hamlets or words that sound alike."""

from dataclasses import dataclass

from content.places.counting import Counting
from content.places.mentions import Lexicon, Mention, mentions_in
from content.places.names import all_names, key_of
from content.places.repairing import repair
from content.places.units import Level
from content.places.vetoing import Standing, standing_of, tells_origin
from content.places.vocabulary import COMMON, FOLLOWING
from content.places.words import BREAK, Word, one_i, words_of

COMMON_KEYS = frozenset(map(one_i, COMMON))
MOST_NAMES = 40
SHORT_NAME = 3  # words of two names, or letters of one: so short, it needs a capital
SHORT = 8  # words; in a longer text a bare name must be capitalised or stand beside where it lies
LARGE = (Level.OLD_DISTRICT, Level.PROVINCE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as words, the names that count, those that only lie near, and those of somebody's home."""

    words: list[Word]
    mentions: tuple[Mention, ...]
    nearby: tuple[Mention, ...] = ()
    origins: frozenset[Mention] = frozenset()

    @property
    def starts(self) -> set[int]:
        """List the words with which names begin."""
        return {one.start for one in self.mentions if not one.is_fuzzy}


def read(text: str, lexicon: Lexicon) -> Reading:
    """Find the place names that count in a text."""
    words = repair(words_of(text), lexicon.names)
    found = mentions_in(words, lexicon)
    standing = {one: standing_of(words, one.start, one.end) for one in found if not one.type}
    standing = _unless_a_name_ends_there(standing, found)
    free = [one for one in found if one.type or standing[one] is Standing.FREE]
    nearby = [one for one, how in standing.items() if how is Standing.NEARBY and one.is_well_spelt]
    counting = Counting(words, free, nearby).count()
    kept = [one for one in free if one in counting][:MOST_NAMES]
    origins = frozenset(one for one in kept if tells_origin(words, one.start))
    return Reading(words, tuple(kept), tuple(nearby[:MOST_NAMES]), origins)


def may_go_on(reading: Reading, one: Mention) -> bool:
    """Tell whether a word follows that may be the rest of a longer name: «phường Tân Hưng Thuậnn»."""
    if one.end == len(reading.words):
        return False
    follows = reading.words[one.end].plain
    if follows in {BREAK, *FOLLOWING} or follows.isdigit() or one.end in reading.starts:
        return False
    return key_of(reading.words[one.first : one.end]) in all_names().beginnings


def _unless_a_name_ends_there(
    standing: dict[Mention, Standing], found: list[Mention]
) -> dict[Mention, Standing]:
    """Free a name that follows a whole name: in «quận 1 Bến Nghé», «Cổ Nhuế 2 Từ Liêm» is no house number."""
    ends = {one.end for one in found if one.type or one.end - one.start > 1}
    return {one: Standing.FREE if one.start in ends else how for one, how in standing.items()}
