"""A rename, a merge and a split, carried out on a trial and in production."""

from dataclasses import dataclass, replace

import pytest

from content.places.changes import Change, Kind
from handlers.access import Act
from handlers.merging import settle_merged
from handlers.messages import Incoming
from handlers.numbers import require_tip
from handlers.place_changes import Plan, carry_out, make_plan
from handlers.product import Product
from handlers.turn import Turn
from storage import audit, claims, forwards, generations, local_names, memberships, queues, tips, unlocked
from storage.cipher import KEY_BYTES, make_key_pair, random_bytes
from storage.departures import take_key
from storage.errors import UnreadableError
from storage.grants import give_keys, openable_keys
from storage.keyring import RECOVERY, SERVER_HAND, Hand, officer_holder, public_key
from storage.officers import Officer
from storage.records import Floor, Role, Tip, TipResult, TipStatus
from storage.store import Store
from storage.tip_readers import REPORT, queue_reader
from storage.transaction import Transaction
from tests.storage.samples import (
    COMMUNE,
    DAY,
    NATION,
    NEIGHBOUR,
    NOW,
    PROVINCE,
    QUEUES,
    TIP,
    enlist,
    make_queues,
)

MERGED = Change("2027-01-01", Kind.MERGED, NEIGHBOUR, "phường|Ngọc Hà", f"{COMMUNE}|00025", "resolution 1")
RENAMED = Change("2027-01-01", Kind.RENAMED, COMMUNE, "Ba Đình Cũ", "Ba Đình", "resolution 2")
RETYPED = Change("2027-01-01", Kind.RETYPED, COMMUNE, "xã", "phường", "resolution 2")
FOUNDED = Change("2027-02-01", Kind.FOUNDED, "00025", "", "Giảng Võ", "resolution 3")


@dataclass
class Unit:
    """Officers of two communes with their keys, and what was filed there."""

    store: Store
    recovery: Hand | None
    pairs: dict[bytes, tuple[bytes, bytes]]
    old: Officer
    new: Officer
    open: Tip
    closed: Tip
    above: Tip

    def turn(self, tx: Transaction, officer: Officer) -> Turn:
        """Let an officer write, with their key unlocked."""
        if officer.id in self.pairs:
            unlocked.keep_unlocked(tx, self.store.runtime, officer.id, self.pairs[officer.id], NOW)
        incoming = Incoming(officer.channel, officer.address, random_bytes(8).hex())
        return Turn(tx, Product(self.store, "http://127.0.0.1", 60), incoming, NOW, {})

    def opens(self, tx: Transaction, officer: Officer, tip: Tip) -> bool:
        """Tell whether an officer's own key leads to a tip."""
        hand = Hand(officer_holder(officer.id), self.pairs[officer.id]) if self.recovery else SERVER_HAND
        try:
            keys = self.store.vault.open_for_queue(tx, tip.id, hand)
        except UnreadableError:
            return False
        return keys.read(tx, REPORT) == [{"words": tip.id.hex()}]

    def apply(self, *changes: Change) -> Plan:
        """Plan and carry out."""
        product = Product(self.store, "http://127.0.0.1", 60)
        plan = self.store.run(lambda tx: make_plan(tx, changes, QUEUES))
        self.store.run(lambda tx: carry_out(tx, product, plan, float(NOW)))
        return plan


def add_officer(
    store: Store, tx: Transaction, unit: dict[bytes, tuple[bytes, bytes]], queue: str, recovery: Hand | None
) -> Officer:
    officer = enlist(store, tx, queue, Role.LEAD)
    if recovery is not None:
        memberships.set_holds(tx, officer.id, queue, holds=False)
        made = store.officer_keys.make(tx, officer.id, random_bytes(KEY_BYTES), random_bytes(16))
        unit[officer.id] = made.pair
        keys = openable_keys(tx, store.keyring, queue, recovery)
        assert give_keys(tx, store.keyring, store.vault, queue, officer.id, keys)
    return officer


def file_tip(store: Store, tx: Transaction, tip: Tip) -> Tip:
    filed = replace(tip, id=random_bytes(16), number=queues.take_number(tx, tip.queue))
    tips.add_tip(tx, filed)
    keys = store.vault.make(tx, filed.id, queue_reader(tx, filed.queue), None)
    keys.write(tx, REPORT, 0, {"words": filed.id.hex()})
    return filed


