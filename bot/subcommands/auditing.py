"""`homthu audit verify`: the audit log is checked against itself and against heads that were kept."""

import argparse
import asyncio

from bot.opening import open_store
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _, ngettext
from storage.audit import Chain, check_chain
from storage.heads import kept_heads, read_head


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    auditing = add_form(forms, "audit", verify, _("check that nothing in the audit log was changed"))
    auditing.add_argument("act", choices=["verify"])
    auditing.add_argument("--head", default="", help=_("a head that was kept: it must still be in the log"))


def verify(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check the chain of the audit log, and that the heads kept in the data folder and the given one are part of it."""
    given = read_head(arguments.head) if arguments.head else ""
    if given is None:
        print(
            _("That is no head: please give at least its first 20 digits (0-9, a-f), with or without spaces.")
        )
        return 1
    store = open_store(settings)
    try:
        days = kept_heads(store.heads)
        chain = asyncio.run(store.read(lambda tx: check_chain(tx, {*days.values(), given})))
    finally:
        store.close()
    faults = _list_faults(chain, days, given)
    if faults:
        print("\n".join(faults))
        return 1
    print(_("The audit log is whole: {count} rows. Its head:").format(count=chain.rows))
    print(chain.head.hex())
    if days:
        text = ngettext(
            "{count} head that was kept in the data folder is part of it.",
            "All {count} heads that were kept in the data folder are part of it.",
            len(days),
        )
        print(text.format(count=len(days)))
    return 0


def _list_faults(chain: Chain, days: dict[str, str], given: str) -> list[str]:
    if chain.broken is not None:
        text = _("The audit log is broken: row {number} does not fit the one before it.")
        return [text.format(number=chain.broken)]
    faults = []
    if given in chain.missing:
        faults.append(
            _("The audit log does not hold this head: something before it was changed or left out.")
        )
    for day, head in days.items():
        if head in chain.missing:
            text = _(
                "The audit log does not hold the head of {day}: something before it was changed or left out."
            )
            faults.append(text.format(day=day))
    return faults
