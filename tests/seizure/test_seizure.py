"""What is not stored can't be taken: a process of its own attacks what was seized, and gets what docs/seizure.md says, no more."""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage.receipts import RANDOM_DIGITS, derive_keys
from tests.seizure import attacker
from tests.seizure.table import COMMUNE, NATION, SEIZURES, Seizure, write_table
from tests.seizure.victim import Victim

DOCUMENT = Path(__file__).parents[2] / "docs" / "seizure.md"
MEASURED = [one for one in SEIZURES if one.folders]


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    victim = Victim(tmp_path_factory.mktemp("victim"))
    database = victim.folder / "database"
    database.mkdir()
    for path in (victim.folder / "seized").glob("homthu.db*"):
        shutil.copy(path, database)
    shutil.copytree(victim.folder / "seized" / "shred", victim.folder / "shred")
    return victim


def attack(victim: Victim, seizure: Seizure) -> dict[str, Any]:
    """Let the attacker work on copies, since whoever opens a database may change it."""
    loot: dict[str, Any] = {
        "needles": [*victim.words.values(), *victim.receipts.values(), *addresses(victim)]
    }
    work = victim.folder / "loot"
    shutil.rmtree(work, ignore_errors=True)
    for name in seizure.folders:
        shutil.copytree(victim.folder / name, work / name)
    loot["folders"] = [str(work)]
    for kind, name in seizure.keys:
        loot[kind] = key(victim, kind, name)
    ran = subprocess.run(
        [sys.executable, "-I", attacker.__file__],
        input=json.dumps(loot),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def key(victim: Victim, kind: str, name: str) -> list[str]:
    if kind == "phrases":
        return list(victim.phrases.values()) if name == "all" else [victim.phrases[name]]
    if kind == "codes":
        return [code for label, code in victim.codes.items() if label.startswith(name)]
    if kind == "receipts":
        return [victim.receipts[name]]
    return [
        {"server": victim.server_secret, "runtime": victim.runtime_key, "recovery": victim.recovery}[name]
    ]


def addresses(victim: Victim) -> list[str]:
    return [f"address of {name}" for name in victim.receipts]


def read(victim: Victim, found: dict[str, Any]) -> set[str]:
    """Name what was opened."""
    text = "".join(found["opened"])
    return {name for name, word in victim.words.items() if word in text}


@pytest.mark.parametrize("seizure", MEASURED, ids=lambda one: one.taken)
def test_a_seizure_gives_what_the_table_says_and_no_more(victim: Victim, seizure: Seizure) -> None:
    found = attack(victim, seizure)

    assert read(victim, found) == seizure.opens
    assert found["carved"] == []
    assert bool(found["people"]) is seizure.people
    if not any(kind == "runtime" for kind, _name in seizure.keys):
        everything = "".join([*found["opened"], *found["people"]])
        assert [one for one in addresses(victim) if one in everything] == []


def test_a_machine_that_was_stopped_in_order_gives_no_more(victim: Victim) -> None:
    whole = next(one for one in MEASURED if one.taken.startswith("the disk"))

    assert read(victim, attack(victim, replace(whole, folders=("stopped",)))) == set()


def test_the_attacker_can_win(victim: Victim) -> None:
    """With the shred store of before an erasure the erased tip is read: so its key was the only thing that stood in the way."""
    recovery = next(one for one in MEASURED if "old backup, and the disk" in one.taken)

    found = attack(victim, replace(recovery, folders=(*recovery.folders, "old shred")))

    assert read(victim, found) == NATION | {"erased report"}


def test_an_invitation_that_is_still_open_gives_its_commune(victim: Victim) -> None:
    """Only a code that nobody has used yet opens something, and that of its own unit only; a departure ends it, too."""
    phone = next(one for one in MEASURED if "phone" in one.taken)

    found = attack(victim, replace(phone, keys=(("secrets", "server"), ("codes", "open"))))
    ended = attack(victim, replace(phone, keys=(("secrets", "server"), ("codes", "known"))))

    assert read(victim, found) == COMMUNE
    assert read(victim, ended) == set()


def test_who_has_left_reads_in_an_old_backup_only_what_they_could_read_then(victim: Victim) -> None:
    left = next(one for one in MEASURED if "has left" in one.taken)

    found = attack(victim, replace(left, folders=("seized", "old backup")))

    assert read(victim, found) == COMMUNE - {"after hung report"}


def test_carving_finds_what_lies_in_a_free_page(victim: Victim, tmp_path: Path) -> None:
    shutil.copytree(victim.folder / "seized", victim.folder / "planted")
    with (victim.folder / "planted" / "homthu.db-wal").open("ab") as log:
        log.write(victim.words["draft report"].encode("utf-16-le"))

    found = attack(victim, Seizure("", "", "", ("planted",)))

    assert found["carved"] == [victim.words["draft report"]]


def test_carving_finds_a_row_that_has_moved(victim: Victim, tmp_path: Path) -> None:
    """So nothing but the file's being written anew keeps the former secret from opening what `rotate` left behind."""
    database = victim.folder / "moved" / "homthu.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE officers SET sealed = randomblob(length(sealed))")
        connection.commit()
    rotated = next(one for one in MEASURED if "of before" in one.taken)

    found = attack(victim, replace(rotated, folders=("moved",)))

    assert any("address of" in one or "chief" in one for one in found["people"])


def test_guessing_receipts_costs_what_the_decision_says(victim: Victim) -> None:
    """A key space of eight guesses falls; the whole one costs 10^12 core-seconds for the first of 100,000 tips."""
    salt, receipt = victim.salt, victim.receipts["ba dinh"]
    lookup = bytes.fromhex(victim.world.receipts[receipt]["lookup"])
    last = int(receipt[RANDOM_DIGITS - 1])
    began = time.process_time()
    hits = [
        digit
        for digit in range(8)
        if derive_keys(victim.near(receipt, (last + digit) % 10), salt).lookup == lookup
    ]
    seconds = (time.process_time() - began) / 8

    assert hits == [0]
    assert seconds > 0.02  # what one guess must at least cost a core
    assert 10**RANDOM_DIGITS / 100_000 * 0.1 >= 10**12


def test_the_document_holds_the_table() -> None:
    assert write_table() in DOCUMENT.read_text(encoding="utf-8")
