"""A real store with a few real queues."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import generations
from storage.memberships import Membership, join
from storage.officers import Officer, new_officer_id
from storage.records import Role
from storage.store import Places, Store
from tests.handlers.chat import Person, World

QUEUES = (("vn", None), ("01", "vn"), ("79", "vn"), ("00004", "01"), ("00008", "01"), ("26740", "79"))


@pytest.fixture
def tmp_path(quick_path: Path) -> Path:
    """Let every store here lie in RAM."""
    return quick_path


@pytest.fixture
def store(tmp_path: Path, migrated: Path) -> Iterator[Store]:
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copy(migrated, tmp_path / "data")
    url = f"sqlite:///{tmp_path / 'data' / 'homthu.db'}"
    opened = Store(Places(url, tmp_path / "data", tmp_path / "runtime", tmp_path / "shred"))
    opened.run(lambda tx: generations.make_queues(tx, opened.keyring, QUEUES))
    yield opened
    opened.close()


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


@pytest.fixture
def tipster(world: World) -> Person:
    person = Person(world, "tipster")
    person.say("/ngonngu en")
    return person


def make_officer(world: World, name: str, *queues: str, role: Role = Role.OFFICER) -> Person:
    """Make an officer of some queues, who speaks English."""
    officer = Officer(new_officer_id(), name, "en", "console", name)

    def work(tx: object) -> None:
        world.store.register.save(tx, officer)  # type: ignore[arg-type]
        for queue in queues:
            join(tx, Membership(officer.id, queue, role))  # type: ignore[arg-type]

    world.store.run(work)
    return Person(world, name)
