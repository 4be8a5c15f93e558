"""What a turn can raise on purpose.

MissingFactError    the turn needs a fact that takes long to find: it is rolled back, and runs again with the fact
RefusalError        the person may not or cannot do this now; the message is theirs to read
DeniedError         the same, because it is not theirs: an officer's stands in the audit log
NotYetError         the person may not do this for some minutes
"""

from content.i18n import ngettext
from storage.records import Json


class MissingFactError(Exception):
    """A turn lacks a slow fact; whoever runs turns finds it and runs the turn again."""

    def __init__(self, fact: str, argument: Json) -> None:
        super().__init__(fact)
        self.fact = fact
        self.argument = argument

    def leave_turn(self) -> tuple[str, Json]:
        """Give what is missing, and let go of the turn: else what was opened in it stays in memory until garbage is looked for."""
        self.__traceback__ = None
        return self.fact, self.argument


class RefusalError(Exception):
    """An act is refused; the message says why and what to do next, in the reader's language."""


class DeniedError(RefusalError):
    """An act is refused because the person has no right to it, or none any more."""


class NotYetError(RefusalError):
    """An act must wait some minutes. The reason is never told, so that every wait reads alike; what was written stays."""

    def __init__(self, minutes: int) -> None:
        text = ngettext(
            "This can't be done just now. Please try again in {count} minute. What you have written stays.",
            "This can't be done just now. Please try again in {count} minutes. What you have written stays.",
            minutes,
        )
        super().__init__(text.format(count=minutes))
