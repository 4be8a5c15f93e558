"""The tips of a queue, listed by their status: `/hangdoi`, and the part that the quarantine list shares."""

from dataclasses import dataclass

from content.i18n import N_, _, ngettext
from handlers.access import Act
from handlers.clocks import URGENT
from handlers.commands.opening import tip_links
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.queue_names import queue_name
from handlers.tip_view import list_lines
from handlers.turn import Rows, Turn
from storage import tips
from storage.queues import exists_queue
from storage.records import UNDER_WAY, Role, Tip, TipKind, TipStatus

PAGE = 8
PAST = "k"  # in a command: the page begins behind the urgent tips
LONGEST_NUMBER = 9


def list_queue(turn: Turn, argument: str) -> None:
    """`/hangdoi [queue] [after]`: list the tips of the officer's queues, new ones first."""
    list_part(turn, argument, None)


def list_part(turn: Turn, argument: str, status: TipStatus | None) -> None:
    """List the tips of one status, or the open ones; of a queue that is named, or of all that the officer has."""
    words = argument.split()
    code = words[0].lower() if words else ""
    chosen = [status.value] if status else []
    queues = turn.desk.queues
    if code:
        if not exists_queue(turn.tx, code) or not turn.desk.may(Act.LIST, code):
            raise RefusalError(_("That is not one of your queues. Write «/hangdoi» to see them."))
        _list_one(turn, code, words[1:] or chosen)
        return
    if not queues and any(one.role is not Role.AUDITOR for one in turn.desk.memberships):
        raise RefusalError(
            _("You wait for the key of your queue. A lead grants it; you hear from me when it is there.")
        )
    if not queues:
        raise RefusalError(
            _("As an auditor you read no tips. Write «/canbo» to see the members of your queue.")
        )
    for queue in queues:
        _list_one(turn, queue, chosen)


@dataclass(frozen=True, slots=True)
class _View:
    """What part of a queue is listed: tips of these statuses and kinds, behind one of a number and rank."""

    statuses: tuple[TipStatus, ...]
    kinds: tuple[TipKind, ...]
    words: tuple[str, ...]
    after: int
    past_urgent: bool

    def pairs(self, *, urgent: bool) -> list[tuple[TipStatus, TipKind]]:
        """Pair statuses and kinds, the urgent ones or the others."""
        return [(one, kind) for one in self.statuses for kind in self.kinds if (kind in URGENT) is urgent]


def _read_view(words: list[str]) -> _View:
    numbers = [
        int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER
    ]
    statuses = tuple(TipStatus(word) for word in words if word in set(TipStatus))
    kinds = tuple(TipKind(word) for word in words if word in set(TipKind))
    chosen = tuple(str(one) for one in (*statuses, *kinds))
    return _View(
        statuses or (TipStatus.NEW, *UNDER_WAY),
        kinds or tuple(TipKind),
        chosen,
        sum(numbers[:1]),
        PAST in words,
    )


def _find_page(turn: Turn, queue: str, view: _View) -> list[Tip]:
    """Find the tips of a page, urgent kinds first, and one more if there is one."""
    found: list[Tip] = []
    if not view.past_urgent:
        found = tips.list_page(turn.tx, queue, view.pairs(urgent=True), view.after, PAGE + 1)
    after = view.after if view.past_urgent else 0
    left = PAGE + 1 - len(found)
    return found + (tips.list_page(turn.tx, queue, view.pairs(urgent=False), after, left) if left else [])


def _list_one(turn: Turn, queue: str, words: list[str]) -> None:
    view = _read_view(words)
    status = view.statuses[0] if len(view.statuses) == 1 else None
    turn.record(Act.LIST, queue)
    found = _find_page(turn, queue, view)
    shown = found[:PAGE]
    title = _("Queue: {name}").format(name=queue_name(queue))
    if not shown:
        turn.say(
            "\n".join([title, _empty(status), *_count_quarantined(turn, queue, status)]),
            _filters(turn, queue),
        )
        return
    lines = ["\n".join(list_lines(turn, tip)) for tip in shown]
    rows = list(tip_links(turn, shown))
    if len(found) > PAGE:
        rank = () if shown[-1].kind in URGENT else (PAST,)
        command = " ".join(["/hangdoi", queue, *view.words, str(shown[-1].number), *rank])
        rows.append((Button(_("Next page"), command),))
    lines += _count_quarantined(turn, queue, status)
    turn.say("\n\n".join([title, *lines]), (*rows, *_filters(turn, queue)))


def _empty(status: TipStatus | None) -> str:
    if status is TipStatus.QUARANTINED:
        return _("The quarantine list is empty.")
    return _("No closed tips.") if status is TipStatus.CLOSED else _("No open tips.")


def _count_quarantined(turn: Turn, queue: str, status: TipStatus | None) -> list[str]:
    count = 0 if status else tips.count_tips(turn.tx, queue, TipStatus.QUARANTINED)
    text = ngettext(
        "{count} tip is in the quarantine list.", "{count} tips are in the quarantine list.", count
    )
    return [text.format(count=count)] if count else []


def _filters(turn: Turn, queue: str) -> Rows:
    filters = (
        Button(_("Open tips"), f"/hangdoi {queue}"),
        Button(_("Closed tips"), f"/hangdoi {queue} {TipStatus.CLOSED}"),
        Button(_("Post or courier"), f"/hangdoi {queue} {TipKind.POST}"),
    )
    if not tips.count_tips(turn.tx, queue, TipStatus.QUARANTINED):
        return (filters,)
    return (filters, (Button(_("Quarantine list"), f"/cachly {queue}"),))


COMMANDS = (
    Command("hangdoi", "queue", list_queue, N_("Tips of my queues"), ("hang doi", "queue"), officers=True),
)
