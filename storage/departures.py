"""Takes keys away from officers: what comes from now on is sealed to a new generation of their queues' keys."""

from storage import generations
from storage.forwards import merged_into
from storage.keyring import Keyring, drop_grants, drop_holder, officer_holder
from storage.memberships import memberships_of, set_holds
from storage.officer_keys import drop_key
from storage.records import Role
from storage.transaction import Transaction


def take_key(tx: Transaction, keyring: Keyring, officer: bytes, queue: str) -> None:
    """Take a queue's key from an officer who is no longer its member; no key at hand is needed."""
    for code in (queue, *merged_into(tx, queue)):
        drop_grants(tx, code, officer_holder(officer))
    generations.add_generation(tx, keyring, queue)
    if not memberships_of(tx, officer):
        drop_key(tx, officer)


def give_up_key(tx: Transaction, keyring: Keyring, officer: bytes) -> list[str]:
    """Forget an officer's own key, since it may be in other hands; list the queues that they open no more."""
    drop_key(tx, officer)
    drop_holder(tx, officer_holder(officer))
    held = [one.queue for one in memberships_of(tx, officer) if one.holds and one.role is not Role.AUDITOR]
    for queue in held:
        set_holds(tx, officer, queue, holds=False)
        generations.add_generation(tx, keyring, queue)
    return held
