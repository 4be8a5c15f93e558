"""`/thoihan`: the clocks with their sources; the national lead sets them."""

from content.clocks import HOURS_A_DAY, STANDARDS, Clock, clock_labels, clock_sources
from content.i18n import N_, _, ngettext
from handlers.access import Act
from handlers.clocks import hours_of
from handlers.declarations import Command
from handlers.errors import DeniedError, RefusalError
from handlers.turn import Turn
from handlers.typed_numbers import read_number
from storage import clocks
from storage.queues import NATION

IN_HOURS = frozenset({Clock.CLAIM})


def show_clocks(turn: Turn, argument: str) -> None:
    """`/thoihan [clock number]`: show the clocks, or set one (the claim in hours, the others in days)."""
    name, _space, number = argument.lower().partition(" ")
    if name:
        _set(turn, name, number.strip())
    lines = [_line(turn, clock) for clock in Clock]
    how = _("To change one, a lead of the national desk writes for example «/thoihan giaiquyet 15».")
    turn.say("\n".join([*lines, how]))


def _set(turn: Turn, name: str, number: str) -> None:
    if not turn.desk.may(Act.SET_CLOCK, NATION):
        raise DeniedError(_("Only a lead of the national desk can change this."))
    count = read_number(number, least=0)
    if name not in set(Clock) or count is None:
        raise RefusalError(
            _("Please write the name and a number, for example «/thoihan giaiquyet 15» for 15 days.")
        )
    clock = Clock(name)
    hours, standard = count * _unit(clock), STANDARDS[clock]
    if not standard.least <= hours <= standard.most:
        text = _("That must lie between {least} and {most}.")
        least, most = standard.least // _unit(clock), standard.most // _unit(clock)
        raise RefusalError(text.format(least=least, most=most))
    clocks.set_hours(turn.tx, clock, hours)
    turn.record(Act.SET_CLOCK, NATION, detail=f"{clock} {hours}")


def _line(turn: Turn, clock: Clock) -> str:
    count = hours_of(turn.tx, clock) // _unit(clock)
    length = (
        ngettext("{count} hour", "{count} hours", count)
        if clock in IN_HOURS
        else ngettext("{count} day", "{count} days", count)
    )
    text = _("• {clock} – {name}: {length} ({source})")
    label, source = clock_labels()[clock], clock_sources()[clock]
    return text.format(clock=clock, name=label, length=length.format(count=count), source=source)


def _unit(clock: Clock) -> int:
    return 1 if clock in IN_HOURS else HOURS_A_DAY


COMMANDS = (
    Command("thoihan", "clocks", show_clocks, N_("Deadlines"), ("thoi han", "clocks"), officers=True),
)
