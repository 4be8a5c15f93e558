"""A platform's monthly quota: the national leads hear of 80 and of 95 %, once a month each; others do not."""

import pytest

from bot.channels.port import Quota
from bot.channels.quota import QuotaCounter
from bot.quota_keeping import read_usage
from handlers.jobs.quotas import warn_of_quota
from storage.records import Role
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer


@pytest.fixture
def chief(world: World) -> Person:
    made = make_officer(world, "chief", "vn", role=Role.LEAD)
    made.say("/ngonngu vi")
    return made


def test_the_national_leads_hear_of_each_mark_once_a_month(world: World, chief: Person) -> None:
    other = make_officer(world, "other", "01", role=Role.LEAD)
    moment = [1_800_000_000.0]
    counter = QuotaCounter("zalo", Quota(messages=100, people=50), lambda: moment[0])

    def use(messages: int) -> list[str]:
        for _message in range(messages):
            counter.count("an")
        usage = read_usage(counter)
        world.store.run(lambda tx: warn_of_quota(tx, world.product, world.now, usage))
        return chief.listen()

    assert use(79) == []
    (warned,) = use(1)
    assert "Zalo: đã dùng 80 % mức cho phép: 80 trên 100 tin nhắn tháng này, 1 trên 50 người." in warned
    assert "Từ 95 %" in warned
    assert use(10) == []
    (stopped,) = use(5)
    assert "không gửi qua đó nữa" in stopped
    assert use(5) == []

    moment[0] += 31 * 24 * 3600
    assert use(1) == []
    assert "80 %" in use(79)[0]
    assert other.listen() == []
