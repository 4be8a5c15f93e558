"""`homthu invite`: the first officers, from the command line."""

import argparse
import sys
import time

from bot.opening import open_store
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _
from handlers.product import Product
from handlers.setup import make_invitation, make_queues
from storage.queues import exists_queue
from storage.records import Role


def add_forms(forms: Forms) -> None:
    """Register this sub-command."""
    inviting = add_form(forms, "invite", invite, _("print an invitation link and code"))
    inviting.add_argument(
        "--queue", required=True, help=_("vn, a province (2 digits) or a commune (5 digits)")
    )
    inviting.add_argument("--role", default=Role.OFFICER, choices=[role.value for role in Role])


def invite(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print an invitation."""
    store = open_store(settings)
    product = Product(store, settings.public_url, settings.draft_minutes)
    try:
        store.run(lambda tx: make_queues(tx, product))
        if not store.run(lambda tx: exists_queue(tx, arguments.queue)):
            print(
                _(
                    "There is no queue {queue}. Give vn, a province's 2 digits or a commune's 5 digits."
                ).format(queue=arguments.queue),
                file=sys.stderr,
            )
            return 2
        role = Role(arguments.role)
        link, code = store.run(lambda tx: make_invitation(tx, product, arguments.queue, role, time.time()))
    finally:
        store.close()
    print(link)
    print(code)
    return 0
