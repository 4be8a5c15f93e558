"""One case of the benchmark: a text, its kind, and what may be answered; and how an answer is judged."""

import csv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
ONE, ASK, ALL, NONE = "one", "ask", "all", "none"


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what is right: `one` commune, `ask` between several, `all` targets of a divided ward, `none`."""

    kind: str
    half: str
    wants: str
    text: str
    communes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a resolver said: sure or not, and communes, best first; none at all is «no place here»."""

    is_sure: bool
    communes: tuple[str, ...]
    has_place: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer is judged: first choice right, right ones offered, silently wrong."""

    first: bool
    offered: bool
    misrouted: bool


OUTCOMES = (
    "sure, right",
    "asks, right first",
    "asks, right offered",
    "asks, not offered",
    "sure, wrong",
    "none",
)


def name_outcome(case: Case, answer: Answer) -> str:
    """Name what was said: for a text without a place only «none» is right."""
    verdict = judge(case, answer)
    if not answer.communes and not answer.has_place:
        return "none"
    if answer.is_sure:
        return "sure, wrong" if verdict.misrouted or not verdict.first else "sure, right"
    if not verdict.offered or case.wants == NONE:
        return "asks, not offered"
    return "asks, right first" if verdict.first else "asks, right offered"


def judge(case: Case, answer: Answer) -> Verdict:
    """Judge an answer. Who is sure where one must ask has guessed, even if the guess is among the right ones."""
    right = set(case.communes)
    if case.wants == NONE:
        seen = bool(answer.communes) or answer.has_place
        return Verdict(not seen, not seen, answer.is_sure)
    first = bool(answer.communes) and answer.communes[0] in right
    found = len(right & set(answer.communes[:3]))
    offered = found >= min({ONE: 1, ASK: 2, ALL: 3}[case.wants], len(right))
    guessed = answer.is_sure and (not first or (case.wants != ONE and len(right) > 1))
    return Verdict(first, offered, guessed)


def read_cases(path: Path) -> list[Case]:
    """Read cases from a table."""
    with path.open(encoding="utf-8", newline="") as source:
        return [
            Case(row[0], row[1], row[2], row[3], tuple(filter(None, row[4].split("|"))))
            for row in list(csv.reader(source))[1:]
        ]


def write_cases(path: Path, cases: list[Case]) -> None:
    """Write cases into a table."""
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("kind", "half", "wants", "text", "communes"))
        writer.writerows((one.kind, one.half, one.wants, one.text, "|".join(one.communes)) for one in cases)
