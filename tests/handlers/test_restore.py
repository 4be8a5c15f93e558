"""A restored copy: others read, erased tips never again, what was revoked stays revoked, and nothing is sent twice."""

import os
import shutil
import signal
import stat
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from handlers import setup
from handlers.jobs.revival import Revived, bring_up_to_date
from handlers.reports import Report, dump_report
from storage import (
    audit,
    claims,
    erasure,
    file_owners,
    generations,
    memberships,
    outbox,
    restoring,
    tips,
)
from storage.backup import back_up_data, back_up_shred
from storage.cipher import make_key_pair, random_bytes
from storage.copies import Manifest
from storage.databases import choose_database
from storage.erasure import destroy_listed_keys, erase_tip
from storage.errors import (
    BrokenCopyError,
    FolderInUseError,
    FolderNotEmptyError,
    ForeignSecretError,
    MissingShredKeysError,
    OtherDeploymentError,
    TrialCopyError,
    UnreadableError,
)
from storage.grants import give_keys, openable_keys
from storage.keyring import SERVER_HAND, holders, officer_holder, public_key, public_keys
from storage.memberships import Membership, join, memberships_of
from storage.officers import Officer
from storage.records import Role, TipStatus
from storage.recovery import make_recovery
from storage.restoring import restore
from storage.rotation import rotate
from storage.store import Places, Store
from storage.tip_readers import RECEIPT, REPORT, Reader, queue_reader
from storage.transaction import Transaction
from tests.handlers.chat import World
from tests.handlers.conftest import QUEUES, make_officer
from tests.storage.samples import COMMUNE, NATION, NOW, TIP, enlist

LATER = NOW + 3 * 24 * 3600
REPORTED = {"text": "Người bán ở đầu ngõ"}


class Deployment:
    """A deployment on disk: filled, copied, lost and restored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places = self._places("data")
        self.store = Store(self.places)
        self.store.run(lambda tx: generations.make_queues(tx, self.store.keyring, QUEUES))
        self.lead = self.store.run(lambda tx: enlist(self.store, tx, NATION, Role.LEAD))
        self.officer = self.store.run(lambda tx: enlist(self.store, tx, COMMUNE))

    def _places(self, name: str) -> Places:
        data = self.folder / name
        return Places(f"sqlite:///{data / 'homthu.db'}", data, self.folder / "runtime", self.folder / "shred")

    def file(self, number: int) -> tuple[bytes, bytes, tuple[bytes, bytes]]:
        """File a tip; give its id, its receipt's look-up id and key pair."""
        tip = replace(TIP, id=random_bytes(16), number=number)
        lookup, pair = random_bytes(16), make_key_pair()

        def work(tx: Transaction) -> None:
            tips.add_tip(tx, tip)
            keys = self.store.vault.make(tx, tip.id, queue_reader(tx, COMMUNE), Reader(RECEIPT, pair[0]))
            report = Report(COMMUNE, "", "", "once", "", "He sells.", "no", ())
            keys.write(tx, REPORT, 0, dump_report(tip.kind, report))
            tips.add_receipt(tx, lookup, tip.id, pair[0])
            file_owners.add_file(tx, f"file-{number}")
            file_owners.keep_file(tx, f"file-{number}", tip.id)

        self.store.run(work)
        (self.store.files / f"file-{number}").write_bytes(b"sealed")
        return tip.id, lookup, pair

    def copy(self) -> None:
        back_up_data(self.places, self.folder / "copy", NOW)

    def copy_keys(self) -> None:
        back_up_shred(self.places, self.folder / "keys", NOW)

    def erase(self, tip: bytes) -> None:
        self.store.run(lambda tx: erase_tip(tx, tip, 1))
        destroy_listed_keys(self.store)

    def lose(self, *, keep_secret: bool = True) -> None:
        """Lose the data folder, but not the shred store."""
        self.store.close()
        secret = (self.places.data / "server.key").read_bytes()
        shutil.rmtree(self.places.data)
        if keep_secret:
            self.places.data.mkdir(0o700)
            (self.places.data / "server.key").write_bytes(secret)

    def restore(self, *, keys: bool = False) -> Revived:
        settle = partial(bring_up_to_date, now=float(LATER))
        shred = self.folder / "keys" if keys else None
        revived = restore(self.places, self.folder / "copy", shred, settle)
        self.store = Store(self.places)
        return revived

    def opens(self, tip: bytes, pair: tuple[bytes, bytes]) -> bool:
        """Tell whether officers and the receipt open a tip."""
        for_queue = self.store.run(lambda tx: self.store.vault.open_for_queue(tx, tip).read(tx, REPORT))
        for_receipt = self.store.run(
            lambda tx: self.store.vault.open_for_receipt(tx, tip, pair).read(tx, REPORT)
        )
        return bool(for_queue) and for_queue == for_receipt


