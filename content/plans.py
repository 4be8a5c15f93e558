"""What the published plans ask of areas and of reports, with their source. The provinces' own dates come later."""

from typing import NamedTuple

from content.i18n import N_

HA_NOI, LAI_CHAU, THANH_HOA, CAN_THO = "01", "12", "38", "92"

CRITERIA = (
    N_("No place where drugs are sold or taken, and no retail seller."),
    N_("No resident and no group that commits drug crimes."),
    N_("Every person with an addiction is registered and in a fitting form of treatment or aftercare."),
    N_("Whoever gets substitution medicine for over a year takes no other drugs."),
    N_("Every person who takes drugs is registered and looked after."),
    N_("Every household has signed its commitment; hotline numbers are posted in every hamlet."),
    N_("At least one prevention model works and is kept up."),
    N_("No plants that contain drugs are grown."),
)
CRITERIA_SOURCE = N_("Source: plan of «Lai Châu» city for a drug-free city, 2024–2025, section II.")


class DueReport(NamedTuple):
    """A report that is due before a day of each year, or of one year, in one province."""

    province: str
    month: int
    day: int
    name: str
    source: str
    year: int = 0


_HALF, _WHOLE = N_("Half-year report"), N_("Annual report")
_LAI_CHAU = "Lai Châu VI.1"
DUE_REPORTS = (
    DueReport(HA_NOI, 6, 17, _HALF, "Hà Nội IV.2"),
    DueReport(HA_NOI, 12, 17, _WHOLE, "Hà Nội IV.2"),
    DueReport(LAI_CHAU, 6, 10, _HALF, _LAI_CHAU),
    DueReport(LAI_CHAU, 12, 10, _WHOLE, _LAI_CHAU),
    DueReport(LAI_CHAU, 3, 16, N_("Report on stage 2"), _LAI_CHAU, 2025),
    DueReport(LAI_CHAU, 8, 16, N_("Report on stage 3"), _LAI_CHAU, 2025),
    DueReport(LAI_CHAU, 10, 16, N_("Report on stage 4"), _LAI_CHAU, 2025),
    DueReport(LAI_CHAU, 12, 3, N_("Final report on the plan"), _LAI_CHAU, 2025),
    DueReport(THANH_HOA, 7, 3, N_("Report on the action month"), "Thanh Hóa IV.2"),
    DueReport(CAN_THO, 12, 15, _WHOLE, "Cần Thơ IV.1b"),
)
