"""Information copies that an officer's queues have received: which these are, and how one reads."""

from content.i18n import _
from handlers.access import Act
from handlers.errors import RefusalError
from handlers.keys import key_at_hand
from handlers.numbers import find_named
from handlers.queue_names import queue_name
from handlers.reports import load_report, show_report
from handlers.tip_view import head_line
from handlers.turn import Turn
from storage import information_copies, openings, recusals
from storage.errors import UnreadableError
from storage.information_copies import SealedCopy
from storage.records import SavedFile, Tip
from storage.tip_readers import REPORT


def find_received(turn: Turn, name: str) -> tuple[Tip, SealedCopy] | None:
    """Find the tip of a whole name («00004-12») that the officer reads as a copy only, and that copy."""
    tip = find_named(turn, name)
    if tip is None or turn.officer is None or turn.desk.may(Act.READ, tip.queue):
        return None
    if turn.officer.id in recusals.stepped_out(turn.tx, tip.id):
        return None
    received = information_copies.queues_with_copy(turn.tx, tip.id)
    for queue in received:
        copy = information_copies.find_copy(turn.tx, queue, tip.id)
        if copy is not None and turn.desk.may(Act.READ, queue):
            return tip, copy
    return None


def show_copy(turn: Turn, tip: Tip, copy: SealedCopy) -> tuple[str, tuple[SavedFile, ...]]:
    """Open a copy for the officer who writes and record that; give its text and files."""
    try:
        keys = turn.store.vault.open_copy(turn.tx, tip.id, copy, key_at_hand(turn))
    except UnreadableError as error:
        raise RefusalError(
            _("Your key does not open this copy. Please ask the lead of your queue for «/traokhoa».")
        ) from error
    turn.record(Act.READ, tip.queue, tip.number, f"copy {copy.queue}")
    openings.count_opening(turn.tx, tip.id)
    kind, report = load_report(keys.read(turn.tx, REPORT)[0])
    note = _("Information copy. {unit} works this tip: here it can only be read.")
    parts = [head_line(turn, tip), note.format(unit=queue_name(tip.queue)), show_report(kind, report)]
    return "\n\n".join(parts), report.files
