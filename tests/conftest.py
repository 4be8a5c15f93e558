"""What several groups of tests share."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.databases import choose_database
from storage.migrations.upgrade import upgrade
from tests.driving.product import Place, prepare
from tests.ledger import find_unproved, promised_tests
from tests.storage.postgresql import PostgresqlServer, shared_server

MEMORY = Path("/dev/shm")  # noqa: S108 - a private directory is made in it
LONG = ("tests/leak/", "tests/kill/", "tests/test_benchmarks.py", "tests/seizure/")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let each worker begin with its share of the long tests: one that comes last keeps one core alone."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    long = [item for item in items if item.nodeid.startswith(LONG)]
    short = [item for item in items if not item.nodeid.startswith(LONG)]
    size = -(-len(short) // workers)
    shares = [(long[one::workers], short[one * size : (one + 1) * size]) for one in range(workers)]
    items[:] = [item for first, then in shares for item in (*first, *then)]


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """Give a folder in RAM, where there is one."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[PostgresqlServer]:
    own = tmp_path_factory.getbasetemp()
    with shared_server(own if worker_id == "master" else own.parent) as server:
        yield server


@pytest.fixture
def quick_path(memory: Path) -> Iterator[Path]:
    """Give a folder in RAM: on a busy disk, a store's flushes take longer than everything else in a test."""
    folder = Path(tempfile.mkdtemp(dir=memory))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated(memory: Path) -> Path:
    """Give the file of an empty database, to be copied: to make its tables takes longer than most tests."""
    path = memory / "migrated" / "homthu.db"
    path.parent.mkdir()
    upgrade(choose_database(f"sqlite:///{path}"))
    return path


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


class ProofWatch:
    """Ends the session red if a promise's test (docs/promises.md) ran without passing, a skipped one too."""

    def __init__(self, config: pytest.Config) -> None:
        self._everything = (
            config.args_source is pytest.Config.ArgsSource.TESTPATHS
            and not config.getoption("keyword")
            and not config.getoption("markexpr")
            and not config.getoption("collectonly")
        )
        self._outcomes: dict[str, set[str]] = {}
        self._unproved: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a test ended; its setup counts only when it is skipped or fails."""
        if report.when == "call" or not report.passed:
            self._outcomes.setdefault(report.nodeid.partition("[")[0], set()).add(report.outcome)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Turn the session red if a proof is missing."""
        everything = self._everything and exitstatus == pytest.ExitCode.OK
        self._unproved = find_unproved(promised_tests(), self._outcomes, everything=everything)
        if self._unproved and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name the promises' tests that have not passed."""
        for test in self._unproved:
            terminalreporter.write_line(f"PROMISE WITHOUT A PASSING TEST {test}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Watch once: in the process that hears the reports of all others."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(ProofWatch(config), "proofs")
