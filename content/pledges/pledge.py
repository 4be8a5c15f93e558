"""One pledge: who makes it, and its text in a version for the whole country and for places that have their own."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from content.places.gazetteer import PROVINCE_DIGITS, communes

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
NATION = "vn"


class PledgeKind(StrEnum):
    """Who pledges; the values are stored."""

    HOUSEHOLD = "household"
    GROUP = "group"
    CLAN = "clan"
    CLASS = "class"
    BUSINESS = "business"


class Version(BaseModel):
    """The text in one place: `vn`, two digits of a province or five of a commune; its lines in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: Words
    source: Words
    vi: Annotated[tuple[Words, ...], Field(min_length=1)]
    en: Annotated[tuple[Words, ...], Field(min_length=1)]

    @property
    def references(self) -> list[str]:
        """List what the version follows."""
        return [one.strip() for one in self.source.split(";")]


class Pledge(BaseModel):
    """A pledge with all its versions and the day of its last review."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: PledgeKind
    reviewed_on: date
    version: Annotated[tuple[Version, ...], Field(min_length=1)]

    def version_for(self, commune: str) -> Version:
        """Give the version of a commune: its own, else its province's, else the country's."""
        found = communes().get(commune)
        line = (commune, found.province if found is not None else "", NATION)
        known = {one.place: one for one in self.version}
        return next(known[place] for place in line if place in known)

    def lines(self, commune: str, language: str) -> tuple[str, ...]:
        """Give the lines that are pledged in a commune."""
        version = self.version_for(commune)
        return version.en if language == "en" else version.vi


def is_place(code: str) -> bool:
    """Tell whether a version may name this place."""
    is_province = len(code) == PROVINCE_DIGITS and any(one.province == code for one in communes().values())
    return code == NATION or code in communes() or is_province
