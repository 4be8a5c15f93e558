"""Decides who may read which part of a tip: its queue reads all three families, its receipt all but the notes."""

from typing import NamedTuple

from storage.keyring import public_key
from storage.tips import receipt_public
from storage.transaction import Transaction

REPORT, THREAD, NOTES = "report", "thread", "notes"
RECEIPT = "receipt"


class Reader(NamedTuple):
    """Who gets a family's key: a name (`receipt`, or `queue:generation`) and a public key."""

    name: str
    public: bytes


class Readers(NamedTuple):
    """Who may read a tip now: its queue's present generation and, but for the notes, its receipt."""

    queue: Reader
    receipt: Reader | None

    def of(self, family: str) -> list[Reader]:
        """List those of one family."""
        return [self.queue, self.receipt] if self.receipt and family != NOTES else [self.queue]


def queue_reader(tx: Transaction, queue: str) -> Reader:
    """Make the reader that is a queue's present generation."""
    generation, public = public_key(tx, queue)
    return Reader(f"{queue}:{generation}", public)


def readers_of(tx: Transaction, tip: bytes, queue: str) -> Readers:
    """Name who may read a tip of a queue now."""
    public = receipt_public(tx, tip)
    return Readers(queue_reader(tx, queue), Reader(RECEIPT, public) if public else None)
