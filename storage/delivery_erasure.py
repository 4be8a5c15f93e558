"""Who got what is forgotten a week after a broadcast has ended; its figures stay."""

from sqlalchemy import bindparam, delete, select

from storage.broadcasts import ended_before
from storage.statements import Statement
from storage.tables.outreach import deliveries, delivery_errors
from storage.transaction import Transaction

KEPT_DAYS = 7
SLICE = 2000  # rows
NEWEST = 400  # broadcasts that are looked at

_SPAN = Statement(
    select(deliveries.c.channel, deliveries.c.recipient)
    .where(deliveries.c.broadcast == bindparam("of_broadcast"))
    .order_by(deliveries.c.channel, deliveries.c.recipient)
    .limit(SLICE)
)
_DROP = Statement(
    delete(deliveries).where(
        deliveries.c.broadcast == bindparam("of_broadcast"),
        deliveries.c.channel == bindparam("on_channel"),
        deliveries.c.recipient <= bindparam("up_to"),
    )
)
_DROP_ERRORS = Statement(
    delete(delivery_errors).where(delivery_errors.c.broadcast == bindparam("of_broadcast"))
)


def forget_ended(tx: Transaction, today: int) -> bool:
    """Erase some rows of broadcasts that ended more than a week ago; true while there may be more."""
    for broadcast in ended_before(tx, today - KEPT_DAYS, NEWEST):
        rows = tx.all(_SPAN, {"of_broadcast": broadcast})
        if rows:
            channel = rows[0][0]
            up_to = max(recipient for place, recipient in rows if place == channel)
            tx.change(_DROP, {"of_broadcast": broadcast, "on_channel": channel, "up_to": up_to})
            return True
        tx.change(_DROP_ERRORS, {"of_broadcast": broadcast})
    return False
