"""The words that stand in typed commands for our own names of things, without diacritics: where there are no buttons people see them."""

from content.help.answer import Danger, Wanted
from content.prevention.vocabulary import Topic
from storage.records import TipKind, TipStatus

STATUS_WORDS = {
    TipStatus.NEW: "chuanhan",
    TipStatus.CLAIMED: "danhan",
    TipStatus.VERIFYING: "xacminh",
    TipStatus.PASSED_ON: "dachuyen",
    TipStatus.CLOSED: "dadong",
    TipStatus.QUARANTINED: "cachly",
}
KIND_WORDS = {
    TipKind.SELLING: "muaban",
    TipKind.USING: "sudung",
    TipKind.GROWING: "trongcay",
    TipKind.MAKING: "sanxuat",
    TipKind.TRANSPORT: "vanchuyen",
    TipKind.POST: "buudien",
    TipKind.ONLINE: "trenmang",
    TipKind.DISGUISED: "nguytrang",
    TipKind.SCHOOL: "truonghoc",
    TipKind.OTHER: "khac",
}
TOPIC_WORDS = {
    Topic.SYNTHETIC: "tonghop",
    Topic.DISGUISED: "nguytrang",
    Topic.E_CIGARETTES: "thuocladientu",
    Topic.NITROUS_OXIDE: "bongcuoi",
    Topic.SHISHA: "shisha",
    Topic.AMERICAN_GRASS: "comy",
    Topic.KHAT: "lakhat",
    Topic.STAMP: "temgiay",
    Topic.GROWING: "caycam",
    Topic.POULTRY: "giacam",
    Topic.PSYCHOSIS: "loanthan",
    Topic.TRICKS: "thudoan",
    Topic.LAW: "phapluat",
    Topic.TREATMENT: "cainghien",
    Topic.AFTERCARE: "saucai",
    Topic.GOOD_EXAMPLES: "guongtot",
    Topic.TIPPING: "cachbaotin",
}
HELP_WORDS: dict[Danger | Wanted, str] = {
    Danger.OVERDOSE: "batinh",
    Danger.PSYCHOSIS: "hoangloan",
    Danger.VIOLENCE: "bidanh",
    Danger.DESPAIR: "tuyetvong",
    Wanted.TALK: "noichuyen",
    Wanted.TREATMENT: "cainghien",
    Wanted.MEDICINE: "thuoc",
    Wanted.AFTERWARDS: "saucai",
    Wanted.LEGAL_AID: "hoiluat",
    Wanted.CHILD: "treem",
}
# The English names are understood as well: they stand on buttons of old messages.
STATUSES = {word: status for status, own in STATUS_WORDS.items() for word in (own, str(status))}
KINDS = {word: kind for kind, own in KIND_WORDS.items() for word in (own, str(kind))}
TOPICS = {word: topic for topic, own in TOPIC_WORDS.items() for word in (own, f"#{topic}")}
HELP_ANSWERS = {word: name for name, own in HELP_WORDS.items() for word in (own, f"#{name}")}
