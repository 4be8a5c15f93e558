"""Runs one resolver in a process of its own: `python -m benchmarks.placing.measuring NAME` reads texts, writes answers."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.placing.cases import Answer

PEAK = "next(int(line.split()[1]) / 1024 for line in open('/proc/self/status') if line.startswith('VmHWM'))"


@dataclass(frozen=True, slots=True)
class Run:
    """What one resolver answered, how long each answer took, and what loading it cost."""

    name: str
    answers: list[Answer]
    seconds: list[float]
    load_seconds: float
    megabytes: float


def measure(name: str, texts: list[str]) -> Run:
    """Let a resolver answer the texts in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.placing.measuring", name]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, check=True, text=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    answers = [Answer(sure, tuple(codes), has_place) for sure, codes, has_place in said["answers"]]
    return Run(name, answers, said["seconds"], said["load"], said["megabytes"])


def main(name: str) -> None:
    """Answer the texts of standard input; time is the processor's, memory counts over a bare interpreter."""
    from benchmarks.placing.resolvers import load, stub_network  # noqa: PLC0415 - counted as loaded

    stub_network()
    texts = json.load(sys.stdin)
    start = time.process_time()
    resolver = load(name)
    loaded = time.process_time() - start
    megabytes = _megabytes() - float(subprocess.check_output([sys.executable, "-c", f"print({PEAK})"]))
    answers, seconds = [], []
    for text in texts:
        start = time.process_time()
        found = resolver(text)
        seconds.append(time.process_time() - start)
        answers.append((found.is_sure, found.communes, found.has_place))
    said = {"answers": answers, "seconds": seconds, "load": loaded, "megabytes": megabytes}
    print(json.dumps(said))


def _megabytes() -> float:
    """Read the peak of this program's memory; what getrusage tells contains the parent's before exec."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(sys.argv[1])
