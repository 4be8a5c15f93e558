"""What people see, whatever the channel."""

from dataclasses import dataclass


class NotPossibleError(Exception):
    """A channel has no way to do what the transcript asks of it."""


@dataclass(frozen=True)
class Seen:
    """One message as a person sees it: its text, the labels of its buttons, its pictures.

    `is_new` is false for what stood there before and is looked at again: the question at the end of a page.
    """

    text: str
    buttons: tuple[str, ...] = ()
    files: tuple[bytes, ...] = ()
    is_new: bool = True

    def __str__(self) -> str:
        parts = [self.text, *(f"[{label}]" for label in self.buttons)]
        return "\n".join([*parts, *(f"(file of {len(data)} bytes)" for data in self.files)])
