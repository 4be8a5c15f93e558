"""Rewards: two leads, a code in two halves, paid once, and nothing that leads to a person."""

from dataclasses import replace

import pytest

from handlers.conversations.report_tip import TipDraft
from handlers.dialogue.places import Place
from handlers.filing import file_tip
from handlers.reports import Report
from storage import audit, payout_codes, rewards, tips
from storage.erasure import erase_tip
from storage.records import Floor, Origin, Role, Tip, TipKind, TipResult, TipStatus
from storage.rewards import Reward, RewardState
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

CODE = r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}"


@pytest.fixture
def receipt(world: World) -> str:
    """File a tip with a receipt, without its conversation."""
    facts = {("new_receipt", None): world.find("new_receipt", None)}
    report = Report("00004", "", "", "once", "", "A van", "no", ())
    draft = TipDraft(report, TipKind.SELLING, Place("01", "00004"), Floor.COMMUNE)
    world.store.run(lambda tx: file_tip(world.turn(tx, "teller", facts), draft))
    return str(facts["new_receipt", None]["receipt"])


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004", role=Role.LEAD)


@pytest.fixture
def minh(world: World) -> Person:
    return make_officer(world, "Minh", "01", role=Role.LEAD)


def the_tip(world: World) -> Tip:
    found = world.store.run(lambda tx: tips.find_tip(tx, "00004", 1))
    assert found is not None
    return found


def reward_of(world: World) -> Reward | None:
    tip = the_tip(world)
    return world.store.run(lambda tx: rewards.find_reward(tx, tip.id))


def close(lan: Person, result: str = "Confirmed") -> list[str]:
    lan.tell("/dong 1", result, "no", "skip")
    return lan.say("Close the tip")


def approve(lan: Person, minh: Person) -> None:
    close(lan)
    lan.say("/thuong 1 2.000.000")
    minh.say("/thuong 00004-1 duyet")
    lan.listen()


def read_code(tipster: Person, receipt: str) -> str:
    shown = tipster.tell("/huy", "/tincuatoi", receipt)
    (code,) = [reply.text for reply in tipster.heard if reply.secret]
    assert any("A reward of 2,000,000 VND waits for you" in text for text in shown)
    return code


def test_a_reward_goes_from_the_closing_to_the_payment(
    world: World, lan: Person, minh: Person, tipster: Person, receipt: str
) -> None:
    close(lan)
    lan.press("Reward")
    assert "Write the amount" in lan.heard[0].text
    assert "is proposed. A second lead has to approve it." in lan.say("/thuong 1 2tr")[0]
    assert "Approved: 2,000,000 VND" in minh.say("/thuong 00004-1 duyet")[0]
    assert "The reward for tip 00004-1 is approved." in lan.listen()[0]

    code = read_code(tipster, receipt)
    lan.say("/chithuong 1")
    assert (
        "Hand over 2,000,000 VND, without a name or signature." in lan.say(code.lower().replace("-", " "))[-1]
    )
    assert "The code is used up." in lan.press("Yes, paid out")[0]

    assert "paid out already" in lan.say("/chithuong 1")[0]
    again = tipster.tell("/huy", "/tincuatoi", receipt)
    assert any("The reward of 2,000,000 VND for this tip was paid out." in text for text in again)
    assert code not in "".join(again)


def test_neither_half_alone_pays(
    world: World, lan: Person, minh: Person, tipster: Person, receipt: str
) -> None:
    approve(lan, minh)
    theirs = read_code(tipster, receipt)
    case = lan.say("/tin 1")[0]
    units = case.split("the payout code: ")[1][:19]
    assert theirs not in case
    lan.say("/chithuong 1")
    for wrong in (units, theirs[:-1], theirs + "A", "AAAA-AAAA-AAAA-AAAA", receipt, "x"):
        told = lan.say(wrong)
        assert not any("The code is right" in text for text in told), wrong
    assert any("Hand over" in text for text in lan.say(theirs))
    lan.press("No, not paid")
    assert (state := reward_of(world)) is not None
    assert state.state is RewardState.APPROVED


def test_one_lead_alone_gives_nothing(world: World, lan: Person, minh: Person, receipt: str) -> None:
    officer = make_officer(world, "Officer", "00004")
    close(lan)
    assert "There is no tip 1 in your queues." in officer.say("/thuong 1 1000000")[0]
    lan.say("/thuong 1 1000000")
    assert "A second lead has to approve it: who proposed it can't." in lan.say("/thuong 1 duyet")[0]
    assert "Take it back" in str(lan.say("/thuong 1") and lan.heard[0].rows)
    assert "No approved reward waits" in minh.say("/chithuong 00004-1")[0]
    minh.say("/thuong 00004-1 bo")
    assert reward_of(world) is None


