"""Nobody who tips off, and nothing that is said, is found anywhere in the clear; a planted leak is."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256

import pytest

from handlers.access import Act
from handlers.registry import COMMANDS
from storage import conversations
from storage.runtime import Runtime
from storage.transaction import Transaction
from tests.fakes.telegram import FakeTelegram
from tests.leak.actors import AtPage
from tests.leak.people import CITIZENS, CLIMATE, TOKEN, words
from tests.leak.production import walk_production
from tests.leak.trial import walk_trial
from tests.leak.walk import Walk
from tests.leak.world import SHARED_MEMORY, World

WHERE = (
    "data/homthu.db-wal",
    "data/files/ab",
    "runtime/x",
    "shred/x",
    "temporary/x",
    "home/.cache",
    "work/core",
    "out/log",
)
ASKED_BY_PRESSING = {"start"}  # reached by its own ways, or by buttons

# To see who is a colleague, or how many tips there were, leaves no row: the log tells who saw a tip.
NOT_RECORDED = (Act.ROSTER, Act.FIGURES)


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("leak"))
    yield made
    made.end()


def assert_clean(world: World) -> None:
    assert not world.hits, "\n".join(sorted({str(hit) for hit in world.hits}))
    assert not world.problems, "\n".join(world.problems)


def test_no_canary_is_found_anywhere_in_a_trial(world: World) -> None:
    with FakeTelegram(TOKEN) as fake:
        walk = Walk(world, fake)
        walk_trial(walk, lambda: check_what_is_left_without_the_runtime_key(world))
    assert_clean(world)


def test_no_canary_is_found_anywhere_in_production(world: World) -> None:
    with FakeTelegram(TOKEN) as fake:
        walk = Walk(world, fake)
        walk_production(walk)
    assert_clean(world)
    with closing(sqlite3.connect(world.folder / "data" / "homthu.db")) as connection:
        acts = {row[0] for row in connection.execute("SELECT act FROM audit")}
    left_out = {str(act) for act in Act} - {str(act) for act in NOT_RECORDED} - acts
    assert not left_out, f"an officers' act was left out: {left_out}"
    officers = {command.name for command in COMMANDS if command.officers}
    assert not officers - walk.said, "an officers' command was left out"


def check_what_is_left_without_the_runtime_key(world: World) -> None:
    """With the database and all keys but that of the runtime store no draft opens, and no address is recognised."""
    data = world.folder / "data"
    copied = world.props / "copy.db"
    for end in ("", "-wal"):
        shutil.copy(data / f"homthu.db{end}", f"{copied}{end}")
    own = (world.folder / "runtime" / "runtime.key").read_bytes()
    others = (bytes(32), (data / "server.key").read_bytes()[:32])
    with closing(sqlite3.connect(copied)) as connection:
        tx = Transaction(connection, "sqlite")
        assert any(draft for _person, draft in conversations.all_drafts(tx, Runtime(own))), (
            "there is no draft"
        )
        for key in others:
            assert not any(draft for _person, draft in conversations.all_drafts(tx, Runtime(key)))
        cells = find_cells(connection)
    assert find_people(world, Runtime(own)) & cells, "nobody is recognised even with the key"
    for key in others:
        assert not find_people(world, Runtime(key)) & cells


def find_cells(connection: sqlite3.Connection) -> set[object]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = (row for table in tables for row in connection.execute(f'SELECT * FROM "{table}"'))  # noqa: S608 - its own name
    return {cell for row in rows for cell in row}


def find_people(world: World, runtime: Runtime) -> set[object]:
    """Name everybody as the runtime store does under a key that somebody tries."""
    cookies = [canary.texts[0] for name, canary in world.roll.learned.items() if name.startswith("cookie")]
    found = {runtime.name_person("web", sha256(cookie.encode()).hexdigest()) for cookie in cookies}
    return found | {runtime.name_person("telegram", str(person.number)) for person in CITIZENS.values()}


def test_a_line_that_a_developer_prints_turns_it_red(world: World) -> None:
    world.settings = {"LEAK_PLANTED": "1"}
    served = world.serve("planted")
    actor = AtPage(world, CITIZENS["web"], served.url)
    actor.write("/baotin")
    actor.sees("gặp nguy hiểm")
    world.look("before")
    assert_clean(world)
    actor.write(f"là {CLIMATE} đấy")
    world.look("after")
    actor.close()
    world.stop(served.process)
    assert {hit.canary for hit in world.hits} == {"lost words"}
    assert all("planted.stderr" in hit.place for hit in world.hits)


@pytest.mark.parametrize("place", WHERE)
def test_a_canary_in_any_folder_turns_it_red(world: World, place: str) -> None:
    path = world.folder / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\0\xff" * 99 + str(CITIZENS["telegram"].number).encode())
    world.look("planted")
    assert place in str(world.hits)
    assert bool(world.problems) == place.startswith("temporary")


def test_a_canary_in_shared_memory_turns_it_red(world: World) -> None:
    path = SHARED_MEMORY / f"leak-{world.folder.name}"
    path.write_text(CITIZENS["web"].phone)
    try:
        world.look("planted")
    finally:
        path.unlink()
    assert str(path) in str(world.hits)


@pytest.mark.parametrize("where", ["command line", "environment", "nameless file"])
def test_a_canary_that_a_process_holds_turns_it_red(world: World, where: str) -> None:
    code = "import tempfile; f = tempfile.TemporaryFile(); f.write(NOTE); f.flush(); print(1, flush=True); input()"
    mail = CITIZENS["web"].mail
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            code.replace(
                "NOTE", "bytes([48, 57, 54, 56, 55, 51, 49, 57, 52, 50])" if "file" in where else "b''"
            ),
            mail if where == "command line" else "",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=world.environment(SOMETHING=mail if where == "environment" else ""),
    )
    world.running.append(process)
    assert process.stdout is not None
    process.stdout.readline()
    world.look("planted")
    world.stop(process)
    wanted = "/fd/" if where == "nameless file" else where
    assert any(wanted in hit.place for hit in world.hits)


def test_a_code_may_stand_only_in_what_the_command_prints(world: World) -> None:
    world.roll.learn(words("invitation abcd", "abcdefghijklmnopqrstuvwxyz"[:26]))
    (world.folder / "out" / "01-invite.stdout").write_text("abcdefghijklmnopqrstuvwxyz")
    world.look("printed")
    assert_clean(world)
    (world.folder / "data" / "x").write_text("abcdefghijklmnopqrstuvwxyz")
    world.look("stored")
    assert world.hits
