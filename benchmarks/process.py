"""Processes that measure: started with a module's name, asked by lines of JSON, ended when nobody asks any more."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0

Answer = Callable[..., Any]


class Process:
    """A running process that answers questions."""

    def __init__(self, module: str, *arguments: str, preload: Path | None = None) -> None:
        environment = dict(os.environ)
        if preload is not None:
            environment["LD_PRELOAD"] = str(preload)
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read()

    def ask(self, name: str, *arguments: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
        """Ask and wait for the answer."""
        assert self._process.stdin is not None
        print(json.dumps([name, *arguments]), file=self._process.stdin, flush=True)
        return self._read()

    def close(self) -> None:
        """Let it end."""
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def _read(self) -> Any:  # noqa: ANN401 - whatever JSON can say
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        line = self._process.stdout.readline() if ready else ""
        if not line:
            raise RuntimeError("a measuring process does not answer")
        return json.loads(line)


@contextmanager
def started(module: str, *arguments: str, preload: Path | None = None) -> Iterator[Process]:
    """Start a process for the block."""
    process = Process(module, *arguments, preload=preload)
    try:
        yield process
    finally:
        process.close()


def answer_questions(answer: Answer) -> None:
    """Say that this process is ready, then answer each line until there are no more."""
    print("true", flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(*json.loads(line))), flush=True)


def pin(core: int) -> None:
    """Keep this process on one core, where there are several."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, {cores[core]})
