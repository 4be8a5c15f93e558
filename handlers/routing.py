"""Decides which queue owns a tip: the commune's, unless the tipster or the case says higher, and only a staffed one."""

from enum import StrEnum

from handlers.access import line_of
from storage import claims, queues, tips
from storage.officers import Officer
from storage.queues import NATION
from storage.records import UNDER_WAY, Floor, Tip, TipStatus
from storage.transaction import Transaction

LEVELS = {Floor.COMMUNE: 0, Floor.PROVINCE: 1, Floor.NATION: 2}


class Involved(StrEnum):
    """Whether an official is involved, and of which level."""

    NO = "no"
    COMMUNE = "commune"
    PROVINCE = "province"
    UNSURE = "unsure"


FLOORS = {
    Involved.NO: Floor.COMMUNE,
    Involved.COMMUNE: Floor.PROVINCE,
    Involved.PROVINCE: Floor.NATION,
    Involved.UNSURE: Floor.NATION,
}


def choose_floor(wish: Floor, involved: Involved) -> Floor:
    """Choose the lowest level that may read a tip: the tipster's wish, raised past an official's own unit."""
    return max(wish, FLOORS[involved], key=LEVELS.__getitem__)


def level_of(queue: str) -> int:
    """Tell a queue's level: 0 commune, 1 province, 2 nation."""
    return LEVELS[Floor.NATION] + 1 - len(line_of(queue))


def choose_owner(tx: Transaction, code: str, floor: Floor) -> str:
    """Choose the queue that owns a tip of a commune or province (empty: not known): the lowest allowed one that is
    staffed, else the nation's.
    """
    line = line_of(code or NATION)
    allowed = [queue for queue in line if level_of(queue) >= LEVELS[floor]]
    return queues.owner_from(tx, allowed[0])


def give_to(tx: Transaction, tip: Tip, queue: str, commune: str | None) -> int:
    """Move a tip to another queue, give its claim back, and tell its new number. Its keys are not touched."""
    number = queues.take_number(tx, queue)
    tips.move_tip(tx, tip, queue, number, commune)
    claims.release(tx, tip.id)
    if tip.status in UNDER_WAY:
        tips.set_status(tx, tip.id, TipStatus.NEW)
    return number


def move_unstaffed(tx: Transaction, queue: str) -> list[tuple[str, int]]:
    """Give the open tips of a queue that nobody staffs any more to the next one above; list their new numbers."""
    owner = queues.owner_from(tx, queue)
    if owner == queue:
        return []
    return [(owner, give_to(tx, tip, owner, tip.commune)) for tip in tips.list_open(tx, queue)]


def release_claims(tx: Transaction, officer: Officer, queue: str) -> int:
    """Give back what an officer had claimed in a queue, and count it."""
    claimed = [tips.get_tip(tx, identity) for identity in claims.claimed_by(tx, officer.id)]
    own = [tip for tip in claimed if tip is not None and tip.queue == queue]
    for tip in own:
        release_claim(tx, tip, officer.id)
    return len(own)


def release_claim(tx: Transaction, tip: Tip, officer: bytes) -> None:
    """Give a tip back to its queue as a new one, if this officer has claimed it."""
    if tip.id in claims.claimed_by(tx, officer):
        claims.release(tx, tip.id)
        tips.set_status(tx, tip.id, TipStatus.NEW)
