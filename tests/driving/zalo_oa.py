"""Drives a Zalo official account: people use a strict fake of it; its webhook is signed."""

from pathlib import Path

from tests.driving.drivers import Driver
from tests.driving.hosts import Host
from tests.driving.offers import read_offers
from tests.driving.seen import NotPossibleError, Seen
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, OA_SECRET, FakeZaloOa, OaUser


class ZaloOaDriver(Driver):
    """People with Zalo who follow the account; to a transcript it is Zalo."""

    name = "zalooa"

    def __init__(self) -> None:
        self.fake = FakeZaloOa().__enter__()
        self._people: dict[str, OaUser] = {}
        self._shown: dict[str, int] = {}

    def close(self) -> None:
        self.fake.__exit__()

    def environment(self) -> dict[str, str]:
        """Give the settings that switch the account on."""
        return {
            "HOMTHU_ZALO_OA_APP_ID": APP_ID,
            "HOMTHU_ZALO_OA_APP_SECRET": APP_SECRET,
            "HOMTHU_ZALO_OA_WEBHOOK_KEY": OA_SECRET,
            "HOMTHU_ZALO_OA_REFRESH_TOKEN": self.fake.first_token,
            "HOMTHU_ZALO_OA_BASE_URL": self.fake.url,
            "HOMTHU_ZALO_OA_LOGIN_URL": self.fake.login_url,
            "HOMTHU_ZALO_BOT_FILE_URL": self.fake.url,
        }

    def prepare(self, host: Host) -> None:
        self.fake.deliver_to(f"{host.url}/zalo-oa")

    def write(self, person: str, text: str) -> None:
        self._user(person).send_text(text)
        self._wait()

    def press(self, person: str, label: str) -> None:
        """Press a button, or type what stands for it where there are too many."""
        for got in reversed(self._user(person).messages):
            if label in dict(got.buttons):
                self._user(person).press(label)
                self._wait()
                return
            if label in (offered := read_offers(got.text)):
                self.write(person, offered[label])
                return
        raise AssertionError(f"no button {label!r}")

    def press_old(self, person: str, label: str) -> None:
        raise NotPossibleError

    def press_again(self, person: str) -> None:
        self.redeliver(person)

    def send_picture(self, person: str, picture: Path, words: str) -> None:
        self._user(person).send_pictures(picture.read_bytes(), caption=words)
        self._wait()

    def send_thing(self, person: str, kind: str) -> None:
        kinds = {"sticker": "sticker", "voice": "audio"}
        self._user(person).send_attachment(kinds.get(kind, "business_card"), url=f"{self.fake.url}/media/x")
        self._wait()

    def edit(self, person: str, text: str, back: int = 1) -> None:
        raise NotPossibleError

    def follow_invitation(self, person: str, code: str) -> None:
        self.write(person, code)

    def redeliver(self, person: str) -> None:
        self._user(person).redeliver_last()
        self._wait()

    def gather(self) -> None:
        """Do nothing: what was sent lies at Zalo."""

    def look(self, person: str) -> list[Seen]:
        messages = self._user(person).messages
        new, self._shown[person] = messages[self._shown.get(person, 0) :], len(messages)
        return [
            Seen(got.text, (*read_offers(got.text), *(label for label, _ in got.buttons)), got.pictures)
            for got in new
        ]

    def _user(self, person: str) -> OaUser:
        if person not in self._people:
            self._people[person] = self.fake.user(len(self._people))
        return self._people[person]

    def _wait(self) -> None:
        self.fake.wait(lambda: self.fake.undelivered == 0, within=30)
        assert self.fake.paid == 0, "an answer had to be paid for"
