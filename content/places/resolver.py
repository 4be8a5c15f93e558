"""Decides which commune a person means who was asked where: never guesses, asks between candidates."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from content.places import gazetteer
from content.places.aliasing import units_of_aliases
from content.places.choosing import choose, named_province
from content.places.gazetteer import Commune, Province
from content.places.mentions import Lexicon
from content.places.misspelling import warm_up_misspelling
from content.places.names import all_names
from content.places.reading import read

CANDIDATES = 12
NO_ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """What a text means: `sure` has one commune, `ask` has candidates or only a province.

    `understood` says beside each commune the old name that it was found by, «» for its own.
    """

    state: Literal["sure", "ask", "none"]
    communes: tuple[Commune, ...] = ()
    province: Province | None = None
    understood: tuple[str, ...] = ()
    confidence: float = 0.0


def find(
    text: str,
    province: str | None = None,
    limit: int = CANDIDATES,
    aliases: Mapping[str, tuple[str, ...]] = NO_ALIASES,
) -> Found:
    """Find what a text answers to «where?»; `province` is the code of one chosen before.

    The communes come best first, at most `limit`; `aliases` has communes' codes by `name_key` of
    local names. An unknown province raises KeyError.
    """
    chosen = gazetteer.province(province) if province else None
    lexicon = Lexicon(all_names(), units_of_aliases(aliases))
    reading = read(text, lexicon)
    choice = choose(reading, lexicon, province)
    communes = tuple(gazetteer.commune(code) for code in choice.codes)
    if not communes:
        named = named_province(reading)
        where = chosen or (gazetteer.province(named) if named else None)
        return Found("ask" if named and named == (province or named) else "none", (), where)
    provinces = {one.province for one in communes}
    where = gazetteer.province(provinces.pop()) if len(provinces) == 1 else None
    understood = tuple(choice.codes.values())
    state: Literal["sure", "ask"] = "sure" if choice.is_sure else "ask"
    return Found(state, communes[:limit], where, understood[:limit], choice.confidence)


def warm_up() -> None:
    """Build the index now, so that no person waits for it."""
    all_names()
    warm_up_misspelling()
