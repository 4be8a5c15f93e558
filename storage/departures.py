"""Takes a queue's key away from who is no longer its member: what comes from now on is sealed to a new one."""

from storage import generations, tips
from storage.keyring import Keyring, drop_grants, officer_holder
from storage.officer_keys import drop_key
from storage.officers import memberships_of
from storage.transaction import Transaction
from storage.vault import RECEIPT, Reader, Vault, queue_reader


def take_key(tx: Transaction, keyring: Keyring, vault: Vault, officer: bytes, queue: str) -> None:
    """Make a queue's next generation after an officer has left it, for its open tips, too; no key at hand is needed."""
    drop_grants(tx, queue, officer_holder(officer))
    generations.add_generation(tx, keyring, queue)
    for tip in tips.list_open(tx, queue):
        public = tips.receipt_public(tx, tip.id)
        vault.renew(tx, tip.id, queue_reader(tx, queue), Reader(RECEIPT, public) if public else None)
    if not memberships_of(tx, officer):
        drop_key(tx, officer)
