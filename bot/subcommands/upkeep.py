"""`homthu rotate` and `homthu audit verify`: the server's secret is changed, the audit log is checked."""

import argparse
import time

from bot.opening import open_store, places_of
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _, ngettext
from storage import audit
from storage.databases import choose_database
from storage.noted_copies import outdate_data_copies
from storage.rotation import rotate as change_secret


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    add_form(forms, "rotate", rotate, _("change the server's secret, while nothing else runs"))
    auditing = add_form(forms, "audit", verify, _("check that nothing in the audit log was changed"))
    auditing.add_argument("act", choices=["verify"])
    auditing.add_argument("--head", default="", help=_("a head that was kept: it must still be in the log"))


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


def verify(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check the chain of the audit log, and that a kept head is part of it."""
    store = open_store(settings)
    try:
        broken = store.run(audit.find_break)
        heads = store.run(audit.all_heads)
    finally:
        store.close()
    if broken is not None:
        print(
            _("The audit log is broken: row {number} does not fit the one before it.").format(number=broken)
        )
        return 1
    head = arguments.head.strip().lower()
    if head and head not in heads:
        print(_("The audit log does not hold this head: something before it was changed or left out."))
        return 1
    print(_("The audit log is whole: {count} rows. Its head:").format(count=len(heads)))
    print(heads[-1] if heads else audit.EMPTY_HEAD.hex())
    return 0
