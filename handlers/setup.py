"""Prepares a new deployment: a queue for the nation, each province and each commune, and the first invitation."""

from collections.abc import Iterator

from content.places.changes import changes
from content.places.gazetteer import communes, provinces
from handlers.commands.inviting import INVITATION_SECONDS, invitation_link
from handlers.durations import DAY_SECONDS
from handlers.place_changes import note_applied
from handlers.product import Product
from handlers.routing import move_unstaffed
from storage import audit, generations, information_copies, memberships, meta, rewards, tips
from storage.audit import Act
from storage.databases import rewrite
from storage.grants import give_keys, openable_keys
from storage.keyring import RECOVERY, Hand, public_key
from storage.queues import NATION, exists_queue, is_staffed
from storage.records import Role
from storage.recovery import join_halves
from storage.store import Store
from storage.tip_readers import readers_of
from storage.transaction import Transaction
from storage.trials import forget_trial


def queue_codes() -> Iterator[tuple[str, str | None]]:
    """List every queue with the one above it, the upper ones first."""
    yield NATION, None
    for province in provinces():
        yield province.code, NATION
    for commune in communes().values():
        yield commune.code, commune.province


def make_queues(tx: Transaction, product: Product) -> int:
    """Make the queues that do not exist yet, each with its keys; count them."""
    if not exists_queue(tx, NATION):  # a new deployment begins with the communes of today
        note_applied(tx, changes())
    return generations.make_queues(tx, product.store.keyring, queue_codes())


def make_invitation(tx: Transaction, product: Product, queue: str, role: Role, now: float) -> tuple[str, str]:
    """Make an invitation at the command line; give its link and code."""
    code = product.store.invitations.make(tx, queue, role, int(now) + INVITATION_SECONDS)
    audit.record(tx, Act(int(now), "server", "invite", queue, detail=role))
    return invitation_link(product.public_url, code), code


def is_trial(tx: Transaction) -> bool:
    """Tell whether `homthu init` has not ended the trial yet."""
    return meta.is_trial(tx)


def begin_production(
    tx: Transaction, product: Product, recovery: bytes, halves: tuple[bytes, bytes], now: float
) -> tuple[str, str]:
    """End the trial: new keys for all queues, tips sealed anew; give link and code of the first national lead's invitation.

    `recovery` is the recovery key's public half, `halves` those of its private one.
    """
    store = product.store
    found = [tip for code, _above in queue_codes() for tip in tips.list_all(tx, code)]
    opened = {tip.id: store.vault.open_for_queue(tx, tip.id) for tip in found}
    generations.begin_production(tx, store.keyring, recovery)
    memberships.hold_nothing(tx)
    for queue in {tip.queue for tip in found}:
        move_unstaffed(tx, queue)
    for tip in (tip for code, _above in queue_codes() for tip in tips.list_all(tx, code)):
        store.vault.settle(tx, tip.id, opened[tip.id], readers_of(tx, tip.id, tip.queue))
    information_copies.forget_copies(tx)
    rewards.forget_rewards(tx)
    tips.mark_trial(tx)
    forget_trial(tx)
    generations.drop_former(tx)
    meta.set_fact(tx, meta.OLD_TRACES, b"1")
    audit.record(tx, Act(int(now), "server", "init", NATION))
    generation, _public = public_key(tx, NATION)
    hand = Hand(RECOVERY, join_halves(*halves))
    keys = {generation: store.keyring.open_private(tx, NATION, generation, hand)[1]}
    code = store.invitations.make(tx, NATION, Role.LEAD, int(now) + INVITATION_SECONDS, keys)
    return invitation_link(product.public_url, code), code


def forget_traces(store: Store) -> None:
    """Leave nothing of former keys (the trial's, the former secret's) in gaps of pages; a start does what was broken off."""
    store.note_deployment()
    if store.run(lambda tx: meta.get_fact(tx, meta.OLD_TRACES)) is not None and rewrite(store.database):
        store.run(lambda tx: meta.drop_fact(tx, meta.OLD_TRACES))


def recover_nation(
    tx: Transaction, store: Store, halves: tuple[bytes, bytes], now: float, *, grants: bool
) -> list[str] | None:
    """Test the recovery key, and grant the national desk's key to its members who wait; name them. None if it is wrong."""
    hand = Hand(RECOVERY, join_halves(*halves))
    if hand.pair[0] != meta.get_fact(tx, meta.RECOVERY_PUBLIC):
        return None
    meta.set_fact(tx, meta.RECOVERY_TESTED, str(int(now // DAY_SECONDS)).encode())
    waiting = [
        officer
        for officer, role in store.register.members(tx, NATION)
        if grants and role is not Role.AUDITOR and officer.id not in memberships.holding_members(tx, NATION)
    ]
    keys = openable_keys(tx, store.keyring, NATION, hand)
    granted = [one for one in waiting if give_keys(tx, store.keyring, store.vault, NATION, one.id, keys)]
    for officer in granted:
        audit.record(tx, Act(int(now), "recovery", "grant", NATION, detail=officer.id.hex()))
    return [officer.name for officer in granted]


def needs_first_officer(tx: Transaction) -> bool:
    """Tell whether nobody works the national desk of a trial yet."""
    return meta.is_trial(tx) and not is_staffed(tx, NATION)
