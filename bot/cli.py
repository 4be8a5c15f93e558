"""The command line: `homthu run | chat | invite | doctor | places`. What it prints is for operators, in Vietnamese."""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import uvloop

from bot.app import App, open_store
from bot.channels.console import ConsoleChannel
from bot.doctor import examine
from bot.observe import configure_logging, harden_process
from bot.settings import Settings, SettingsError, is_confidential, read_settings
from content.i18n import _, use_language
from handlers.setup import make_invitation, make_queues, needs_first_officer
from handlers.turn import Product
from storage.errors import ForeignFolderError, StorageError
from storage.queues import NATION, exists_queue
from storage.records import Role


def main() -> None:
    """Run one command; a wrong setting or argument ends with a sentence, never with a traceback."""
    harden_process()
    with use_language("vi"):
        arguments = _parser().parse_args()
        try:
            settings = read_settings(os.environ)
            configure_logging()
            command: Callable[[Settings, argparse.Namespace], int] = arguments.command
            sys.exit(command(settings, arguments))
        except SettingsError as error:
            sys.exit(str(error))
        except ForeignFolderError:
            sys.exit(
                _(
                    "A folder for the keys belongs to another user of this machine. Set HOMTHU_RUNTIME_DIR to one of your own."
                )
            )
        except StorageError as error:
            sys.exit(_("The database can't be used: {reason}").format(reason=type(error).__name__))
        except OSError as error:
            sys.exit(_("That did not work: {reason}").format(reason=error.strerror or type(error).__name__))
        except KeyboardInterrupt:
            sys.exit(130)


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve the page and the channels that are switched on; refuse where others could read along."""
    if not is_confidential(settings.public_url):
        raise SettingsError(
            _(
                "HOMTHU_PUBLIC_URL is not https, so others could read tips on their way. The page does not start. "
                "Put a proxy with TLS in front and give its https:// address (see README, «Docker»)."
            )
        )
    app = App(settings)
    try:
        uvloop.run(app.serve(ready=lambda: _print_welcome(app)))
    finally:
        app.close()
    return 0


def chat(settings: Settings, arguments: argparse.Namespace) -> int:
    """Talk in this terminal."""
    app = App(settings)

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


def doctor(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check the deployment."""
    store = open_store(settings)
    try:
        findings = examine(settings, store)
    finally:
        store.close()
    for finding in findings:
        print(f"{'✓' if finding.good else '✗'} {finding.text}")
    return 0 if all(finding.good for finding in findings) else 1


def places(settings: Settings, arguments: argparse.Namespace) -> int:
    """Build the place tables anew from their pinned sources."""
    from content.places import refresh  # noqa: PLC0415 - only developers need it

    refresh.refresh(Path(refresh.__file__).parent)
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
        _("On: the web page."),
        _("On: Telegram.")
        if app.telegram
        else _("Off: Telegram. Set HOMTHU_TELEGRAM_TOKEN to the token from @BotFather."),
        _("Off: Zalo. It comes with a later version."),
        _(
            "Trial operation (bootstrap): the queues' keys lie under this server's own secret. Use no real tips yet."
        ),
        _("Stop with Ctrl+C. Data lie in {folder}.").format(folder=settings.data_dir),
    ]
    print("\n".join(lines), flush=True)


class _Parser(argparse.ArgumentParser):
    """argparse, whose own errors are English."""

    def error(self, message: str) -> NoReturn:
        """Say in Vietnamese that the command line is not right, with its form."""
        self.exit(2, _("That command is not right. Its form is:") + "\n" + self.format_usage())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="homthu", description="Hòm Thư")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, command, summary in (
        ("run", run, _("serve the page and the channels")),
        ("chat", chat, _("talk in this terminal")),
        ("doctor", doctor, _("check the deployment")),
    ):
        commands.add_parser(name, help=summary).set_defaults(command=command)
    inviting = commands.add_parser("invite", help=_("print an invitation link and code"))
    inviting.add_argument(
        "--queue", required=True, help=_("vn, a province (2 digits) or a commune (5 digits)")
    )
    inviting.add_argument("--role", default=Role.OFFICER, choices=[role.value for role in Role])
    inviting.set_defaults(command=invite)
    placing = commands.add_parser("places", help=_("the list of provinces and communes"))
    placing.add_argument("act", choices=["refresh"])
    placing.set_defaults(command=places)
    return parser
