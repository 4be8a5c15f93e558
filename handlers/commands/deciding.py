"""What officers decide of an alert: approved by a second one, paused, resumed, cancelled; sent again to whom it may have missed."""

from collections.abc import Callable
from typing import NoReturn

from content.i18n import N_, _, use_language
from handlers.access import Act
from handlers.alerts import alert_buttons, require_alert
from handlers.errors import RefusalError
from handlers.keys import require_officer
from handlers.local_times import local_moment
from handlers.outgoing import notify
from handlers.quarters import quarter_of
from handlers.turn import Turn
from storage import broadcast_states
from storage.broadcasts import Broadcast
from storage.coverage import take_back_reached
from storage.delivery_counts import sent_by_place
from storage.records import BroadcastState
from storage.unclear_deliveries import resend_unknown


def approve(turn: Turn, argument: str) -> None:
    """Let an alert of somebody else go out."""
    one, officer = require_alert(turn, argument), require_officer(turn)
    if one.created_by == officer.id.hex():
        raise RefusalError(_("Nobody approves their own alert. A second officer has to: they were asked."))
    if one.expires <= turn.now:
        refuse_late(one)
    if not broadcast_states.approve(turn.tx, one.number, officer.id.hex()):
        raise RefusalError(
            _("Alert {number} does not wait for anybody: {state}.").format(
                number=one.number, state=state_labels()[one.state]
            )
        )
    turn.record(Act.ALERT, one.audience.note["queue"], one.number, "approved")
    approved = get_alert(turn, one.number)
    turn.say(
        _("Approved: alert {number} goes out. You can stop it at any time.").format(number=one.number),
        alert_buttons(approved, own=False),
    )
    author = turn.colleague(bytes.fromhex(one.created_by))
    if author is not None:
        with use_language(author.language):
            text = _("{name} has approved alert {number}. It goes out.")
            words = text.format(name=officer.name, number=one.number)
            notify(turn, author, words, alert_buttons(approved, own=True))


def _change(
    change: Callable[[Turn, int], bool], act: str, done: str, refused: str
) -> Callable[[Turn, str], None]:
    """Make what pauses, resumes or cancels: each says so, and says why it can't."""

    def run(turn: Turn, argument: str) -> None:
        one = require_alert(turn, argument)
        if not change(turn, one.number):
            state = state_labels()[one.state]
            raise RefusalError(_(refused).format(number=one.number, state=state))
        turn.record(Act.ALERT, one.audience.note["queue"], one.number, act)
        changed = get_alert(turn, one.number)
        own = one.created_by == require_officer(turn).id.hex()
        turn.say(_(done).format(number=one.number), alert_buttons(changed, own=own))

    return run


def resend(turn: Turn, argument: str) -> None:
    """Send an alert again to those of whom nobody knows whether they got it."""
    one = require_alert(turn, argument)
    if one.state is BroadcastState.CANCELLED or one.expires <= turn.now:
        refuse_late(one)
    sent = sent_by_place(turn.tx, one.number)
    people = resend_unknown(turn.tx, one.number)
    if not people:
        raise RefusalError(
            _("Of alert {number} it is known who got it: nothing is sent again.").format(number=one.number)
        )
    take_back_reached(turn.tx, one.number, quarter_of(local_moment(one.not_before).date()), sent)
    turn.record(Act.ALERT, one.audience.note["queue"], one.number, "resent")
    text = _("Alert {number} goes again to {count} people of whom nobody knows; some may get it twice.")
    turn.say(
        text.format(number=one.number, count=people), alert_buttons(get_alert(turn, one.number), own=False)
    )


def refuse_late(one: Broadcast) -> NoReturn:
    """Say that an alert's time is over."""
    text = _("The time of alert {number} is over. Please write it anew.")
    raise RefusalError(text.format(number=one.number))


def get_alert(turn: Turn, number: int) -> Broadcast:
    """Give an alert that is there."""
    one = turn.store.broadcasts.get(turn.tx, number)
    if one is None:
        raise LookupError(number)
    return one


def state_labels() -> dict[BroadcastState, str]:
    """Label where an alert stands."""
    return {
        BroadcastState.WAITING: _("waits for a second officer"),
        BroadcastState.PLANNED: _("approved, goes out soon"),
        BroadcastState.SENDING: _("is going out"),
        BroadcastState.PAUSED: _("paused"),
        BroadcastState.CANCELLED: _("cancelled"),
        BroadcastState.DONE: _("has gone out"),
    }


pause = _change(
    lambda turn, number: broadcast_states.pause(turn.tx, number),
    "paused",
    N_("Alert {number} is paused. Nobody gets it until you let it go on."),
    N_("Alert {number} can't be paused: {state}."),
)
resume = _change(
    lambda turn, number: broadcast_states.resume(turn.tx, number),
    "resumed",
    N_("Alert {number} goes on."),
    N_("Alert {number} can't go on: {state}."),
)
cancel = _change(
    lambda turn, number: broadcast_states.cancel(turn.tx, number, turn.today),
    "cancelled",
    N_("Alert {number} is cancelled. Nobody more gets it."),
    N_("Alert {number} can't be cancelled any more: {state}."),
)
