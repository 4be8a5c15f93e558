"""Measures the self-exposure guard on labelled sentences: precision, recall, their intervals, and time for long texts."""

import re
import time
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from content.exposure.finder import find_exposures

SENTENCES = Path(__file__).parent.parent / "tests" / "exposure"
SETS = ("tuned", "held_out", "hard", "harder", "fresh")
LONG = 5000
ROUNDS = 20
_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Score:
    """How many marked details were found and missed, how many unmarked were found, and sentences without any mark."""

    found: int
    missed: int
    wrong: int
    sentences: int
    clean: int

    @property
    def precision(self) -> float:
        """The share of what was found that is marked."""
        return self.found / (self.found + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the marked that was found."""
        return self.found / (self.found + self.missed)


def read_sentences(name: str) -> list[tuple[str, list[tuple[int, int]]]]:
    """Read sentences and where their marks are."""
    lines = (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_read(line) for line in lines if line and not line.startswith("#")]


def score(name: str) -> Score:
    """Score one set; a detail counts as found where a finding touches it."""
    found = missed = wrong = clean = 0
    sentences = read_sentences(name)
    for text, marks in sentences:
        spans = [(one.start, one.end) for one in find_exposures(text)]
        hit = sum(any(_touch(mark, span) for span in spans) for mark in marks)
        found, missed, clean = found + hit, missed + len(marks) - hit, clean + (not marks)
        wrong += sum(not any(_touch(mark, span) for mark in marks) for span in spans)
    return Score(found, missed, wrong, len(sentences), clean)


def interval(right: int, total: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share."""
    z = 1.96
    share, square = right / total, z * z / total
    middle = (share + square / 2) / (1 + square)
    half = z * sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def time_long_text() -> float:
    """Give the milliseconds of CPU that the densest text takes, the best of some rounds."""
    text = " ".join(text for text, _marks in read_sentences("tuned"))[:LONG]
    times = []
    for _round in range(ROUNDS):
        started = time.process_time_ns()
        find_exposures(text)
        times.append(time.process_time_ns() - started)
    return min(times) / 1e6


def main() -> None:
    """Print the table of docs/exposure.md."""
    print("| set | sentences | without a trace | precision | 95 % | recall | 95 % |")
    print("|---|---|---|---|---|---|---|")
    for name in SETS:
        one = score(name)
        low, high = interval(one.found, one.found + one.wrong)
        least, most = interval(one.found, one.found + one.missed)
        print(
            f"| {name} | {one.sentences} | {one.clean} | {one.precision:.2f} | {low:.2f}–{high:.2f}"
            f" | {one.recall:.2f} | {least:.2f}–{most:.2f} |"
        )
    print(f"\n{LONG} characters, dense with traces: {time_long_text():.1f} ms of CPU")


def _read(line: str) -> tuple[str, list[tuple[int, int]]]:
    text, marks, end = "", [], 0
    for match in _MARK.finditer(line):
        text += line[end : match.start()]
        marks.append((len(text), len(text) + len(match[2])))
        text += match[2]
        end = match.end()
    return text + line[end:], marks


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main()
