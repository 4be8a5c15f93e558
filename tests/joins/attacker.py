"""The attacker: compares snapshots of the database, reads all addresses with the server's secret, and ranks for each tip who
may have sent it. Each strategy is a distance between a tip and an address; the nearest address is the guess.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from math import inf
from pathlib import Path

from storage.cipher import keyed_hash
from storage.pledges import ID_BYTES, Pledges
from storage.subscriptions import Subscriptions
from storage.transaction import Transaction

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
    pledged: float = inf  # the first snapshot that has the pledge of this address
    pledge_week: int = 0


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
    "pledged in the same interval": lambda tip, one: abs(tip.born - one.pledged),
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
        self.raw = b"".join(one.read_bytes() for one in sorted(path.parent.iterdir()))
        with closing(sqlite3.connect(path)) as connection:
            self._look_at_tips(connection)
            self._look_at_addresses(connection)
            self._look_at_pledges(connection)
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

    def _look_at_pledges(self, connection: sqlite3.Connection) -> None:
        """Try all known addresses against the hashes of pledges."""
        weeks = dict(connection.execute("SELECT id, week FROM pledges WHERE known = 1"))
        if not weeks:
            return
        key = Pledges(self.secret).key(Transaction(connection, "sqlite"))
        for address, one in self.addresses.items():
            name = keyed_hash(key, b"pledge", b"console", address.encode(), size=ID_BYTES)
            if name in weeks and one.pledged == inf:
                one.pledged, one.pledge_week = self._snapshot, weeks[name]

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


def _number(tip: Trace) -> int:
    return tip.number


def _head(one: Trace) -> int:
    return int.from_bytes(one.id[:8], "big")


def _pieces(values: Iterable[object]) -> Iterable[bytes]:
    for value in values:
        if isinstance(value, bytes):
            yield from (value[start : start + 8] for start in range(len(value) - 7))
