"""`/canhbao`: an officer warns the people of their area; a second officer approves it, never the one who wrote it."""

from collections.abc import Callable

from content.i18n import N_, _, use_language
from content.places.folding import fold
from handlers.access import Act
from handlers.alerts import (
    alert_buttons,
    describe,
    file_alert,
    is_alert,
    preview_alert,
    require_alert,
    tell_approvers,
    trial_of,
)
from handlers.conversations.writing_alert import Alert, write_alert
from handlers.declarations import Command, Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.keys import require_officer
from handlers.messages import Button
from handlers.outgoing import notify
from handlers.queue_names import find_queue, queue_name
from handlers.sending_progress import word_progress
from handlers.turn import Turn
from storage import broadcasts
from storage.broadcasts import Broadcast
from storage.records import BroadcastState

MOST_LISTED = 10


def handle_alerts(turn: Turn, argument: str) -> None:
    """`/canhbao [moi|xem|thu|duyet|dung|tiep|huy] [place or number]`: write alerts, approve, pause and cancel them."""
    word, _space, rest = argument.strip().partition(" ")
    act = ACTS.get(fold(word))
    if act is not None:
        act(turn, rest)
    elif not argument:
        _list(turn)
    else:
        _begin(turn, argument)


def take_alert(turn: Turn, alert: Alert) -> None:
    """Let a finished alert wait for a second officer, and ask those who can be."""
    number = file_alert(turn, alert)
    one = _get(turn, number)
    told = tell_approvers(turn, one)
    text = _("Alert {number} waits for a second officer; {count} were asked. Nothing goes out before.")
    if not told:
        text = _(
            "Alert {number} waits for a second officer, but there is nobody else who could approve it. "
            "Please invite a colleague: «/moi»."
        )
    turn.say(text.format(number=number, count=told), alert_buttons(one, own=True))


def _begin(turn: Turn, argument: str) -> None:
    queue = find_queue(turn, fold(argument)) if argument.strip() else next(iter(turn.desk.queues), None)
    if queue is None or not turn.desk.may(Act.ALERT, queue):
        raise RefusalError(
            _(
                "You can warn the people of your own area and those below. Give the place or its code: «/canhbao moi 00004»."
            )
        )
    if turn.session.conversation:
        raise RefusalError(_("You are in the middle of something. Please end it first, or write «/huy»."))
    turn.session.start("write_alert", {"queue": queue})


def _list(turn: Turn) -> None:
    found = [
        one
        for one in turn.store.broadcasts.recent(turn.tx, 200)
        if is_alert(one) and turn.desk.may(Act.ALERT, str(one.audience.note["queue"]))
    ][:MOST_LISTED]
    lines = [
        f"• {one.number} · {queue_name(one.audience.note['queue'])} · {state_labels()[one.state]}"
        for one in found
    ]
    rows = [(Button(_("Write an alert"), "/canhbao moi"),)]
    rows += [
        (Button(_("Alert {number}").format(number=one.number), f"/canhbao xem {one.number}"),)
        for one in found
    ]
    heading = _("Alerts of your area:") if found else _("There was no alert in your area yet.")
    turn.say("\n".join([heading, *lines]), tuple(rows))


def _show(turn: Turn, argument: str) -> None:
    one = require_alert(turn, argument)
    own = one.created_by == require_officer(turn).id.hex()
    text = f"{state_labels()[one.state]}\n\n{describe(turn, one)}"
    if one.state in {
        BroadcastState.SENDING,
        BroadcastState.PAUSED,
        BroadcastState.DONE,
        BroadcastState.CANCELLED,
    }:
        text = word_progress(turn.tx, one, turn.now)
    turn.say(text, alert_buttons(one, own=own))


def _try(turn: Turn, argument: str) -> None:
    one = require_alert(turn, argument)
    turn.say(_("So it looks to people:"))
    trial_of(turn, one)


def _approve(turn: Turn, argument: str) -> None:
    one, officer = require_alert(turn, argument), require_officer(turn)
    if one.created_by == officer.id.hex():
        raise RefusalError(_("Nobody approves their own alert. A second officer has to: they were asked."))
    if one.expires <= turn.now:
        raise RefusalError(
            _("The time of alert {number} is over. Please write it anew.").format(number=one.number)
        )
    if not broadcasts.approve(turn.tx, one.number, officer.id.hex()):
        raise RefusalError(
            _("Alert {number} does not wait for anybody: {state}.").format(
                number=one.number, state=state_labels()[one.state]
            )
        )
    turn.record(Act.ALERT, one.audience.note["queue"], one.number, "approved")
    approved = _get(turn, one.number)
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
        changed = _get(turn, one.number)
        own = one.created_by == require_officer(turn).id.hex()
        turn.say(_(done).format(number=one.number), alert_buttons(changed, own=own))

    return run


def _get(turn: Turn, number: int) -> Broadcast:
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


_pause = _change(
    lambda turn, number: broadcasts.pause(turn.tx, number),
    "paused",
    N_("Alert {number} is paused. Nobody gets it until you let it go on."),
    N_("Alert {number} can't be paused: {state}."),
)
_resume = _change(
    lambda turn, number: broadcasts.resume(turn.tx, number),
    "resumed",
    N_("Alert {number} goes on."),
    N_("Alert {number} can't go on: {state}."),
)
_cancel = _change(
    lambda turn, number: broadcasts.cancel(turn.tx, number, turn.today),
    "cancelled",
    N_("Alert {number} is cancelled. Nobody more gets it."),
    N_("Alert {number} can't be cancelled any more: {state}."),
)

ACTS: dict[str, Callable[[Turn, str], None]] = {
    **dict.fromkeys(("moi", "new"), _begin),
    **dict.fromkeys(("xem", "show"), _show),
    **dict.fromkeys(("thu", "trial"), _try),
    **dict.fromkeys(("duyet", "approve"), _approve),
    **dict.fromkeys(("dung", "pause"), _pause),
    **dict.fromkeys(("tiep", "resume"), _resume),
    **dict.fromkeys(("huy", "cancel"), _cancel),
}

COMMANDS = (
    Command(
        "canhbao",
        "alert",
        handle_alerts,
        N_("Warn the people of my area"),
        ("canh bao", "alert"),
        officers=True,
    ),
)

CONVERSATIONS = {"write_alert": Conversation(write_alert, take_alert, needs_key=True)}

FACTS: FactFinders = {"alert_preview": preview_alert}
