"""Drives the console: lines are typed, and what is printed is read as a person reads it."""

from dataclasses import replace
from pathlib import Path

from handlers.messages import Incoming
from tests.driving.drivers import Driver
from tests.driving.hosts import Host
from tests.driving.offers import read_offers
from tests.driving.seen import NotPossibleError, Seen


class ConsoleDriver(Driver):
    """People at consoles."""

    name = "console"

    def __init__(self) -> None:
        self._host: Host | None = None
        self._last: dict[str, Incoming] = {}
        self._unread: dict[str, list[Seen]] = {}
        self._offered: dict[str, dict[str, str]] = {}

    @property
    def host(self) -> Host:
        assert self._host is not None, "nothing runs"
        return self._host

    def prepare(self, host: Host) -> None:
        self._host = host

    def write(self, person: str, text: str) -> None:
        self._last[person] = self.host.call("type_line", person, text)

    def press(self, person: str, label: str) -> None:
        """Type what stands for the button: its number, its command, or its word."""
        offered = self._offered.get(person, {})
        assert label in offered, f"no button {label!r}; there are {list(offered)}"
        self.write(person, offered[label])

    def press_old(self, person: str, label: str) -> None:
        raise NotPossibleError

    def press_again(self, person: str) -> None:
        raise NotPossibleError

    def send_picture(self, person: str, picture: Path, words: str) -> None:
        if words:
            raise NotPossibleError
        self.write(person, f"@{picture}")

    def send_thing(self, person: str, kind: str) -> None:
        raise NotPossibleError

    def edit(self, person: str, text: str, back: int = 1) -> None:
        raise NotPossibleError

    def follow_invitation(self, person: str, code: str) -> None:
        self.write(person, code)

    def redeliver(self, person: str) -> None:
        self.host.call("deliver", self._last[person])

    def gather(self) -> None:
        for address, printed in self.host.call("read_terminals").items():
            self._unread.setdefault(address, []).extend(printed)

    def look(self, person: str) -> list[Seen]:
        self.gather()
        return [self._read(person, seen) for seen in self._unread.pop(person, [])]

    def _read(self, person: str, seen: Seen) -> Seen:
        offered = read_offers(seen.text)
        self._offered.setdefault(person, {}).update(offered)
        return replace(seen, buttons=tuple(offered))
