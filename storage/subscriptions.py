"""Who gets prevention messages: an address with its language and choices, sealed under the server's secret.

Clear beside it stand the week of consent and what recipients are chosen by: channel, place and groups. A row is never
written in the turn of a person who writes: what they wish (storage.wishes) waits under the runtime key, and a transaction of
its own carries it out. So nothing joins an address to the conversation in which it was given.
"""

from dataclasses import dataclass, replace

import orjson
from sqlalchemy import bindparam, delete, func, select

from storage.choices import USUAL, Choices, load_choices
from storage.cipher import keyed_hash, open_sealed, pad, random_bytes, seal, unpad
from storage.records import Json
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.outreach import subscriptions
from storage.transaction import Row, Transaction

RECORD_BYTES = 256


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Where messages go, in which language, and the ISO week of consent, counted from 1970.

    `place`: the code of a commune or province, empty where the person named none.
    """

    channel: str
    address: str
    language: str
    week: int
    place: str = ""
    choices: Choices = USUAL


ALL = Statement(select(subscriptions).order_by(subscriptions.c.number))
_ADD = insert_or_ignore(subscriptions)
_PUT = insert_or_replace(subscriptions)
_COUNT = Statement(select(func.count()).select_from(subscriptions))
_OF_PLACE = Statement(select(subscriptions).where(subscriptions.c.place == bindparam("of_place")))
_AT = Statement(select(subscriptions).where(subscriptions.c.address == bindparam("at_address")))
_NUMBERED = Statement(select(subscriptions).where(subscriptions.c.number == bindparam("with_number")))
_DROP_NUMBER = Statement(delete(subscriptions).where(subscriptions.c.number == bindparam("with_number")))
_DROP = Statement(delete(subscriptions).where(subscriptions.c.address == bindparam("at_address")))


class Subscriptions:
    """Reads and writes the list; addresses are hashed and sealed under the server's secret."""

    def __init__(self, secret: bytes) -> None:
        self._names = keyed_hash(secret, b"subscriptions", size=32)
        self._seals = keyed_hash(secret, b"subscription records", size=32)

    def subscribe(self, tx: Transaction, subscriber: Subscriber) -> bool:
        """Add a subscriber; false if the address is on the list already: then the choices change, and the week stays."""
        row = self._find(tx, subscriber.channel, subscriber.address)
        if row is not None:
            tx.change(_PUT, self._row(row[0], replace(subscriber, week=self.read(row).week)))
            return False
        while tx.change(_ADD, self._row(_draw_number(), subscriber)) == 0:
            continue  # the number is somebody else's
        return True

    def unsubscribe(self, tx: Transaction, channel: str, address: str) -> bool:
        """Erase an address from the list; false if it is not there."""
        return tx.change(_DROP, {"at_address": self._address(channel, address)}) == 1

    def remove(self, tx: Transaction, number: int) -> bool:
        """Erase a row by its number; false if there is none."""
        return tx.change(_DROP_NUMBER, {"with_number": number}) == 1

    def at(self, tx: Transaction, number: int) -> Subscriber | None:
        """Give the subscriber with a number; None if there is none."""
        row = tx.first(_NUMBERED, {"with_number": number})
        return self.read(row) if row else None

    def has(self, tx: Transaction, channel: str, address: str) -> bool:
        """Tell whether an address is on the list."""
        return self._find(tx, channel, address) is not None

    def find(self, tx: Transaction, channel: str, address: str) -> Subscriber | None:
        """Find the subscriber at an address."""
        row = self._find(tx, channel, address)
        return self.read(row) if row is not None else None

    def move(self, tx: Transaction, place: str, into: str) -> None:
        """Let the subscribers of a commune that was merged be those of another one."""
        for row in tx.all(_OF_PLACE, {"of_place": place}):
            tx.change(_PUT, self._row(row[0], replace(self.read(row), place=into)))

    def count(self, tx: Transaction) -> int:
        """Count the subscribers."""
        row = tx.first(_COUNT)
        return row[0] if row else 0

    def read(self, row: Row) -> Subscriber:
        """Open a row of `ALL`, which a store can stream."""
        _number, hashed, sealed, week, _channel, place, _groups = row
        channel, address, language, choices = orjson.loads(
            unpad(open_sealed(self._seals, sealed, b"subscription" + hashed), RECORD_BYTES)
        )
        return Subscriber(channel, address, language, week, place, load_choices(choices))

    def rekey(self, tx: Transaction, row: Row, former: "Subscriptions") -> None:
        """Hash and seal a row that another secret has sealed."""
        tx.change(_PUT, self._row(row[0], former.read(row)))

    def _row(self, number: int, subscriber: Subscriber) -> dict[str, Json]:
        one, choices = subscriber, subscriber.choices
        record = orjson.dumps([one.channel, one.address, one.language, choices.dump()])
        hashed = self._address(subscriber.channel, subscriber.address)
        return {
            "number": number,
            "address": hashed,
            "sealed": seal(self._seals, pad(record, RECORD_BYTES), b"subscription" + hashed),
            "week": subscriber.week,
            "channel": subscriber.channel,
            "place": subscriber.place,
            "groups": choices.groups,
        }

    def _find(self, tx: Transaction, channel: str, address: str) -> Row | None:
        return tx.first(_AT, {"at_address": self._address(channel, address)})

    def _address(self, channel: str, address: str) -> bytes:
        return keyed_hash(self._names, b"address", channel.encode(), address.encode(), size=32)


def _draw_number() -> int:
    return int.from_bytes(random_bytes(4), "big", signed=True)


def rekey_subscriptions(tx: Transaction, old: bytes, new: bytes) -> None:
    """Hash and seal the whole list under a new secret."""
    before, after = Subscriptions(old), Subscriptions(new)
    for row in tx.all(ALL):
        after.rekey(tx, row, before)
