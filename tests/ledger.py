"""Reads docs/promises.md: who promises what, where it is done, and which test proves it; says which proof is missing."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEDGER = ROOT / "docs" / "promises.md"
SPAN = re.compile(r"`([^`]+)`")
TRANSCRIPTS = "tests/test_transcripts.py::test_a_conversation_goes_as_written"


@dataclass(frozen=True, slots=True)
class Promise:
    """One row: the English words (a msgid, or a sentence of the README), the Vietnamese ones, and their proof."""

    words: str
    shown: str
    code: tuple[str, ...]
    tests: tuple[str, ...]


def read_ledger(heading: str) -> list[Promise]:
    """Read the rows of all tables below a heading of the second level."""
    text = LEDGER.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [_read_row(line) for line in text.splitlines() if line.startswith("| ") and "`" in line]


def _read_row(line: str) -> Promise:
    words, shown, _threat, code, tests = (cell.strip() for cell in line.strip("|").split(" | "))
    return Promise(_unbreak(words), _unbreak(shown), tuple(SPAN.findall(code)), tuple(SPAN.findall(tests)))


def _unbreak(cell: str) -> str:
    return cell.replace("<br>", "\n").strip()


@cache
def names_of(path: Path) -> frozenset[str]:
    """Name what a Python file defines: functions, classes, their methods, and values."""
    return frozenset(_names(ast.parse(path.read_text(encoding="utf-8")).body, ""))


def _names(body: list[ast.stmt], before: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield before + node.name
        if isinstance(node, ast.ClassDef):
            yield from _names(node.body, f"{before}{node.name}.")
        if isinstance(node, ast.Assign):
            yield from (before + target.id for target in node.targets if isinstance(target, ast.Name))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield before + node.target.id


def exists(place: str) -> bool:
    """Say whether a place is there: a folder, a file, or «file::name» in a Python file."""
    path, _colons, name = place.partition("::")
    target = ROOT / path
    return target.exists() and (not name or name in names_of(target))


def find_unproved(promised: set[str], outcomes: Mapping[str, set[str]], *, everything: bool) -> list[str]:
    """Find promised tests that ran without passing; where everything ran, those that did not run, too."""
    return sorted(
        test
        for test in promised
        if (test in outcomes or everything)
        and ("passed" not in outcomes.get(test, set()) or "failed" in outcomes[test])
    )


def promised_tests() -> set[str]:
    """List the tests on which promises rest; a transcript rests on the test that plays them all."""
    rows = [*read_ledger("What people read"), *read_ledger("What the README says")]
    return {name if "::" in name else TRANSCRIPTS for row in rows for name in row.tests}
