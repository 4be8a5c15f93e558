"""Checks the directory that ships: known places, Vietnamese phone numbers, each with a source, a purpose, its hours; none twice."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from content.directory.kinds import EntryKind
from content.directory.listing import Listing, PlaceFile
from content.directory.pack import NATION, read_place
from content.directory.phones import read_phone
from content.i18n import _
from content.pledges.pledge import is_place
from content.prevention.checking.claims import check_review
from content.prevention.checking.faults import Fault


def check_directory(folder: Path, today: date) -> list[Fault]:
    """Check all files of a folder."""
    faults = []
    if not (folder / f"{NATION}.toml").is_file():
        faults.append(Fault(f"{NATION}.toml", _("It is missing."), _("Write it: people are led to it.")))
    for path in sorted(folder.glob("*.toml")):
        try:
            found = read_place(path)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
            wrong = _("The file can't be read as a part of the directory.")
            faults.append(Fault(path.name, wrong, _("content/directory/README.md shows what it needs.")))
        else:
            faults += _check_place(path, found, today)
    return faults


def _check_place(path: Path, found: PlaceFile, today: date) -> Iterator[Fault]:
    if found.place != path.stem or not is_place(found.place):
        wrong = (
            _("There is no place «{place}».") if found.place == path.stem else _("Its place is «{place}».")
        )
        remedy = _("Write «vn», the code of a province or that of a commune, and name the file so.")
        yield Fault(path.name, wrong.format(place=found.place), remedy)
    yield from check_review(path.name, found.reviewed_on, today)
    seen: set[str] = set()
    for one in found.entry:
        yield from _check_entry(path.name, one)
        if one.kind is EntryKind.EMERGENCY and found.place != NATION:
            wrong = _("{number} is for an emergency.").format(number=one.phone)
            yield Fault(path.name, wrong, _("Those numbers stand in vn.toml only."))
        for name in {one.id, one.digits} - {""}:
            if name in seen:
                wrong = _("{number} stands there twice.").format(number=one.phone or one.id)
                yield Fault(path.name, wrong, _("Keep one of them."))
            seen.add(name)


def _check_entry(file: str, one: Listing) -> Iterator[Fault]:
    name = one.phone or one.id
    if one.phone and read_phone(one.phone) is None:
        wrong = _("{number} is no Vietnamese phone number.").format(number=name)
        yield Fault(file, wrong, _("Correct it, digit by digit, from its source."))
    if not (one.phone or one.address.strip()):
        wrong = _("{number} has neither a number nor an address.").format(number=name)
        yield Fault(file, wrong, _("Write how people get there."))
    if not one.source.strip():
        wrong = _("{number} has no source.").format(number=name)
        yield Fault(file, wrong, _("Say where the number was published, and when."))
    if not all(word.strip() for text in (one.vi, one.en) for word in (text.name, text.purpose, text.hours)):
        wrong = _("{number} lacks whose it is, what it is for, or its hours.").format(number=name)
        yield Fault(file, wrong, _("Add it; another item shows how."))