@pytest.fixture(params=["trial", "production"])
def unit(store: Store, request: pytest.FixtureRequest) -> Unit:
    make_queues(store)
    recovery = Hand(RECOVERY, make_key_pair()) if request.param == "production" else None
    pairs: dict[bytes, tuple[bytes, bytes]] = {}

    def begin(tx: Transaction) -> Unit:
        if recovery is not None:
            generations.begin_production(tx, store.keyring, recovery.pair[0])
            generations.drop_former(tx)
        old, new = (add_officer(store, tx, pairs, queue, recovery) for queue in (NEIGHBOUR, COMMUNE))
        closed = replace(TIP, status=TipStatus.CLOSED, result=TipResult.CONFIRMED, closed_day=DAY)
        mine = file_tip(store, tx, replace(TIP, status=TipStatus.CLAIMED, queue=NEIGHBOUR, commune=NEIGHBOUR))
        assert claims.claim(tx, mine.id, old.id, NOW, NOW + 9)
        file_tip(store, tx, TIP)
        return Unit(
            store,
            recovery,
            pairs,
            old,
            new,
            mine,
            file_tip(store, tx, replace(closed, queue=NEIGHBOUR, commune=NEIGHBOUR)),
            file_tip(store, tx, replace(TIP, queue=PROVINCE, commune=NEIGHBOUR, floor=Floor.PROVINCE)),
        )

    return store.run(begin)


def moved(tx: Transaction, tip: Tip) -> Tip:
    found = tips.get_tip(tx, tip.id)
    assert found is not None
    return found


def test_a_rename_keeps_the_queue_and_everything_in_it(unit: Unit) -> None:
    before = unit.store.run(lambda tx: (tips.list_all(tx, COMMUNE), public_key(tx, COMMUNE)))
    plan = unit.apply(RENAMED, RETYPED)
    assert (plan.founded, plan.merges, len(plan.changes)) == ((), (), 2)
    assert unit.store.run(lambda tx: (tips.list_all(tx, COMMUNE), public_key(tx, COMMUNE))) == before
    assert unit.store.run(lambda tx: make_plan(tx, [RENAMED, RETYPED], QUEUES)).changes == ()


def test_the_plan_says_what_a_merged_queue_has_and_changes_nothing(unit: Unit) -> None:
    unit.store.run(lambda tx: local_names.add_name(tx, NEIGHBOUR, "cho troi", "chợ Trời"))
    plan = unit.store.run(lambda tx: make_plan(tx, [MERGED], QUEUES))
    (merge,) = plan.merges
    assert (merge.into, merge.open, merge.closed, merge.members, merge.names) == (COMMUNE, 1, 1, 1, 1)
    assert unit.store.run(lambda tx: moved(tx, unit.open)) == unit.open


def test_a_merged_queues_tips_move_with_their_clock_and_an_audit_row(unit: Unit) -> None:
    unit.apply(MERGED)

    def check(tx: Transaction) -> None:
        for tip in (unit.open, unit.closed):
            now = moved(tx, tip)
            assert now == replace(tip, queue=COMMUNE, commune=COMMUNE, number=now.number)
            assert now.number in {2, 3}
            found = tips.find_moved(tx, NEIGHBOUR, tip.number)
            assert found == now
            rows = [one for one in audit.all_acts(tx) if (one.queue, one.number) == (COMMUNE, now.number)]
            assert [one.detail for one in rows] == [f"merged from {NEIGHBOUR}-{tip.number}"]
        assert claims.holder(tx, unit.open.id, NOW) == unit.old.id
        assert moved(tx, unit.above) == replace(unit.above, commune=COMMUNE)
        assert tips.list_all(tx, NEIGHBOUR) == []
        assert audit.find_break(tx) is None
        assert forwards.present_queue(tx, NEIGHBOUR) == COMMUNE

    unit.store.run(check)


def test_a_merged_queues_officers_go_on_in_the_other_one(unit: Unit) -> None:
    unit.apply(MERGED)

    def check(tx: Transaction) -> None:
        (own,) = memberships.memberships_of(tx, unit.old.id)
        assert (own.queue, own.role, own.holds) == (COMMUNE, Role.LEAD, True)
        assert unit.opens(tx, unit.old, unit.open)
        for officer in (unit.old, unit.new):
            assert unit.opens(tx, officer, file_tip(unit.store, tx, TIP))
        asked = require_tip(unit.turn(tx, unit.new), f"{NEIGHBOUR}-{unit.open.number}", Act.READ)
        assert asked.id == unit.open.id

    unit.store.run(check)


