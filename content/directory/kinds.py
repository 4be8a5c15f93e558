"""What stands in the directory of a place: numbers to call and places that help."""

from enum import StrEnum

from content.i18n import _, once_a_language

STALE_DAYS = 180


class EntryKind(StrEnum):
    """What an entry is; the values are stored."""

    EMERGENCY = "emergency"
    POLICE = "police"
    HEALTH = "health"
    COUNSELLING = "counselling"
    TREATMENT = "treatment"
    METHADONE = "methadone"
    LEGAL_AID = "legal_aid"
    WOMEN = "women"
    YOUTH = "youth"
    CHILDREN = "children"


HELPING = tuple(kind for kind in EntryKind if kind is not EntryKind.POLICE)


@once_a_language
def kind_names() -> dict[EntryKind, str]:
    """Name the kinds that units enter: what each is for. Numbers for an emergency only ship."""
    return {
        EntryKind.POLICE: _("Police: tips, a crime"),
        EntryKind.HEALTH: _("Health station"),
        EntryKind.COUNSELLING: _("Counselling"),
        EntryKind.TREATMENT: _("Treatment of one's own will"),
        EntryKind.METHADONE: _("Methadone, buprenorphine"),
        EntryKind.LEGAL_AID: _("Free legal aid"),
        EntryKind.WOMEN: _("Women's union"),
        EntryKind.YOUTH: _("Youth union"),
        EntryKind.CHILDREN: _("Protection of children"),
    }
