"""What is measured, in figures."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Stopwatch:
    """Counts what happens until a time is up, how long each took, and the CPU time of the process meanwhile."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)
    started_cpu: float = field(default_factory=time.process_time)
    own_cpu: float = 0.0

    def running(self) -> bool:
        """Tell whether there is time left."""
        return time.perf_counter() - self.started < self.seconds

    def elapsed(self) -> float:
        """Tell how long it has run."""
        return time.perf_counter() - self.started

    def aside(self, work: Callable[[], T]) -> T:
        """Do what belongs to measuring and not to what is measured: its CPU time is not counted."""
        begun = time.thread_time()
        try:
            return work()
        finally:
            self.own_cpu += time.thread_time() - begun

    def figures(self) -> dict[str, float]:
        """Give rate a second, median and p99 in milliseconds, CPU milliseconds each."""
        took = time.perf_counter() - self.started
        cpu = time.process_time() - self.started_cpu - self.own_cpu
        number = len(self.latencies)
        return {
            "rate": number / took,
            "p50": percentile(self.latencies, 50) * 1000,
            "p99": percentile(self.latencies, 99) * 1000,
            "cpu": cpu / number * 1000,
        }


def percentile(values: list[float], percent: int) -> float:
    """Give the smallest value that this percentage of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


class Series:
    """Figures by name, one each round; ratios are taken inside a round, then their median."""

    def __init__(self) -> None:
        self._rounds: dict[str, list[dict[str, float]]] = {}

    def add(self, name: str, figures: dict[str, float]) -> None:
        """Add the figures of one round."""
        self._rounds.setdefault(name, []).append(figures)

    def median(self, name: str, figure: str) -> float:
        """Give the median of a figure."""
        return median(one[figure] for one in self._rounds[name])

    def ratio(self, name: str, other: str, figure: str) -> float:
        """Give the median of the rounds' ratios of a figure between two measurements."""
        pairs = zip(self._rounds[name], self._rounds[other], strict=True)
        return median(one[figure] / two[figure] for one, two in pairs)

    def __contains__(self, name: str) -> bool:
        return name in self._rounds
