"""Officers, their queues, and the invitations by which they join."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from storage import memberships
from storage.errors import UnreadableError
from storage.invitations import Invitation
from storage.memberships import Membership
from storage.officers import Officer, Register, new_officer_id
from storage.records import Role
from storage.statements import Statement
from storage.store import Store
from storage.tables.units import invitations
from storage.tables.units import officers as officers_table
from tests.storage.samples import COMMUNE, NATION, NOW, PROVINCE, enlist, make_queues

LAN = Officer(b"l" * 16, "Đại úy Lan", "vi", "telegram", "4711")


def test_an_officer_is_found_by_address_and_id(store: Store) -> None:
    store.run(lambda tx: store.register.save(tx, LAN))

    assert store.run(lambda tx: store.register.find(tx, "telegram", "4711")) == LAN
    assert store.run(lambda tx: store.register.get(tx, LAN.id)) == LAN
    assert store.run(lambda tx: store.register.find(tx, "web", "4711")) is None
    assert store.run(lambda tx: store.register.get(tx, new_officer_id())) is None


def test_saving_again_changes_an_officer(store: Store) -> None:
    changed = replace(LAN, name="Thiếu tá Lan", language="en", address="4712", enabled=False)
    store.run(lambda tx: store.register.save(tx, LAN))

    store.run(lambda tx: store.register.save(tx, changed))

    assert store.run(lambda tx: store.register.get(tx, LAN.id)) == changed
    assert store.run(lambda tx: store.register.find(tx, "telegram", "4711")) is None


def test_two_officers_never_share_an_address(store: Store) -> None:
    store.run(lambda tx: store.register.save(tx, LAN))

    with pytest.raises(Exception, match=r"(?i)unique"):
        store.run(lambda tx: store.register.save(tx, replace(LAN, id=b"m" * 16)))


def test_no_name_and_no_address_lies_open(store: Store) -> None:
    store.run(lambda tx: store.register.save(tx, LAN))

    row = store.run(lambda tx: tx.first(Statement(select(officers_table))))

    assert row is not None
    for value in row:
        if isinstance(value, bytes):
            assert b"4711" not in value
            assert b"Lan" not in value
            assert b"telegram" not in value


def test_another_servers_secret_finds_and_opens_no_officer(store: Store) -> None:
    store.run(lambda tx: store.register.save(tx, LAN))
    stranger = Register(b"s" * 32)

    assert store.run(lambda tx: stranger.find(tx, "telegram", "4711")) is None
    with pytest.raises(UnreadableError):
        store.run(lambda tx: stranger.get(tx, LAN.id))


def test_members_join_change_their_role_and_leave(store: Store) -> None:
    make_queues(store)
    store.run(lambda tx: store.register.save(tx, LAN))
    for queue, role in ((PROVINCE, Role.LEAD), (COMMUNE, Role.OFFICER), (COMMUNE, Role.AUDITOR)):
        membership = Membership(LAN.id, queue, role)
        store.run(lambda tx, one=membership: memberships.join(tx, one))  # type: ignore[misc]

    assert store.run(lambda tx: memberships.memberships_of(tx, LAN.id)) == [
        Membership(LAN.id, COMMUNE, Role.AUDITOR),
        Membership(LAN.id, PROVINCE, Role.LEAD),
    ]
    assert store.run(lambda tx: store.register.members(tx, COMMUNE)) == [(LAN, Role.AUDITOR)]
    assert store.run(lambda tx: memberships.leave(tx, LAN.id, COMMUNE))
    assert not store.run(lambda tx: memberships.leave(tx, LAN.id, COMMUNE))
    assert store.run(lambda tx: store.register.members(tx, COMMUNE)) == []
    assert [one.queue for one in store.run(lambda tx: memberships.memberships_of(tx, LAN.id))] == [PROVINCE]


def test_a_members_number_stays_and_is_nobody_elses_after_they_left(store: Store) -> None:
    make_queues(store)
    first, second = (store.run(lambda tx: enlist(store, tx, COMMUNE)) for _ in range(2))
    store.run(lambda tx: memberships.leave(tx, first.id, COMMUNE))
    store.run(lambda tx: memberships.join(tx, Membership(second.id, COMMUNE, Role.LEAD)))
    assert store.run(lambda tx: memberships.member_numbers(tx, COMMUNE)) == {second.id: 2}
    store.run(lambda tx: memberships.leave(tx, second.id, COMMUNE))
    third = store.run(lambda tx: enlist(store, tx, COMMUNE))

    assert store.run(lambda tx: memberships.member_numbers(tx, COMMUNE)) == {third.id: 3}


def test_an_invitation_works_once(store: Store) -> None:
    code = store.run(lambda tx: store.invitations.make(tx, NATION, Role.LEAD, NOW + 10))

    assert store.run(lambda tx: store.invitations.use(tx, code, NOW)) == Invitation(NATION, Role.LEAD, {})
    assert store.run(lambda tx: store.invitations.use(tx, code, NOW)) is None


def test_an_invitation_expires(store: Store) -> None:
    code = store.run(lambda tx: store.invitations.make(tx, COMMUNE, Role.OFFICER, NOW + 10))

    assert store.run(lambda tx: store.invitations.use(tx, code, NOW + 10)) is None
    assert store.run(lambda tx: store.invitations.use(tx, code, NOW + 9)) == Invitation(
        COMMUNE, Role.OFFICER, {}
    )


def test_a_code_is_long_random_and_stored_only_as_a_hash(store: Store) -> None:
    codes = [store.run(lambda tx: store.invitations.make(tx, NATION, Role.LEAD, NOW)) for _ in range(3)]
    stored = store.run(lambda tx: tx.all(Statement(select(invitations.c.code))))

    assert len(set(codes)) == 3
    assert {len(code) for code in codes} == {26}
    assert all(code.encode() not in hashed for code in codes for (hashed,) in stored)
    assert store.run(lambda tx: store.invitations.use(tx, "a" * 26, NOW - 1)) is None
