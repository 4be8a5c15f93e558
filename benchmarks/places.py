"""From text to communes, beside two published packages, in one run: `python -m benchmarks.places [--ours] [FILE]`.

The cases lie in `benchmarks/placing`: `made.csv` (by script, two halves that share no unit) and
`handwritten.txt`. FILE is another table of cases in the form of `made.csv`.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.placing.cases import (
    ALL,
    ASK,
    FOLDER,
    NONE,
    ONE,
    OUTCOMES,
    Case,
    Verdict,
    judge,
    name_outcome,
    read_cases,
)
from benchmarks.placing.measuring import Run, measure
from benchmarks.placing.pins import measure_pins
from benchmarks.placing.written import written_cases

RIVALS = ("vietnamadminunits", "vietnam-address-converter")


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--ours", action="store_true", help="leave the slow packages out")
    given = parser.parse_args()
    cases = read_cases(given.file) if given.file else [*read_cases(FOLDER / "made.csv"), *written_cases()]
    runs = [
        measure(name, [case.text for case in cases]) for name in ("homthu", *(() if given.ours else RIVALS))
    ]
    print(f"{len(cases)} cases\n")
    _print_totals(cases, runs)
    _print_pins()
    for half in dict.fromkeys(case.half for case in cases):
        for run in runs:
            _print_kinds(cases, run, half)


def _print_totals(cases: list[Case], runs: list[Run]) -> None:
    print(
        "| resolver | half | first choice | right ones offered (ask) | all targets | silent misroute"
        " | seen in chat | p50 ms | p99 ms | load s | MB |"
    )
    print(f"|{'---|' * 11}")
    for run in runs:
        for half in dict.fromkeys(case.half for case in cases):
            judged = _judged(cases, run, half)
            seconds = sorted(run.seconds)
            cost = (
                f"{seconds[len(seconds) // 2] * 1e3:.2f}",
                f"{seconds[int(len(seconds) * 0.99)] * 1e3:.1f}",
            )
            cells = (
                _share(verdict.first for case, verdict in judged if case.wants == ONE),
                _share(verdict.offered for case, verdict in judged if case.wants == ASK),
                _share(verdict.offered for case, verdict in judged if case.wants == ALL),
                _share(verdict.misrouted for _, verdict in judged),
                _share(not verdict.first for case, verdict in judged if case.wants == NONE),
                *cost,
                f"{run.load_seconds:.2f}",
                f"{run.megabytes:.0f}",
            )
            print(f"| {run.name} | {half} | {' | '.join(cells)} |")
    print()


def _print_pins() -> None:
    print("\n| a pin by | p99 ms | load s |\n|---|---|---|")
    for name, percentile, loaded in measure_pins():
        print(f"| {name} | {percentile:.2f} | {loaded:.2f} |")


def _print_kinds(cases: list[Case], run: Run, half: str) -> None:
    """Print the confusion by kind: what was said where one answer, a question or nothing was right."""
    rows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for case, answer in zip(cases, run.answers, strict=True):
        if case.half == half:
            rows[case.kind, case.wants].append(name_outcome(case, answer))
    print(f"### {run.name}, {half}\n\n| kind | wanted | n | {' | '.join(OUTCOMES)} |")
    print(f"|{'---|' * (3 + len(OUTCOMES))}")
    for (kind, wants), said in rows.items():
        counts = [str(said.count(outcome) or "") for outcome in OUTCOMES]
        print(f"| {kind} | {wants} | {len(said)} | {' | '.join(counts)} |")
    print()


def _judged(cases: list[Case], run: Run, half: str) -> list[tuple[Case, Verdict]]:
    pairs = zip(cases, run.answers, strict=True)
    return [(case, judge(case, answer)) for case, answer in pairs if case.half == half]


def _share(found: Iterable[bool]) -> str:
    each = list(found)
    return f"{100 * sum(each) / len(each):.1f} %" if each else "–"


if __name__ == "__main__":
    main()
