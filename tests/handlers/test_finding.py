"""`/tim` and what an opened tip is offered as similar: who finds what, and what is forgotten when."""

import pytest

from bot.opened_tips import OpenedTips
from handlers.durations import HOUR_SECONDS
from storage import audit, recusals, tips
from storage.records import Role, TipStatus
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample
from tests.handlers.test_keys import Production

MARKET = "Người đàn ông bán ma tuý đá ở chợ Hôm, đi xe máy màu đen"


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


def test_open_tips_are_found_by_words_without_accents(world: World, lan: Person) -> None:
    file_sample(world, MARKET)
    file_sample(world, "Trồng cây sau vườn")

    heard = lan.say("/tim cho hom den")

    assert len(heard) == 1
    assert "1 open tip has these words." in heard[0]
    assert "Tip 1 · Selling drugs" in heard[0]
    assert "Tip 2" not in heard[0]
    assert MARKET not in heard[0]  # clear columns only
    assert "the newest 2,000 open tips" in heard[0]
    assert "No open tip has these words." in lan.say("/tim máy bay")[0]


def test_a_search_is_in_the_log_without_its_words(world: World, lan: Person) -> None:
    file_sample(world, MARKET)

    lan.say("/tim chợ Hôm")

    acts = world.store.run(audit.all_acts)
    assert [(act.act, act.queue, act.number, act.detail) for act in acts] == [("search", "00004", 0, "")]


def test_words_written_later_are_found_at_the_next_search(world: World, lan: Person) -> None:
    file_sample(world, MARKET)
    assert "No open tip" in lan.say("/tim Cầu Giấy")[0]

    lan.tell("/ghichu 1", "Đã thấy xe ở Cầu Giấy")

    assert "Tip 1" in lan.say("/tim cau giay")[0]


def test_closed_quarantined_and_foreign_tips_are_not_found(world: World, lan: Person) -> None:
    closed = file_sample(world, MARKET)
    file_sample(world, MARKET, status=TipStatus.QUARANTINED)
    file_sample(world, MARKET, queue="00008")
    file_sample(world, MARKET, queue="01")
    world.store.run(lambda tx: tips.set_status(tx, closed.id, TipStatus.CLOSED))

    assert "No open tip" in lan.say("/tim cho hom")[0]
    assert "That is not one of your queues." in lan.say("/tim 00008 cho hom")[0]
    assert "That is not one of your queues." in lan.say("/tim 01 cho hom")[0]


def test_who_has_stepped_out_of_a_tip_does_not_find_it(world: World, lan: Person) -> None:
    make_officer(world, "Minh", "00004")
    tip = file_sample(world, MARKET)
    officer = world.store.run(lambda tx: world.turn(tx, "Lan").officer)
    assert officer is not None
    world.store.run(lambda tx: recusals.step_out(tx, tip.id, officer.id))
    twin = file_sample(world, MARKET)

    assert "Tip 1" not in lan.say("/tim cho hom")[0]
    assert len(lan.say(f"/tin {twin.number}")) == 1


def test_auditors_and_citizens_search_nothing(world: World, tipster: Person) -> None:
    file_sample(world, MARKET)
    auditor = make_officer(world, "Kim", "00004", role=Role.AUDITOR)

    assert "That is not one of your queues." in auditor.say("/tim cho hom")[0]
    assert "I don't know that command." in tipster.say("/tim cho hom")[0]


def test_without_words_it_says_how(lan: Person) -> None:
    assert "Write what to look for" in lan.say("/tim")[0]
    assert "Write what to look for" in lan.say("/tim 00004 …")[0]


def test_an_opened_tip_offers_similar_ones_of_its_queue(world: World, lan: Person) -> None:
    file_sample(world, MARKET)
    file_sample(world, "Xe máy màu đen ở chợ Hôm, người đàn ông bán ma tuý đá cho học sinh")
    file_sample(world, "Trồng cây sau vườn")
    file_sample(world, MARKET, queue="00008")

    heard = lan.say("/tin 1")

    assert len(heard) == 2
    assert "Similar open tips" in heard[1]
    assert "Tip 2" in heard[1]
    assert "Tip 3" not in heard[1]
    assert "00008" not in heard[1]
    assert len(lan.say("/tin 3")) == 1


def test_whoever_opens_a_tip_of_a_lower_queue_is_offered_nothing(world: World) -> None:
    file_sample(world, MARKET)
    file_sample(world, MARKET)
    above = make_officer(world, "Hoa", "01")

    assert len(above.say("/tin 00004-1")) == 1


def test_what_was_opened_is_kept_only_while_the_key_is_unlocked(world: World) -> None:
    production = Production(world)
    lead = production.officer("Ba", production.first_code)
    tip = production.file()
    file_sample(world, MARKET, queue=tip.queue)
    file_sample(world, "Khác hẳn", queue=tip.queue)

    assert "1 open tip has" in lead.say("/tim cho hom")[-1]
    assert world.opened.forget_ended(world.now) == 1

    lead.say("/khoa")
    assert world.opened.forget_ended(world.now) == 0
    assert "Your key is locked." in lead.say("/tim cho hom")[-1]

    production.unlock(lead)
    assert "1 open tip has" in lead.say("/tim cho hom")[-1]
    assert world.opened.forget_ended(world.now + 0.5 * HOUR_SECONDS - 1) == 1
    assert world.opened.forget_ended(world.now + 0.5 * HOUR_SECONDS) == 0


def test_a_removed_member_leaves_nothing_opened(world: World) -> None:
    production = Production(world)
    lead = production.officer("Ba", production.first_code)
    member = production.officer("Tu", production.invite(lead, "vn"))
    tip = production.file()
    assert "1 open tip has" in member.say(f"/tim {tip.queue} sells")[-1]
    assert world.opened.forget_ended(world.now) == 1

    number = next(
        line.partition(".")[0] for line in "\n".join(lead.say("/canbo")).splitlines() if " Tu (" in line
    )
    lead.tell(f"/thuhoi {number}", "Yes, remove")

    assert world.opened.forget_ended(world.now) == 0


def test_in_a_trial_nothing_is_kept(world: World, lan: Person) -> None:
    file_sample(world, MARKET)

    assert "Tip 1" in lan.say("/tim cho hom")[0]

    assert world.opened.forget_ended(world.now) == 0


def test_a_reader_without_an_answer_leaves_the_tip_readable(world: World, lan: Person) -> None:
    class Silent(OpenedTips):
        def find(self, quest: object) -> list[str]:
            return "busy"  # type: ignore[return-value]

    file_sample(world, MARKET)
    file_sample(world, MARKET)
    world.opened = Silent()

    assert len(lan.say("/tin 1")) == 1
    assert "This can't be done just now." in lan.say("/tim cho hom")[0]
