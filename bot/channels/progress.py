"""How far a reply has got that goes out in several messages: a new try goes on with the one that failed, and repeats none."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

Call = Callable[[], Awaitable[Sequence[str]]]


@dataclass(slots=True)
class Progress:
    """What has become of one reply: how many of its calls are `done`, of how many; `sent` names the messages that can be taken back.

    `is_plain` is set once the platform has refused its picture, so that it goes on without one. `keep` is told after each call
    that others follow: what it has written down, a restart goes on from.
    """

    done: int = 0
    calls: int = 0
    sent: list[str] = field(default_factory=list)
    is_plain: bool = False
    keep: "Callable[[Progress], Awaitable[None]] | None" = None

    async def go_on(self, calls: Sequence[Call]) -> tuple[str, ...]:
        """Make those calls, always the same ones, that no earlier try has made; raise what the first that fails raises."""
        self.calls = len(calls)
        for call in calls[self.done :]:
            self.sent += await call()
            self.done += 1
            if self.keep is not None and self.done < self.calls:
                await self.keep(self)
        return tuple(self.sent)

    def leave_out(self) -> bool:
        """Leave out the call that failed; tell whether others come after it."""
        self.done += 1
        return self.done < self.calls
