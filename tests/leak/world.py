"""A deployment whose every folder is watched: the product's processes, and everything that they could leave anywhere."""

import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.leak.people import TOKEN, WEBHOOK_SECRET, Roll
from tests.leak.scanner import Hit, Scanner

ROOT = Path(__file__).resolve().parents[2]
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - it is watched
PATIENCE = float(os.environ.get("LEAK_PATIENCE", "60"))
READY = "Ctrl+C"
OPERATORS = {"bot token", "webhook secret", "secrets of Zalo"}  # what the operator's own environment holds
SHOWN = "invitation"  # what `invite`, `init` and the first start print, since they are there to print it


@dataclass
class Served:
    """A running product."""

    process: subprocess.Popen[bytes]
    url: str
    welcome: str


class World:
    """All folders of one deployment, its settings, and what was found in it so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.roll = Roll()
        self.hits: list[Hit] = []
        self.problems: list[str] = []
        self.outputs = 0
        self.settings: dict[str, str] = {}
        self.running: list[subprocess.Popen[bytes]] = []
        for name in ("data", "runtime", "shred", "temporary", "home", "work", "out"):
            (folder / name).mkdir(mode=0o700)
        self.props = folder.with_name(f"{folder.name}-props")  # what people have on their phones
        self.props.mkdir()
        self._untouched = self._stamp()
        self._shared = set(SHARED_MEMORY.iterdir())

    def environment(self, **more: str) -> dict[str, str]:
        """Give the environment of a process: nothing of ours but what is set here."""
        place = {name: str(self.folder / name) for name in ("data", "runtime", "shred", "temporary", "home")}
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONASYNCIODEBUG": "1",
            "PYTHONWARNINGS": "always",
            "PYTHONFAULTHANDLER": "1",
            "LANG": "C.UTF-8",
            "HOME": place["home"],
            **dict.fromkeys(
                ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR", "XDG_RUNTIME_DIR"), place["temporary"]
            ),
            "HOMTHU_DATA_DIR": place["data"],
            "HOMTHU_RUNTIME_DIR": place["runtime"],
            "HOMTHU_SHRED_DIR": place["shred"],
            **self.settings,
            **more,
        }

    def output(self, name: str) -> Path:
        """Name a new file for what a process prints."""
        self.outputs += 1
        return self.folder / "out" / f"{self.outputs:02d}-{name}"

    def start(self, *arguments: str, output: str, **more: str) -> subprocess.Popen[bytes]:
        """Start the product; what it prints goes to files, but for the output of a chat, which is the chat itself."""
        chats = arguments[0] == "chat"
        with ExitStack() as files:
            printed = None if chats else files.enter_context(self.output(f"{output}.stdout").open("wb"))
            complained = files.enter_context(self.output(f"{output}.stderr").open("wb"))
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.leak.launch", *arguments],
                env=self.environment(**more),
                cwd=self.folder / "work",
                stdin=subprocess.PIPE if chats else subprocess.DEVNULL,
                stdout=subprocess.PIPE if chats else printed,
                stderr=complained,
            )
        self.running.append(process)
        return process

    def serve(self, name: str, **more: str) -> Served:
        """Start the page and the channels, and wait until it says that it listens."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        process = self.start("run", output=name, HOMTHU_WEB_PORT=str(port), **more)
        printed = max((self.folder / "out").glob(f"*-{name}.stdout"))
        wait_until(lambda: READY in printed.read_text() or process.poll() is not None)
        assert process.poll() is None, printed.with_suffix(".stderr").read_text()
        return Served(process, f"http://127.0.0.1:{port}", printed.read_text())

    def command(self, *arguments: str, expected: tuple[int, ...] = (0,), **more: str) -> str:
        """Run one command to its end and give what it prints."""
        process = self.start(*arguments, output=arguments[0], **more)
        assert process.wait(PATIENCE) in expected, self._last_words()
        self.running.remove(process)
        return max((self.folder / "out").glob("*.stdout")).read_text()

    def stop(self, process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> None:
        """Tell a process to end, or kill it."""
        if process.stdin is not None:
            process.stdin.close()
        else:
            process.send_signal(number)
        process.wait(PATIENCE)
        if process.stdout is not None:
            process.stdout.close()
        self.running.remove(process)

    def end(self) -> None:
        """Kill what still runs."""
        for process in list(self.running):
            with suppress(OSError):
                self.stop(process, signal.SIGKILL)

    def look(self, when: str) -> None:
        """Scan everything that there is now."""
        scanner = Scanner(self.roll.all())
        found = scanner.scan_tree(self.folder)
        found += [
            hit for path in set(SHARED_MEMORY.iterdir()) - self._shared for hit in scan_one(scanner, path)
        ]
        out = f"{self.folder.name}/out/"
        found = [hit for hit in found if not (hit.canary.startswith(SHOWN) and hit.place.startswith(out))]
        found += [hit for hit in self._scan_processes(scanner) if not hit.canary.startswith(SHOWN)]
        self.hits += [Hit(f"{when}: {hit.place}", hit.canary, hit.encoding) for hit in found]
        if self._stamp() != self._untouched:
            self.problems.append(f"{when}: somebody made a temporary file")
            self._untouched = self._stamp()

    def save_answer(self, client: httpx.Client, url: str, name: str) -> None:
        """Keep an answer of the running product among the outputs."""
        answer = client.get(url)
        assert answer.status_code == httpx.codes.OK, url
        self.output(name).write_bytes(answer.content)

    def _scan_processes(self, scanner: Scanner) -> list[Hit]:
        hits = []
        for pid in sorted(pid for process in self.running for pid in family(process.pid)):
            with suppress(FileNotFoundError, ProcessLookupError):
                place = Path(f"/proc/{pid}")
                hits += scanner.scan(f"command line of {pid}", (place / "cmdline").read_bytes())
                hits += scanner.scan(f"name of {pid}", (place / "comm").read_bytes())
                given = scanner.scan(f"environment of {pid}", (place / "environ").read_bytes())
                hits += [hit for hit in given if hit.canary not in OPERATORS]
                self._check_dumps(pid, (place / "limits").read_text())
                hits += self._scan_open_files(scanner, place / "fd")
        return hits

    def _check_dumps(self, pid: int, limits: str) -> None:
        if not re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE):
            self.problems.append(f"process {pid} may dump its memory")

    def _scan_open_files(self, scanner: Scanner, folder: Path) -> list[Hit]:
        """Scan files that are open and have no name any more."""
        hits = []
        for link in folder.iterdir():
            with suppress(OSError):
                if link.readlink().name.endswith("(deleted)") and link.is_file():
                    hits += scan_one(scanner, link)
        return hits

    def _stamp(self) -> int:
        """Tell when something was last made or removed in the folder for temporary files."""
        return (self.folder / "temporary").stat().st_mtime_ns

    def _last_words(self) -> str:
        return "\n".join(path.read_text()[-2000:] for path in sorted((self.folder / "out").iterdir())[-2:])


