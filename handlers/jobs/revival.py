"""Brings a restored copy up to date: what was erased, revoked or under way since it was made stays so."""

from dataclasses import dataclass

from handlers.durations import DAY_SECONDS
from handlers.months import month_of
from handlers.routing import move_unstaffed
from storage import audit, claims, erasure, memberships, officer_keys
from storage.audit import Act
from storage.copies import Manifest
from storage.departures import give_up_key, take_key
from storage.evidence import remove_file
from storage.invitations import void_invitations
from storage.memberships import all_memberships
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Revived:
    """How many tips of a copy can be read, how many are erased, and how many memberships and invitations ended."""

    readable: int
    erased: int
    memberships: int
    invitations: int


def bring_up_to_date(store: Store, manifest: Manifest, now: float) -> Revived:
    """Erase the tips whose shred key is gone, end what was revoked, and let nobody hold what they held."""
    keys = store.shred.tips()
    # pg_dump may have been run some time before the files were copied.
    since = manifest.moment if manifest.database == "sqlite" else manifest.moment - DAY_SECONDS

    def settle(tx: Transaction) -> tuple[Revived, list[str]]:
        tips = erasure.all_tips(tx)
        names = [name for tip in tips - keys for name in erasure.erase_tip(tx, tip, month_of(now))]
        claims.forget_claims(tx)
        ended = _end_revoked(tx, store, since)
        _end_given_up(tx, store, since)
        invitations = void_invitations(tx, int(now))
        audit.record(tx, Act(int(now), "server", "restore"))
        return Revived(len(tips & keys), len(tips - keys), ended, invitations), names

    revived, names = store.run(settle)
    for name in names:
        remove_file(store.files, name)
    erasure.destroy_listed_keys(store)
    return revived


def _end_revoked(tx: Transaction, store: Store, since: int) -> int:
    ended = 0
    for one in all_memberships(tx):
        if store.revocations.has_ended(one.officer, one.queue, since):
            memberships.leave(tx, one.officer, one.queue)
            take_key(tx, store.keyring, one.officer, one.queue)
            move_unstaffed(tx, one.queue)
            ended += 1
    return ended


def _end_given_up(tx: Transaction, store: Store, since: int) -> None:
    for one in all_memberships(tx):
        public = officer_keys.officer_public(tx, one.officer)
        if public is not None and store.revocations.is_given_up(public, since):
            for queue in give_up_key(tx, store.keyring, one.officer):
                move_unstaffed(tx, queue)
