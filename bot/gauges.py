"""The numbers of /metrics: how the process fares, nothing about any one tip."""

import threading
from collections.abc import Callable

from storage.records import Count

# Of messages to many: how many recipients, in all broadcasts so far.
_MANY: tuple[tuple[str, str, str, Callable[[Count], int]], ...] = (
    ("sent_total", "counter", "Broadcast messages sent.", lambda one: one.sent),
    ("failed_total", "counter", "Broadcast messages refused: blocked, gone.", lambda one: one.failed),
    ("left_out", "gauge", "Broadcast messages not sent: too late, stopped.", lambda one: one.skipped),
    ("unknown", "gauge", "Broadcast messages that may have arrived or not.", lambda one: one.unknown),
    ("waiting", "gauge", "Broadcast messages still to be sent.", lambda one: one.left),
)


class Gauges:
    """The numbers of /metrics: how the process fares, nothing about any one tip."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns = 0
        self._turn_errors = 0
        self._waiting = 0
        self._reminded = 0
        self._broadcasts = Count()
        self._watched: list[tuple[str, str, Callable[[], int]]] = []

    def watch(self, name: str, about: str, read: Callable[[], int]) -> None:
        """Show one more figure, which is read whenever the figures are."""
        self._watched.append((name, about, read))

    def count_turns(self, turns: int, errors: int = 0) -> None:
        """Add turns that were played, and how many of them failed."""
        with self._lock:
            self._turns += turns
            self._turn_errors += errors

    def set_waiting(self, rows: int) -> None:
        """Say how many outbox rows wait to be sent."""
        self._waiting = rows

    def set_reminded(self, seconds: int) -> None:
        """Say in which second (since 1970) reminders last ran; 0 if they never have."""
        self._reminded = seconds

    def set_broadcasts(self, figures: Count) -> None:
        """Say what became of the messages to many."""
        self._broadcasts = figures

    def render(self) -> str:
        """Write /metrics in Prometheus's text format."""
        many = self._broadcasts
        return "".join(
            (
                _render("turns_total", "counter", "Turns played.", self._turns),
                _render("turn_errors_total", "counter", "Turns failed.", self._turn_errors),
                _render("outbox_waiting", "gauge", "Rows waiting.", self._waiting),
                _render("reminders_last_run_seconds", "gauge", "When reminders last ran.", self._reminded),
                *(_render(f"broadcast_{name}", kind, about, read(many)) for name, kind, about, read in _MANY),
                *(_render(name, "gauge", about, read()) for name, about, read in self._watched),
            )
        )


def _render(name: str, kind: str, about: str, value: int) -> str:
    return f"# HELP homthu_{name} {about}\n# TYPE homthu_{name} {kind}\nhomthu_{name} {value}\n"
