"""The server's secret is changed: everything opens under the new one alone, and a crash at any point parts nothing."""

import ast
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import audit, meta
from storage import store as store_module
from storage.cipher import make_key_pair
from storage.databases import choose_database
from storage.errors import FolderInUseError, ForeignSecretError, UnreadableError
from storage.keyfiles import sync_folder
from storage.keyring import SERVER
from storage.officers import Officer, Register
from storage.records import Role
from storage.rotation import REKEYS, Rekey, rotate
from storage.server_secret import finish_change
from storage.statements import Statement
from storage.store import Places, Store
from storage.tables.units import key_grants, officers
from storage.tip_readers import RECEIPT, REPORT, Reader, queue_reader
from storage.transaction import Transaction
from tests.storage.gaps import fill_gap
from tests.storage.samples import COMMUNE, NOW, add_sample, enlist, make_queues

POINTS = ("prepared", "rekeyed", "committed", "replaced")


def fill(places: Places) -> tuple[Officer, bytes, str]:
    """Fill a store with an officer, a readable tip and an invitation."""
    store = Store(places)
    make_queues(store)
    officer = store.run(lambda tx: enlist(store, tx, COMMUNE))
    tip = add_sample(store)

    def seal(tx: Transaction) -> None:
        reader = Reader(RECEIPT, make_key_pair()[0])
        keys = store.vault.make(tx, tip.id, queue_reader(tx, COMMUNE), reader)
        keys.write(tx, REPORT, 0, {"text": "seen"})

    store.run(seal)
    code = store.run(lambda tx: store.invitations.make(tx, COMMUNE, Role.OFFICER, NOW + 60))
    store.close()
    return officer, tip.id, code


def check(places: Places, officer: Officer, tip: bytes) -> Store:
    """Open the store and see that the officer is found and the tip opens."""
    store = Store(places)
    assert store.run(lambda tx: store.register.find(tx, officer.channel, officer.address)) == officer
    keys = store.run(lambda tx: store.vault.open_for_queue(tx, tip).read(tx, REPORT))
    assert keys == [{"text": "seen"}]
    return store


def test_everything_opens_under_the_new_secret_and_nothing_under_the_old(places: Places) -> None:
    officer, tip, code = fill(places)
    old = (places.data / "server.key").read_bytes()

    assert rotate(choose_database(places.url), places.data, NOW) == 1

    store = check(places, officer, tip)
    new = (places.data / "server.key").read_bytes()
    assert new != old
    assert not (places.data / "server.key.next").exists()
    assert store.run(lambda tx: store.invitations.use(tx, code, NOW)) is None
    assert store.run(lambda tx: Register(old).find(tx, officer.channel, officer.address)) is None
    with pytest.raises(UnreadableError):
        store.run(lambda tx: Register(old).get(tx, officer.id))
    grants = store.run(lambda tx: tx.all(Statement(select(key_grants).where(key_grants.c.holder == SERVER))))
    assert grants
    assert [act.act for act in store.run(audit.all_acts)] == ["rotate"]
    store.close()


def test_no_byte_under_the_old_secret_is_left(tmp_path: Path) -> None:
    """Where a row has moved its bytes can stay in a gap of the page, «secure_delete» or not, until the file is written anew."""
    data = tmp_path / "data"
    places = Places(f"sqlite:///{data / 'homthu.db'}", data, tmp_path / "runtime", tmp_path / "shred")
    officer, tip, _code = fill(places)
    store = Store(places)
    rows = store.run(lambda tx: tx.all(Statement(select(officers))))
    store.close()
    fill_gap(data / "homthu.db", rows[0][2])

    rotate(choose_database(places.url), places.data, NOW)

    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [value for row in rows for value in row[1:3] if value in left] == []
    store = check(places, officer, tip)
    assert store.run(lambda tx: meta.get_fact(tx, meta.OLD_TRACES)) is None
    store.close()


def test_what_is_changed_is_what_the_store_gives_the_secret_to() -> None:
    """Whoever is given the server's secret must have a function in REKEYS, in the same module."""
    tree = ast.parse(Path(store_module.__file__).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = {
        vars(store_module)[call.func.id].__module__
        for call in calls
        if isinstance(call.func, ast.Name)
        and any(isinstance(argument, ast.Name) and argument.id == "secret" for argument in call.args)
    }

    assert given >= {"storage.officers", "storage.keyring"}
    assert given == {rekey.__module__ for rekey in REKEYS}


def test_it_is_refused_while_a_store_is_open(places: Places) -> None:
    store = Store(places)
    with pytest.raises(FolderInUseError):
        rotate(choose_database(places.url), places.data, NOW)
    store.close()


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_any_point_parts_secret_and_database_never(places: Places, point: str) -> None:
    officer, tip, _code = fill(places)

    pid = os.fork()
    if pid == 0:
        try:
            rotate_until(point, places)
        finally:
            os._exit(1)  # the point was not reached
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL

    store = check(places, officer, tip)
    assert not (places.data / "server.key.next").exists()
    rotated = [act.act for act in store.run(audit.all_acts)] == ["rotate"]
    assert rotated == (point in {"committed", "replaced"})
    store.close()


def rotate_until(point: str, places: Places) -> None:
    """Rotate, and die right after one step."""
    rekeys: Sequence[Rekey] = REKEYS
    finish: Callable[[Transaction, Path], None] = finish_change
    if point == "prepared":
        rekeys = (lambda tx, old, new: die(),)
    elif point == "rekeyed":
        rekeys = (*REKEYS, lambda tx, old, new: die())
    elif point == "committed":
        finish = die_instead
    else:
        finish = partial(finish_change, synchronise=synchronise_and_die)
    rotate(choose_database(places.url), places.data, NOW, rekeys, finish)


def die_instead(tx: Transaction, folder: Path) -> None:
    die()


def synchronise_and_die(folder: Path) -> None:
    sync_folder(folder)
    die()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_database_refuses_a_secret_that_is_not_its_own(places: Places) -> None:
    fill(places)
    (places.data / "server.key").write_bytes(bytes(32))
    with pytest.raises(ForeignSecretError):
        Store(places)
    (places.data / "server.key").unlink()
    with pytest.raises(ForeignSecretError):
        Store(replace(places))
    assert not (places.data / "server.key").exists()


def test_addresses_and_records_are_new_bytes(places: Places) -> None:
    fill(places)
    store = Store(places)
    before = store.run(lambda tx: tx.all(Statement(select(officers))))
    store.close()
    rotate(choose_database(places.url), places.data, NOW)
    store = Store(places)
    after = store.run(lambda tx: tx.all(Statement(select(officers))))

    assert before[0][0] == after[0][0]
    assert before[0][1] != after[0][1]
    assert before[0][2] != after[0][2]
    store.close()
