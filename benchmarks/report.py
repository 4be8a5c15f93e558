"""One table of what was measured: each row with its ratio, its aim, and whether it was met."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure should be at least, or at most; `stretch` is the better wish."""

    limit: float
    stretch: float | None = None
    at_most: bool = False

    def judge(self, value: float) -> str:
        """Say PASS or MISS."""
        if self.stretch is not None and self._met(value, self.stretch):
            return "PASS (stretch)"
        return "PASS" if self._met(value, self.limit) else "MISS"

    def __str__(self) -> str:
        sign = "≤" if self.at_most else "≥"
        return f"{sign} {self.limit:g}" + (f" ({self.stretch:g})" if self.stretch is not None else "")

    def _met(self, value: float, limit: float) -> bool:
        return value <= limit if self.at_most else value >= limit


class Table:
    """Rows to be printed as Markdown."""

    def __init__(self) -> None:
        self._rows = [("what", "measured", "ratio", "aim (stretch)", "")]

    def add(
        self, what: str, measured: str, ratio: str = "", aim: Aim | None = None, value: float = 0.0
    ) -> None:
        """Add a row; with an aim, the value that is judged."""
        judged = (str(aim), aim.judge(value)) if aim is not None else ("", "")
        self._rows.append((what, measured, ratio, *judged))

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(*self._rows, strict=True)]
        lines = [
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
            for row in self._rows
        ]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(lines)