@pytest.mark.parametrize("amount", ["0", "20000001", "abc", "-5", "1e9", "٥٠٠٠٠٠", "999999999999999999"])
def test_amounts_have_a_limit(world: World, lan: Person, receipt: str, amount: str) -> None:
    close(lan)
    assert "Please give an amount of at most 20,000,000 VND" in lan.say(f"/thuong 1 {amount}")[0]
    assert reward_of(world) is None


@pytest.mark.parametrize(
    ("amount", "dong"), [("500000", 500_000), ("5 triệu", 5_000_000), ("1.500.000 đồng", 1_500_000)]
)
def test_amounts_are_read_as_people_write_them(
    world: World, lan: Person, receipt: str, amount: str, dong: int
) -> None:
    close(lan)
    lan.say(f"/thuong 1 {amount}")
    assert (found := reward_of(world)) is not None
    assert found.amount == dong


def test_only_a_confirmed_tip_with_a_receipt_is_rewarded(world: World, lan: Person, receipt: str) -> None:
    assert "closed as confirmed" in lan.say("/thuong 1 1000000")[-1]
    close(lan, "Unfounded")
    assert "closed as confirmed" in lan.say("/thuong 1 1000000")[-1]


def test_of_a_tip_that_an_officer_entered_one_lead_is_of_a_queue_above(
    world: World, lan: Person, minh: Person, receipt: str
) -> None:
    tip = replace(the_tip(world), id=b"e" * 16, number=2, origin=Origin.PHONE)
    tip = replace(tip, status=TipStatus.CLOSED, result=TipResult.CONFIRMED, closed_day=1)
    world.store.run(lambda tx: tips.add_tip(tx, tip))
    second = make_officer(world, "Second", "00004", role=Role.LEAD)
    assert "has no receipt" in lan.say("/thuong 2 1000000")[-1]
    world.store.run(lambda tx: tips.add_receipt(tx, b"l" * 16, tip.id, b"p" * 32))
    lan.say("/thuong 2 1000000")
    assert "one of the two leads has to be of a queue above" in second.say("/thuong 2 duyet")[0]


def test_all_of_it_is_recorded_and_none_of_it_when_the_tipster_looks(
    world: World, lan: Person, minh: Person, tipster: Person, receipt: str
) -> None:
    approve(lan, minh)
    before = world.store.run(audit.all_acts)
    code = read_code(tipster, receipt)
    assert world.store.run(audit.all_acts) == before
    lan.tell("/chithuong 1", "AAAA-AAAA-AAAA-AAAA", code, "Yes, paid out")

    acts = [(one.act, one.detail) for one in world.store.run(audit.all_acts) if one.number == 1]
    assert ("reward", "proposed 2000000") in acts
    assert ("reward", "approved 2000000") in acts
    assert ("wrong_code", "") in acts
    assert ("pay", "2000000") in acts
    assert code not in str(acts)


def test_nothing_stored_opens_the_code_or_leads_to_its_owner(
    world: World, lan: Person, minh: Person, tipster: Person, receipt: str
) -> None:
    approve(lan, minh)
    code = read_code(tipster, receipt)
    stored = reward_of(world)
    assert stored is not None
    assert stored.code is not None
    half = (payout_codes.read_half(code) or "").encode()
    assert half
    assert half not in stored.code + (stored.sealed or b"")
    lan.tell("/chithuong 1", code, "Yes, paid out")
    assert (paid := reward_of(world)) is not None
    assert (paid.code, paid.sealed) == (None, None)
    world.store.run(lambda tx: erase_tip(tx, stored.tip, 1))
    assert world.store.run(lambda tx: rewards.find_reward(tx, stored.tip)) is None


def test_a_tip_opened_again_pays_nothing_until_it_is_confirmed_again(
    world: World, lan: Person, minh: Person, tipster: Person, receipt: str
) -> None:
    approve(lan, minh)
    lan.say("/molai 1")
    assert "No approved reward waits" in lan.say("/chithuong 1")[0]
    assert not any("reward" in text for text in tipster.tell("/huy", "/tincuatoi", receipt))
    close(lan)
    assert read_code(tipster, receipt)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("ABCD-EFGH-2345-67AB", True), ("abcd efgh 2345 67ab", True), ("A8CD EFGH 2345 67AB", True), ("ABCD", False), ("é" * 16, False), ("9" * 16, False)],
)  # fmt: skip
def test_a_half_is_read_as_people_type_it(typed: str, read: bool) -> None:
    assert (payout_codes.read_half(typed) is not None) is read


def test_halves_have_eighty_random_bits_each() -> None:
    halves = {payout_codes.make_half() for _number in range(500)}
    assert len(halves) == 500
    assert {len(half) for half in halves} == {16}
    assert payout_codes.HALF_BYTES * 8 == 80
