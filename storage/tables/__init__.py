"""The tables, each in the room of what it is about. Those of tips and of people have random keys and no row ids.

`metadata` knows them all; what is in `LIVE` comes back with no backup: live conversations, and who has claimed what.
"""

from storage.tables import casework, live, outreach, tips, units
from storage.tables.columns import metadata

__all__ = ["LIVE", "casework", "live", "metadata", "outreach", "tips", "units"]

LIVE = (
    live.inbox,
    live.drafts,
    live.held,
    live.limits,
    live.wishes,
    live.delayed,
    live.fetches,
    live.outbox,
    live.posted,
    casework.claims,
)
