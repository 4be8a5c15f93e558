"""`/duongdaynong`: the numbers that can be called, what each is for and when."""

from content.hotlines import CALLED
from content.i18n import N_, _
from handlers.declarations import Command
from handlers.messages import Button
from handlers.turn import Turn


def show_hotlines(turn: Turn, argument: str) -> None:
    """`/duongdaynong`: list the numbers, and where the commune's own stands."""
    lines = [
        _("Numbers to call, everywhere in Vietnam:"),
        *(f"• {one.phone} – {one.name}: {one.description}" for one in CALLED),
        "",
        _(
            "Your commune's police: the number stands on the notice board of your hamlet and at the commune's office."
        ),
        _("Who is called sees your number. To stay unknown, write here: «/baotin»."),
    ]
    buttons = (Button(_("Numbers near me"), "/gannhat"), Button(_("Help with addiction"), "/hotro"))
    turn.say("\n".join(lines), (buttons,))


COMMANDS = (
    Command(
        "duongdaynong",
        "hotlines",
        show_hotlines,
        N_("Numbers to call"),
        ("duong day nong", "so dien thoai", "goi so nao", "hotlines"),
    ),
)
