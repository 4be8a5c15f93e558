"""Reads what announces a name: a type word («phường», «p», «thị trấn»), and numbers for names."""

from functools import cache

from content.places import vocabulary
from content.places.units import SMALL, Level
from content.places.words import Word, letters_of, words_of

NUMBERED = {"phường", "quận"}  # nothing else has a number for its whole name
Levels = tuple[Level, ...]
DISTRICTS: Levels = (Level.OLD_DISTRICT,)
CITIES: Levels = (Level.OLD_DISTRICT, Level.PROVINCE)
ANNOUNCED: dict[str, tuple[str, Levels]] = {
    **{word: (kind, SMALL) for word, kind in vocabulary.COMMUNE_WORDS.items()},
    **{word: (kind, DISTRICTS) for word, kind in vocabulary.DISTRICT_WORDS.items()},
    **{word: (kind, CITIES) for word, kind in vocabulary.CITY_WORDS.items()},
    **{word: (kind, (Level.PROVINCE,)) for word, kind in vocabulary.PROVINCE_WORDS.items()},
}
LEVELS_OF_TYPE = dict(ANNOUNCED.values())
NUMBER_SPELLINGS = {
    word.spelt for word in words_of("một nhất hai ba bốn tư năm lăm sáu bảy tám chín mười mươi mốt")
}


def type_word_at(words: list[Word], start: int) -> tuple[int, str, Levels] | None:
    """Read a type word («phường», «p», «thị trấn»): where it ends, the type, and its levels."""
    for length in (2, 1):
        typed = words[start : start + length]
        known = ANNOUNCED.get(" ".join([word.plain for word in typed]))
        if known and len(typed) == length and (_is_type_spelt(typed, known[0]) or _is_numbered(words, start)):
            return start + length, *known
    return None


def _is_numbered(words: list[Word], start: int) -> bool:
    """Tell whether a number follows: «phương 5», «quân 1» are mistyped all the same."""
    return start + 1 < len(words) and words[start + 1].plain.isdigit()


def number_in(typed: list[Word], kind: str) -> str | None:
    """Read a number; «quan tam» is «interest» and «quận tâm» no number."""
    said = " ".join([word.plain for word in typed])
    is_right = all(word.is_bare or word.spelt in NUMBER_SPELLINGS for word in typed)
    return vocabulary.NUMBERS.get(said) if is_right and (kind, said) != ("quận", "tam") else None


def _is_type_spelt(typed: list[Word], kind: str) -> bool:
    """Compare the letters: «phưởng» is typed for «phường», but «Phương» without any tone is a person's name."""
    spelling = type_spelling(kind)
    pairs = zip(typed, spelling, strict=False)  # «huyện đảo» announces a huyện
    return all(word.is_bare or _is_nearly(word.spelt, spelt) for word, spelt in pairs)


def _is_nearly(spelt: str, right: str) -> bool:
    return letters_of(spelt) == letters_of(right) and (
        spelt != letters_of(spelt) or right == letters_of(right)
    )


@cache
def type_spelling(kind: str) -> tuple[str, ...]:
    """Spell a type word; only our own words are kept."""
    return tuple(word.spelt for word in words_of(kind))
