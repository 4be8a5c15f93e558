"""Finds the names that were gone before 2025-07 and where each of them went: which old wards took it over."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.places.building.crosscheck import OldWard, SourcesDifferError, explained
from content.places.building.earlier import EarlierWard
from content.places.building.points import Point
from content.places.building.sources import OldNames
from content.places.building.syllables import Syllables
from content.places.folding import fold

GLUED_TYPES = {"phuong": "Phuong", "xa": "Xa", "thitran": "Thi tran"}
LEADING_ZERO = re.compile(r"(?<![\d])0+(?=\d)")
GLUED = re.compile(r"(phuong|xa|thitran)([a-z0-9]+)")


@dataclass(frozen=True, slots=True)
class FormerWard:
    """A name that was gone, renamed or moved to another district before 2025-07."""

    ward: str
    district: str
    province: str
    wards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormerDistrict:
    """A district that was gone or renamed before 2025-07, and the old wards that lie where it was."""

    district: str
    province: str
    wards: tuple[str, ...]


class Former:
    """Compares the wards of about 2022 with those of June 2025."""

    def __init__(
        self, old: list[OldWard], earlier: list[EarlierWard], points: list[Point], names: OldNames
    ) -> None:
        self._old = {one.code: one for one in old}
        self._earlier = earlier
        self._points = [one for one in points if one.code in self._old]
        self._provinces = names.provinces
        self._known = {_key(one.ward, one.district, one.province) for one in old}
        self._by_name: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for one in old:
            self._by_name[_glue(one.ward), one.province].append(one.code)
        self._other_names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for point in self._points:
            for name in self._gone_names(point):
                self._other_names[name, self._old[point.code].province].append(point.code)

    def wards(self) -> list[FormerWard]:
        """List the former wards: first those of about 2022, then those known without accents only."""
        found = {_key(one.ward, one.district, one.province): one for one in self._from_earlier()}
        spelt = {(_glue(one.ward), one.province) for one in found.values()}
        for one in self._from_points():
            if (_glue(one.ward), one.province) not in spelt:
                found.setdefault(_key(one.ward, one.district, one.province), one)
        return [found[key] for key in sorted(found)]

    def districts(self) -> list[FormerDistrict]:
        """List the former districts, with the old wards that their wards became."""
        today = {(fold(one.district), one.province) for one in self._old.values()}
        grouped: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for one in self._earlier:
            province = self._provinces[one.province]
            if (fold(one.district), province) not in today:
                grouped[one.district, province].update(dict.fromkeys(self._successors(one)))
        return [FormerDistrict(*key, tuple(sorted(wards))) for key, wards in sorted(grouped.items())]

    def _from_earlier(self) -> Iterator[FormerWard]:
        lost: list[str] = []
        for one in self._earlier:
            province = self._provinces[one.province]
            if _key(one.full_name, one.district, province) in self._known:
                continue
            wards = self._successors(one)
            if wards:
                yield FormerWard(LEADING_ZERO.sub("", one.full_name), one.district, province, wards)
            elif one.code not in explained("vanished"):
                lost.append(one.code)
        if lost:
            raise SourcesDifferError(f"wards of 2022 that went nowhere: {lost}")

    def _successors(self, one: EarlierWard) -> tuple[str, ...]:
        province = self._provinces[one.province]
        same = [code for code in self._by_name[_glue(one.full_name), province] if self._is_near(code, one)]
        if one.code in self._old:
            return (one.code,)
        merged = self._other_names[_glue(one.full_name), province]
        near = [code for code in merged if self._is_near(code, one)]
        return tuple(dict.fromkeys(explained("vanished").get(one.code, "").split() or near or same))

    def _is_near(self, code: str, one: EarlierWard) -> bool:
        """Tell whether an old ward lies in the same district, or where wards of that district went."""
        if fold(self._old[code].district) == fold(one.district):
            return True
        neighbours = {
            row.code for row in self._earlier if row.district == one.district and row.province == one.province
        }
        return code in neighbours

    def _from_points(self) -> Iterator[FormerWard]:
        syllables = Syllables(one.ward for one in self._old.values())
        for point in self._points:
            one = self._old[point.code]
            for name in self._gone_names(point):
                kind = GLUED.sub(r"\1", name)
                spaced = syllables.part(name.removeprefix(kind))
                ward = f"{GLUED_TYPES[kind]} {spaced.title()}"
                if spaced and _key(ward, one.district, one.province) not in self._known:
                    yield FormerWard(ward, one.district, one.province, (point.code,))

    def _gone_names(self, point: Point) -> Iterable[str]:
        """Give the names with a type that are no other spelling of the ward's own."""
        own = _spelling(_glue(self._old[point.code].ward))
        names = [_plain_number(name) for name in point.names if GLUED.fullmatch(name)]
        return [name for name in dict.fromkeys(names) if _spelling(name) != own]


def _key(ward: str, district: str, province: str) -> tuple[str, str, str]:
    return province, fold(district), _glue(ward)


def _glue(full_name: str) -> str:
    return _plain_number(fold(full_name).replace(" ", ""))


def _plain_number(name: str) -> str:
    return LEADING_ZERO.sub("", name)


def _spelling(name: str) -> str:
    """Fold what the package varies by itself: y and i, s and x."""
    return name.replace("y", "i").replace("s", "x")
