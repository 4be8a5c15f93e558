"""`/nhatky`: leads and auditors read the audit log of their queues and those below, the newest acts first."""

from collections.abc import Iterable

from content.i18n import N_, _
from content.places.folding import fold
from handlers.access import Act
from handlers.act_labels import REFUSAL, act_label
from handlers.declarations import Command
from handlers.errors import DeniedError
from handlers.local_times import show_moment
from handlers.messages import Button
from handlers.queue_names import find_queue, queue_name
from handlers.turn import Turn
from handlers.typed_numbers import read_number
from storage import audit
from storage.audit import BEHIND_ALL, Entry
from storage.queues import NATION

PAGE = 12


def read_log(turn: Turn, argument: str) -> None:
    """`/nhatky [queue] [row]`: show a page of the log, of one's own queue or one below, before a row."""
    queue, before = _choose(turn, argument)
    entries = audit.read_before(turn.tx, "" if queue == NATION else queue, before, PAGE + 1)
    shown = entries[:PAGE]
    turn.record(Act.LOG, queue)
    title = _("Audit log: {name}").format(
        name=_("the whole country") if queue == NATION else queue_name(queue)
    )
    lines = [_line(turn, entry) for entry in shown] or [_("Nothing is written there yet.")]
    older = (Button(_("Older entries"), f"/nhatky {queue} {shown[-1].sequence}"),) if entries[PAGE:] else ()
    rows = [older] if older else []
    rows += [(Button(queue_name(one), f"/nhatky {one}"),) for one in _others(turn, queue)]
    turn.say("\n".join([title, *lines]), tuple(rows))


def _choose(turn: Turn, argument: str) -> tuple[str, int]:
    own = turn.desk.oversees(Act.LOG)
    if not own:
        raise DeniedError(_("Only leads and auditors read the audit log."))
    words = argument.split()
    before = read_number(words[-1], BEHIND_ALL) if len(words) > 1 else None
    if before is not None:
        words.pop()
    queue = find_queue(turn, fold(" ".join(words))) if words else own[0]
    if queue is None or not turn.desk.may(Act.LOG, queue):
        raise DeniedError(
            _("You read the log of your own queues and those below. Give its place or code: «/nhatky 00004».")
        )
    return queue, before or BEHIND_ALL


def _others(turn: Turn, queue: str) -> Iterable[str]:
    return (one for one in dict.fromkeys(turn.desk.oversees(Act.LOG)) if one != queue)


def _line(turn: Turn, entry: Entry) -> str:
    act = entry.act
    tip = f" {act.queue}-{act.number}" if act.number else f" ({act.queue})" if act.queue else ""
    what = f"{act_label(act.act)}: /{act.detail}" if act.act == REFUSAL else act_label(act.act)
    return f"{entry.sequence}. {show_moment(act.time)} · {_who(turn, act.officer)} · {what}{tip}"


def _who(turn: Turn, officer: str) -> str:
    if officer in {"server", "recovery"}:
        return _("the server") if officer == "server" else _("the recovery key")
    found = turn.colleague(bytes.fromhex(officer))
    return found.name if found is not None else _("a former member")


COMMANDS = (
    Command(
        "nhatky", "log", read_log, N_("Audit log (leads, auditors)"), ("nhat ky", "audit log"), officers=True
    ),
)
