"""Decides how well each unit fits all that a text says: its name, its type, what it is said to lie in."""

from dataclasses import dataclass
from enum import Enum

from content.places.mentions import Mention
from content.places.reading import Reading, may_go_on
from content.places.senses import Accents, Sense
from content.places.units import SMALL, Level, Unit
from content.places.vocabulary import JOINING
from content.places.words import BREAK

TYPED, BARE = 3.0, 2.0
DISTRICT_TYPED, DISTRICT_BARE = 1.2, 0.8
ACCENTS = {Accents.RIGHT: 0.3, Accents.LEFT_OUT: 0.0, Accents.WRONG: -1.2}
LEVELS = {Level.COMMUNE: 0.2, Level.OLD_WARD: 0.0, Level.FORMER_WARD: -0.1, Level.OLD_DISTRICT: 0.0}
SAME_TYPE, OTHER_OLD_TYPE = 0.3, -0.3
PER_WORD, PER_EDIT = 0.2, -0.8
IN_DISTRICT, IN_PROVINCE, CONTRADICTED = 2.0, 1.2, -2.5
OLD_READING = 0.5  # who names a district means the ward of that time
SAME_ADDRESS, ELSEWHERE, OTHER_ADDRESS = 1.0, 0.8, 0.3
FUZZY = 0.7
CITY_OF_THE_PROVINCE = 0.2  # «Hưng Yên» is both; who lies in the city is a little likelier
GOES_ON = -1.0
HOME = -1.0


class Relation(Enum):
    """As what a name in the text holds a unit."""

    NONE = 0
    PROVINCE = 1
    DISTRICT = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be meant: its mention, how well it fits, and what the text says it lies in."""

    mention: Mention
    sense: Sense
    score: float
    in_district: bool
    in_province: bool
    is_contradicted: bool


def candidates_in(reading: Reading, chosen: str | None) -> list[Candidate]:
    """List the units that answer «where?», best first; in the province chosen before, or anywhere."""
    groups = _groups(reading)
    large = [one for one in reading.mentions if one.marks]
    with_small = {groups[one] for one in reading.mentions if one.type and one.means(*SMALL)}
    found = [
        _judge(one, sense, reading, [(other, _weight(one, other, groups, with_small)) for other in others])
        for one in reading.mentions
        for others in [[other for other in large if other.end <= one.start or other.start >= one.end]]
        for sense in one.senses
        if sense.unit.level is not Level.PROVINCE and (not chosen or chosen in sense.unit.provinces)
    ]
    return sorted(found, key=lambda one: (-one.score, one.mention.start))


def _judge(one: Mention, sense: Sense, reading: Reading, others: list[tuple[Mention, float]]) -> Candidate:
    unit = sense.unit
    district = province = against = 0.0
    for other, weight in others:
        how, trust = _relate(unit, other, weight)
        district = max(district, trust if how is Relation.DISTRICT else 0)
        province = max(province, trust if how is Relation.PROVINCE else 0)
        if how is Relation.NONE and not (
            _is_explained(other, unit.within, others) or may_go_on(reading, other)
        ):
            against = max(against, trust)
    score = _name_score(one, sense) + district * IN_DISTRICT + province * IN_PROVINCE + against * CONTRADICTED
    score += OLD_READING * (unit.level in (Level.OLD_WARD, Level.FORMER_WARD) and district > 0)
    score += HOME * (one in reading.origins)
    score += GOES_ON * (not one.is_fuzzy and may_go_on(reading, one))
    return Candidate(one, sense, score, district > 0, province > 0, against > 0)


def _relate(unit: Unit, other: Mention, weight: float) -> tuple[Relation, float]:
    """Tell as what another name holds a unit, and how much that counts; a name that holds it not, against it."""
    shared = unit.within & other.marks or ({unit.mark} & other.marks)
    trust = weight * (FUZZY if other.is_fuzzy else 1.0)
    if not shared:
        is_weak = weight <= OTHER_ADDRESS or other.is_fuzzy
        return Relation.NONE, 0.0 if is_weak else weight / (1 if other.type or not other.means(*SMALL) else 2)
    if not any(mark.startswith("district") for mark in shared):
        return Relation.PROVINCE, trust
    return (Relation.PROVINCE, trust + CITY_OF_THE_PROVINCE) if other.province else (Relation.DISTRICT, trust)


def _is_explained(other: Mention, within: frozenset[str], others: list[tuple[Mention, float]]) -> bool:
    """Tell whether a longer name over the same words agrees: Hòa Bình in «Tân Hòa Bình Dương»."""
    return any(
        one is not other and one.start < other.end and other.start < one.end and within & one.marks
        for one, _ in others
    )


def _name_score(one: Mention, sense: Sense) -> float:
    unit = sense.unit
    score = ACCENTS[sense.accents] + LEVELS[unit.level] + PER_EDIT * sense.edits - sense.unlikeness
    score += PER_WORD * min(one.end - one.first, 4)
    if unit.level is Level.OLD_DISTRICT:
        score += DISTRICT_TYPED if one.type else DISTRICT_BARE
    else:
        score += TYPED if one.type else BARE
    if one.type == unit.type:
        score += SAME_TYPE
    elif one.type and unit.level is not Level.COMMUNE:
        score += OTHER_OLD_TYPE
    return score


def _groups(reading: Reading) -> dict[Mention, int]:
    """Give each name the number of its address; nothing but commas and fillers parts the names of one."""
    groups: dict[Mention, int] = {}
    number, reached = 0, 0
    for one in sorted(reading.mentions, key=lambda one: one.start):
        between = reading.words[reached : one.start] if reached else []
        if any(word.plain != BREAK and word.plain not in JOINING for word in between):
            number += 1
        groups[one] = number
        reached = max(reached, one.end)
    return groups


def _weight(one: Mention, other: Mention, groups: dict[Mention, int], with_small: set[int]) -> float:
    if groups[one] == groups[other]:
        return SAME_ADDRESS
    return OTHER_ADDRESS if groups[other] in with_small else ELSEWHERE
