"""`homthu doctor`: whether the deployment is safe."""

import argparse

from bot.doctor.examination import examine
from bot.doctor.finding import Finding
from bot.opening import open_store
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _

MARKS = {True: "✓", False: "✗", None: "?"}


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    add_form(forms, "doctor", doctor, _("check the deployment"))


def doctor(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check the deployment."""
    store = open_store(settings)
    try:
        findings = examine(settings, store)
    finally:
        store.close()
    return print_findings(findings)


def print_findings(findings: list[Finding]) -> int:
    """Print what was found; 1 if something is wrong, and not for what can't be seen from inside."""
    for finding in findings:
        print(f"{MARKS[finding.good]} {finding.text}")
    return 1 if any(finding.good is False for finding in findings) else 0
