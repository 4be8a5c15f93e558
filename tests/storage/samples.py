"""Ready-made tips and queues, each with only what a test does not care about."""

from dataclasses import replace
from typing import Any

from storage import generations
from storage.cipher import random_bytes
from storage.memberships import Membership, join
from storage.officers import Officer, new_officer_id
from storage.records import Floor, Origin, Role, Tip, TipKind, TipStatus
from storage.store import Store
from storage.tips import add_tip
from storage.transaction import Transaction

NATION, PROVINCE, COMMUNE, NEIGHBOUR = "vn", "01", "00004", "00008"
QUEUES = ((NATION, None), (PROVINCE, NATION), (COMMUNE, PROVINCE), (NEIGHBOUR, PROVINCE))
DAY = 20_000
HOUR = DAY * 24
NOW = HOUR * 3600

TIP = Tip(
    id=b"",
    queue=COMMUNE,
    number=1,
    kind=TipKind.SELLING,
    status=TipStatus.NEW,
    result=None,
    origin=Origin.CHAT,
    commune=COMMUNE,
    floor=Floor.COMMUNE,
    hamlet=None,
    received_hour=HOUR,
    claim_due=HOUR + 24,
    resolve_due=HOUR + 480,
    closed_day=None,
)


def add_sample(store: Store, **changes: Any) -> Tip:  # noqa: ANN401 - any column of a tip
    """Add a tip with a random id and these columns changed."""
    tip = replace(TIP, **{"id": random_bytes(16), **changes})
    store.run(lambda tx: add_tip(tx, tip))
    return tip


def make_queues(store: Store) -> None:
    store.run(lambda tx: generations.make_queues(tx, store.keyring, QUEUES))


def enlist(
    store: Store, tx: Transaction, queue: str, role: Role = Role.OFFICER, *, enabled: bool = True
) -> Officer:
    """Add an officer who is a member of one queue."""
    identity = new_officer_id()
    officer = Officer(identity, "Lan", "vi", "console", identity.hex(), enabled)
    store.register.save(tx, officer)
    join(tx, Membership(identity, queue, role))
    return officer
