"""Measures how work grows with its input: a ratio within one run, which a busy machine does not change."""

import time
from collections.abc import Callable

TIMES = 4
STEEP = 12.0  # well between reading a text once (4) and comparing all of it with all of it (16)
LEAST_SECONDS = 0.002


def growth(work: Callable[[int], object], size: int) -> float:
    """Tell how many times as long work takes with an input four times as large."""
    return _measure(work, TIMES * size) / max(_measure(work, size), LEAST_SECONDS)


def _measure(work: Callable[[int], object], size: int) -> float:
    """Take the fastest of three rounds, in seconds of CPU."""
    rounds = []
    for _round in range(3):
        started = time.process_time()
        work(size)
        rounds.append(time.process_time() - started)
    return min(rounds)
