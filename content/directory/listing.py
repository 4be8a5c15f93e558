"""One file of the directory that ships: a place, the day of its last review, and its entries."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from content.directory.kinds import EntryKind
from content.i18n import current_language


class Wording(BaseModel):
    """What an entry says in one language: whose it is, what it is for, when somebody answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    purpose: str
    hours: str


class Listing(BaseModel):
    """A number or a place that helps: as people write it, with where that stands. `posted`: on posters and pictures."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: EntryKind
    phone: str
    address: str = ""
    source: str
    posted: bool = False
    vi: Wording
    en: Wording

    @property
    def digits(self) -> str:
        """Give the number without what stands between its digits."""
        return "".join(filter(str.isdigit, self.phone))

    @property
    def wording(self) -> Wording:
        """Give what it says in the language in force."""
        return self.en if current_language() == "en" else self.vi

    @property
    def name(self) -> str:
        """Say whose it is, in the language in force."""
        return self.wording.name

    @property
    def description(self) -> str:
        """Say what it is for and when somebody answers, in the language in force."""
        purpose, hours = self.wording.purpose, self.wording.hours
        return purpose if hours in self.name else f"{purpose} ({hours})"  # posters name some with their hours


class PlaceFile(BaseModel):
    """The entries of one place: `vn`, two digits of a province or five of a commune."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str
    reviewed_on: date
    entry: tuple[Listing, ...]
