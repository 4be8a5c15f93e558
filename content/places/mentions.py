"""Finds whatever could be a place name in a row of words; `reading` decides which ones count."""

from dataclasses import dataclass, replace
from functools import cache

from content.places import vocabulary
from content.places.names import Level, Unit, all_names
from content.places.words import Word, words_of

NUMBERED = {"phường", "quận"}  # nothing else has a number for its whole name
SMALL = (Level.COMMUNE, Level.OLD_WARD)
ANNOUNCED: dict[str, tuple[str, tuple[Level, ...]]] = {
    **{word: (kind, SMALL) for word, kind in vocabulary.COMMUNE_WORDS.items()},
    **{word: (kind, (Level.OLD_DISTRICT,)) for word, kind in vocabulary.DISTRICT_WORDS.items()},
    **{word: (kind, (Level.OLD_DISTRICT, Level.PROVINCE)) for word, kind in vocabulary.CITY_WORDS.items()},
    **{word: (kind, (Level.PROVINCE,)) for word, kind in vocabulary.PROVINCE_WORDS.items()},
}


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A place name in a text: its words from `start` to `end`, its type word if any, what it may mean."""

    start: int
    end: int
    type: str
    units: tuple[Unit, ...]
    marks: frozenset[str]
    is_bare: bool
    is_exact: bool

    @property
    def is_province(self) -> bool:
        """Tell whether it may name a province: «TP. Cao Bằng» does not, Cao Bằng is no city."""
        return any(unit.level is Level.PROVINCE and self.type in {"", unit.type} for unit in self.units)

    def means(self, level: Level) -> bool:
        """Tell whether it may name a unit of this level."""
        return any(unit.level is level for unit in self.units)


def mentions_in(words: list[Word]) -> list[Mention]:
    """Choose mentions that leave the fewest words over, and of those the fewest mentions."""
    best: list[tuple[int, int, Mention | None]] = [(0, 0, None)] * (len(words) + 1)
    for start in range(len(words) - 1, -1, -1):
        left, count, _ = best[start + 1]
        best[start] = (left + 1, count, None)
        for mention in _mentions_at(words, start):
            left, count, _ = best[mention.end]
            if (left, count + 1) < best[start][:2]:
                best[start] = (left, count + 1, mention)
    chosen: list[Mention] = []
    position = 0
    while position < len(words):
        mention_here = best[position][2]
        position = mention_here.end if mention_here else position + 1
        chosen += [mention_here] if mention_here else []
    return chosen


def type_word_at(words: list[Word], start: int) -> tuple[int, str, tuple[Level, ...]] | None:
    """Read a type word («phường», «p», «thị trấn»): where it ends, the type, and its levels."""
    for length in (2, 1):
        found = words[start : start + length]
        known = ANNOUNCED.get(" ".join(word.plain for word in found))
        if known and len(found) == length and _agree(found, _type_spelling(known[0])):
            return start + length, *known
    return None


def _mentions_at(words: list[Word], start: int) -> list[Mention]:
    announced = type_word_at(words, start)
    found: list[Mention] = []
    if announced:
        end, kind, levels = announced
        found = _names_at(words, start, end, kind, levels)
    plain = _names_at(words, start, start, "", tuple(Level))
    return [_either(one, plain) for one in found] or plain


def _either(announced: Mention, plain: list[Mention]) -> Mention:
    """Let «xa Dung» mean both xã Dung and a commune whose whole name is Xa Dung."""
    units = [unit for one in plain if one.end == announced.end for unit in one.units]
    if not units:
        return announced
    marks = announced.marks | {unit.mark for unit in units}
    return replace(announced, units=(*announced.units, *units), marks=marks)


def _names_at(
    words: list[Word], start: int, first: int, kind: str, levels: tuple[Level, ...]
) -> list[Mention]:
    names = all_names()
    longest = names.longest.get(words[first].plain, 0) if first < len(words) else 0
    found: list[Mention] = []
    for end in range(min(first + longest, len(words)), first, -1):
        typed = words[first:end]
        units = names.units.get(" ".join(word.plain for word in typed))
        if units and (kind in NUMBERED or len(typed) > 1 or not typed[0].plain.isdigit()):
            mention = _mention(start, end, kind, typed, [u for u in units if u.level in levels])
            found += [mention] if mention else []
    return found


def _mention(start: int, end: int, kind: str, typed: list[Word], units: list[Unit]) -> Mention | None:
    """Prefer the units spelt as typed; a bare name must not contradict the accents typed."""
    is_bare = all(word.is_bare for word in typed)
    agreeing = units if is_bare else _spelt_as_typed(typed, units)
    kept = agreeing or (units if kind else [])
    if not kept:
        return None
    marks = frozenset(unit.mark for unit in kept)
    return Mention(start, end, kind, tuple(kept), marks, is_bare, bool(agreeing))


def _spelt_as_typed(typed: list[Word], units: list[Unit]) -> list[Unit]:
    spelt = tuple(word.spelt for word in typed)
    exact = [unit for unit in units if unit.spelling == spelt]
    return exact or [unit for unit in units if _agree(typed, unit.spelling)]


def _agree(typed: list[Word], spelling: tuple[str, ...]) -> bool:
    if len(typed) != len(spelling):
        return True  # an abbreviation agrees: TP with thành phố
    return all(word.is_bare or word.spelt == spelt for word, spelt in zip(typed, spelling, strict=True))


@cache
def _type_spelling(kind: str) -> tuple[str, ...]:
    return tuple(word.spelt for word in words_of(kind))
