"""Decides which communes a text means, and whether that leaves a doubt."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from content.places.mentions import Lexicon
from content.places.misspelling import misspelt
from content.places.names import key_of
from content.places.phrases import has_unknown_name
from content.places.reading import Reading, may_go_on
from content.places.scoring import Candidate, candidates_in
from content.places.senses import Accents
from content.places.units import LARGE, SMALL, Level
from content.places.vocabulary import FAMILIES, HEROES, VETOES

NEAR_THE_BEST = 1.0  # who scores that close may be meant as well
OFFERED = 2.2
SURE_CONFIDENCE = 0.99
ISLANDS = "đặc khu"  # no other place bears the name of one
CONFIDENCE_SHARED = 0.9  # by all that are offered


@dataclass(frozen=True, slots=True)
class Choice:
    """Codes of communes, best first, each with the old name it was found by; in doubt, one must be confirmed."""

    codes: dict[str, str]
    is_sure: bool = False
    confidence: float = 0.0


def choose(reading: Reading, lexicon: Lexicon, chosen: str | None) -> Choice:
    """Choose the communes that a text means: in the province chosen before, or anywhere."""
    only_province = not chosen and _names_a_province_only(reading)
    found = [] if only_province else candidates_in(reading, chosen)
    if not _is_settled(found, reading, chosen):
        nearly = misspelt(reading, lexicon, chosen)
        if nearly:
            more = sorted((*reading.mentions, *nearly), key=lambda one: one.start)
            found = candidates_in(replace(reading, mentions=tuple(more)), chosen)
            found = [one for one in found if one.mention.is_fuzzy] if only_province else found
    if not found:
        return Choice({})
    offered = _offered(found)
    codes = _codes(offered, chosen)
    if found[0].sense.unit.level is Level.OLD_DISTRICT:
        codes = _with_nearby_first(codes, reading)
    if _is_sure(offered, reading, chosen):
        return Choice(dict(islice(codes.items(), 1)), is_sure=True, confidence=SURE_CONFIDENCE)
    return Choice(codes, confidence=round(CONFIDENCE_SHARED / max(len(codes), 1), 2))


def named_province(reading: Reading) -> str | None:
    """Find the province of today that a text names last, by its new or an old name."""
    return next((one.province for one in reversed(reading.mentions) if one.province), None)


def _offered(found: list[Candidate]) -> list[Candidate]:
    """Keep who scores near the best, and of every address in the text the best."""
    best: dict[int, Candidate] = {}
    for one in found:
        if one.mention.type and (one.in_district or one.in_province) and not one.is_contradicted:
            best.setdefault(one.mention.start, one)
    return [one for one in found if one.score >= found[0].score - OFFERED or one in best.values()]


def _names_a_province_only(reading: Reading) -> bool:
    """Tell whether a text names a province and nothing else; communes of the same name are not meant."""
    is_city_in_it = len(reading.mentions) > 1 and any(
        one.type and one.means(Level.OLD_DISTRICT) for one in reading.mentions
    )
    return bool(reading.mentions) and not is_city_in_it and all(one.province for one in reading.mentions)


def _is_settled(found: list[Candidate], reading: Reading, chosen: str | None) -> bool:
    """Tell whether spelling can't be the matter: the best lies in the district named, and nothing disagrees."""
    if not found:
        return False
    best = found[0]
    if not has_unknown_name(reading) and _is_sure(_offered(found), reading, chosen):
        return True
    is_small = best.sense.unit.level in SMALL
    return is_small and best.in_district and not best.is_contradicted and not may_go_on(reading, best.mention)


def _is_sure(offered: list[Candidate], reading: Reading, chosen: str | None) -> bool:
    best = offered[0]
    close = [
        one for one in offered if one.score >= best.score - NEAR_THE_BEST and not _is_other_type(one, best)
    ]
    meant = {code for one in close for code in _within(one, chosen)}
    meant |= {code for one in offered for code in _within(one, chosen) if one.mention in reading.origins}
    if len(meant) != 1 or best.is_contradicted or best.mention.is_fuzzy or may_go_on(reading, best.mention):
        return False
    if _names_elsewhere(offered, reading):
        return False
    if best.sense.accents is Accents.WRONG and not (best.in_district and best.mention.type):
        return False
    if best.mention.type:
        return True
    return _is_bare_name_sure(best, reading, chosen)


def _is_other_type(one: Candidate, best: Candidate) -> bool:
    """Tell whether the type word excludes an old ward: who writes «phường» does not mean xã Hồng Hà of before."""
    typed = best.mention.type
    is_today = best.sense.unit.level is Level.COMMUNE and (best.in_province or best.in_district)
    fits = typed == best.sense.unit.type and is_today
    return fits and one.sense.unit.level is not Level.COMMUNE and one.sense.unit.type not in {typed, ""}


def _is_bare_name_sure(best: Candidate, reading: Reading, chosen: str | None) -> bool:
    """Tell whether a name without type word is a place: it may be a street's, or a mere word."""
    mention = best.mention
    words = reading.words[mention.first : mention.end]
    is_like_street = words[0].plain in FAMILIES | VETOES or key_of(words) in HEROES
    if best.sense.unit.type == ISLANDS and best.sense.unit.level is Level.COMMUNE:
        return True
    if is_like_street or best.in_district:
        return not is_like_street
    return (best.in_province or bool(chosen)) and mention.is_capital and not mention.means(*LARGE)


def _names_elsewhere(offered: list[Candidate], reading: Reading) -> bool:
    """Tell whether the text names another place with its type word: it may be the one that is meant."""
    best = offered[0]
    codes = set(best.sense.unit.communes)
    for one in reading.mentions:
        is_apart = one.end <= best.mention.start or one.start >= best.mention.end
        units = [sense.unit for sense in one.senses if sense.unit.level in SMALL]
        if is_apart and one.type and units and not any(codes & set(unit.communes) for unit in units):
            return True
    return False


def _with_nearby_first(codes: dict[str, str], reading: Reading) -> dict[str, str]:
    """Put the communes first that bear the name of a street or landmark in the text."""
    near = {
        code
        for one in reading.nearby
        for sense in one.senses
        if sense.unit.level in SMALL
        for code in sense.unit.communes
    }
    ordered = sorted(codes, key=lambda code: code not in near)
    return {code: codes[code] for code in ordered}


def _codes(offered: Iterable[Candidate], province: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in offered:
        for code in _within(one, province):
            found.setdefault(code, one.sense.unit.label)
    return found


def _within(one: Candidate, province: str | None) -> tuple[str, ...]:
    return one.sense.unit.communes if not province or province in one.sense.unit.provinces else ()
