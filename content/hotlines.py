"""The public numbers that are given out, each with its source; an answer to a tipster may name no other."""

from dataclasses import dataclass

from content.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Hotline:
    """A public number as people write it: whose it is, what it is for, when somebody answers, and where that stands."""

    number: str
    whose: str
    purpose: str
    hours: str
    source: str

    @property
    def digits(self) -> str:
        """Give the number without dots."""
        return self.number.replace(".", "")

    @property
    def name(self) -> str:
        """Say whose the number is, in the language in force."""
        return _(self.whose)

    @property
    def description(self) -> str:
        """Say what the number is for and when it answers, in the language in force."""
        purpose, hours = _(self.purpose), _(self.hours)
        return purpose if hours in self.name else f"{purpose} ({hours})"  # posters name some with their hours


DAY_AND_NIGHT = N_("day and night")
FREE = N_("day and night, free")
EMERGENCY = "national emergency number [domain.md, facts outside the plans]"

POLICE = Hotline("113", N_("Police"), N_("danger, violence, a crime happening now"), DAY_AND_NIGHT, EMERGENCY)
FIRE = Hotline("114", N_("Fire"), N_("fire, somebody trapped"), DAY_AND_NIGHT, EMERGENCY)
AMBULANCE = Hotline(
    "115", N_("Ambulance"), N_("unconscious, can hardly breathe, overdose"), DAY_AND_NIGHT, EMERGENCY
)
CHILDREN = Hotline(
    "111", N_("Children"), N_("a child in danger or in need"), FREE, "child protection [Decree 56/2017/NĐ-CP]"
)
DRUG_POLICE = Hotline(
    "0769.04.04.04",
    N_("Drug police, day and night"),
    N_("tell of drug crime by call, text message or Zalo; they see your number"),
    DAY_AND_NIGHT,
    "national drug police since 10 October 2025: calls, SMS, Zalo [znews.vn post1592015; domain.md]",
)

CALLED = (AMBULANCE, POLICE, FIRE, CHILDREN, DRUG_POLICE)
"""What can be called anywhere in the country: who is in danger of life first."""

POSTED = (POLICE, AMBULANCE, CHILDREN, DRUG_POLICE)
"""What stands on posters and pictures."""

HOTLINES = frozenset(one.digits for one in CALLED)
