"""`/congkhai`: the figures of a quarter in words that may be put up anywhere."""

from collections.abc import Iterable
from typing import TypeVar

from content.i18n import N_, _
from content.places.gazetteer import provinces
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import DeniedError
from handlers.local_times import local_moment, week_of_day
from handlers.messages import Button
from handlers.public_figures import Published, hide_small, last_quarter, read_quarter
from handlers.reports import kind_labels
from handlers.turn import Turn
from storage import tallies
from storage.queues import NATION
from storage.records import TipKind

K = TypeVar("K")


def publish(turn: Turn, argument: str) -> None:
    """`/congkhai [2026-3]`: word the country's figures of a quarter that has ended, fit for everybody."""
    if not any(turn.desk.may(Act.EXPORT, queue) for queue in turn.desk.queues):
        raise DeniedError(_("Only officers who hold the key of a queue make figures to be published."))
    newest = last_quarter(local_moment(turn.now).date())
    quarter = min(read_quarter(argument) or newest, newest)
    first, last = (week_of_day(day) for day in quarter.mondays)
    span = (first, last)
    received = tallies.count_kinds(turn.tx, NATION, *span)
    kinds = {kind: received[kind].received if kind in received else 0 for kind in _hideable()}
    below = tallies.count_below(turn.tx, NATION, *span)
    places = {one.name: below[one.code].received if one.code in below else 0 for one in provinces()}
    turn.record(Act.EXPORT, turn.desk.queues[0], detail=f"public {quarter.word}")
    labels = kind_labels()
    lines = [
        _("Tips on drug crime, whole country, quarter {quarter} of {year}").format(
            quarter=quarter.number, year=quarter.year
        ),
        *_lines(hide_small(kinds), ((kind, labels[kind]) for kind in TipKind)),
        "",
        _("By province:"),
        *_lines(hide_small(places), ((name, name) for name in sorted(places)))[1:],
        "",
        _("Numbers under 5 are left out, and others beside them, so that nobody can work them out."),
    ]
    before = quarter.before()
    button = Button(_("The quarter before"), f"/congkhai {before.word}")
    turn.say("\n".join(lines), ((button,),))


def _hideable() -> list[TipKind]:
    """List the kinds in the order in which they are told; the last are hidden first beside a small number."""
    return list(TipKind)


def _lines(published: Published, labels: Iterable[tuple[object, str]]) -> list[str]:
    total = _("not told") if published.total is None else str(published.total)
    told = [(label, published.parts[key]) for key, label in labels]
    hidden = [label for label, count in told if count is None]
    lines = [_("Received: {count}").format(count=total)]
    lines += [f"• {label}: {count}" for label, count in told if count is not None]
    return [*lines, _("• Not told: {names}").format(names=", ".join(hidden))] if hidden else lines


COMMANDS = (
    Command(
        "congkhai",
        "publicfigures",
        publish,
        N_("Figures for everybody"),
        ("cong khai", "so lieu cong khai", "public figures"),
        officers=True,
    ),
)
