"""`homthu init` and `homthu recover` on a real terminal: the recovery key is shown once, and breaking off changes nothing."""

import fcntl
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

SECONDS = 60
PATIENCE = 5  # on a busy machine a process takes a second or two to end
MEMORY = Path("/dev/shm")  # noqa: S108 - a disk that is busy must not be waited for
CTRL_C, CTRL_D = "\x03", "\x04"
CLEAR = "\x1b[2J\x1b[3J\x1b[H"
ENTER = "\n"
BROKEN_OFF = {130, -signal.SIGINT}  # the second where Ctrl+C is pressed once more while it ends
NUMBERED = re.compile(r"\b\d+\. (\S+)")


@dataclass
class Machine:
    """A machine with a data folder, on which commands are run."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = {name: value for name, value in os.environ.items() if not name.startswith("HOMTHU_")}
        places = {
            f"HOMTHU_{name.upper()}_DIR": str(self.folder / name) for name in ("data", "runtime", "shred")
        }
        self.environment = {**own, **places, "TERM": "xterm"}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "bot", *arguments]

    def open_terminal(self, *arguments: str) -> "Terminal":
        return Terminal(self.command(*arguments), self.environment)

    def run_without_terminal(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "data" / "homthu.db")) as connection:
            return connection.execute(statement).fetchall()

    def keys(self) -> list[tuple[object, ...]]:
        """Give all that tells whose keys there are."""
        return [
            *self.rows("SELECT queue, generation, public FROM queue_keys ORDER BY 1, 2"),
            *self.rows("SELECT * FROM key_grants ORDER BY 1, 2, 3"),
            *self.rows("SELECT name, value FROM facts WHERE name LIKE 'recovery%'"),
        ]

    def holds_on_disk(self, needles: list[bytes]) -> bool:
        """Tell whether one of these bytes lies anywhere in the data folder."""
        content = b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())
        return any(needle in content for needle in needles)


def _sit_down() -> None:
    """Make this terminal the process's own, and heed Ctrl+C even where the tests run in the background and don't."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A command on a terminal of its own, as a person sees and types it."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._screen, inside = pty.openpty()
        self._process = subprocess.Popen(
            command,
            env=environment,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            preexec_fn=_sit_down,  # noqa: PLW1509 - Ctrl+C needs it
        )
        os.close(inside)
        self.text = ""

    def wait_for(self, mark: str) -> str:
        """Read until something stands on the screen; give what came since the last time."""
        seen = ""
        while mark not in seen:
            piece = self._read()
            assert piece, f"{mark!r} never came, but {seen[-400:]!r}"
            seen += piece
        return seen

    def type(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def break_off(self, key: str) -> tuple[int, str]:
        """Press a key until the command ends: a signal between a prompt and its reading goes unnoticed in Python."""
        for _ in range(SECONDS // PATIENCE):
            self.type(key)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE)
                return self.end()
        found = self._describe()
        self._process.kill()
        raise AssertionError(f"it does not end: {found}")

    def _describe(self) -> list[str]:
        """Tell for each thread of the command in which state and call of the kernel it is."""
        threads = sorted(Path(f"/proc/{self._process.pid}/task").iterdir())
        return [
            " ".join((one / name).read_text() for name in ("stat", "wchan", "syscall")) for one in threads
        ]

    def end(self) -> tuple[int, str]:
        """Read to the end; give the exit code and what came since the last time."""
        seen = ""
        while piece := self._read():
            seen += piece
        code = self._process.wait(SECONDS)
        os.close(self._screen)
        return code, seen

    def _read(self) -> str:
        if not select.select([self._screen], [], [], SECONDS)[0]:
            self._process.kill()
            return ""
        try:
            piece = os.read(self._screen, 65536).decode(errors="replace")
        except OSError:  # Linux's way to say that the other end is closed
            return ""
        self.text += piece
        return piece


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        machine = Machine(Path(folder))
        terminal = machine.open_terminal("init")  # makes the queues of the trial before it asks
        terminal.wait_for("Enter")
        assert terminal.break_off(CTRL_C)[0] in BROKEN_OFF
        yield machine


def read_half(terminal: Terminal) -> str:
    """Let one half be shown, and give its words."""
    terminal.wait_for("Enter")
    terminal.type(ENTER)
    shown = terminal.wait_for("Enter")
    return " ".join(NUMBERED.findall(shown.rpartition(CLEAR)[2]))


def type_halves(machine: Machine, first: str, second: str, *arguments: str) -> tuple[int, str]:
    terminal = machine.open_terminal("recover", *arguments)
    for half in (first, second):
        terminal.wait_for("): ")
        terminal.type(half + ENTER)
    return terminal.end()


@pytest.mark.parametrize("command", [("init",), ("recover",), ("recover", "--test")])
def test_without_a_terminal_it_is_refused_and_nothing_changes(
    machine: Machine, command: tuple[str, ...]
) -> None:
    before = machine.keys()

    refused = machine.run_without_terminal(*command)

    assert refused.returncode == 2
    assert "terminal" in refused.stderr or "dòng lệnh" in refused.stderr
    assert not refused.stdout
    assert machine.keys() == before


@pytest.mark.parametrize("stop", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("halves", [0, 1])
def test_breaking_off_leaves_the_trial_as_it_was(machine: Machine, stop: str, halves: int) -> None:
    before = machine.keys()
    terminal = machine.open_terminal("init")
    for _ in range(halves):
        assert len(read_half(terminal).split()) == 27
        terminal.type(ENTER)
    terminal.wait_for("Enter")

    code, seen = terminal.break_off(stop)

    assert code in BROKEN_OFF
    assert "Traceback" not in terminal.text
    assert "canbo?code=" not in seen
    assert machine.keys() == before
    assert not [one for one in before if one[0] == "recovery public key"]


def test_the_halves_are_shown_once_and_open_only_together(machine: Machine) -> None:
    trial = [
        sealed for *_rest, sealed in machine.rows("SELECT * FROM key_grants") if isinstance(sealed, bytes)
    ]
    assert machine.holds_on_disk(trial[:1])

    terminal = machine.open_terminal("init")
    halves = []
    for _ in range(2):
        halves.append(read_half(terminal))
        terminal.type(ENTER)
    code, seen = terminal.end()

    assert code == 0
    assert seen.startswith(("\r\n", CLEAR))  # the second half goes from the screen, too
    assert "/canbo?code=" in seen
    assert halves[0] != halves[1]
    assert [len(half.split()) for half in halves] == [27, 27]
    assert not machine.rows("SELECT 1 FROM key_grants WHERE holder = 'server'")
    assert not machine.holds_on_disk(trial)
    assert not machine.holds_on_disk([" ".join(half.split()[:4]).encode() for half in halves])

    assert not machine.rows("SELECT 1 FROM facts WHERE name LIKE '%rewritten%'")

    assert type_halves(machine, *halves, "--test")[0] == 0
    assert type_halves(machine, halves[1], halves[0], "--test")[0] == 0

    before = machine.keys()
    code, seen = type_halves(machine, halves[0], halves[0])
    assert code == 2
    assert machine.keys() == before
    assert not any(word in seen for word in halves[0].split() if len(word) > 5)  # typed words are not shown

    code, seen = machine.open_terminal("init").end()
    assert code == 2
    assert "recover --test" in seen
    assert machine.keys() == before

    terminal = machine.open_terminal("recover")
    terminal.wait_for("): ")
    terminal.type("một hai ba" + ENTER)
    terminal.wait_for("): ")  # asked again, not thrown out
    assert terminal.break_off(CTRL_C)[0] in BROKEN_OFF
    assert machine.keys() == before