@pytest.fixture
def deployment(tmp_path: Path) -> Deployment:
    return Deployment(tmp_path)


def test_an_old_copy_and_everything_but_the_shred_key_reads_no_erased_tip(deployment: Deployment) -> None:
    tip, lookup, pair = deployment.file(1)
    other, _lookup, other_pair = deployment.file(2)
    deployment.copy()
    deployment.erase(tip)
    deployment.lose()
    thief = deployment.folder / "thief"
    shutil.copytree(deployment.folder / "copy", thief)
    shutil.copy(deployment.places.data / "server.key", thief / "server.key")

    # Who has the old copy, the secret, the newest shred store and the receipt, and serves the copy as it is.
    stolen = Store(
        Places(
            f"sqlite:///{thief / 'homthu.db'}", thief, deployment.folder / "other", deployment.places.shred
        )
    )
    assert stolen.run(lambda tx: tips.get_tip(tx, tip)) is not None
    with pytest.raises(UnreadableError):
        stolen.run(lambda tx: stolen.vault.open_for_queue(tx, tip).read(tx, REPORT))
    with pytest.raises(UnreadableError):
        stolen.run(lambda tx: stolen.vault.open_for_receipt(tx, tip, pair).read(tx, REPORT))
    assert stolen.run(lambda tx: stolen.vault.open_for_queue(tx, other).read(tx, REPORT))
    stolen.close()

    # And the deployment itself, restored from that copy.
    assert deployment.restore() == Revived(readable=1, erased=1, memberships=0, invitations=0)
    store = deployment.store
    assert store.run(lambda tx: tips.get_tip(tx, tip)) is None
    assert store.run(lambda tx: erasure.erased_month(tx, lookup)) is not None
    assert deployment.opens(other, other_pair)
    assert sorted(path.name for path in store.files.iterdir()) == ["file-2"]
    store.close()


def test_everything_comes_back_from_both_copies_alone(deployment: Deployment) -> None:
    tip, lookup, pair = deployment.file(1)
    deployment.copy()
    deployment.copy_keys()
    deployment.lose(keep_secret=False)
    shutil.rmtree(deployment.places.shred)

    assert deployment.restore(keys=True).readable == 1

    assert deployment.opens(tip, pair)
    store = deployment.store
    found = store.run(lambda tx: tips.find_by_receipt(tx, lookup))
    assert found is not None
    officer = deployment.officer
    assert store.run(lambda tx: store.register.find(tx, officer.channel, officer.address)) == officer
    assert [act.act for act in store.run(audit.all_acts)] == ["restore"]
    store.close()


def test_claims_invitations_and_the_outbox_do_not_come_back(deployment: Deployment) -> None:
    tip, *_ = deployment.file(1)
    store = deployment.store

    def work(tx: Transaction) -> str:
        claims.claim(tx, tip, deployment.officer.id, NOW, LATER + 1)
        tips.set_status(tx, tip, TipStatus.CLAIMED)
        outbox.add(tx, store.runtime, "console", b"r" * 16, 1, 1, "text")
        used = store.invitations.make(tx, COMMUNE, Role.OFFICER, LATER + 1)
        store.invitations.use(tx, used, NOW)
        return store.invitations.make(tx, COMMUNE, Role.OFFICER, LATER + 1)

    code = store.run(work)
    deployment.copy()
    store.run(lambda tx: store.invitations.use(tx, code, NOW))
    deployment.lose()

    assert deployment.restore().invitations == 1

    store = deployment.store
    assert store.run(outbox.count_waiting) == 0
    assert store.run(lambda tx: claims.holder(tx, tip, LATER)) is None
    found = store.run(lambda tx: tips.get_tip(tx, tip))
    assert found is not None
    assert found.status is TipStatus.NEW
    assert store.run(lambda tx: store.invitations.use(tx, code, NOW)) is None
    store.close()


