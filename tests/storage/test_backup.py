"""Copies: whole or not at all, checked, without anything that lives only now, and without the keys."""

import os
import re
import shutil
import signal
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from storage import backup, claims, conversations, fetches, file_owners, limits, outbox, tips
from storage.backup import back_up_data, back_up_shred, copy_table
from storage.cipher import random_bytes
from storage.copies import DATA, MANIFEST, SHRED, open_copy
from storage.erasure import destroy_listed_keys, erase_tip
from storage.errors import BrokenCopyError, FolderNotEmptyError
from storage.evidence import open_file, save_file
from storage.instances import NOTE
from storage.records import SavedFile
from storage.restoring import restore
from storage.revocations import Revocations
from storage.shred import RESERVE
from storage.store import Places, Store
from storage.tables import LIVE, metadata
from storage.tip_readers import RECEIPT, REPORT, Reader, queue_reader
from storage.transaction import Transaction
from tests.storage.samples import COMMUNE, NOW, add_sample, make_queues

LASTING = [
    "audit",
    "broadcasts",
    "clocks",
    "deliveries",
    "delivery_counts",
    "delivery_errors",
    "delivery_leases",
    "contest_scores",
    "contests",
    "coverage",
    "covered",
    "directory",
    "erased",
    "escalations",
    "extensions",
    "facts",
    "files",
    "former_numbers",
    "forwards",
    "invitations",
    "misroutes",
    "links",
    "key_grants",
    "local_names",
    "memberships",
    "officer_keys",
    "officers",
    "openings",
    "pledges",
    "queue_keys",
    "queues",
    "receipts",
    "recusals",
    "reminder_times",
    "reminders",
    "rewards",
    "shredding",
    "hamlets",
    "information_copies",
    "statistics",
    "tallies",
    "subscriptions",
    "switches",
    "tip_keys",
    "tip_records",
    "tips",
]
CANARY = b"canary-4711-canary"


@pytest.fixture
def on_disk(tmp_path: Path) -> Places:
    url = f"sqlite:///{tmp_path / 'data' / 'homthu.db'}"
    return Places(url, tmp_path / "data", tmp_path / "runtime", tmp_path / "shred")


def file_sample(store: Store) -> bytes:
    """File a tip with a picture."""
    tip = add_sample(store, number=1)
    saved = save_file(store.files, b"picture")

    def work(tx: Transaction) -> None:
        reader = Reader(RECEIPT, bytes(31) + b"\x09")
        keys = store.vault.make(tx, tip.id, queue_reader(tx, COMMUNE), reader)
        keys.write(tx, REPORT, 0, {"picture": [saved.name, saved.key, saved.size]})
        tips.add_receipt(tx, random_bytes(16), tip.id, reader.public)
        file_owners.add_file(tx, saved.name)
        file_owners.keep_file(tx, saved.name, tip.id)

    store.run(work)
    return tip.id


