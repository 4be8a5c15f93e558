"""A closed tip is erased when its time is over; an open one never is; its receipt says so, and in which month."""

from dataclasses import replace
from functools import partial

import pytest

from bot.schedule import Jobs
from handlers.durations import DAY_SECONDS
from handlers.jobs.erasure import erase_due, find_due
from handlers.lifetimes import Lifetimes
from handlers.months import month_of, show_month
from handlers.reports import Report, dump_report
from storage import audit, file_owners, queues, tips
from storage.cipher import random_bytes
from storage.erasure import destroy_listed_keys
from storage.receipts import check_digits
from storage.records import TipResult, TipStatus
from storage.tip_readers import RECEIPT, REPORT, Reader, queue_reader
from storage.transaction import Transaction
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.storage.samples import TIP


def file_tip(world: World) -> str:
    """File a tip without a conversation and give its receipt."""
    fact = world.find("new_receipt", None)
    digits = f"{len(world.receipts):018d}"
    receipt = digits + check_digits(digits)
    world.receipts[receipt] = fact
    report = Report("00004", "", "", "once", "", "He sells.", "no", ())

    def work(tx: Transaction) -> None:
        number = queues.take_number(tx, "00004")
        tip = replace(TIP, id=random_bytes(16), number=number)
        tips.add_tip(tx, tip)
        reader = Reader(RECEIPT, bytes.fromhex(fact["public"]))
        keys = world.store.vault.make(tx, tip.id, queue_reader(tx, "00004"), reader)
        keys.write(tx, REPORT, 0, dump_report(tip.kind, report))
        tips.add_receipt(tx, bytes.fromhex(fact["lookup"]), tip.id, reader.public)

    world.store.run(work)
    return receipt


def close_tip(world: World, number: int) -> None:
    def work(tx: Transaction) -> None:
        tip = tips.find_tip(tx, "00004", number)
        assert tip is not None
        tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.UNFOUNDED, int(world.now // DAY_SECONDS))

    world.store.run(work)


def erase(world: World) -> int:
    found = world.store.run(lambda tx: find_due(tx, world.product, world.now))
    for tip in found:
        world.store.run(partial(erase_due, product=world.product, tip_id=tip, now=world.now))
    destroy_listed_keys(world.store)
    return len(found)


@pytest.mark.parametrize(
    ("result", "days"), [("unfounded", 30), ("not_a_tip", 30), ("duplicate", 90), ("confirmed", 365)]
)
def test_each_result_has_its_time(result: str, days: int) -> None:
    assert Lifetimes().days(TipResult(result)) == days


def test_a_closed_tip_lives_its_days_and_its_receipt_then_names_the_month(
    world: World, tipster: Person
) -> None:
    officer = make_officer(world, "Lan", "00004")
    receipt = file_tip(world)
    close_tip(world, 1)
    assert "It will be erased on 21/10/2026." in officer.say("/show 1")[0]

    world.now += 29 * DAY_SECONDS
    assert erase(world) == 0
    world.now += DAY_SECONDS
    assert erase(world) == 1

    tipster.say("/mytip")
    heard = tipster.say(receipt)
    assert "erased in October 2026" in heard[0]
    assert "no tip 1" in officer.say("/show 1")[0]
    erased = [act for act in world.store.run(audit.all_acts) if act.act == "erase"]
    assert [(act.officer, act.queue, act.number, act.detail) for act in erased] == [
        ("server", "00004", 1, "")
    ]


def test_a_number_is_never_given_again(world: World, tipster: Person) -> None:
    officer = make_officer(world, "Lan", "00004")
    file_tip(world)
    close_tip(world, 1)
    world.now += 30 * DAY_SECONDS
    erase(world)

    file_tip(world)

    assert "Tip 2" in officer.say("/show 2")[0]


def test_an_open_tip_and_one_opened_again_are_kept(world: World, tipster: Person) -> None:
    officer = make_officer(world, "Lan", "00004")
    file_tip(world)
    file_tip(world)
    close_tip(world, 1)
    world.now += 40 * DAY_SECONDS
    due = world.store.run(lambda tx: find_due(tx, world.product, world.now))
    officer.say("/reopen 1")

    for tip in due:
        assert world.store.run(partial(erase_due, product=world.product, tip_id=tip, now=world.now)) == []

    assert erase(world) == 0
    assert "will be erased" not in officer.say("/show 1")[0]


async def test_the_daily_job_erases_rows_key_and_files(world: World, tipster: Person) -> None:
    make_officer(world, "Lan", "00004")
    file_tip(world)
    tip = world.store.run(lambda tx: tips.find_tip(tx, "00004", 1))
    assert tip is not None
    file = world.store.files / "a-picture"
    file.write_bytes(b"sealed")
    long_ago = 10_000

    def close(tx: Transaction) -> None:
        file_owners.add_file(tx, file.name)
        file_owners.keep_file(tx, file.name, tip.id)
        tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.UNFOUNDED, long_ago)

    world.store.run(close)

    await Jobs(world.product).erase_old_tips()

    assert not file.exists()
    assert world.store.shred.tips() == set()
    assert world.store.run(lambda tx: tips.get_tip(tx, tip.id)) is None


def test_months_are_counted_and_shown() -> None:
    assert month_of(0) == 0
    assert month_of(1_795_305_600) == 682  # November 2026
    assert "2026" in show_month(682)