def scan_one(scanner: Scanner, path: Path) -> list[Hit]:
    """Scan a file that may be gone."""
    with suppress(OSError):
        if path.is_file():
            return scanner.scan(str(path), path.read_bytes())
    return []


def family(pid: int) -> list[int]:
    """List a process and all that come from it."""
    children = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):
            children += [int(child) for child in (task / "children").read_text().split()]
    return [pid, *(one for child in children for one in family(child))]


def wait_until(condition: Callable[[], object], told: Callable[[], object] = lambda: "") -> None:
    """Wait until something is so; fail when it takes too long, and tell what there is instead."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"it did not happen in time: {told()}"
        select.select([], [], [], 0.03)


def use_terminal(world: World, arguments: Sequence[str], replies: Sequence[tuple[str, str]]) -> str:
    """Run a command on a terminal: type each reply once its mark stands there; give all that was shown."""
    command = [sys.executable, "-m", "tests.leak.launch", *arguments]
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(world.folder / "work")
        os.execve(command[0], command, world.environment())  # noqa: S606 - our own
    shown, since, waiting = "", 0, list(replies)
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            shown += os.read(terminal, 65536).decode(errors="replace")
        except OSError:  # it has ended
            break
        if waiting and waiting[0][0] in shown[since:]:
            since = len(shown)
            os.write(terminal, waiting.pop(0)[1].encode() + b"\n")
    os.close(terminal)
    _pid, status = os.waitpid(pid, 0)
    assert status == 0, shown
    return shown


def telegram_settings(base_url: str, base_file_url: str, *, by_webhook: bool) -> dict[str, str]:
    """Give the settings that switch Telegram on."""
    settings = {
        "HOMTHU_TELEGRAM_TOKEN": TOKEN,
        "HOMTHU_TELEGRAM_BASE_URL": base_url,
        "HOMTHU_TELEGRAM_BASE_FILE_URL": base_file_url,
    }
    return settings | ({"HOMTHU_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET} if by_webhook else {})
