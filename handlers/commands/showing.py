"""`/hienchu`: the national lead decides whether officers read tips in chats that lie on somebody else's server."""

from content.i18n import N_, _
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import DeniedError
from handlers.turn import TEXT_SWITCH, Turn
from storage import switches
from storage.queues import NATION

STATES = {"bat": True, "on": True, "tat": False, "off": False}


def show_text(turn: Turn, argument: str) -> None:
    """`/hienchu [bat|tat]`: tell whether tips are shown on Telegram, or switch that."""
    wanted = STATES.get(argument.strip().lower())
    if wanted is None:
        how = _("To change it, a lead of the national desk writes «/hienchu bat» or «/hienchu tat».")
        turn.say(f"{_state(turn)} {how}")
        return
    if not turn.desk.may(Act.SHOW_TEXT, NATION):
        raise DeniedError(_("Only a lead of the national desk can change this."))
    switches.switch(turn.tx, TEXT_SWITCH, on=wanted)
    turn.record(Act.SHOW_TEXT, NATION, detail="on" if wanted else "off")
    turn.say(_state(turn))


def _state(turn: Turn) -> str:
    if switches.is_on(turn.tx, TEXT_SWITCH):
        return _(
            "Officers can read tips on Telegram. What is shown there can't be forwarded, and is deleted after an hour."
        )
    return _("On Telegram officers see only number, kind and age of a tip. They read the text on the page.")


COMMANDS = (
    Command(
        "hienchu",
        "showtext",
        show_text,
        N_("Tips on Telegram: shown or not"),
        ("hien chu", "show text"),
        officers=True,
    ),
)
