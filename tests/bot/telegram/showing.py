"""The whole product on the fake Telegram, with people, which can be restarted."""

from dataclasses import replace
from pathlib import Path

from tests.driving.hosts import ThreadHost
from tests.driving.product import Place
from tests.driving.stage import MORNING
from tests.driving.telegram import TelegramDriver
from tests.fakes.telegram import FakeTelegram, FakeUser

MINUTE = 60
TIP = "/baotin|1|1|phường Ba Đình, Hà Nội|bỏ qua|bỏ qua|1|bỏ qua|Có người bán ma tuý|xong|1|1|Gửi tin"
CITIZEN, OFFICER = "citizen", "officer"


class Show:
    """A product that can be restarted, on Telegram, with people."""

    def __init__(self, folder: Path, fake: FakeTelegram) -> None:
        self.fake = fake
        self.driver = TelegramDriver(fake)
        self.place = Place(folder, MORNING, platforms=self.driver.environment())
        self.host = ThreadHost(self.place)

    def restart(self) -> None:
        self.host.stop()
        self.host = ThreadHost(self.place)

    def pass_time(self, minutes: float) -> None:
        self.place = replace(self.place, now=self.place.now + minutes * MINUTE)
        self.host.call("set_clock", self.place.now)

    def sweep(self) -> None:
        self.host.call("sweep")
        self.host.call("settle")

    def write(self, person: str, *texts: str) -> FakeUser:
        for text in texts:
            self.driver.write(person, text)
            self.host.call("settle")
        return self.driver._user(person)

    def tip_off(self) -> str:
        """File a tip and give its receipt, as it stands in the chat."""
        citizen = self.write(CITIZEN, *TIP.split("|"))
        return next(sent.text for sent in reversed(citizen.messages) if is_receipt(sent.text))

    def make_officer(self) -> FakeUser:
        self.write(OFFICER, self.host.call("invite", "00004", "officer"), "Lan")
        return self.driver._user(OFFICER)


def is_receipt(text: str) -> bool:
    return len(text) == 24 and text.replace(" ", "").isdigit()