def live_a_little(store: Store, canary: bytes) -> None:
    """Leave canaries in every table of what lives only now, and in free pages of the database."""

    def work(tx: Transaction) -> None:
        conversations.note_message(tx, canary + b"inbox", 1)
        conversations.save_draft(tx, store.runtime, canary + b"draft", {"words": "x"})
        handle = conversations.hold(tx, store.runtime, "secret", 2**40)
        conversations.extend_held(tx, store.runtime, handle, 0, 2**41)
        limits.count_try(tx, store.runtime, canary + b"limit", 1, 1)
        fetches.add_fetch(tx, store.runtime, "reference")
        outbox.add(tx, store.runtime, "console", canary + b"outbox", 1, 1, "text")
        claims.claim(tx, canary + b"claim", b"o" * 16, 1, 2)
        file_owners.add_file(tx, (canary + b"draft-file").decode())

    store.run(work)
    with closing(sqlite3.connect(store.database.url.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE gone (words)")
        connection.executemany("INSERT INTO gone VALUES (?)", [(canary + b"free" + bytes(2000),)] * 50)
        connection.commit()
        connection.execute("DROP TABLE gone")
        connection.commit()


def test_every_table_is_either_lasting_or_left_out_of_backups() -> None:
    """A new table: name it in LIVE (storage/tables) if a restored copy must not bring it back, else in LASTING here."""
    live = {table.name for table in LIVE}

    assert live | set(LASTING) >= set(metadata.tables)
    assert not live & set(LASTING)


def test_the_readme_tells_pg_dump_to_leave_out_the_same() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    told = readme.partition("--exclude-table-data=")[2].partition(", then `homthu backup`")[0]

    assert set(re.findall(r"`([a-z_]+)`", told)) == {table.name for table in LIVE}


def test_a_copy_holds_what_lasts_and_nothing_that_lives_only_now(on_disk: Places, tmp_path: Path) -> None:
    store = Store(on_disk)
    make_queues(store)
    tip = file_sample(store)
    live_a_little(store, CANARY)

    manifest = back_up_data(on_disk, tmp_path / "copy", NOW)

    assert manifest.rows["tips"] == 1
    assert manifest.rows["queues"] == 4
    assert manifest.trial
    everything = {path: path.read_bytes() for path in (tmp_path / "copy").rglob("*") if path.is_file()}
    assert not [path for path, content in everything.items() if CANARY in content]
    assert tip in b"".join(everything.values())
    with closing(sqlite3.connect(tmp_path / "copy" / "homthu.db")) as connection:
        names = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
            for name in names
        }
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert set(metadata.tables) <= names
    assert {name for name in (table.name for table in LIVE) if counts[name]} == set()
    assert counts["files"] == 1
    key, secret = store.shred.get(tip), (on_disk.data / "server.key").read_bytes()
    runtime = (on_disk.runtime / "runtime.key").read_bytes()
    assert not [
        path for path, content in everything.items() for one in (key, secret, runtime) if one in content
    ]
    store.close()


def test_a_copy_is_its_owners_alone_and_shows_no_times_of_files(on_disk: Places, tmp_path: Path) -> None:
    store = Store(on_disk)
    make_queues(store)
    file_sample(store)
    before = os.umask(0)
    try:
        back_up_data(on_disk, tmp_path / "copy", NOW)
        back_up_shred(on_disk, tmp_path / "keys", NOW)
    finally:
        os.umask(before)
    store.close()

    for folder in (tmp_path / "copy", tmp_path / "keys"):
        for path in (folder, *folder.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert {path.stat().st_mtime for path in (tmp_path / "copy" / "files").iterdir()} == {0}


def test_a_copy_of_the_keys_holds_keys_secret_and_revocations_only(on_disk: Places, tmp_path: Path) -> None:
    store = Store(on_disk)
    make_queues(store)
    tip = file_sample(store)
    key = store.shred.get(tip)
    Revocations(on_disk.shred).note_membership(b"o" * 16, COMMUNE, NOW)

    manifest = back_up_shred(on_disk, tmp_path / "keys", NOW)

    assert manifest.rows == {"shred": 1 + RESERVE, "orphans": 0}
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == [
        "deployment",
        MANIFEST,
        "revocations",
        "server.key",
        "shred.db",
    ]
    assert key in (tmp_path / "keys" / "shred.db").read_bytes()
    assert open_copy(tmp_path / "keys", SHRED) == manifest
    with pytest.raises(BrokenCopyError):
        open_copy(tmp_path / "keys", DATA)
    store.close()


def test_a_copy_made_after_an_erasure_holds_no_byte_of_the_tip(on_disk: Places, tmp_path: Path) -> None:
    store = Store(on_disk)
    make_queues(store)
    tip = file_sample(store)
    key = store.shred.get(tip)
    store.run(lambda tx: erase_tip(tx, tip, 1))
    destroy_listed_keys(store)

    back_up_data(on_disk, tmp_path / "copy", NOW)
    back_up_shred(on_disk, tmp_path / "keys", NOW)

    for folder in (tmp_path / "copy", tmp_path / "keys"):
        content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert tip not in content
        assert key not in content
    store.close()


def test_a_file_is_opened_from_the_copy(on_disk: Places, tmp_path: Path) -> None:
    store = Store(on_disk)
    make_queues(store)
    saved = save_file(store.files, b"picture")
    store.run(lambda tx: file_owners.add_file(tx, saved.name))
    store.run(lambda tx: file_owners.keep_file(tx, saved.name, b"t" * 16))
    stray = save_file(store.files, b"stray")

    back_up_data(on_disk, tmp_path / "copy", NOW)

    assert open_file(tmp_path / "copy" / "files", saved) == b"picture"
    assert not (tmp_path / "copy" / "files" / stray.name).exists()
    store.close()


def test_a_file_that_is_erased_meanwhile_is_left_out(on_disk: Places, tmp_path: Path) -> None:
    store = Store(on_disk)
    store.run(lambda tx: file_owners.add_file(tx, "erased-just-now"))
    store.run(lambda tx: file_owners.keep_file(tx, "erased-just-now", b"t" * 16))

    back_up_data(on_disk, tmp_path / "copy", NOW)

    assert list((tmp_path / "copy" / "files").iterdir()) == []
    store.close()


@pytest.mark.parametrize("break_it", ["change", "cut", "remove", "unlist"])
def test_a_copy_that_is_not_whole_is_noticed(on_disk: Places, tmp_path: Path, break_it: str) -> None:
    Store(on_disk).close()
    copy = tmp_path / "copy"
    back_up_data(on_disk, copy, NOW)
    database = copy / "homthu.db"
    if break_it == "change":
        database.write_bytes(database.read_bytes()[:-1] + b"x")
    elif break_it == "cut":
        database.write_bytes(database.read_bytes()[:-4096])
    elif break_it == "remove":
        database.unlink()
    else:
        (copy / MANIFEST).unlink()

    with pytest.raises(BrokenCopyError):
        open_copy(copy, DATA)


def test_a_folder_that_holds_something_is_refused_and_kept(on_disk: Places, tmp_path: Path) -> None:
    Store(on_disk).close()
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "letter").write_text("mine")

    with pytest.raises(FolderNotEmptyError):
        back_up_data(on_disk, tmp_path / "copy", NOW)

    assert (tmp_path / "copy" / "letter").read_text() == "mine"


def test_without_a_database_nothing_is_made(on_disk: Places, tmp_path: Path) -> None:
    for copying in (back_up_data, back_up_shred):
        with pytest.raises(FileNotFoundError):
            copying(on_disk, tmp_path / "copy", NOW)

    assert not (tmp_path / "copy").exists()
    assert not (on_disk.data / "homthu.db").exists()


@pytest.mark.parametrize("point", ["copy_rows", "_copy_files", "seal_manifest"])
def test_a_killed_backup_is_never_taken_for_a_whole_one(on_disk: Places, tmp_path: Path, point: str) -> None:
    Store(on_disk).close()
    pid = os.fork()
    if pid == 0:
        vars(backup)[point] = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
        try:
            back_up_data(on_disk, tmp_path / "copy", NOW)
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL

    assert not (tmp_path / "copy").exists()
    back_up_data(on_disk, tmp_path / "copy", NOW)
    assert open_copy(tmp_path / "copy", DATA).rows["facts"] > 0
    assert not list(tmp_path.glob(".*partial"))


def test_turns_go_on_while_a_copy_is_made(on_disk: Places, tmp_path: Path) -> None:
    store = Store(on_disk)
    make_queues(store)
    first = file_sample(store)

    def interrupted(connection: sqlite3.Connection, name: str) -> int:
        if name == "tips":
            add_sample(store, number=99)
        return copy_table(connection, name)

    manifest = back_up_data(on_disk, tmp_path / "copy", NOW, interrupted)

    assert manifest.rows["tips"] == 1
    with closing(sqlite3.connect(tmp_path / "copy" / "homthu.db")) as connection:
        assert connection.execute("SELECT id FROM tips").fetchall() == [(first,)]
    store.close()


def test_the_rows_of_postgresql_are_left_to_pg_dump(places: Places, tmp_path: Path) -> None:
    store = Store(places)
    make_queues(store)
    file_sample(store)

    manifest = back_up_data(places, tmp_path / "copy", NOW)

    assert sum(name.startswith("files/") for name in manifest.digests) == 1
    assert (tmp_path / "copy" / "homthu.db").exists() == (store.database.dialect == "sqlite")
    assert bool(manifest.rows) == (store.database.dialect == "sqlite")
    store.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_files_come_back_beside_a_database_that_is_there(places: Places, tmp_path: Path) -> None:
    """PostgreSQL's rows come back by pg_restore, before `restore`."""
    store = Store(places)
    make_queues(store)
    tip = file_sample(store)
    store.close()
    back_up_data(places, tmp_path / "copy", NOW)
    secret = (places.data / "server.key").read_bytes()
    shutil.rmtree(places.data)
    places.data.mkdir(0o700)
    (places.data / "server.key").write_bytes(secret)
    (places.data / NOTE).write_bytes(b"left behind: it would let a restored copy send")

    settled = restore(
        places, tmp_path / "copy", None, lambda store, _: store.run(lambda tx: tips.get_tip(tx, tip))
    )

    assert settled is not None
    assert not (places.data / NOTE).exists()
    again = Store(places)
    report = again.run(lambda tx: again.vault.open_for_queue(tx, tip).read(tx, REPORT))[0]
    assert open_file(again.files, SavedFile(*report["picture"])) == b"picture"
    again.close()


def test_a_revocation_is_kept_and_a_torn_line_is_not_one(tmp_path: Path) -> None:
    Revocations(tmp_path).note_membership(b"o" * 16, COMMUNE, NOW)
    with (tmp_path / "revocations").open("a") as target:
        target.write("17")

    noted = Revocations(tmp_path)

    assert noted.has_ended(b"o" * 16, COMMUNE, NOW)
    assert not noted.has_ended(b"o" * 16, COMMUNE, NOW + 1)
    assert not noted.has_ended(b"o" * 16, "vn", NOW)
    assert not noted.has_ended(b"p" * 16, COMMUNE, NOW)
