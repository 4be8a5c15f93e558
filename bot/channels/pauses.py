"""Decides how long to wait before a platform is asked again: ever longer, and never in step with others."""

import secrets

LONGEST_PAUSE = 30.0


class Pauses:
    """Counts failures in a row."""

    def __init__(self, first: float = 1.0, longest: float = LONGEST_PAUSE) -> None:
        self._first, self._longest = first, longest
        self._failures = 0

    def next(self, at_least: float = 0.0) -> float:
        """Give the seconds to wait after one more failure."""
        longest = min(self._longest, self._first * 2.0 ** min(self._failures, 10))
        self._failures += 1
        return max(at_least, longest * secrets.SystemRandom().uniform(0.5, 1))

    def reset(self) -> None:
        """Begin anew: something has worked."""
        self._failures = 0
