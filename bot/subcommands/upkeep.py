"""`homthu rotate` changes the server's secret; `homthu adopt` lets a restored copy send to subscribers again."""

import argparse
import time

from bot.opening import open_store, places_of
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _, ngettext
from storage.databases import choose_database
from storage.instances import adopt as take_over
from storage.noted_copies import outdate_copies
from storage.rotation import rotate as change_secret


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    add_form(forms, "rotate", rotate, _("change the server's secret, while nothing else runs"))
    add_form(forms, "adopt", adopt, _("say that this copy of the data is the one that sends to subscribers"))


def rotate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Change the server's secret."""
    places = places_of(settings)
    voided = change_secret(choose_database(places.url), places.data, int(time.time()))
    outdate_copies(places.data)  # they need the former secret
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


def adopt(settings: Settings, arguments: argparse.Namespace) -> int:
    """Let this copy of the data send to subscribers; what was open is cancelled, since another may have sent it."""
    store, now = open_store(settings), time.time()
    try:
        cancelled = store.run(lambda tx: take_over(tx, store.places.data, store.broadcasts, now))
    finally:
        store.close()
    lines = [
        _("This copy of the data sends messages to subscribers from now on. No other copy may run any more.")
    ]
    if cancelled:
        text = ngettext(
            "{count} open message to subscribers is cancelled: another copy may have sent it already.",
            "{count} open messages to subscribers are cancelled: another copy may have sent them already.",
            cancelled,
        )
        lines.append(text.format(count=cancelled))
    print("\n".join(lines))
    return 0
