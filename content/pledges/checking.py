"""Checks the pledges: all there, with a version for the country, known places and sources, a review, short enough lines."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from content.i18n import _
from content.pledges.pack import read_pledge
from content.pledges.pledge import NATION, Pledge, PledgeKind, Version, is_place
from content.prevention.checking.claims import check_review
from content.prevention.checking.faults import Fault
from content.prevention.sources import find_source

MOST_LINES, LONGEST_LINE = 5, 120  # what the picture holds


def check_pledges(folder: Path, today: date) -> list[Fault]:
    """Check all pledges of a folder."""
    faults = [
        Fault(f"{kind}.toml", _("It is missing."), _("Write it: people are led to it."))
        for kind in PledgeKind
        if not (folder / f"{kind}.toml").is_file()
    ]
    for path in sorted(folder.glob("*.toml")):
        try:
            pledge = read_pledge(path)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
            wrong = _("The file can't be read as a pledge.")
            remedy = _("It needs id, reviewed_on, and versions with place, source, and lines in vi and en.")
            faults.append(Fault(path.name, wrong, remedy))
        else:
            faults += _check_pledge(path, pledge, today)
    return faults


def _check_pledge(path: Path, pledge: Pledge, today: date) -> Iterator[Fault]:
    if pledge.id != path.stem:
        wrong = _("Its id is «{id}».").format(id=pledge.id)
        yield Fault(path.name, wrong, _("Give the id the name of the file, without «.toml»."))
    yield from check_review(path.name, pledge.reviewed_on, today)
    counted = Counter(one.place for one in pledge.version)
    if counted[NATION] != 1 or max(counted.values()) > 1:
        wrong = _("It needs one version for «vn», and at most one for each other place.")
        yield Fault(path.name, wrong, _("Add the missing one, or keep one of two."))
    for version in pledge.version:
        yield from _check_version(path.name, version)


def _check_version(file: str, version: Version) -> Iterator[Fault]:
    if not is_place(version.place):
        wrong = _("There is no place «{place}».").format(place=version.place)
        yield Fault(file, wrong, _("Write «vn», the code of a province or that of a commune."))
    for reference in version.references:
        if find_source(reference) is None:
            wrong = _("The source [{reference}] is not in the list.").format(reference=reference)
            yield Fault(file, wrong, _("Correct it, or add it to sources.toml with its address."))
    if len(version.vi) != len(version.en):
        yield Fault(file, _("The languages have different lines."), _("Translate line by line."))
    lines = (*version.vi, *version.en)
    if len(lines) > 2 * MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        wrong = _("A version has at most {count} lines of {length} characters.")
        yield Fault(file, wrong.format(count=MOST_LINES, length=LONGEST_LINE), _("Say it in fewer words."))
