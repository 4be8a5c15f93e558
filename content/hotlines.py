"""The public numbers that are given out, each with its source; an answer to a tipster may name no other."""

from dataclasses import dataclass

from content.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Hotline:
    """A public number as people write it, whose it is, and where that stands."""

    number: str
    whose: str
    source: str

    @property
    def digits(self) -> str:
        """Give the number without dots."""
        return self.number.replace(".", "")

    @property
    def name(self) -> str:
        """Say whose the number is, in the language in force."""
        return _(self.whose)


POLICE = Hotline("113", N_("Police"), "national emergency number [domain.md, facts outside the plans]")
FIRE = Hotline("114", N_("Fire"), "national emergency number [domain.md, facts outside the plans]")
AMBULANCE = Hotline("115", N_("Ambulance"), "national emergency number [domain.md, facts outside the plans]")
CHILDREN = Hotline("111", N_("Children"), "child protection, day and night, free [Decree 56/2017/NĐ-CP]")
DRUG_POLICE = Hotline(
    "0769.04.04.04",
    N_("Drug police, day and night"),
    "national drug police since 10 October 2025: calls, SMS, Zalo [znews.vn post1592015; domain.md]",
)

POSTED = (POLICE, AMBULANCE, CHILDREN, DRUG_POLICE)
"""What stands on posters and pictures."""

HOTLINES = frozenset(one.digits for one in (*POSTED, FIRE))
