"""The command line `homthu`: finds the sub-command, and lets no error end in a traceback. What it prints is Vietnamese."""

import os
import signal
import sys
from importlib import import_module

from bot.hardening import harden_process
from bot.observe import configure_logging
from bot.settings import SettingsError, read_settings
from bot.subcommands.forms import Command, Parser
from content.i18n import _, use_language
from storage.errors import (
    BrokenCopyError,
    FolderInUseError,
    FolderNotEmptyError,
    ForeignFolderError,
    ForeignSecretError,
    MissingShredKeysError,
    OtherDeploymentError,
    StorageError,
    TrialCopyError,
)

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
            configure_logging()
            command: Command = arguments.command
            sys.exit(command(settings, arguments))
        except SettingsError as error:
            sys.exit(str(error))
        except StorageError as error:
            sys.exit(_explain(error))
        except OSError as error:
            sys.exit(_("That did not work: {reason}").format(reason=error.strerror or type(error).__name__))
        except (KeyboardInterrupt, EOFError):  # Ctrl+C, Ctrl+D
            signal.signal(
                signal.SIGINT, signal.SIG_IGN
            )  # it ends already: a second Ctrl+C must not break that off
            sys.exit(130)


def _explain(error: StorageError) -> str:
    sentences: dict[type[StorageError], str] = {
        ForeignFolderError: _(
            "A folder for the keys belongs to another user of this machine. Set HOMTHU_RUNTIME_DIR to one of your own."
        ),
        FolderInUseError: _("The data folder is in use. Stop «homthu run» and other homthu commands first."),
        ForeignSecretError: _(
            "The file server.key in the data folder is missing or belongs to another database. "
            "Put back the one that «homthu backup --shred» copied."
        ),
        FolderNotEmptyError: _(
            "The folder is not empty. A copy needs a new folder; restoring needs an empty data folder."
        ),
        BrokenCopyError: _("In that folder there is no whole copy of this kind. Please use another copy."),
        MissingShredKeysError: _(
            "There are no shred keys, so no tip of the copy could be read. "
            "Give the copy that «homthu backup --shred» made: --shred FOLDER."
        ),
        TrialCopyError: _(
            "This copy was made in a trial, and here is production: a trial never becomes production data. Nothing was changed. "
            "To look at it, restore it with empty folders of its own (HOMTHU_DATA_DIR, HOMTHU_SHRED_DIR)."
        ),
        OtherDeploymentError: _(
            "This copy was made in production, and the shred keys here belong to a trial or to another Hòm Thư. Nothing was changed. "
            "Restore it with its own shred keys: set HOMTHU_SHRED_DIR to an empty folder and give --shred FOLDER."
        ),
    }
    other = _("The database can't be used: {reason}").format(reason=type(error).__name__)
    return sentences.get(type(error), other)


def make_parser(asked: str = "") -> Parser:
    """Make the parser of one command, or of all where no known one is asked for."""
    parser = Parser(prog="homthu", description="Hòm Thư")
    forms = parser.add_subparsers(required=True, metavar="command")
    for room in [ROOMS[asked]] if asked in ROOMS else dict.fromkeys(ROOMS.values()):
        import_module(f"bot.subcommands.{room}").add_forms(forms)
    return parser
