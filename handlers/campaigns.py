"""Plans what is sent to many: the calendar's mailings become broadcasts, each once, whoever looks and however often; then
their recipients are written into the ledger, a slice in a turn.
"""

from datetime import date, datetime, time
from typing import NamedTuple

from content.prevention.mailings import Mailing, mailings_due
from handlers.local_times import VIETNAM, local_moment
from handlers.product import Product
from storage.audiences import CHANNELS, PERSONAL_CHANNELS, Audience
from storage.broadcasts import Broadcast, has_occasion
from storage.choices import (
    USUAL,
    Interest,
    PartOfDay,
    Reader,
    Rhythm,
    group_cells,
    group_parts,
    group_rhythms,
)
from storage.delivery_planning import finish_planning, plan_these
from storage.recipients import FIRST, LAST, Chosen, next_recipients
from storage.records import BroadcastState, Json
from storage.transaction import Transaction

CALENDAR = "calendar"  # who has made what nobody has written
BEGINS = {PartOfDay.MORNING: time(7), PartOfDay.NOON: time(11), PartOfDay.EVENING: time(19)}
ENDS = time(21)  # from then on it is quiet
FILLED = frozenset({BroadcastState.PLANNED, BroadcastState.SENDING, BroadcastState.PAUSED})


class Cursor(NamedTuple):
    """How far a broadcast's recipients are written: which choice, which channel, after which number."""

    choice: int = 0
    channel: int = 0
    after: int = FIRST


def plan_due(tx: Transaction, product: Product, now: float, since: float = 0.0) -> int:
    """Make a broadcast of each mailing that is due and was not made before, one a part of the day; count them.

    What was due before `since` is left out: another instance may have sent it.
    """
    today = local_moment(now).date()
    made = 0
    for mailing in mailings_due(today):
        expires = _seconds(mailing.expires, ENDS)
        for part, begins in BEGINS.items():
            starts = _seconds(mailing.day, begins)
            occasion = f"{mailing.key}/{part}"
            if not (since <= starts <= now < expires) or has_occasion(tx, occasion):
                continue
            content = {"item": mailing.item.id, "reminds": mailing.reminds}
            # What was missed counts for the day on which it goes: nobody gets two a day.
            not_before = starts if mailing.day == today else int(now)
            new = Broadcast(occasion, content, _audience(mailing, part), not_before, expires, CALENDAR)
            made += product.store.broadcasts.create(tx, new) is not None
    return made


def to_fill(tx: Transaction, product: Product) -> list[Broadcast]:
    """List the broadcasts whose recipients are to be written: none that waits for approval."""
    waiting = product.store.broadcasts.open_ones(tx)
    return [one for one in waiting if one.audience.chosen and not one.is_whole and one.state in FILLED]


def fill(tx: Transaction, broadcast: Broadcast, cursor: Cursor) -> Cursor | None:
    """Write the next recipients of a broadcast; None once all are there. To begin anew does no harm."""
    choices, channels = read_choices(broadcast.audience), broadcast.audience.channels
    if cursor.choice >= len(choices):
        finish_planning(tx, broadcast)
        return None
    channel = channels[cursor.channel]
    numbers, up_to = next_recipients(tx, channel, choices[cursor.choice], cursor.after)
    if numbers:
        plan_these(tx, broadcast, channel, numbers)
    if up_to != LAST:
        return cursor._replace(after=up_to)
    following = cursor.channel + 1
    return Cursor(cursor.choice, following) if following < len(channels) else Cursor(cursor.choice + 1)


def read_choices(audience: Audience) -> list[Chosen]:
    """Read whom an audience means."""
    groups: list[tuple[int, int, int]] = audience.note["groups"]
    return [Chosen(cells, rhythms, parts, audience.places) for cells, rhythms, parts in groups]


def choose_audience(
    places: tuple[str, ...] | None,
    groups: list[tuple[int, int, int]],
    channels: tuple[str, ...],
    **note: Json,
) -> Audience:
    """Make the audience of these places and groups on these channels."""
    return Audience(channels, places, chosen=True, note={"groups": groups, **note})


def _audience(mailing: Mailing, part: PartOfDay) -> Audience:
    groups = [
        (
            group_cells((Reader(reader), Interest(field)) for reader, field in cells),
            group_rhythms([Rhythm(rhythm)]),
            group_parts([part]),
        )
        for rhythm, cells in mailing.wanted
    ]
    return choose_audience(None, groups, CHANNELS if _is_for_all(mailing, part) else PERSONAL_CHANNELS)


def _is_for_all(mailing: Mailing, part: PartOfDay) -> bool:
    """Tell whether it is the week's message of those who chose nothing: where all get the same, they get this one."""
    usual = (USUAL.reader.value, USUAL.interest.value)
    return part is USUAL.part and usual in dict(mailing.wanted).get(USUAL.rhythm.value, ())


def _seconds(day: date, moment: time) -> int:
    return int(datetime.combine(day, moment, VIETNAM).timestamp())
