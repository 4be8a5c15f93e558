"""`/cua`: the official doors."""

from content.i18n import N_
from handlers.declarations import Command
from handlers.doors import explain_doors
from handlers.turn import Turn


def show_doors(turn: Turn, argument: str) -> None:
    """`/cua`: list the official doors and tell how to recognise a fake one."""
    turn.say(explain_doors(turn.product.doors, turn.traces.platform))


COMMANDS = (
    Command(
        "cua",
        "doors",
        show_doors,
        N_("Official doors"),
        ("cac cua chinh thuc", "kenh chinh thuc", "official doors"),
    ),
)
