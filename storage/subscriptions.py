"""Who gets prevention messages: an address with its language, sealed under the server's secret; channel, place and week of consent.

A row is never written in the turn of a person who writes: what they wish waits under the runtime key, and a transaction of
its own carries it out. So nothing joins an address to the conversation in which it was given.
"""

from dataclasses import dataclass

import orjson
from sqlalchemy import bindparam, delete, func, select

from storage.cipher import keyed_hash, open_sealed, pad, random_bytes, seal, unpad
from storage.errors import UnreadableError
from storage.records import Json
from storage.runtime import Runtime
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables import subscriptions, wishes
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


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wishes: to get messages from now on, or no longer."""

    wanted: bool
    subscriber: Subscriber


ALL = Statement(select(subscriptions).order_by(subscriptions.c.number))
_ADD = insert_or_ignore(subscriptions)
_PUT = insert_or_replace(subscriptions)
_COUNT = Statement(select(func.count()).select_from(subscriptions))
_AT = Statement(select(subscriptions.c.number).where(subscriptions.c.address == bindparam("at_address")))
_NUMBERED = Statement(select(subscriptions).where(subscriptions.c.number == bindparam("with_number")))
_DROP_NUMBER = Statement(delete(subscriptions).where(subscriptions.c.number == bindparam("with_number")))
_DROP = Statement(delete(subscriptions).where(subscriptions.c.address == bindparam("at_address")))
_PUT_WISH = insert_or_replace(wishes)
_WISH = Statement(select(wishes.c.sealed).where(wishes.c.person == bindparam("of_person")))
_WISHES = Statement(select(wishes.c.person, wishes.c.sealed).order_by(wishes.c.person))
_DROP_WISH = Statement(delete(wishes).where(wishes.c.person == bindparam("of_person")))


class Subscriptions:
    """Reads and writes the list; addresses are hashed and sealed under the server's secret."""

    def __init__(self, secret: bytes) -> None:
        self._names = keyed_hash(secret, b"subscriptions", size=32)
        self._seals = keyed_hash(secret, b"subscription records", size=32)

    def subscribe(self, tx: Transaction, subscriber: Subscriber) -> bool:
        """Add a subscriber; false if the address is on the list already."""
        if self.has(tx, subscriber.channel, subscriber.address):
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
        return tx.first(_AT, {"at_address": self._address(channel, address)}) is not None

    def count(self, tx: Transaction) -> int:
        """Count the subscribers."""
        row = tx.first(_COUNT)
        return row[0] if row else 0

    def read(self, row: Row) -> Subscriber:
        """Open a row of `ALL`, which a store can stream."""
        _number, hashed, sealed, week, _channel, place = row
        channel, address, language = orjson.loads(
            unpad(open_sealed(self._seals, sealed, b"subscription" + hashed), RECORD_BYTES)
        )
        return Subscriber(channel, address, language, week, place)

    def rekey(self, tx: Transaction, row: Row, former: "Subscriptions") -> None:
        """Hash and seal a row that another secret has sealed."""
        tx.change(_PUT, self._row(row[0], former.read(row)))

    def _row(self, number: int, subscriber: Subscriber) -> dict[str, Json]:
        record = orjson.dumps([subscriber.channel, subscriber.address, subscriber.language])
        hashed = self._address(subscriber.channel, subscriber.address)
        return {
            "number": number,
            "address": hashed,
            "sealed": seal(self._seals, pad(record, RECORD_BYTES), b"subscription" + hashed),
            "week": subscriber.week,
            "channel": subscriber.channel,
            "place": subscriber.place,
        }

    def _address(self, channel: str, address: str) -> bytes:
        return keyed_hash(self._names, b"address", channel.encode(), address.encode(), size=32)


def _draw_number() -> int:
    return int.from_bytes(random_bytes(4), "big", signed=True)


def rekey_subscriptions(tx: Transaction, old: bytes, new: bytes) -> None:
    """Hash and seal the whole list under a new secret."""
    before, after = Subscriptions(old), Subscriptions(new)
    for row in tx.all(ALL):
        after.rekey(tx, row, before)


def note_wish(tx: Transaction, runtime: Runtime, wish: Wish) -> None:
    """Note what a person wishes, in place of what they wished before."""
    one = wish.subscriber
    person = _name(runtime, one.channel, one.address)
    record = [wish.wanted, one.channel, one.address, one.language, one.week, one.place]
    sealed = runtime.seal_bytes(pad(orjson.dumps(record), RECORD_BYTES), b"wish" + person)
    tx.change(_PUT_WISH, {"person": person, "sealed": sealed})


def noted_wish(tx: Transaction, runtime: Runtime, channel: str, address: str) -> Wish | None:
    """Give what a person wishes and what is not carried out yet."""
    person = _name(runtime, channel, address)
    row = tx.first(_WISH, {"of_person": person})
    return _open_wish(runtime, person, row[0]) if row else None


def take_wishes(tx: Transaction, runtime: Runtime, *, endings_only: bool = False) -> list[Wish]:
    """Take wishes away, all or only those that end a subscription; what a reboot has made unreadable is lost."""
    taken = []
    for person, sealed in tx.all(_WISHES):
        wish = _open_wish(runtime, person, sealed)
        if wish is not None and wish.wanted and endings_only:
            continue
        tx.change(_DROP_WISH, {"of_person": person})
        taken += [wish] if wish is not None else []
    return taken


def _open_wish(runtime: Runtime, person: bytes, sealed: bytes) -> Wish | None:
    try:
        record = orjson.loads(unpad(runtime.open_bytes(sealed, b"wish" + person), RECORD_BYTES))
    except UnreadableError:
        return None
    wanted, *rest = record
    return Wish(wanted, Subscriber(*rest))


def _name(runtime: Runtime, channel: str, address: str) -> bytes:
    return runtime.name_bucket("wish", runtime.name_person(channel, address))
