"""What several tests of the bot share: a real store on a real SQLite file, and servers on loopback."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from storage.store import Places, Store
from tests.fakes.loopback import LoopbackServer


@pytest.fixture
def store(tmp_path: Path, migrated: Path) -> Iterator[Store]:
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copy(migrated, tmp_path / "data")
    url = f"sqlite:///{tmp_path / 'data' / 'homthu.db'}"
    opened = Store(Places(url, tmp_path / "data", tmp_path / "runtime", tmp_path / "shred"))
    yield opened
    opened.close()


@pytest.fixture
def serve() -> Iterator[Callable[[ASGIApp], str]]:
    servers: list[LoopbackServer] = []

    def start(app: ASGIApp) -> str:
        servers.append(LoopbackServer(app))
        return servers[-1].url

    yield start
    for server in servers:
        server.close()
