"""Whether a tip went to the right unit at first: found in its report when it is closed, counted without its place."""

from handlers.keys import open_tip_keys
from handlers.reports import load_report
from handlers.turn import Turn
from storage import forwards, misroutes
from storage.records import Placing, Tip
from storage.tip_readers import REPORT


def count_routing(turn: Turn, tip: Tip, *, reopened: bool = False) -> None:
    """Count a tip that is being closed, or opened again, by how its place was found; those from before are not counted."""
    _kind, report = load_report(open_tip_keys(turn, tip).read(turn.tx, REPORT)[0])
    if report.placing not in set(Placing):
        return
    told = forwards.present_queue(turn.tx, report.place) if report.place else None
    is_open = report.placing == Placing.OPEN
    moved = tip.commune is not None if is_open else tip.commune != told
    misroutes.count_closed(turn.tx, tip, Placing(report.placing), moved=moved, reopened=reopened)
