"""How a tip reads: one form for the tipster before sending and for the officer after it, so that both see the same."""

from dataclasses import dataclass, fields
from enum import StrEnum

from content.i18n import _, once_a_language
from content.places.gazetteer import place_name
from handlers.dialogue.media import count_kinds
from handlers.routing import Involved
from storage.records import Json, Origin, SavedFile, TipKind, dump_file, load_file


class Repeats(StrEnum):
    """How often it happens."""

    ONCE = "once"
    OFTEN = "often"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Report:
    """What a tip says, sealed as one record; the values are those of the conversation's answers. `placing` is not shown."""

    place: str
    where: str
    when: str
    repeats: str
    who: str
    words: str
    involved: str
    files: tuple[SavedFile, ...]
    placing: str = ""


FIELDS = tuple(one.name for one in fields(Report))


def dump_report(kind: TipKind, report: Report) -> Json:
    """Write a report as JSON."""
    words = {name: getattr(report, name) for name in FIELDS}
    return {"kind": kind.value, **words, "files": [dump_file(saved) for saved in report.files]}


def load_report(record: Json) -> tuple[TipKind, Report]:
    """Read a report from JSON."""
    fields = {key: value for key, value in record.items() if key not in {"kind", "files"}}
    files = tuple(map(load_file, record["files"]))
    return TipKind(record["kind"]), Report(**fields, files=files)


def show_report(kind: TipKind, report: Report) -> str:
    """Write a report as a person reads it."""
    lines = [
        (_("What"), kind_labels()[kind]),
        (_("Ward or commune"), place_name(report.place) if report.place else _("Place not known")),
        (_("Exact place"), report.where),
        (_("When"), report.when),
        (_("How often"), repeat_labels()[Repeats(report.repeats)]),
        (_("Who or which vehicle"), report.who),
        (_("Official involved"), involved_labels()[Involved(report.involved)]),
        (_("In your own words"), report.words),
        *count_kinds(report.files),
    ]
    return "\n".join(f"{title}: {text}" for title, text in lines if text)


@once_a_language
def kind_labels() -> dict[TipKind, str]:
    """Label the kinds of tips."""
    return {
        TipKind.SELLING: _("Selling drugs"),
        TipKind.USING: _("Using drugs, or giving a place for it"),
        TipKind.GROWING: _("Growing cannabis, poppy or khat"),
        TipKind.MAKING: _("Making drugs"),
        TipKind.TRANSPORT: _("Transporting or storing drugs"),
        TipKind.POST: _("Sent by post or courier"),
        TipKind.ONLINE: _("Selling online"),
        TipKind.DISGUISED: _("Disguised as sweets, drinks or e-cigarettes"),
        TipKind.SCHOOL: _("Near a school"),
        TipKind.OTHER: _("Something else about drugs"),
    }


@once_a_language
def origin_labels() -> dict[Origin, str]:
    """Label how a tip came that an officer has entered."""
    return {
        Origin.VNEID: _("From VNeID"),
        Origin.PHONE: _("By telephone"),
        Origin.PAPER: _("On paper"),
        Origin.IN_PERSON: _("In person"),
    }


@once_a_language
def repeat_labels() -> dict[Repeats, str]:
    """Label how often it happens."""
    return {
        Repeats.ONCE: _("I saw it once"),
        Repeats.OFTEN: _("Yes, it happens often"),
        Repeats.UNKNOWN: _("I don't know"),
    }


@once_a_language
def involved_labels() -> dict[Involved, str]:
    """Label whether an official is involved."""
    return {
        Involved.NO: _("No"),
        Involved.COMMUNE: _("Yes, of the ward or commune"),
        Involved.PROVINCE: _("Yes, of the province"),
        Involved.UNSURE: _("I am not sure"),
    }
