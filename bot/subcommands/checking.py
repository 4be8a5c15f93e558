"""`homthu doctor` and `homthu places`: whether the deployment is safe, and developers' data."""

import argparse

from bot.doctor.examination import examine
from bot.opening import open_store
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _
from content.places.gazetteer import TABLES

MARKS = {True: "✓", False: "✗", None: "?"}


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    add_form(forms, "doctor", doctor, _("check the deployment"))
    placing = add_form(forms, "places", places, _("the list of provinces and communes"))
    placing.add_argument("act", choices=["refresh"])


def doctor(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check the deployment."""
    store = open_store(settings)
    try:
        findings = examine(settings, store)
    finally:
        store.close()
    for finding in findings:
        print(f"{MARKS[finding.good]} {finding.text}")
    return 1 if any(finding.good is False for finding in findings) else 0


def places(settings: Settings, arguments: argparse.Namespace) -> int:
    """Build the place tables anew from their pinned sources."""
    from content.places.building.refresh import refresh  # noqa: PLC0415 - only developers need it

    for line in refresh(TABLES):
        print(line)
    return 0
