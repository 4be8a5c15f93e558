"""Starts `homthu run` as a person does, on empty folders, and finds the browser that looks at it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.bot.web.conftest import find_browser

ROOT = Path(__file__).parent.parent.parent
LAST_LINE = "Ctrl+C"


@dataclass(frozen=True)
class Running:
    url: str
    welcome: str

    @property
    def invitation(self) -> str:
        found = re.search(r"http\S+\?code=\S+", self.welcome)
        assert found, self.welcome
        return found[0]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running_product(folder: Path, **settings: str) -> Iterator[Running]:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOMTHU_")}
    environment |= {
        "HOMTHU_DATA_DIR": str(folder / "var"),
        "HOMTHU_RUNTIME_DIR": str(folder / "runtime"),
        "HOMTHU_WEB_PORT": str(port),
        **settings,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if LAST_LINE in line:
            break
    try:
        yield Running(f"http://127.0.0.1:{port}", "".join(lines))
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
        process.stdout.close()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_product(tmp_path_factory.mktemp("whole")) as product:
        yield product


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here: the page is not tested")
        pytest.skip("NO CHROMIUM HERE: THE PAGE IS NOT TESTED")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()
