"""Prepares a new deployment: a queue for the nation, each province and each commune, and the first invitation."""

from collections.abc import Iterator

from content.places.gazetteer import communes, provinces
from handlers.commands.staff import INVITATION_SECONDS, invitation_link
from handlers.turn import Product
from storage import audit, generations
from storage.audit import Act
from storage.queues import NATION, is_staffed
from storage.records import Role
from storage.transaction import Transaction


def queue_codes() -> Iterator[tuple[str, str | None]]:
    """List every queue with the one above it, the upper ones first."""
    yield NATION, None
    for province in provinces():
        yield province.code, NATION
    for commune in communes().values():
        yield commune.code, commune.province


def make_queues(tx: Transaction, product: Product) -> int:
    """Make the queues that do not exist yet, each with its keys; count them."""
    return generations.make_queues(tx, product.store.keyring, queue_codes())


def make_invitation(tx: Transaction, product: Product, queue: str, role: Role, now: float) -> tuple[str, str]:
    """Make an invitation at the command line; give its link and code."""
    code = product.store.register.invite(tx, queue, role, int(now) + INVITATION_SECONDS)
    audit.record(tx, Act(int(now), "server", "invite", queue, detail=role))
    return invitation_link(product.public_url, code), code


def needs_first_officer(tx: Transaction) -> bool:
    """Tell whether nobody works the national desk yet."""
    return not is_staffed(tx, NATION)
