"""`/start`: the greeting, with which everything begins."""

from content.i18n import N_, _
from handlers.declarations import Command
from handlers.messages import Button
from handlers.posters import note_poster, read_payload
from handlers.turn import Rows, Turn


def start(turn: Turn, argument: str) -> None:
    """`/start`: greet and ask what is wanted; behind it may stand the commune of a poster."""
    note_poster(turn, read_payload(argument))
    if turn.officer is None:
        turn.session.start("welcome")
        return
    turn.session.stop()
    turn.say(*officer_greeting(turn))


def officer_greeting(turn: Turn) -> tuple[str, Rows]:
    """Word an officer's greeting, with its buttons."""
    name = turn.officer.name if turn.officer is not None else ""
    buttons = (Button(_("Tips of my queues"), "/hangdoi"), Button(_("Help"), "/trogiup"))
    return _("Hello {name}. What do you want to do?").format(name=name), (buttons,)


COMMANDS = (
    Command(
        "start",
        "menu",
        start,
        N_("Start"),
        ("bat dau", "xin chao", "chao", "hello", "hi"),
        starts=True,
    ),
)