def test_a_membership_that_ended_after_the_copy_stays_ended(deployment: Deployment) -> None:
    tip, _lookup, pair = deployment.file(1)
    deployment.copy()
    end(deployment, deployment.officer, NOW + 1)
    deployment.lose()

    assert deployment.restore().memberships == 1

    store = deployment.store
    assert store.run(lambda tx: memberships_of(tx, deployment.officer.id)) == []
    assert len(store.run(lambda tx: memberships_of(tx, deployment.lead.id))) == 1
    moved = store.run(lambda tx: tips.get_tip(tx, tip))
    assert moved is not None
    assert moved.queue == NATION  # nobody works its commune any more
    assert deployment.opens(tip, pair)
    store.close()


def give(tx: Transaction, store: Store, officer: bytes) -> bool:
    keys = openable_keys(tx, store.keyring, COMMUNE, SERVER_HAND)
    return give_keys(tx, store.keyring, store.vault, COMMUNE, officer, keys)


def all_holders(tx: Transaction) -> set[str]:
    return {holder for one in public_keys(tx, COMMUNE) for holder in holders(tx, COMMUNE, one)}


def test_who_left_after_the_copy_holds_no_key_of_what_comes(deployment: Deployment) -> None:
    store, officer = deployment.store, deployment.officer
    store.run(lambda tx: store.officer_keys.make(tx, officer.id, bytes(32), bytes(16)))
    assert store.run(lambda tx: give(tx, store, officer.id))
    former = store.run(lambda tx: public_key(tx, COMMUNE))[0]
    deployment.copy()
    end(deployment, officer, NOW + 1)
    deployment.lose()

    deployment.restore()

    store = deployment.store
    assert officer_holder(officer.id) not in store.run(all_holders)
    assert store.run(lambda tx: public_key(tx, COMMUNE))[0] == former + 1
    store.close()


def test_a_key_given_up_after_the_copy_opens_nothing(deployment: Deployment) -> None:
    store, officer = deployment.store, deployment.officer
    made = store.run(lambda tx: store.officer_keys.make(tx, officer.id, bytes(32), bytes(16)))
    store.run(lambda tx: give(tx, store, officer.id))
    deployment.copy()
    store.revocations.note_key(made.pair[0], NOW + 1)
    deployment.lose()

    deployment.restore()

    store = deployment.store
    assert store.run(lambda tx: store.officer_keys.unlock(tx, officer.id, bytes(32))) is None
    assert officer_holder(officer.id) not in store.run(all_holders)
    assert len(store.run(lambda tx: memberships_of(tx, officer.id))) == 1
    store.close()


def test_who_was_taken_on_again_before_the_copy_stays(deployment: Deployment) -> None:
    end(deployment, deployment.officer, NOW - 1)
    deployment.store.run(lambda tx: join(tx, Membership(deployment.officer.id, COMMUNE, Role.OFFICER)))
    deployment.copy()
    deployment.lose()

    assert deployment.restore().memberships == 0
    deployment.store.close()


def end(deployment: Deployment, officer: Officer, now: int) -> None:
    deployment.store.revocations.note_membership(officer.id, COMMUNE, now)
    deployment.store.run(lambda tx: memberships.leave(tx, officer.id, COMMUNE))


def test_a_copy_from_before_a_rotation_needs_the_secret_of_then(deployment: Deployment) -> None:
    tip, _lookup, pair = deployment.file(1)
    deployment.copy()
    deployment.copy_keys()
    deployment.store.close()
    rotate(choose_database(deployment.places.url), deployment.places.data, NOW)
    deployment.lose()

    with pytest.raises(ForeignSecretError):
        deployment.restore()
    assert {path.name for path in deployment.places.data.iterdir()} == {"server.key", "lock"}

    deployment.restore(keys=True)
    assert deployment.opens(tip, pair)
    deployment.store.close()


def test_without_any_shred_key_nothing_is_restored(deployment: Deployment) -> None:
    deployment.file(1)
    deployment.copy()
    deployment.lose()
    shutil.rmtree(deployment.places.shred)

    with pytest.raises(MissingShredKeysError):
        deployment.restore()
    assert not (deployment.places.data / "homthu.db").exists()


