"""Figures for everybody: no number under five, and none that could be worked out, even by somebody who knows this rule.

Only whole quarters that have ended are told, each by kind and by province alone, never both at once: what is told of two of
them shares no tip, so that nothing can be subtracted from anything.
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

SMALLEST = 5

K = TypeVar("K")


class Published(NamedTuple):
    """A total with its parts; None where a number is not told."""

    total: int | None
    parts: Mapping[object, int | None]


def hide_small(counts: Mapping[K, int]) -> Published:
    """Hide numbers under five, and as many others, the last of them first, as it takes that no hidden one follows.

    Which others are hidden hangs on their place, never on their size: else their size would follow from the rule. They
    are enough when five for each hidden number fit into their sum, so that a small one can be anything under five.
    """
    total = sum(counts.values())
    if total < SMALLEST:
        return Published(None, dict.fromkeys(counts))
    hidden = [key for key in counts if counts[key] < SMALLEST]
    for key in reversed([key for key in counts if key not in hidden]):
        if not hidden or (len(hidden) > 1 and sum(counts[one] for one in hidden) >= SMALLEST * len(hidden)):
            break
        hidden.append(key)
    return Published(total, {key: None if key in hidden else counts[key] for key in counts})
