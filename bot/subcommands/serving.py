"""`homthu run` and `homthu chat`: the product itself."""

import argparse
import asyncio
import sys
import time

import uvloop

from bot.addresses import is_confidential
from bot.app import App
from bot.channels.console import ConsoleChannel
from bot.server import listen
from bot.settings import Settings, SettingsError
from bot.subcommands.forms import Forms, add_form
from bot.welcome import list_openings
from content.i18n import _
from handlers.setup import forget_traces, is_trial, make_invitation, needs_first_officer
from storage.queues import NATION
from storage.records import Role


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    add_form(forms, "run", run, _("serve the page and the channels"))
    add_form(forms, "chat", chat, _("talk in this terminal"))


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve the page and the channels that are switched on; refuse where others could read along."""
    if not is_confidential(settings.public_url):
        raise SettingsError(
            _(
                "HOMTHU_PUBLIC_URL is not https, so others could read tips on their way. The page does not start. "
                "Put a proxy with TLS in front and give its https:// address (see README, «Docker»)."
            )
        )
    sockets = listen(settings.web_host, settings.web_port)
    app = App(settings)
    try:
        forget_traces(app.product.store)
        uvloop.run(app.serve(sockets, ready=lambda: _print_welcome(app)))
    finally:
        app.close()
    return 0


def chat(settings: Settings, arguments: argparse.Namespace) -> int:
    """Talk in this terminal."""
    app = App(settings, serves_page=False)

    async def talk() -> None:
        async def settle() -> None:
            await app.intake.fetcher.settle()
            await app.sender.settle()

        console = ConsoleChannel(sys.stdin, sys.stdout, settle)
        app.channels[console.name] = console
        async with app.running():
            await console.run(app.intake)

    try:
        asyncio.run(talk())
    finally:
        app.close()
    return 0


def _print_welcome(app: App) -> None:
    settings = app.settings
    lines = [_("Hòm Thư is running. Open this page: {url}").format(url=settings.public_url)]
    if app.store.run(needs_first_officer):
        link, code = app.store.run(
            lambda tx: make_invitation(tx, app.product, NATION, Role.LEAD, time.time())
        )
        lines += [
            _("First officer of the national desk (one use, 24 hours): {link}").format(link=link),
            _("Code, to be typed into any channel: {code}").format(code=code),
        ]
    lines += [
        *list_openings(settings),
        *_trial_lines(app),
        _("Stop with Ctrl+C. Data lie in {folder}.").format(folder=settings.data_dir),
    ]
    print("\n".join(lines), flush=True)


def _trial_lines(app: App) -> list[str]:
    if not app.store.run(is_trial):
        return []
    return [
        _(
            "Trial operation (bootstrap): the queues' keys lie under this server's own secret. Use no real tips yet."
        ),
        _("To begin real work: «homthu init»."),
    ]
