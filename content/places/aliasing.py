"""Lets local names that the caller passes in count like a commune's own name."""

from collections.abc import Iterator, Mapping

from content.places.marks import provinces_of
from content.places.names import all_names
from content.places.units import Level, Unit


class _Aliases(Mapping[str, tuple[Unit, ...]]):
    """Make the units of an alias when it is met: thousands of aliases cost a text nothing."""

    def __init__(self, codes: Mapping[str, tuple[str, ...]]) -> None:
        self._codes = codes

    def __getitem__(self, key: str) -> tuple[Unit, ...]:
        return tuple(_unit(code) for code in self._codes[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, key: object) -> bool:
        return key in self._codes


def units_of_aliases(codes: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[Unit, ...]]:
    """Give the units by the keys of local names; `codes` has the communes of each key."""
    return _Aliases(codes)


def _unit(code: str) -> Unit:
    own = all_names().commune_units[code]
    return Unit(own.mark, Level.COMMUNE, "", (), own.within, (code,), provinces_of((code,)))
