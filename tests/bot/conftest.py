"""What several tests of the bot share: a real store on a real SQLite file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Places, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'data' / 'homthu.db'}"
    opened = Store(Places(url, tmp_path / "data", tmp_path / "runtime", tmp_path / "shred"))
    yield opened
    opened.close()
