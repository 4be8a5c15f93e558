"""Measures how well words that ask for help are recognised, on labelled sentences: precision and recall."""

from pathlib import Path

from benchmarks.exposure import Score
from content.help.pleas import is_plea

SENTENCES = Path(__file__).parent.parent / "tests" / "pleas"
SETS = ("tuned", "held_out", "mended")


def read_pleas(name: str) -> list[tuple[str, bool]]:
    """Read sentences and whether each asks for help."""
    lines = (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(line[2:], line[0] == "+") for line in lines if line[:2] in {"+ ", "- "}]


def wrong_ones(name: str) -> list[str]:
    """List the sentences that are taken for the other kind."""
    return [f"{'+' if asks else '-'} {text}" for text, asks in read_pleas(name) if is_plea(text) != asks]


def score(name: str) -> Score:
    """Score one set."""
    sentences = read_pleas(name)
    found = sum(is_plea(text) for text, asks in sentences if asks)
    wrong = sum(is_plea(text) for text, asks in sentences if not asks)
    asking = sum(asks for _text, asks in sentences)
    return Score(found, asking - found, wrong, len(sentences), len(sentences) - asking)


def main() -> None:
    """Print the table of docs/help.md."""
    print("| set | sentences | no plea | precision | recall |")
    print("|---|---|---|---|---|")
    for name in SETS:
        one = score(name)
        print(f"| {name} | {one.sentences} | {one.clean} | {one.precision:.2f} | {one.recall:.2f} |")


if __name__ == "__main__":
    main()
