"""What the doctor tells of one thing: good, bad with what to do, or that it can't be seen from inside."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked; `good` is None where it could not be."""

    good: bool | None
    text: str


def judge(good: bool, well: str, otherwise: str) -> Finding:
    """Word a finding one way or the other."""
    return Finding(good, well if good else otherwise)
