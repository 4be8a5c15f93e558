"""Decides which commune a person means who was asked where: never guesses, asks between candidates."""

from dataclasses import dataclass
from typing import Literal

from content.places import gazetteer
from content.places.choosing import choose, named_province
from content.places.gazetteer import Commune, Province
from content.places.names import all_names
from content.places.reading import read

CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Found:
    """What a text means: `sure` has one commune, `ask` has candidates or only a province."""

    state: Literal["sure", "ask", "none"]
    communes: tuple[Commune, ...] = ()
    province: Province | None = None


def find(text: str, province: str | None = None, limit: int = CANDIDATES) -> Found:
    """Find what a text answers to «where?»; `province` is the code of one chosen before.

    The communes come best first, at most `limit`; an unknown province raises KeyError.
    """
    chosen = gazetteer.province(province) if province else None
    mentions = (reading := read(text)).mentions
    choice = choose(reading, province)
    communes = tuple(gazetteer.commune(code) for code in choice.codes)
    if not communes:
        named = named_province(mentions)
        where = chosen or (gazetteer.province(named) if named else None)
        return Found("ask" if named and named == (province or named) else "none", (), where)
    provinces = {one.province for one in communes}
    where = gazetteer.province(provinces.pop()) if len(provinces) == 1 else None
    sure = len(communes) == 1 and not choice.is_doubtful
    return Found("sure" if sure else "ask", communes[:limit], where)


def warm_up() -> None:
    """Build the index now, so that no person waits for it."""
    all_names()
