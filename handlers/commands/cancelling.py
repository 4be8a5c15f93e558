"""`/huy`: stops what has begun; where nothing has, everything begins anew."""

from content.i18n import N_
from handlers.commands.starting import start
from handlers.declarations import Command
from handlers.turn import Turn


def cancel(turn: Turn, argument: str) -> None:
    """`/huy` outside of a conversation; inside one it never gets here."""
    start(turn, argument)


COMMANDS = (Command("huy", "cancel", cancel, N_("Stop and forget"), ("huy bo",), starts=True),)
