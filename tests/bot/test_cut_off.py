"""Says what the whole product does while one platform can't be reached for a day: Telegram by webhook, the Zalo bot, the official account."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.bot.telegram.showing import TIP
from tests.driving.drivers import Driver
from tests.driving.hosts import ThreadHost
from tests.driving.product import Place, cheap_receipts
from tests.driving.stage import MORNING
from tests.driving.telegram import TelegramDriver
from tests.driving.web import WebDriver
from tests.driving.zalo import ZaloDriver
from tests.driving.zalo_oa import ZaloOaDriver
from tests.fakes.telegram import FakeTelegram

HOUR = 3600


@dataclass
class Door:
    """One platform: how people use it, and what stands for it."""

    driver: Driver
    fake: Any
    seen: dict[str, int] = field(default_factory=dict)

    def blocked(self) -> AbstractContextManager[None]:
        """Let nobody reach it."""
        blocked: AbstractContextManager[None] = self.fake.blocked()
        return blocked

    def begin(self) -> None:
        """Count from here what people are sent."""
        self.seen = {}
        self.seen = {person: len(self.texts(person)) for person in ("officer", "citizen")}

    def texts(self, person: str) -> list[str]:
        """List what a person was sent."""
        user = self.driver._user(person)  # type: ignore[attr-defined]
        return [sent.text for sent in user.messages][self.seen.get(person, 0) :]

    def was_told(self, words: str) -> bool:
        """Tell whether the citizen here was sent some words."""
        return any(words in text for text in self.texts("citizen"))

    def notices(self) -> list[str]:
        """List what the officer here was told of new tips."""
        return [text for text in self.texts("officer") if text.startswith("Tin mới")]

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.fake.wait(condition, within=30)


class Town:
    """The product behind four doors, with an officer and a citizen at each."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        telegram = stack.enter_context(FakeTelegram())
        zalo, account = (
            stack.enter_context(closing(ZaloDriver())),
            stack.enter_context(closing(ZaloOaDriver())),
        )
        self.doors = {
            "telegram": Door(TelegramDriver(telegram, by_webhook=True), telegram),
            "zalo": Door(zalo, zalo.fake),
            "zalooa": Door(account, account.fake),
        }
        self.account = account.fake
        self.page = stack.enter_context(closing(WebDriver()))
        drivers = [door.driver for door in self.doors.values()]
        settings = {name: text for one in drivers for name, text in one.environment().items()}
        self._now = MORNING
        self.host = ThreadHost(Place(folder, MORNING, web=True, platforms=settings))
        stack.callback(self.host.stop)
        for driver in (*drivers, self.page):
            driver.prepare(self.host)
        for driver in drivers:
            driver.write("officer", self.host.call("invite", "00004", "officer"))
            driver.write("officer", "Lan")
        self.host.call("settle")

    def tip_off(self, person: str) -> None:
        """File a tip on the page."""
        for text in TIP.split("|"):
            self.page.write(person, text)
        assert any("mã tin" in seen.text for seen in self.page.look(person))

    def pass_hours(self, hours: float) -> None:
        self._now += hours * HOUR
        self.account.clock += hours * HOUR
        self.host.call("set_clock", self._now)
        self.host.call("sweep")


@pytest.fixture
def town(deployment: Path) -> Iterator[Town]:
    with cheap_receipts(), ExitStack() as stack:
        yield Town(deployment, stack)


def test_a_day_without_a_platform_touches_no_other_and_is_made_up_for(town: Town) -> None:
    for name in town.doors:
        begin_day(town)
        spend_day_without(town, name)
    begin_day(town)
    spend_two_days_without_the_account(town)
    assert town.account.paid == 0


def begin_day(town: Town) -> None:
    """Let everybody have written, and count from there."""
    for door in town.doors.values():
        for person in ("officer", "citizen"):
            door.driver.write(person, "/trogiup")
    town.host.call("settle")
    for door in town.doors.values():
        door.begin()


def spend_day_without(town: Town, name: str) -> None:
    cut = town.doors[name]
    others = [door for other, door in town.doors.items() if other != name]
    with cut.blocked():
        for text in ("/baotin", "1"):
            cut.driver.write("citizen", text)  # its posts still come in
        town.tip_off(f"neighbour {name}")
        for door in others:
            door.driver.write("citizen", "/baotin")
            door.wait(partial(is_served, door))
        town.pass_hours(24)
        assert cut.notices() == cut.texts("citizen") == []
    cut.wait(lambda: cut.notices() and cut.was_told("chuyện gì"))
    town.host.call("settle")

    for door in town.doors.values():
        said = door.texts("citizen")
        assert (len(door.notices()), len(said)) == (1, len(set(said))), "nothing comes twice"
    told = "\n".join(cut.texts("citizen"))
    assert told.index("nguy hiểm không") < told.index("chuyện gì")


def is_served(door: Door) -> bool:
    return bool(door.notices()) and door.was_told("nguy hiểm không")


def spend_two_days_without_the_account(town: Town) -> None:
    """What it may not say for nothing after two days waits for the person's next message."""
    account = town.doors["zalooa"]
    with account.blocked():
        account.driver.write("citizen", "/baotin")
        town.tip_off("neighbour")
        town.pass_hours(49)
    town.host.call("settle")
    assert account.notices() == account.texts("citizen") == []

    account.driver.write("citizen", "còn ai không")
    account.driver.write("officer", "/hangdoi")
    account.wait(lambda: is_served(account))
    town.host.call("settle")
    assert len(account.notices()) == 1
