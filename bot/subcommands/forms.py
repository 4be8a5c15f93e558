"""What all sub-commands of `homthu` share: how each is registered, and that wrong forms are told in Vietnamese."""

import argparse
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from bot.settings import Settings
from content.i18n import _

Forms: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name
Command: TypeAlias = Callable[[Settings, argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """argparse, whose own errors are English."""

    def error(self, message: str) -> NoReturn:
        """Say in Vietnamese that the command line is not right, with its form."""
        self.exit(2, _("That command is not right. Its form is:") + "\n" + self.format_usage())


def add_form(forms: Forms, name: str, command: Command, summary: str) -> argparse.ArgumentParser:
    """Register a sub-command; the caller adds its arguments."""
    parser = forms.add_parser(name, help=summary)
    parser.set_defaults(command=command)
    return parser
