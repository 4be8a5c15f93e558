"""A real store on a real SQLite file and on a real PostgreSQL server, fresh for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Places, Store
from tests.storage.postgresql import PostgresqlServer, empty_database


@pytest.fixture(scope="session")
def own_database(postgresql: PostgresqlServer) -> Iterator[str]:
    """One database for all tests of a worker: to empty it is much faster than to make a new one."""
    with postgresql.database() as url:
        yield url


@pytest.fixture
def tmp_path(quick_path: Path) -> Path:
    """Let every store here lie in RAM."""
    return quick_path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'homthu.db'}"
    url: str = request.getfixturevalue("own_database")
    empty_database(url)
    return url


@pytest.fixture
def places(database_url: str, tmp_path: Path) -> Places:
    return Places(database_url, tmp_path / "data", tmp_path / "runtime", tmp_path / "shred")


@pytest.fixture
def store(places: Places, migrated: Path) -> Iterator[Store]:
    if places.url.startswith("sqlite"):
        places.data.mkdir(mode=0o700)
        shutil.copy(migrated, places.data)
    opened = Store(places)
    yield opened
    opened.close()
