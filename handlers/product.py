"""What every turn needs of the running product: its store, its addresses and what was set."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.prevention.pack import USUAL_THEME
from handlers.atlases import Atlases
from handlers.doors import Doors
from handlers.lifetimes import Lifetimes
from handlers.messages import Traces
from storage.store import Store

OWN_TRACES = Traces(own=True)


@dataclass(frozen=True, slots=True)
class Product:
    """What every turn needs of the running product."""

    store: Store
    public_url: str
    draft_minutes: int
    lifetimes: Lifetimes = Lifetimes()
    traces: Mapping[str, Traces] = field(default_factory=dict)  # of each channel
    doors: Doors = Doors()
    serves_page: bool = True
    reaching: tuple[str, ...] = ()  # channels that are on and can send something later, as people call them
    forgets_at_reboot: bool = True  # the runtime key lies in memory
    theme: str = USUAL_THEME  # of this year's action month
    atlases: Atlases = field(default_factory=Atlases)
    menus: frozenset[str] = frozenset()  # channels whose chats have a menu of commands

    def traces_of(self, channel: str) -> Traces:
        """Tell what a chat of a channel leaves behind."""
        return self.traces.get(channel, OWN_TRACES)
