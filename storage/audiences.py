"""Whom a broadcast is for, as clear data: channels, places, or people chosen outside."""

import json
from dataclasses import dataclass

from storage.records import Json

# Their places in the ledger: a storage format, so new ones go to the end. The first two take no byte in SQLite.
CHANNELS = ("zalo", "telegram", "zalooa", "console")

TOGETHER = frozenset({"zalooa"})  # the platform itself writes to all who follow, a few times a month
PERSONAL_CHANNELS = tuple(one for one in CHANNELS if one not in TOGETHER)


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast is for: all subscribers of these channels, in these places (None: everywhere).

    `chosen`: who plans the broadcast names the people, since what they are chosen by is sealed. `note` says by what.
    """

    channels: tuple[str, ...]
    places: tuple[str, ...] | None = None
    chosen: bool = False
    note: Json = None


def dump_audience(audience: Audience) -> str:
    """Write an audience as JSON."""
    return json.dumps([audience.channels, audience.places, audience.chosen, audience.note])


def load_audience(text: str) -> Audience:
    """Read an audience from JSON."""
    channels, places, chosen, note = json.loads(text)
    return Audience(tuple(channels), None if places is None else tuple(places), chosen, note)


def number_of(channel: str) -> int:
    """Give a channel's number in the ledger."""
    return CHANNELS.index(channel)
