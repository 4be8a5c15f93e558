"""What stands in the directory of a place: numbers to call and places that help. Units enter their own, people find the nearest."""

import re
from enum import StrEnum

from content.hotline_checking import VIETNAMESE
from content.i18n import _, once_a_language

STALE_DAYS = 180
SHORTEST_GROUPED = 4
LARGE_CITIES = ("024", "028")


class EntryKind(StrEnum):
    """What an entry is; the values are stored."""

    POLICE = "police"
    HEALTH = "health"
    COUNSELLING = "counselling"
    TREATMENT = "treatment"
    METHADONE = "methadone"
    LEGAL_AID = "legal_aid"
    WOMEN = "women"
    YOUTH = "youth"


HELPING = tuple(kind for kind in EntryKind if kind is not EntryKind.POLICE)


@once_a_language
def kind_names() -> dict[EntryKind, str]:
    """Name the kinds: what each is for."""
    return {
        EntryKind.POLICE: _("Police: tips, a crime"),
        EntryKind.HEALTH: _("Health station"),
        EntryKind.COUNSELLING: _("Counselling"),
        EntryKind.TREATMENT: _("Treatment of one's own will"),
        EntryKind.METHADONE: _("Methadone, buprenorphine"),
        EntryKind.LEGAL_AID: _("Free legal aid"),
        EntryKind.WOMEN: _("Women's union"),
        EntryKind.YOUTH: _("Youth union"),
    }


def read_phone(text: str) -> str | None:
    """Read a phone number as people write it and give its digits; None if nobody in Vietnam could call it."""
    digits = re.sub(r"[\s.\-()]", "", text)
    digits = re.sub(r"^(?:\+84|0084)", "0", digits)
    return digits if VIETNAMESE.fullmatch(digits) else None


def show_phone(digits: str) -> str:
    """Write a number in groups, as people read it aloud: «024.3826.1234», «0912.345.678», «1900.9095», «113»."""
    if len(digits) <= SHORTEST_GROUPED:
        return digits
    if digits.startswith("1"):
        return f"{digits[:4]}.{digits[4:]}"
    if digits.startswith(LARGE_CITIES):
        return f"{digits[:3]}.{digits[3:7]}.{digits[7:]}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
