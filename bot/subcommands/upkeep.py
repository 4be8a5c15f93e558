"""`homthu rotate`: the server's secret is changed."""

import argparse
import time

from bot.opening import places_of
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _, ngettext
from storage.databases import choose_database
from storage.noted_copies import outdate_data_copies
from storage.rotation import rotate as change_secret


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    add_form(forms, "rotate", rotate, _("change the server's secret, while nothing else runs"))


def rotate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Change the server's secret."""
    places = places_of(settings)
    voided = change_secret(choose_database(places.url), places.data, int(time.time()))
    outdate_data_copies(places.data)  # they need the former secret
    lines = [
        _("The server's secret is changed, and everything under it is sealed anew."),
        _(
            "Make new copies now with «homthu backup» and «homthu backup --shred»: older ones need the former secret."
        ),
    ]
    if voided:
        text = ngettext(
            "{count} open invitation ended. Please invite again.",
            "{count} open invitations ended. Please invite again.",
            voided,
        )
        lines.append(text.format(count=voided))
    print("\n".join(lines))
    return 0
