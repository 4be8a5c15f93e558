"""Changes the server's secret while nobody else uses the data: everything under the former one is sealed anew at once."""

from collections.abc import Callable, Sequence
from pathlib import Path

from storage import audit, meta
from storage.audit import Act
from storage.broadcasts import rekey_broadcasts
from storage.databases import Database, lone_transaction, rewrite
from storage.folder_lock import folder_alone
from storage.invitations import count_invitations, rekey_invitations
from storage.keyring import rekey_grants
from storage.migrations.upgrade import upgrade
from storage.officer_keys import rekey_locks
from storage.officers import rekey_officers
from storage.platform_tokens import rekey_tokens
from storage.pledges import rekey_pledges
from storage.server_secret import begin_change, finish_change, load_secret
from storage.subscriptions import rekey_subscriptions
from storage.transaction import Transaction

Rekey = Callable[[Transaction, bytes, bytes], None]

# One for each module whose class the store gives the secret.
REKEYS: tuple[Rekey, ...] = (
    rekey_officers,
    rekey_invitations,
    rekey_grants,
    rekey_locks,
    rekey_subscriptions,
    rekey_pledges,
    rekey_broadcasts,
    rekey_tokens,
)


def rotate(
    database: Database,
    folder: Path,
    now: int,
    rekeys: Sequence[Rekey] = REKEYS,
    finish: Callable[[Transaction, Path], None] = finish_change,
) -> int:
    """Change the secret; count the invitations that end, since their codes are known by hashes only."""
    with folder_alone(folder):
        upgrade(database)
        with lone_transaction(database) as tx:
            old = load_secret(tx, folder)
            new = begin_change(tx, folder)
            voided = count_invitations(tx, now)
            for rekey in rekeys:
                rekey(tx, old, new)
            meta.set_fact(tx, meta.OLD_TRACES, b"1")
            audit.record(tx, Act(now, "server", "rotate"))
        with lone_transaction(database) as tx:
            finish(tx, folder)
        if rewrite(database):
            with lone_transaction(database) as tx:
                meta.drop_fact(tx, meta.OLD_TRACES)
    return voided
