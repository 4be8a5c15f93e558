"""What the tables say is right, found by plain search and not by the resolver: wards by name, district, province."""

from collections import defaultdict
from functools import cache

from content.places import gazetteer
from content.places.folding import spell
from content.places.old_names import OldWard, old_wards

KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")


def plain_name(full_name: str) -> str:
    """Give a name without type, spelt one way wherever its tones were put."""
    kind = next((kind for kind in KINDS if full_name.lower().startswith(f"{kind} ")), "")
    return " ".join(spell(word) for word in full_name[len(kind) :].split())


@cache
def everything_named() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Map each name without type to the provinces and communes that it may mean, of today first."""
    found: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for one in gazetteer.communes().values():
        found[plain_name(one.full_name)].append((one.province, (one.code,)))
    for ward in old_wards():
        found[plain_name(ward.full_name)].append(
            (gazetteer.commune(ward.communes[0]).province, ward.communes)
        )
    return dict(found)


def meant_by(name: str, province: str | None) -> tuple[str, ...]:
    """List the communes that a name without district may mean, in a province or anywhere."""
    entries = everything_named()[name]
    return tuple(
        dict.fromkeys(code for where, codes in entries if province in {None, where} for code in codes)
    )


def communes_of_district(district: str, province: str) -> tuple[str, ...]:
    """List the communes that took over wards of an old district."""
    wards = _by_district()[district, province]
    return tuple(dict.fromkeys(code for ward in wards for code in ward.communes))


@cache
def _by_district() -> dict[tuple[str, str], list[OldWard]]:
    found: defaultdict[tuple[str, str], list[OldWard]] = defaultdict(list)
    for ward in old_wards():
        found[ward.district, ward.province].append(ward)
    return dict(found)
