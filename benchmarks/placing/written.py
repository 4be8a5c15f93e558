"""Reads the cases written by hand, and looks up in the tables what each of them means."""

from collections.abc import Iterator

from benchmarks.placing.cases import FOLDER, NONE, Case
from benchmarks.placing.noise import without_accents
from benchmarks.placing.truth import communes_of_district, plain_name
from content.places import gazetteer
from content.places.old_names import former_wards, old_wards


class UnknownPlaceError(Exception):
    """A case means a place that no table has."""


def written_cases() -> list[Case]:
    """Read the cases; raises UnknownPlaceError for a place that no table has."""
    return list(_cases())


def _cases() -> Iterator[Case]:
    kind = wants = ""
    for line in (FOLDER / "handwritten.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            kind, wants = line[2:].split(" | ")
        elif wants == NONE:
            yield Case(kind, "by hand", wants, line, ())
        elif line:
            text, meant = line.split(" => ")
            codes = tuple(code for place in meant.split(" ; ") for code in _codes(place))
            yield Case(kind, "by hand", wants, text, tuple(dict.fromkeys(codes)))


def _is_same(name: str, other: str) -> bool:
    """Compare names wherever their tones were put; some former names are known without accents only."""
    return name in {other, without_accents(other)} or plain_name(name) == plain_name(other) != name


def _codes(place: str) -> tuple[str, ...]:
    """Look up «Phường 12 < Quận 3» (before), «Phường Sài Gòn @ Hồ Chí Minh» (today), «* district < province»."""
    if place.startswith("* "):
        district, province = place[2:].split(" < ")
        return communes_of_district(district, province)
    name, sign, larger = place.partition(" < ")
    if sign:
        wards = [(one.full_name, one.district, one.communes) for one in old_wards()]
        wards += [(one.full_name, one.district, one.communes) for one in former_wards()]
        found = [codes for ward, district, codes in wards if district == larger and _is_same(ward, name)]
    else:
        name, _, larger = place.rpartition("@ ")
        found = [
            (one.code,)
            for one in gazetteer.communes().values()
            if gazetteer.province(one.province).name == larger and name.strip() in {"", one.full_name}
        ]
    if not found:
        raise UnknownPlaceError(place)
    return tuple(code for codes in found for code in codes)