def test_moved_tips_open_to_the_new_colleagues_once_somebody_with_the_key_is_there(unit: Unit) -> None:
    unit.apply(MERGED)

    def check(tx: Transaction) -> None:
        assert unit.opens(tx, unit.new, unit.open) is (unit.recovery is None)
        settle_merged(unit.turn(tx, unit.new))
        assert unit.opens(tx, unit.new, unit.open) is (unit.recovery is None)
        settle_merged(unit.turn(tx, unit.old))
        for tip in (unit.open, unit.closed):
            assert unit.opens(tx, unit.new, tip)
            assert {one.partition(":")[0] for one in unit.store.vault.readers(tx, tip.id)} == {COMMUNE}

    unit.store.run(check)


def test_who_leaves_later_loses_the_merged_queues_key_as_well(unit: Unit) -> None:
    unit.apply(MERGED)

    def check(tx: Transaction) -> None:
        take_key(tx, unit.store.keyring, unit.old.id, COMMUNE)
        memberships.leave(tx, unit.old.id, COMMUNE)
        if unit.recovery is not None:
            assert not unit.opens(tx, unit.old, unit.open)

    unit.store.run(check)


def test_an_officer_of_both_keeps_the_higher_role(unit: Unit) -> None:
    unit.store.run(
        lambda tx: memberships.join(
            tx, memberships.Membership(unit.old.id, COMMUNE, Role.OFFICER, holds=False)
        )
    )
    unit.apply(MERGED)
    (own,) = unit.store.run(lambda tx: memberships.memberships_of(tx, unit.old.id))
    assert (own.queue, own.role, own.holds) == (COMMUNE, Role.LEAD, True)


def test_invitations_and_local_names_follow(unit: Unit) -> None:
    def prepare(tx: Transaction) -> str:
        local_names.add_name(tx, NEIGHBOUR, "cho troi", "chợ Trời")
        return unit.store.invitations.make(tx, NEIGHBOUR, Role.OFFICER, NOW + 9, {1: b"k" * KEY_BYTES})

    code = unit.store.run(prepare)
    unit.apply(MERGED)
    invitation = unit.store.run(lambda tx: unit.store.invitations.use(tx, code, NOW))
    assert invitation is not None
    assert (invitation.queue, invitation.keys) == (COMMUNE, {})
    assert unit.store.run(lambda tx: local_names.names_of(tx, COMMUNE)) == {"cho troi": "chợ Trời"}


def test_a_merged_queue_whose_successor_is_merged_later_points_to_the_last(unit: Unit) -> None:
    later = Change("2028-01-01", Kind.MERGED, COMMUNE, "phường|Ba Đình", PROVINCE, "resolution 4")
    unit.apply(MERGED)
    unit.apply(MERGED, later)
    assert unit.store.run(lambda tx: forwards.present_queue(tx, NEIGHBOUR)) == PROVINCE
    assert unit.store.run(lambda tx: moved(tx, unit.open)).queue == PROVINCE


def test_a_split_founds_a_queue_with_keys_of_its_own_and_moves_nothing(unit: Unit) -> None:
    product = Product(unit.store, "http://127.0.0.1", 60)
    codes = (*QUEUES, ("00025", PROVINCE))
    plan = unit.store.run(lambda tx: make_plan(tx, [FOUNDED], codes))
    assert plan.founded == (("00025", PROVINCE),)
    unit.store.run(lambda tx: carry_out(tx, product, plan, NOW))

    def check(tx: Transaction) -> None:
        assert queues.queue_above(tx, "00025") == PROVINCE
        assert public_key(tx, "00025")[0] == 1
        assert moved(tx, unit.open) == unit.open
        hand = unit.recovery or SERVER_HAND
        assert openable_keys(tx, unit.store.keyring, "00025", hand).keys() == {1}

    unit.store.run(check)


def test_tips_of_a_commune_without_officers_stay_with_those_above(unit: Unit) -> None:
    empty = Change("2027-01-01", Kind.MERGED, "00025", "phường|Giảng Võ", NEIGHBOUR, "")
    unit.store.run(lambda tx: generations.make_queues(tx, unit.store.keyring, [("00025", PROVINCE)]))
    tip = unit.store.run(lambda tx: file_tip(unit.store, tx, replace(TIP, queue=PROVINCE, commune="00025")))
    unit.apply(empty)
    assert unit.store.run(lambda tx: moved(tx, tip)) == replace(tip, commune=NEIGHBOUR)
    assert unit.store.run(lambda tx: public_key(tx, NEIGHBOUR)[0]) == (1 if unit.recovery is None else 2)


def test_nation_and_province_are_never_touched(unit: Unit) -> None:
    before = unit.store.run(lambda tx: (public_key(tx, NATION), public_key(tx, PROVINCE)))
    unit.apply(MERGED, RENAMED)
    assert unit.store.run(lambda tx: (public_key(tx, NATION), public_key(tx, PROVINCE))) == before