def test_it_is_refused_where_data_lie_or_somebody_works(deployment: Deployment) -> None:
    deployment.copy()
    with pytest.raises(FolderInUseError):
        deployment.restore()
    deployment.store.close()
    with pytest.raises(FolderNotEmptyError):
        deployment.restore()


def test_a_copy_of_another_kind_or_with_a_changed_file_is_refused(deployment: Deployment) -> None:
    deployment.file(1)
    deployment.copy()
    deployment.lose()
    (deployment.folder / "copy" / "files" / "file-1").write_bytes(b"changed")
    with pytest.raises(BrokenCopyError):
        deployment.restore()


def begin_production(deployment: Deployment) -> None:
    public, halves = make_recovery()
    product = World(deployment.store).product
    deployment.store.run(lambda tx: setup.begin_production(tx, product, public, halves, float(NOW)))
    deployment.store.note_deployment()


def test_a_copy_of_a_trial_is_refused_in_production(deployment: Deployment) -> None:
    deployment.file(1)
    deployment.copy()
    deployment.copy_keys()
    begin_production(deployment)
    deployment.lose()
    for keys in (False, True):
        with pytest.raises(TrialCopyError):
            deployment.restore(keys=keys)
    assert sorted(path.name for path in deployment.places.data.iterdir()) == ["lock", "server.key"]


def test_a_copy_of_production_is_refused_in_a_trial_and_in_another_production(
    deployment: Deployment, tmp_path: Path
) -> None:
    begin_production(deployment)
    deployment.copy()
    deployment.copy_keys()
    deployment.lose()
    for name in ("trial", "another"):
        (tmp_path / name).mkdir()
        other = Deployment(tmp_path / name)
        other.file(1)
        if name == "another":
            begin_production(other)
        other.lose()
        with pytest.raises(OtherDeploymentError):
            restore(other.places, deployment.folder / "copy", deployment.folder / "keys", no_settling)

    shutil.rmtree(deployment.places.shred)
    assert deployment.restore(keys=True) == Revived(0, 0, 0, 0)  # with its own keys it comes back
    deployment.store.close()


def test_what_init_left_unsaid_is_said_when_the_store_is_opened(deployment: Deployment) -> None:
    public, halves = make_recovery()
    product = World(deployment.store).product
    deployment.store.run(lambda tx: setup.begin_production(tx, product, public, halves, float(NOW)))
    note = deployment.places.shred / "deployment"
    assert note.read_text() == "trial"  # it died before it was noted
    deployment.store.close()

    Store(deployment.places).close()

    assert note.read_text() == public.hex()
    assert stat.S_IMODE(note.stat().st_mode) == 0o600


def no_settling(store: Store, manifest: Manifest) -> None:
    raise AssertionError("it must be refused before")


@pytest.mark.parametrize("point", ["_put_shred_keys", "_stage", "Store", "_put_in_place", "half in place"])
def test_a_killed_restore_leaves_nothing_to_be_served_and_can_be_repeated(
    deployment: Deployment, point: str
) -> None:
    tip, _lookup, pair = deployment.file(1)
    deployment.copy()
    deployment.lose()
    pid = os.fork()
    if pid == 0:
        die_at(point)
        try:
            deployment.restore()
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL
    assert not (deployment.places.data / "homthu.db").exists()

    assert deployment.restore().readable == 1

    assert deployment.opens(tip, pair)
    assert sorted(path.name for path in deployment.store.files.iterdir()) == ["file-1"]
    assert not (deployment.places.data / ".restored").exists()
    deployment.store.close()


def die_at(point: str) -> None:
    def die(*arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    vars(restoring)["_staged_path" if point == "half in place" else point] = die
    if point == "half in place":
        count: list[Path] = []

        def die_at_the_end(path: Path) -> Path:
            count.append(path)
            if len(count) == 3:
                die()
            return path.with_name(f"{path.name}.restored")

        vars(restoring)["_staged_path"] = die_at_the_end


def test_a_membership_ended_in_a_conversation_is_noted(world: World) -> None:
    lead = make_officer(world, "Hoa", "vn", role=Role.LEAD)
    make_officer(world, "Lan", "00004")
    member = world.store.run(lambda tx: world.store.register.members(tx, "00004"))[0][0]

    lead.tell("/revoke 00004 1", "1")

    assert world.store.run(lambda tx: memberships_of(tx, member.id)) == []
    assert world.store.revocations.has_ended(member.id, "00004", int(world.now))
