"""What every driver offers: the same few acts of a person, done as they are done on its channel."""

from pathlib import Path
from typing import Protocol

from tests.driving.hosts import Host
from tests.driving.seen import NotPossibleError, Seen

OFFICERS = ("officer", "lead", "chief", "auditor")


class Driver(Protocol):
    """Lets people use one channel. Each act returns once the channel has acknowledged it."""

    name: str

    def close(self) -> None:
        """Let go of what the driver holds open."""
        return

    def environment(self) -> dict[str, str]:
        """Give the settings that switch the channel on."""
        return {}

    def prepare(self, host: Host) -> None:
        """Learn where the product runs now."""

    def write(self, person: str, text: str) -> None:
        """Write a message."""

    def press(self, person: str, label: str) -> None:
        """Press the newest button of this label."""

    def press_old(self, person: str, label: str) -> None:
        """Press a button of this label that newer ones have replaced; NotPossibleError where nobody can."""

    def press_again(self, person: str) -> None:
        """Press the same button once more; NotPossibleError where nobody can."""

    def send_picture(self, person: str, picture: Path, words: str) -> None:
        """Send a file as a picture, perhaps with words."""

    def send_thing(self, person: str, kind: str) -> None:
        """Send something that is neither words nor a picture; NotPossibleError where nobody can."""

    def edit(self, person: str, text: str, back: int = 1) -> None:
        """Change the last message, or one so many messages back; NotPossibleError where nobody can."""

    def follow_invitation(self, person: str, code: str) -> None:
        """Follow the link of an invitation."""

    def redeliver(self, person: str) -> None:
        """Let the platform deliver the last act once more."""

    def gather(self) -> None:
        """Keep what people were shown and have not looked at yet, before the process ends."""

    def standing(self, person: str) -> list[str]:
        """Give what others could read in the chat now, of both sides; NotPossibleError where the question makes no sense."""
        raise NotPossibleError

    def look(self, person: str) -> list[Seen]:
        """Give what is new to see, and count it as seen."""


def is_officer(person: str) -> bool:
    """Tell who comes through the officers' door."""
    return person.startswith(OFFICERS)
