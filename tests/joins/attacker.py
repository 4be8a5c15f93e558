"""The attacker: compares snapshots of the database, reads all addresses with the server's secret, and ranks for each tip who
may have sent it. Each strategy is a distance between a tip and an address; the nearest address is the guess.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from math import inf, sqrt
from pathlib import Path
from random import Random
from statistics import NormalDist, fmean

from storage.subscriptions import Subscriptions

CONFIDENCE = 0.9999  # of all strategies together
TIP_TABLES = ("tips", "tip_keys", "tip_records", "receipts")


@dataclass
class Trace:
    """What the snapshots show of one tip or one address."""

    id: bytes
    born: int  # the first snapshot that has it
    gone: float = inf  # the first one that no longer has it
    changed: list[int] = field(default_factory=list)
    values: tuple[object, ...] = ()
    size: int = 0
    scanned: int = 0  # where it stands when the table is read
    offset: int = 0  # where it lies in the file
    week: int = 0
    place: str = ""
    number: int = 0  # of a tip, within its queue


Distance = Callable[[Trace, Trace], float]

STRATEGIES: dict[str, Distance] = {
    "came in the same interval": lambda tip, one: abs(tip.born - one.born),
    "went in the same interval": lambda tip, one: abs(tip.born - one.gone),
    "came or went nearest": lambda tip, one: min(abs(tip.born - one.born), abs(tip.born - one.gone)),
    "changed with the tip": lambda tip, one: min(
        abs(change - moment) for change in (tip.born, *tip.changed) for moment in (one.born, one.gone)
    ),
    "same place in the table": lambda tip, one: abs(tip.scanned - one.scanned),
    "same place in the file": lambda tip, one: abs(tip.offset - one.offset),
    "order of coming as place in the file": lambda tip, one: abs(_number(tip) - one.offset),
    "order of coming as place in the table": lambda tip, one: abs(_number(tip) - one.scanned),
    "similar ids": lambda tip, one: abs(_head(tip) - _head(one)),
    "similar sizes": lambda tip, one: abs(tip.size % 1024 - one.size % 1024),
}


@dataclass
class Attacker:
    """Remembers each tip and each address from snapshot to snapshot."""

    secret: bytes
    close_at: int
    tips: dict[bytes, Trace] = field(default_factory=dict)
    addresses: dict[str, Trace] = field(default_factory=dict)
    raw: bytes = b""
    live: set[bytes] = field(default_factory=set)  # pieces of all other rows, while conversations are open
    _snapshot: int = 0

    def look(self, path: Path) -> None:
        """Compare a new snapshot with the former ones."""
        with closing(sqlite3.connect(path)) as connection:
            self._look_at_tips(connection)
            self._look_at_addresses(connection)
        self.raw = b"".join(one.read_bytes() for one in sorted(path.parent.iterdir()))
        if self._snapshot == self.close_at:
            self.look_closely(path)
        self._snapshot += 1

    def finish(self) -> None:
        """Find where everything lies in the last snapshot, as ranks."""
        for group in (list(self.tips.values()), list(self.addresses.values())):
            for one in group:
                one.offset = self.raw.find(one.id)
            for name in ("offset", "scanned", "number"):
                ordered = sorted(group, key=lambda one, name=name: getattr(one, name))  # type: ignore[misc]
                for rank, one in enumerate(ordered):
                    setattr(one, name, rank * 1000 // len(group))

    def look_closely(self, path: Path) -> None:
        """Read the rows of all other tables."""
        with closing(sqlite3.connect(path)) as connection:
            names = {
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            for table in names - {*TIP_TABLES, "subscriptions", "shredding"}:
                for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
                    self.live.update(_pieces(row))

    def joins(self) -> int:
        """Count values of 8 bytes that stand in the rows of a tip and of an address, or in one of them and in any other row."""
        ours = set(chain.from_iterable(_pieces(one.values) for one in self.tips.values()))
        theirs = set(chain.from_iterable(_pieces(one.values) for one in self.addresses.values()))
        return len(ours & theirs) + len(self.live & ours) + len(self.live & theirs)

    def _look_at_tips(self, connection: sqlite3.Connection) -> None:
        records: dict[bytes, list[tuple[object, ...]]] = {}
        for table in TIP_TABLES[1:]:
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
                tip = row[1] if table == "receipts" else row[0]
                records.setdefault(tip, []).append(row)
        for place, row in enumerate(connection.execute("SELECT * FROM tips")):
            values = tuple(chain.from_iterable([row, *records.get(row[0], [])]))
            one = self.tips.setdefault(row[0], Trace(row[0], self._snapshot, values=values))
            if len(values) != len(one.values):
                one.changed.append(self._snapshot)
            one.values, one.scanned = values, place
            one.size = sum(len(value) for value in values if isinstance(value, bytes))
            one.number = row[2]

    def _look_at_addresses(self, connection: sqlite3.Connection) -> None:
        reader, present = Subscriptions(self.secret), set()
        for place, row in enumerate(connection.execute("SELECT * FROM subscriptions")):
            found = reader.read(row)
            present.add(found.address)
            fresh = Trace(
                row[1], self._snapshot, values=row, size=len(row[2]), week=found.week, place=found.place
            )
            self.addresses.setdefault(found.address, fresh).scanned = place
        for address, one in self.addresses.items():
            if address not in present and one.gone == inf:
                one.gone = self._snapshot


@dataclass(frozen=True)
class Score:
    """How well a strategy did: right first guesses, how many chance gives, and the mean rank of the sender (0 first, 0.5 chance)."""

    strategy: str
    tips: int
    hits: float
    expected: float
    rank: float

    def wins(self, tries: int) -> bool:
        """Tell whether the attacker does better than chance, with the tries that many strategies are."""
        z = NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / (2 * tries))
        turned = abs(self.rank - 0.5) > z * sqrt(
            1 / 12 / self.tips
        )  # who is reliably wrong turns the guess round
        return turned or _lowest(self.hits, self.tips, z) > self.expected / self.tips


def measure(attacker: Attacker, senders: dict[bytes, str], seed: int = 1) -> list[Score]:
    """Let each strategy rank, for each tip of a subscriber, the addresses of the sender's week of consent and place.

    Week and place are what the design keeps of each address; so chance is a guess among those who share them.
    """
    crowds: dict[tuple[int, str], list[str]] = {}
    for address, one in attacker.addresses.items():
        crowds.setdefault((one.week, one.place), []).append(address)
    cases = [
        (
            attacker.tips[tip],
            address,
            crowds[attacker.addresses[address].week, attacker.addresses[address].place],
        )
        for tip, address in senders.items()
        if address in attacker.addresses
    ]
    return [_score(name, cases, attacker.addresses, seed) for name in STRATEGIES]


def _score(
    name: str, cases: list[tuple[Trace, str, list[str]]], addresses: dict[str, Trace], seed: int
) -> Score:
    distance, ranks, hits = STRATEGIES[name], [], 0.0
    chance = Random(seed)  # noqa: S311 - breaks ties
    for tip, sender, candidates in cases:
        own = distance(tip, addresses[sender])
        others = [distance(tip, addresses[one]) for one in candidates if one != sender]
        nearer, equal = sum(one < own for one in others), sum(one == own for one in others)
        place = nearer + chance.randint(0, equal)
        hits += place == 0
        ranks.append(place / max(1, len(others)))
    expected = sum(1 / len(candidates) for _tip, _sender, candidates in cases)
    return Score(name, len(cases), hits, expected, fmean(ranks))


def _lowest(hits: float, tries: int, z: float) -> float:
    """Give the lower end of Wilson's interval for a share."""
    share = hits / tries
    middle = share + z * z / (2 * tries)
    spread = z * sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries))
    return (middle - spread) / (1 + z * z / tries)


def _number(tip: Trace) -> int:
    return tip.number


def _head(one: Trace) -> int:
    return int.from_bytes(one.id[:8], "big")


def _pieces(values: Iterable[object]) -> Iterable[bytes]:
    for value in values:
        if isinstance(value, bytes):
            yield from (value[start : start + 8] for start in range(len(value) - 7))
