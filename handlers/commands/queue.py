"""The tips of a queue, listed: `/hangdoi`, with what is chosen of them, and the part that the quarantine list shares."""

from dataclasses import replace

from content.i18n import N_, _, ngettext
from content.places.folding import fold
from content.places.gazetteer import communes
from handlers.access import Act
from handlers.commands.filtering import PANEL, show_panel
from handlers.commands.opening import tip_links
from handlers.declarations import Command
from handlers.durations import HOUR_SECONDS
from handlers.errors import DeniedError, RefusalError
from handlers.list_views import PAGE, View, find_page, read_view, word_view
from handlers.messages import Button
from handlers.queue_names import find_queue, queue_name
from handlers.tip_view import list_lines
from handlers.turn import Rows, Turn
from storage import hamlets, tip_lists
from storage.queues import exists_queue
from storage.records import Role, TipKind, TipStatus

MOST_COUNTED = 100


def list_queue(turn: Turn, argument: str) -> None:
    """`/hangdoi [queue] [what]`: list the tips of the officer's queues, urgent kinds first."""
    list_part(turn, argument, None)


def list_part(turn: Turn, argument: str, status: TipStatus | None) -> None:
    """List the tips of one status, or the open ones; of a queue that is named, or of all that the officer has."""
    words = argument.split()
    named = bool(words) and exists_queue(turn.tx, words[0].lower())
    view, place = read_view(word for word in words[named:] if word != PANEL)
    view = replace(view, status=view.status or status)
    queues = (words[0].lower(),) if named else turn.desk.queues
    if not queues:
        raise RefusalError(_why_none(turn))
    if not all(turn.desk.may(Act.LIST, queue) for queue in queues) or (place and not named):
        raise DeniedError(_("That is not one of your queues. Write «/hangdoi» to see them."))
    if place:
        view = replace(view, commune=_find_commune(turn, place))
    for queue in queues:
        if PANEL in words:
            show_panel(turn, queue, view)
        else:
            _show_page(turn, queue, view)


def _why_none(turn: Turn) -> str:
    if any(one.role is not Role.AUDITOR for one in turn.desk.memberships):
        return _("You wait for the key of your queue. A lead grants it; you hear from me when it is there.")
    return _("As an auditor you read no tips. Write «/canbo» to see the members of your queue.")


def _find_commune(turn: Turn, place: str) -> str:
    code = find_queue(turn, fold(place))
    if code is None or code not in communes():
        raise RefusalError(_("I don't know that place. Please give the ward or commune with its province."))
    return code


def _show_page(turn: Turn, queue: str, view: View) -> None:
    turn.record(Act.LIST, queue)
    names = hamlets.list_hamlets(turn.tx, queue)
    found = find_page(turn.tx, queue, view, int(turn.now // HOUR_SECONDS), names)
    shown = found[:PAGE]
    about = word_view(view, names)
    title = "\n".join([_("Queue: {name}").format(name=queue_name(queue)), *([about] if about else [])])
    lines = ["\n".join(list_lines(turn, tip)) for tip in shown] or [_empty(view)]
    rows = list(tip_links(turn, shown))
    if len(found) > PAGE:
        rows.append((Button(_("Next page"), view.behind_last(shown).command(queue)),))
    held_back = [] if view.status else _count_quarantined(turn, queue)
    turn.say("\n\n".join([title, *lines, *held_back]), (*rows, *_ways(queue, view, bool(held_back))))


def _empty(view: View) -> str:
    if view.status is TipStatus.QUARANTINED:
        return _("The quarantine list is empty.")
    if view != View(status=view.status):
        return _("No tip fits that.")
    return _("No closed tips.") if view.status is TipStatus.CLOSED else _("No open tips.")


def _count_quarantined(turn: Turn, queue: str) -> list[str]:
    count = tip_lists.count_some(turn.tx, queue, TipStatus.QUARANTINED, MOST_COUNTED)
    if count == MOST_COUNTED:
        return [_("{count} tips or more are in the quarantine list.").format(count=count)]
    text = ngettext(
        "{count} tip is in the quarantine list.", "{count} tips are in the quarantine list.", count
    )
    return [text.format(count=count)] if count else []


def _ways(queue: str, view: View, has_quarantined: bool) -> Rows:
    ways = (
        Button(_("Open tips"), View().command(queue)),
        Button(_("Closed tips"), View(TipStatus.CLOSED).command(queue)),
        Button(_("Post or courier"), View(kind=TipKind.POST).command(queue)),
    )
    sieve = (Button(_("Filter and order"), view.begun().command(queue, PANEL)),)
    quarantine = (Button(_("Quarantine list"), f"/cachly {queue}"),)
    return (ways, sieve, quarantine) if has_quarantined else (ways, sieve)


COMMANDS = (
    Command("hangdoi", "queue", list_queue, N_("Tips of my queues"), ("hang doi", "queue"), officers=True),
)
