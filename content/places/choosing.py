"""Decides which communes agree with all the names in a text, and whether that leaves a doubt."""

from collections.abc import Iterable
from dataclasses import dataclass

from content.places.mentions import SMALL, Mention
from content.places.misspelling import misspelt
from content.places.names import Level, Unit
from content.places.reading import Reading
from content.places.vocabulary import FOLLOWING
from content.places.words import BREAK

ANSWERS = (*SMALL, Level.OLD_DISTRICT)


@dataclass(frozen=True, slots=True)
class Choice:
    """Codes of communes, best first; in doubt even a single one must be confirmed."""

    codes: tuple[str, ...] = ()
    is_doubtful: bool = True


def choose(reading: Reading, chosen: str | None) -> Choice:
    """Choose the communes that a text means: in the province chosen before, or anywhere."""
    mentions = reading.mentions
    if len(mentions) == 1 and mentions[0].is_province and not chosen:
        return Choice()
    units = _agreeing(mentions, ANSWERS, chosen)
    if any(unit.level in SMALL for unit in units):
        return Choice(_codes(units, chosen), _is_doubtful(reading, chosen))
    mistaken = _mistaken(reading, chosen or named_province(mentions))
    if mistaken:
        return Choice(mistaken)
    if units:
        return Choice(_codes(units, chosen), _is_doubtful(reading, chosen))
    return Choice(_loosely(mentions, chosen))


def _mistaken(reading: Reading, province: str | None) -> tuple[str, ...]:
    """Read a name as misspelt, where all the other names agree with what it was meant for."""
    found: list[Unit] = []
    for start, end, units in misspelt(reading, province) if province else ():
        others = [one for one in reading.mentions if one.end <= start or one.start >= end]
        found += [unit for unit in units if all(_agree(unit, other) for other in others)]
    return _codes(sorted(found, key=lambda unit: unit.level), province)


def named_province(mentions: tuple[Mention, ...]) -> str | None:
    """Find the province of today that a text names last, by its new or an old name."""
    for one in reversed(mentions):
        for unit in one.units if one.is_province else ():
            if unit.level is Level.PROVINCE:
                return unit.provinces[0]
    return None


def _agreeing(mentions: tuple[Mention, ...], levels: tuple[Level, ...], chosen: str | None) -> list[Unit]:
    """Find the units that one name means and that lie in what all the others mean."""
    found: list[Unit] = []
    for one in mentions:
        others = [other for other in mentions if other is not one]
        units = [
            unit
            for unit in one.units
            if unit.level in levels
            and (not chosen or chosen in unit.provinces)
            and all(_agree(unit, other) for other in others)
        ]
        found += _of_the_type_typed(units, one.type)
    return sorted(found, key=lambda unit: unit.level)


def _of_the_type_typed(units: list[Unit], kind: str) -> list[Unit]:
    """Prefer the type that was typed; communes changed theirs, so alone it excludes none of today."""
    same = [unit for unit in units if unit.type == kind]
    today = [unit for unit in same if unit.level is Level.COMMUNE]
    if today:
        return same
    old = [unit for unit in same if unit.level is not Level.COMMUNE]
    return [unit for unit in units if unit.level is Level.COMMUNE] + old if old else units


def _agree(unit: Unit, other: Mention) -> bool:
    return unit.mark in other.marks or not unit.within.isdisjoint(other.marks)


def _loosely(mentions: tuple[Mention, ...], chosen: str | None) -> tuple[str, ...]:
    """Take names that contradict each other one by one: the district first, then the wards."""
    large = tuple(one for one in mentions if one.means(Level.OLD_DISTRICT) or one.is_province)
    districts = _codes(_agreeing(large, (Level.OLD_DISTRICT,), chosen), chosen)
    if districts or (not chosen and named_province(mentions)):
        return districts
    pairs = [(unit, one) for one in mentions for unit in one.units if unit.level in ANSWERS]
    partly = [unit for unit, one in pairs if unit.level in SMALL and _agrees_with_any(unit, one, mentions)]
    return _codes(partly or [unit for unit, _ in pairs], chosen)


def _agrees_with_any(unit: Unit, one: Mention, mentions: tuple[Mention, ...]) -> bool:
    return any(_agree(unit, other) for other in mentions if other is not one)


def _is_doubtful(reading: Reading, chosen: str | None) -> bool:
    mentions = reading.mentions
    if any(_may_go_on(one, reading) for one in mentions):
        return True
    if all(one.is_province for one in mentions) or not all(one.is_exact for one in mentions):
        return True
    # A name alone may be a mere word: An Toàn is a commune, and «safe».
    return len(mentions) == 1 and not chosen and not mentions[0].type


def _may_go_on(one: Mention, reading: Reading) -> bool:
    """Tell whether a word follows that may be the rest of an unknown name: «phường Ba Dihn»."""
    if one.end == len(reading.words) or not any(one.means(level) for level in SMALL):
        return False
    follows = reading.words[one.end].plain
    return follows not in {BREAK, *FOLLOWING} and all(other.start != one.end for other in reading.mentions)


def _codes(units: Iterable[Unit], province: str | None) -> tuple[str, ...]:
    found = dict.fromkeys(code for unit in units for code in _within(unit, province))
    return tuple(found)


def _within(unit: Unit, province: str | None) -> tuple[str, ...]:
    if not province or unit.provinces == (province,):
        return unit.communes
    return ()
