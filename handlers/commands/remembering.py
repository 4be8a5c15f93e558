"""`/giobao`: at which hours an officer is reminded."""

from content.i18n import N_, _
from handlers.declarations import Command
from handlers.durations import HOUR_SECONDS
from handlers.errors import RefusalError
from handlers.keys import require_officer
from handlers.reminding import DEFAULT_HOURS, next_hour, read_hours
from handlers.turn import Turn
from storage import reminders


def choose_hours(turn: Turn, argument: str) -> None:
    """`/giobao [7 13]`: show or choose the hours of the day at which one bundle of reminders comes."""
    officer = require_officer(turn)
    if argument.strip():
        hours = read_hours(argument)
        if not hours:
            raise RefusalError(_("Please write one to three hours of the day, for example «/giobao 7 13»."))
        chosen = " ".join(map(str, hours))
        following = next_hour(hours, int(turn.now // HOUR_SECONDS))
        reminders.set_times(turn.tx, officer.id, chosen, following)
    now = reminders.hours_of_officer(turn.tx, officer.id) or DEFAULT_HOURS
    text = _("Reminders come at these hours: {hours}. To change that: «/giobao 7 13».")
    turn.say(text.format(hours=", ".join(now.split())))


COMMANDS = (
    Command("giobao", "hours", choose_hours, N_("Hours of reminders"), ("gio bao", "hours"), officers=True),
)
