"""One fault of the content, as its writer reads it."""

from dataclasses import dataclass

from content.i18n import _


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which file, and what to do about it; both whole sentences."""

    file: str
    wrong: str
    remedy: str

    def word(self) -> str:
        """Word the fault in one line."""
        return _("{file}: {wrong} {remedy}").format(file=self.file, wrong=self.wrong, remedy=self.remedy)
