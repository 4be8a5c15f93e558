"""Brings queues up to date with the list of communes: names follow by themselves, merged communes forward."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from content.places.changes import Change, Kind
from handlers.product import Product
from storage import (
    audit,
    directory,
    forwards,
    generations,
    invitations,
    local_names,
    memberships,
    meta,
    pledges,
    queues,
    tips,
)
from storage.audit import Act
from storage.keyring import officer_holder
from storage.memberships import Membership
from storage.records import Role, TipStatus
from storage.tip_readers import readers_of
from storage.transaction import Transaction

APPLIED = "changes of places that were applied"
RANK = (Role.LEAD, Role.OFFICER, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merged queue has: its open and closed tips, members, unused invitations and local names."""

    change: Change
    into: str
    open: int
    closed: int
    members: int
    names: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: queues to make (with the one above), queues to merge; other changes only concern names and types."""

    changes: tuple[Change, ...]
    founded: tuple[tuple[str, str | None], ...]
    merges: tuple[Merge, ...]


def make_plan(tx: Transaction, listed: Iterable[Change], codes: Iterable[tuple[str, str | None]]) -> Plan:
    """Plan what the listed changes and the queues of today (each with the one above) ask for."""
    done = _applied(tx)
    waiting = tuple(one for one in listed if _key(one) not in done)
    founded = tuple((code, above) for code, above in codes if not queues.exists_queue(tx, code))
    return Plan(waiting, founded, tuple(_count(tx, one) for one in waiting if one.kind is Kind.MERGED))


def carry_out(tx: Transaction, product: Product, plan: Plan, now: float) -> None:
    """Do what was planned. Whatever a merged queue has by then follows, also what came after the plan."""
    generations.make_queues(tx, product.store.keyring, plan.founded)
    for one in plan.merges:
        _merge_queue(tx, product, one.change.code, one.into, int(now))
    note_applied(tx, plan.changes)


def note_applied(tx: Transaction, listed: Iterable[Change]) -> None:
    """Note that changes ask for nothing more: those carried out, or all when a deployment begins."""
    done = sorted(_applied(tx) | {_key(one) for one in listed})
    meta.set_fact(tx, APPLIED, json.dumps(done).encode())


def _applied(tx: Transaction) -> set[str]:
    return set(json.loads(meta.get_fact(tx, APPLIED) or b"[]"))


def _key(change: Change) -> str:
    return f"{change.since} {change.kind} {change.code}"


def _count(tx: Transaction, change: Change) -> Merge:
    found = tips.list_all(tx, change.code)
    closed = sum(tip.status is TipStatus.CLOSED for tip in found)
    members = sum(one.queue == change.code for one in memberships.all_memberships(tx))
    names = len(local_names.names_of(tx, change.code))
    into = forwards.present_queue(tx, change.successors[0])
    return Merge(change, into, len(found) - closed, closed, members, names)


def _merge_queue(tx: Transaction, product: Product, queue: str, into: str, now: int) -> None:
    """Move all that a queue has into another one. It needs public keys only, so nobody has to be there for it."""
    forwards.forward(tx, queue, into)
    _move_members(tx, product, queue, into)
    local_names.move_names(tx, queue, into)
    pledges.move_pledges(tx, queue, into)
    product.store.subscriptions.move(tx, queue, into)
    directory.move_entries(tx, queue, into)
    invitations.redirect(tx, queue, into)
    audit.record(tx, Act(now, "server", "merge", queue, detail=f"into {into}"))
    owner = queues.owner_from(tx, into)
    for tip in tips.list_all(tx, queue):
        number = queues.take_number(tx, owner)
        tips.move_tip(tx, tip, owner, number, tip.commune if tip.commune != queue else into)
        audit.record(tx, Act(now, "server", "transfer", owner, number, f"merged from {queue}-{tip.number}"))
        if meta.is_trial(tx):
            keys = product.store.vault.open_for_queue(tx, tip.id)
            product.store.vault.settle(tx, tip.id, keys, readers_of(tx, tip.id, owner))


def _move_members(tx: Transaction, product: Product, queue: str, into: str) -> None:
    """Let a queue's members work the other one, too: those who could open tips hold its new key."""
    holding = memberships.holding_members(tx, queue) | memberships.holding_members(tx, into)
    present = {one.officer: one for one in memberships.all_memberships(tx) if one.queue == into}
    comers = [one for one in memberships.all_memberships(tx) if one.queue == queue]
    if any(one.officer in holding and one.officer not in present for one in comers):
        also = [officer_holder(one.officer) for one in comers if _works(one) and one.officer in holding]
        generations.add_generation(tx, product.store.keyring, into, also)
    for one in comers:
        role = min(one.role, getattr(present.get(one.officer), "role", one.role), key=RANK.index)
        memberships.leave(tx, one.officer, queue)
        memberships.join(tx, Membership(one.officer, into, role, one.officer in holding))


def _works(member: Membership) -> bool:
    return member.role is not Role.AUDITOR
