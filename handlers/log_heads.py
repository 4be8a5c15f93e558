"""The audit log's head as leads see it when they unlock: who notes it down can prove later that nothing was changed."""

from content.i18n import _
from handlers.turn import Turn
from storage import audit
from storage.heads import write_head


def show_head(turn: Turn) -> str:
    """Tell a lead the head of the audit log; empty for everybody else, and while the log is empty."""
    if not turn.desk.led:
        return ""
    sequence, head = audit.last_entry(turn.tx)
    text = _(
        "Audit log, row {number}: {head}. Noted down on paper, these digits prove later that no row up to here was changed."
    )
    return text.format(number=sequence, head=write_head(head)) if sequence else ""


def with_head(turn: Turn, text: str) -> str:
    """Add the head to what a lead hears when their key is unlocked."""
    return "\n\n".join(filter(None, (text, show_head(turn))))
