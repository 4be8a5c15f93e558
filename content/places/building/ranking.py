"""Orders the communes that an old ward was divided into: the likeliest first, those that got mere land last."""

from collections.abc import Mapping
from zipfile import ZipFile

from content.places.building.points import Target
from content.places.building.sources import notes, split_type
from content.places.folding import fold

LAND = "phan dien tich"
PEOPLE = "dan so"


class Ranking:
    """Knows what speaks for each commune: the second table's choice, the same code or name, the decree's words."""

    def __init__(self, current: ZipFile, targets: Mapping[str, list[Target]]) -> None:
        rows = notes(current)
        self._names = {code: fold(name) for code, (name, _note) in rows.items()}
        self._notes = {code: fold(note) for code, (_name, note) in rows.items()}
        self._likeliest = {
            code: {one.code for one in found if one.likeliest} for code, found in targets.items()
        }

    def order(self, code: str, ward: str, communes: tuple[str, ...]) -> tuple[str, ...]:
        """Put an old ward's communes in order."""
        name = fold(split_type(ward)[1])
        likeliest = self._likeliest.get(code, set())

        def rank(commune: str) -> tuple[bool, ...]:
            land = self._got_land_only(commune, fold(ward))
            return land, commune not in likeliest, self._names.get(commune) != name, commune != code

        return tuple(sorted(communes, key=rank))

    def _got_land_only(self, commune: str, ward: str) -> bool:
        """Tell whether the decree moved «1 phần diện tích» of a ward, and says nothing of its people."""
        parts = self._notes.get(commune, "").split(ward)[:-1]
        return any(LAND in part[-40:] and PEOPLE not in part[-40:] for part in parts)
