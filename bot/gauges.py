"""The numbers of /metrics and /healthz: how the process fares, nothing about any one tip."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.observe import keep_word


class Gauges:
    """The numbers of /metrics and /healthz: how the process fares, nothing about any one tip."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._turns = 0
        self._turn_errors = 0
        self._waiting = 0
        self._channels: dict[str, _Poll] = {}

    def count_turns(self, turns: int, errors: int = 0) -> None:
        """Add turns that were played, and how many of them failed."""
        with self._lock:
            self._turns += turns
            self._turn_errors += errors

    def set_waiting(self, rows: int) -> None:
        """Say how many outbox rows wait to be sent."""
        self._waiting = rows

    def mark_channel(self, channel: str, *, up: bool) -> None:
        """Say whether a channel's last poll (or start) went well; the last good time stays."""
        with self._lock:
            last = self._channels.get(channel, _Poll(up=False, good=0))
            self._channels[channel] = _Poll(up, self._clock() if up else last.good)

    def health(self) -> dict[str, object]:
        """Tell /healthz which channels are up; «degraded» when one is not."""
        channels = {name: "up" if poll.up else "down" for name, poll in self._list_channels()}
        status = "degraded" if "down" in channels.values() else "ok"
        return {"status": status, "channels": channels}

    def render(self) -> str:
        """Write /metrics in Prometheus's text format."""
        channels = self._list_channels()
        up = {f'{{channel="{name}"}}': float(poll.up) for name, poll in channels}
        good = {f'{{channel="{name}"}}': poll.good for name, poll in channels}
        return "".join(
            (
                _render("turns_total", "counter", "Turns played.", {"": self._turns}),
                _render("turn_errors_total", "counter", "Turns failed.", {"": self._turn_errors}),
                _render("outbox_waiting", "gauge", "Rows waiting.", {"": self._waiting}),
                _render("channel_up", "gauge", "Whether the last poll went well.", up),
                _render("channel_good_timestamp_seconds", "gauge", "Last good poll.", good),
            )
        )

    def _list_channels(self) -> list[tuple[str, "_Poll"]]:
        with self._lock:
            return sorted((keep_word(name), poll) for name, poll in self._channels.items())


@dataclass(frozen=True, slots=True, order=True)
class _Poll:
    up: bool
    good: float


def _render(name: str, kind: str, about: str, values: Mapping[str, float]) -> str:
    head = f"# HELP homthu_{name} {about}\n# TYPE homthu_{name} {kind}\n"
    return head + "".join(f"homthu_{name}{label} {value:.0f}\n" for label, value in values.items())
