"""Makes queues' key pairs and their new generations. It needs public keys only, so nobody has to be there for it."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select

from storage import meta
from storage.cipher import make_key_pair, seal_to
from storage.keyring import (
    OFFICER,
    RECOVERY,
    SERVER,
    Keyring,
    add_grant,
    holders,
    public_key,
    queue_holder,
)
from storage.officer_keys import officer_public
from storage.queues import queue_above
from storage.statements import Statement, insert_or_ignore
from storage.tables.units import key_grants, queue_keys, queues
from storage.transaction import Transaction

FIRST_GENERATION = 1

_ADD_QUEUE = insert_or_ignore(queues)
_ADD_KEY = insert_or_ignore(queue_keys)
_ALL_CODES = Statement(select(queues.c.code, queues.c.above))
_DROP_OLD_GRANTS = Statement(
    delete(key_grants).where(
        key_grants.c.queue == bindparam("code"), key_grants.c.generation < bindparam("before")
    )
)
_DROP_OLD_KEYS = Statement(
    delete(queue_keys).where(
        queue_keys.c.queue == bindparam("code"), queue_keys.c.generation < bindparam("before")
    )
)


def make_queues(tx: Transaction, keyring: Keyring, codes: Iterable[tuple[str, str | None]]) -> int:
    """Make the queues that do not exist yet, each (code, code above) with its key pair; count them.

    The queue above must come first: each private key is sealed to it, too.
    """
    known = {code for code, _above in tx.all(_ALL_CODES)}
    new = [(code, above) for code, above in codes if code not in known]
    for code, above in new:
        tx.change(_ADD_QUEUE, {"code": code, "above": above, "last_number": 0, "last_member": 0})
        _make_pair(tx, keyring, code, FIRST_GENERATION, [])
    return len(new)


def add_generation(tx: Transaction, keyring: Keyring, queue: str, also: Iterable[str] = ()) -> int:
    """Make a queue's next generation, for those who hold the present one, and `also` other officers; give its number.

    The queues below are renewed by a job: whoever held this queue's former key could open theirs.
    """
    generation = public_key(tx, queue)[0]
    officers = [holder for holder in holders(tx, queue, generation) if holder.startswith(OFFICER)]
    _make_pair(tx, keyring, queue, generation + 1, list(dict.fromkeys([*officers, *also])))
    meta.set_fact(tx, meta.STALE_KEYS, b"1")
    return generation + 1


def renew_stale(tx: Transaction, keyring: Keyring, at_most: int) -> int:
    """Make new generations for queues whose key is sealed to a former one of the queue above; count them, 0 at the end."""
    if meta.get_fact(tx, meta.STALE_KEYS) is None:
        return 0
    renewed = 0
    for code, above in sorted(tx.all(_ALL_CODES), key=lambda row: len(row[0]) if row[1] else 0):
        if above is None or queue_holder(above, public_key(tx, above)[0]) in holders(
            tx, code, public_key(tx, code)[0]
        ):
            continue
        if renewed == at_most:
            return renewed
        add_generation(tx, keyring, code)
        renewed += 1
    if not renewed:
        meta.drop_fact(tx, meta.STALE_KEYS)
    return renewed


def begin_production(tx: Transaction, keyring: Keyring, recovery: bytes) -> None:
    """Note the recovery key's public half and make new generations of all queues, which the server's secret opens no more."""
    meta.set_fact(tx, meta.RECOVERY_PUBLIC, recovery)
    for code, _above in _from_above(tx):
        add_generation(tx, keyring, code)
    meta.drop_fact(tx, meta.STALE_KEYS)


def drop_former(tx: Transaction) -> None:
    """Forget all generations but the newest: those of the trial."""
    for code, _above in tx.all(_ALL_CODES):
        newest = public_key(tx, code)[0]
        for statement in (_DROP_OLD_GRANTS, _DROP_OLD_KEYS):
            tx.change(statement, {"code": code, "before": newest})


def _from_above(tx: Transaction) -> list[tuple[str, str | None]]:
    rows = [(code, above) for code, above in tx.all(_ALL_CODES)]
    return sorted(rows, key=lambda row: (row[1] is not None, len(row[0])))


def _make_pair(tx: Transaction, keyring: Keyring, queue: str, generation: int, officers: list[str]) -> None:
    public, private = make_key_pair()
    tx.change(_ADD_KEY, {"queue": queue, "generation": generation, "public": public})
    recovery = meta.get_fact(tx, meta.RECOVERY_PUBLIC)
    if recovery is None:
        add_grant(tx, queue, generation, SERVER, keyring.seal_for_server(private, queue, generation))
    above = queue_above(tx, queue)
    if above is not None:
        above_generation, above_public = public_key(tx, above)
        holder = queue_holder(above, above_generation)
        add_grant(tx, queue, generation, holder, seal_to(above_public, private))
    elif recovery is not None:
        add_grant(tx, queue, generation, RECOVERY, seal_to(recovery, private))
    for holder in officers:
        officer = officer_public(tx, bytes.fromhex(holder.partition(":")[2]))
        if officer is not None:
            add_grant(tx, queue, generation, holder, seal_to(officer, private))
