"""What several groups of tests share."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.driving.product import Place, prepare

MEMORY = Path("/dev/shm")  # noqa: S108 - a private directory is made in it


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """Give a folder in RAM, where there is one."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def prepared(memory: Path) -> Path:
    """Give the folder of a deployment with all its queues, to be copied."""
    folder = memory / "prepared"
    prepare(Place(folder, 0))
    return folder


@pytest.fixture
def deployment(prepared: Path, memory: Path) -> Iterator[Path]:
    """Give the folder of a new deployment."""
    folder = Path(tempfile.mkdtemp(dir=memory))
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    yield folder
    shutil.rmtree(folder)
