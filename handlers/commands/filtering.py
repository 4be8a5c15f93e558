"""The buttons that say which tips of a queue are listed and in which order; pressing what is chosen takes it back."""

from dataclasses import replace

from content.i18n import _
from content.places.gazetteer import place_name
from handlers.list_views import LATE, View, order_labels, status_labels, word_days, word_view
from handlers.messages import Button
from handlers.queue_names import queue_name
from handlers.reports import kind_labels
from handlers.turn import Rows, Turn
from storage import hamlets, tip_lists
from storage.records import OPEN, TipStatus
from storage.tip_lists import Order

PANEL = "loc"
MOST_PLACES = 20
DAYS = ("t7", "c7", "c20", "d3", LATE)
CHOSEN = "✓"


def show_panel(turn: Turn, queue: str, view: View) -> None:
    """Offer all that can be filtered by, and the orders."""
    about = word_view(view, hamlets.list_hamlets(turn.tx, queue)) or _("All open tips, urgent kinds first")
    title = _(
        "Which tips of this queue? Press again what is chosen to take it back. A place can be typed behind it: «/hangdoi {queue} Ba Đình, Hà Nội»."
    )
    text = "\n".join([queue_name(queue), about, title.format(queue=queue)])
    rows = [
        *_pair(_statuses(queue, view)),
        *_pair(_kinds(queue, view)),
        *_pair(_days(queue, view)),
        *_pair(_places(turn, queue, view)),
        *_pair(_orders(queue, view)),
    ]
    turn.say(text, tuple(rows))


def _statuses(queue: str, view: View) -> list[Button]:
    return [
        _button(
            queue,
            label,
            view.status is status,
            replace(view, status=None if view.status is status else status),
        )
        for status, label in status_labels().items()
        if status in OPEN or status is TipStatus.CLOSED
    ]


def _kinds(queue: str, view: View) -> list[Button]:
    return [
        _button(queue, label, view.kind is kind, replace(view, kind=None if view.kind is kind else kind))
        for kind, label in kind_labels().items()
    ]


def _days(queue: str, view: View) -> list[Button]:
    return [
        _button(
            queue, word_days(days), view.days == days, replace(view, days="" if view.days == days else days)
        )
        for days in DAYS
    ]


def _places(turn: Turn, queue: str, view: View) -> list[Button]:
    if view.status is TipStatus.CLOSED:
        names = hamlets.list_hamlets(turn.tx, queue)[:MOST_PLACES]
        return [
            _button(
                queue,
                name,
                view.hamlet == place,
                replace(view, hamlet=None if view.hamlet == place else place),
            )
            for place, name in enumerate(names)
        ]
    codes = [code for code in tip_lists.communes_of(turn.tx, queue) if code != queue][:MOST_PLACES]
    return [
        _button(
            queue,
            place_name(code),
            view.commune == code,
            replace(view, commune="" if view.commune == code else code),
        )
        for code in codes
    ]


def _orders(queue: str, view: View) -> list[Button]:
    return [
        _button(queue, label, view.first_order is order, replace(view, order=order))
        for order, label in order_labels().items()
        if not (order is Order.DUE and view.status is TipStatus.CLOSED)
    ]


def _button(queue: str, label: str, is_chosen: bool, view: View) -> Button:
    return Button(f"{CHOSEN} {label}" if is_chosen else label, view.begun().command(queue))


def _pair(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
