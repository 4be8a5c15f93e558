"""The directory: numbers and places that units entered for people, each with the day it was entered or confirmed. Public."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, select, update

from storage.statements import Statement, insert_or_replace
from storage.tables.units import directory
from storage.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a place (`vn`, a province or a commune).

    `day`: entered or confirmed, counted from 1970; `officer` entered it; until another one has approved it nobody sees it;
    then it replaces the number `replaces` (0: none).
    """

    place: str
    number: int
    kind: str
    name: str
    phone: str
    address: str
    hours: str
    day: int
    officer: bytes
    approved: bool
    replaces: int = 0


_PUT = insert_or_replace(directory)
_OF_PLACE = Statement(
    select(directory).where(directory.c.place == bindparam("of_place")).order_by(directory.c.number)
)
_LAST = Statement(select(func.max(directory.c.number)).where(directory.c.place == bindparam("of_place")))
_DROP = Statement(
    delete(directory).where(
        directory.c.place == bindparam("of_place"), directory.c.number == bindparam("with_number")
    )
)
_MOVE = Statement(
    update(directory)
    .where(directory.c.place == bindparam("from_place"), directory.c.number == bindparam("with_number"))
    .values(place=bindparam("into_place"), number=bindparam("new_number"))
)


def next_number(tx: Transaction, place: str) -> int:
    """Give the next free number of a place."""
    row = tx.first(_LAST, {"of_place": place})
    return (row[0] or 0) + 1 if row else 1


def put_entry(tx: Transaction, entry: Entry) -> None:
    """Write an entry, in place of the one with its number."""
    row = {name: getattr(entry, name) for name in Entry.__slots__}
    tx.change(_PUT, {**row, "approved": int(entry.approved)})


def list_entries(tx: Transaction, place: str) -> list[Entry]:
    """List the entries of a place, with those that wait for approval."""
    return [_entry(row) for row in tx.all(_OF_PLACE, {"of_place": place})]


def drop_entry(tx: Transaction, place: str, number: int) -> None:
    """Take an entry out."""
    tx.change(_DROP, {"of_place": place, "with_number": number})


def move_entries(tx: Transaction, place: str, into: str) -> None:
    """Let the entries of a merged commune stand with the one that took it over."""
    for entry in list_entries(tx, place):
        moved = {"into_place": into, "new_number": next_number(tx, into)}
        tx.change(_MOVE, {"from_place": place, "with_number": entry.number, **moved})


def _entry(row: Row) -> Entry:
    *words, approved, replaces = row
    found = dict(zip(Entry.__slots__, words, strict=False))
    return Entry(**found, approved=bool(approved), replaces=replaces)
