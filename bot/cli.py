"""The command line `homthu`: finds the sub-command, and lets no error end in a traceback. What it prints is Vietnamese."""

import os
import signal
import sys
from importlib import import_module

from bot.failures import explain_storage, explain_system
from bot.hardening import harden_process
from bot.observe import configure_logging
from bot.setting_names import explain_unknown
from bot.settings import SettingsError, read_settings
from bot.subcommands.forms import Command, Parser
from content.i18n import use_language
from storage.errors import StorageError

ROOMS = {
    "run": "serving",
    "chat": "serving",
    "init": "starting",
    "recover": "starting",
    "invite": "staffing",
    "doctor": "checking",
    "backup": "copying",
    "restore": "copying",
    "places": "placing",
    "posters": "printing",
    "content": "publishing",
    "rotate": "upkeep",
    "adopt": "upkeep",
    "audit": "auditing",
}  # in bot/subcommands; only the room that is asked for is imported: most need a third of what `run` needs


def main() -> None:
    """Run one command; a wrong setting or argument ends with a sentence, never with a traceback."""
    harden_process()
    with use_language("vi"):
        arguments = make_parser(sys.argv[1] if len(sys.argv) > 1 else "").parse_args()
        try:
            settings = read_settings(os.environ)
            for line in explain_unknown(os.environ):
                sys.stderr.write(f"{line}\n")
            configure_logging()
            command: Command = arguments.command
            sys.exit(command(settings, arguments))
        except SettingsError as error:
            sys.exit(str(error))
        except StorageError as error:
            sys.exit(explain_storage(error))
        except OSError as error:
            sys.exit(explain_system(error))
        except (KeyboardInterrupt, EOFError):  # Ctrl+C, Ctrl+D
            signal.signal(
                signal.SIGINT, signal.SIG_IGN
            )  # it ends already: a second Ctrl+C must not break that off
            sys.exit(130)


def make_parser(asked: str = "") -> Parser:
    """Make the parser of one command, or of all where no known one is asked for."""
    parser = Parser(prog="homthu", description="Hòm Thư")
    forms = parser.add_subparsers(required=True, metavar="command")
    for room in [ROOMS[asked]] if asked in ROOMS else dict.fromkeys(ROOMS.values()):
        import_module(f"bot.subcommands.{room}").add_forms(forms)
    return parser
