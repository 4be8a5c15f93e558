"""Gives a queue's private keys to officers, in all generations, so that whoever works a queue reads all of its tips.

A tip that went up when nobody was left may still be sealed to this queue, or to one below: it is sealed to its owner
first, or else the new holder could open it.
"""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import bindparam, or_, select

from storage.cipher import public_of, seal_to
from storage.errors import UnreadableError
from storage.keyring import Hand, Keyring, add_grant, officer_holder, public_key, public_keys, queue_holder
from storage.memberships import set_holds
from storage.officer_keys import officer_public
from storage.queues import NATION
from storage.statements import Statement
from storage.tables.tips import former_numbers, tip_keys, tips
from storage.tables.units import queues
from storage.tip_readers import RECEIPT, readers_of
from storage.transaction import Transaction
from storage.vault import Vault

Keys = Mapping[int, bytes]

_MOVED = Statement(
    select(tip_keys.c.tip, tip_keys.c.reader, tips.c.queue)
    .join(former_numbers, former_numbers.c.tip == tip_keys.c.tip)
    .join(queues, queues.c.code == former_numbers.c.queue)
    .join(tips, tips.c.id == tip_keys.c.tip)
    .where(
        or_(queues.c.code == bindparam("code"), queues.c.above == bindparam("code")),
        tip_keys.c.reader != RECEIPT,
    )
    .distinct()
)


def openable_keys(tx: Transaction, keyring: Keyring, queue: str, hand: Hand) -> dict[int, bytes]:
    """Open a queue's private keys, by generation; raise UnreadableError if the key at hand misses the newest one."""
    newest = public_key(tx, queue)[0]
    opened = {newest: keyring.open_private(tx, queue, newest, hand)[1]}
    for generation in public_keys(tx, queue):
        with suppress(UnreadableError):
            opened[generation] = keyring.open_private(tx, queue, generation, hand)[1]
    return opened


def give_keys(
    tx: Transaction, keyring: Keyring, vault: Vault, queue: str, officer: bytes, keys: Keys
) -> bool:
    """Give a queue's private keys to a member; false if they have no key of their own, or these lack the newest one."""
    public = officer_public(tx, officer)
    if public is None or public_key(tx, queue)[0] not in keys:
        return False
    if queue != NATION:
        _hand_on_strays(tx, keyring, vault, queue, keys)
    for generation, private in keys.items():
        add_grant(tx, queue, generation, officer_holder(officer), seal_to(public, private))
    set_holds(tx, officer, queue, holds=True)
    return True


def _hand_on_strays(tx: Transaction, keyring: Keyring, vault: Vault, queue: str, keys: Keys) -> None:
    for tip, reader, owner in tx.all(_MOVED, {"code": queue}):
        former, _colon, generation = reader.partition(":")
        if former == owner:
            continue
        pair = _find_pair(tx, keyring, (queue, keys), former, int(generation))
        if pair is not None:
            vault.hand_on(tx, tip, reader, pair, readers_of(tx, tip, owner))


def _find_pair(
    tx: Transaction, keyring: Keyring, at_hand: tuple[str, Keys], former: str, generation: int
) -> tuple[bytes, bytes] | None:
    """Open a former queue's pair with the keys of that queue or of the one above; None if they do not lead to it."""
    queue, keys = at_hand
    if former == queue:
        return (public_of(keys[generation]), keys[generation]) if generation in keys else None
    for above, private in keys.items():
        with suppress(UnreadableError):
            hand = Hand(queue_holder(queue, above), (public_of(private), private))
            return keyring.open_private(tx, former, generation, hand)
    return None
