"""The closed lists that items use: what they are about, for whom they are, and which series they belong to."""

from enum import StrEnum

from content.i18n import _, once_a_language


class Topic(StrEnum):
    """What an item is about; the plans ask for each (domain.md M10)."""

    SYNTHETIC = "synthetic"
    DISGUISED = "disguised"
    E_CIGARETTES = "e-cigarettes"
    NITROUS_OXIDE = "nitrous-oxide"
    SHISHA = "shisha"
    AMERICAN_GRASS = "american-grass"
    KHAT = "khat"
    STAMP = "stamp"
    GROWING = "growing"
    POULTRY = "poultry"
    PSYCHOSIS = "psychosis"
    TRICKS = "tricks"
    LAW = "law"
    TREATMENT = "treatment"
    AFTERCARE = "aftercare"
    GOOD_EXAMPLES = "good-examples"
    TIPPING = "tipping"


class Audience(StrEnum):
    """For whom an item is. Nobody is asked whether they are recovering: those items are found, not subscribed to."""

    EVERYBODY = "everybody"
    PUPIL = "pupil"
    PARENT = "parent"
    WORKER = "worker"
    DRIVER = "driver"
    BUSINESS = "business"
    FARMER = "farmer"
    FAMILY = "family"
    RECOVERING = "recovering"


class Series(StrEnum):
    """Which row an item stands in: a day of the action month, four a quarter, or one for an audience."""

    ACTION_MONTH = "action-month"
    QUARTER = "quarter"
    AUDIENCE = "audience"


class Image(StrEnum):
    """What an item's picture shows."""

    AMBULANCE = "ambulance"
    BACKPACK = "backpack"
    BALLOON = "balloon"
    BED = "bed"
    BOOK = "book"
    CALENDAR = "calendar"
    CALM = "calm"
    CANDY = "candy"
    CROSS = "cross"
    CUP = "cup"
    ENVELOPE = "envelope"
    FACTORY = "factory"
    FAMILY = "family"
    FIELD = "field"
    FLASK = "flask"
    GIFT = "gift"
    GRASS = "grass"
    HANDS = "hands"
    HEN = "hen"
    HOUSE = "house"
    KEY = "key"
    LEAF = "leaf"
    MAGNIFIER = "magnifier"
    MONEY = "money"
    MOUNTAIN = "mountain"
    PARCEL = "parcel"
    PATH = "path"
    PHONE = "phone"
    PLANT = "plant"
    PLEDGE = "pledge"
    ROAD = "road"
    SCALES = "scales"
    SCHOOL = "school"
    SEED = "seed"
    SHIELD = "shield"
    SMOKE = "smoke"
    SPEAKER = "speaker"
    SPEECH = "speech"
    STAMP = "stamp"
    STAR = "star"
    SUN = "sun"
    TAG = "tag"
    TALK = "talk"
    TRUCK = "truck"
    VAPE = "vape"


@once_a_language
def topic_names() -> dict[Topic, str]:
    """Name the topics, for people."""
    return {
        Topic.SYNTHETIC: _("Synthetic and new drugs"),
        Topic.DISGUISED: _("Drugs hidden in sweets and drinks"),
        Topic.E_CIGARETTES: _("E-cigarettes"),
        Topic.NITROUS_OXIDE: _("Laughing gas"),
        Topic.SHISHA: _("Shisha"),
        Topic.AMERICAN_GRASS: _("«American grass»"),
        Topic.KHAT: _("Khat leaf"),
        Topic.STAMP: _("Paper stamps"),
        Topic.GROWING: _("Plants that may not be grown"),
        Topic.POULTRY: _("Cannabis for poultry"),
        Topic.PSYCHOSIS: _("Somebody in a psychosis"),
        Topic.TRICKS: _("Tricks and lures"),
        Topic.LAW: _("What the law says"),
        Topic.TREATMENT: _("Treatment and where it begins"),
        Topic.AFTERCARE: _("Life after treatment"),
        Topic.GOOD_EXAMPLES: _("Good examples"),
        Topic.TIPPING: _("How to tip something off"),
    }
