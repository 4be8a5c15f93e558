"""What a Zalo official account must be told before something leaves: whether it is free, and whether it is allowed."""

from typing import Protocol


class AnswerWindow(Protocol):
    """Who knows how many free answers each person's newest message still allows."""

    async def allows(self, address: str, messages: int = 1) -> bool:
        """Tell whether so many more answers are free."""

    async def count(self, address: str) -> None:
        """Count one answer."""


class Allowance(Protocol):
    """Who counts the broadcasts that the platform allows."""

    async def has_left(self, kept: int) -> bool:
        """Tell whether one is left today, and more than `kept` this month."""

    async def take(self) -> bool:
        """Take one; false if none is left. It counts even if nobody ever learns whether it went out."""

    async def give_back(self) -> None:
        """Give back one that certainly did not go out."""


class NoAllowance:
    """Allows nothing: nobody counts."""

    async def has_left(self, kept: int) -> bool:
        """Refuse."""
        return False

    async def take(self) -> bool:
        """Refuse."""
        return False

    async def give_back(self) -> None:
        """Do nothing."""
