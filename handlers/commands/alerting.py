"""`/canhbao`: an officer warns the people of their area: writes, looks, tries; what is decided stands in `deciding`."""

from collections.abc import Callable

from content.i18n import N_, _
from content.places.folding import fold
from handlers.access import Act
from handlers.alert_previews import describe, preview_alert, trial_of
from handlers.alerts import alert_buttons, file_alert, is_alert, require_alert, tell_approvers
from handlers.commands import deciding
from handlers.commands.deciding import get_alert, state_labels
from handlers.conversations.writing_alert import Alert, write_alert
from handlers.declarations import Command, Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.keys import require_officer
from handlers.messages import Button
from handlers.queue_names import find_queue, queue_name
from handlers.sending_progress import has_unclear, is_over, word_progress
from handlers.turn import Turn
from storage.records import BroadcastState

MOST_LISTED = 10


def handle_alerts(turn: Turn, argument: str) -> None:
    """`/canhbao [moi|xem|thu|duyet|dung|tiep|huy|guilai] [place or number]`: write alerts, approve, pause and cancel them."""
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
    one = get_alert(turn, number)
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
    turn.say(text, alert_buttons(one, own=own, unclear=has_unclear(turn.tx, one)))


def _try(turn: Turn, argument: str) -> None:
    one = require_alert(turn, argument)
    if is_over(one):  # its picture is no longer kept
        deciding.refuse_late(one)
    turn.say(_("So it looks to people:"))
    trial_of(turn, one)


ACTS: dict[str, Callable[[Turn, str], None]] = {
    **dict.fromkeys(("moi", "new"), _begin),
    **dict.fromkeys(("xem", "show"), _show),
    **dict.fromkeys(("thu", "trial"), _try),
    **dict.fromkeys(("duyet", "approve"), deciding.approve),
    **dict.fromkeys(("dung", "pause"), deciding.pause),
    **dict.fromkeys(("tiep", "resume"), deciding.resume),
    **dict.fromkeys(("huy", "cancel"), deciding.cancel),
    **dict.fromkeys(("guilai", "resend"), deciding.resend),
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
