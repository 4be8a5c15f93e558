"""What people wish who write: to get prevention messages, or no longer. It waits under the runtime key; a job carries it out."""

from dataclasses import dataclass

import orjson
from sqlalchemy import bindparam, delete, select

from storage.choices import load_choices
from storage.cipher import pad, shuffled, unpad
from storage.errors import UnreadableError
from storage.runtime import Runtime
from storage.statements import Statement, insert_or_replace
from storage.subscriptions import RECORD_BYTES, Subscriber
from storage.tables.live import wishes
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wishes: to get messages from now on, or no longer."""

    wanted: bool
    subscriber: Subscriber


_PUT_WISH = insert_or_replace(wishes)
_WISH = Statement(select(wishes.c.sealed).where(wishes.c.person == bindparam("of_person")))
_WISHES = Statement(select(wishes.c.person, wishes.c.sealed))
_DROP_WISH = Statement(delete(wishes).where(wishes.c.person == bindparam("of_person")))


def note_wish(tx: Transaction, runtime: Runtime, wish: Wish) -> None:
    """Note what a person wishes, in place of what they wished before."""
    one = wish.subscriber
    person = _name(runtime, one.channel, one.address)
    record = [wish.wanted, one.channel, one.address, one.language, one.week, one.place, one.choices.dump()]
    sealed = runtime.seal_bytes(pad(orjson.dumps(record), RECORD_BYTES), b"wish" + person)
    tx.change(_PUT_WISH, {"person": person, "sealed": sealed})


def noted_wish(tx: Transaction, runtime: Runtime, channel: str, address: str) -> Wish | None:
    """Give what a person wishes and what is not carried out yet."""
    person = _name(runtime, channel, address)
    row = tx.first(_WISH, {"of_person": person})
    return _open_wish(runtime, person, row[0]) if row else None


def take_wishes(tx: Transaction, runtime: Runtime, *, endings_only: bool = False) -> list[Wish]:
    """Take wishes away, all or only those that end a subscription; what a reboot has made unreadable is lost.

    Their order is chance: rows are written in it, and pages show the order in which their rows were written.
    """
    taken = []
    for person, sealed in shuffled(tx.all(_WISHES)):
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
    wanted, channel, address, language, week, place, choices = record
    return Wish(wanted, Subscriber(channel, address, language, week, place, load_choices(choices)))


def _name(runtime: Runtime, channel: str, address: str) -> bytes:
    return runtime.name_bucket("wish", runtime.name_person(channel, address))
