"""Drives Zalo: people use a strict fake of the Zalo Bot API, the product reaches it and is reached over HTTP."""

from pathlib import Path
from urllib.parse import urlsplit

from tests.driving.drivers import Driver
from tests.driving.hosts import Host
from tests.driving.offers import read_offers
from tests.driving.product import PUBLIC_URL, WEBHOOK_SECRET
from tests.driving.seen import NotPossibleError, Seen
from tests.fakes.zalo_bot import FakeZaloBot, ZaloUser


class ZaloDriver(Driver):
    """People with Zalo."""

    name = "zalo"

    def __init__(self, *, by_webhook: bool = True) -> None:
        self.fake = FakeZaloBot().__enter__()
        self._by_webhook = by_webhook
        self._people: dict[str, ZaloUser] = {}
        self._shown: dict[str, int] = {}
        self._offered: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        self.fake.__exit__()

    def environment(self) -> dict[str, str]:
        """Give the settings that switch Zalo on."""
        settings = {
            "HOMTHU_ZALO_BOT_TOKEN": self.fake.token,
            "HOMTHU_ZALO_BOT_BASE_URL": self.fake.base_url,
            "HOMTHU_ZALO_BOT_FILE_URL": self.fake.url,
        }
        return settings | ({"HOMTHU_ZALO_BOT_WEBHOOK_SECRET": WEBHOOK_SECRET} if self._by_webhook else {})

    def prepare(self, host: Host) -> None:
        if self._by_webhook:
            self.fake.wait(lambda: self.fake.webhook)
            self.fake.public[urlsplit(PUBLIC_URL).netloc] = host.url
            self.fake.deliver_to(f"{host.url}/zalo")
        else:
            self.fake.wait(lambda: self.fake.polled)

    def write(self, person: str, text: str) -> None:
        self._user(person).send_text(text)
        self._wait()

    def press(self, person: str, label: str) -> None:
        """Type what stands for the button: its number, its command, or its word."""
        offered = self._offered.get(person, {})
        assert label in offered, f"no button {label!r}; there are {list(offered)}"
        self.write(person, offered[label])

    def press_old(self, person: str, label: str) -> None:
        raise NotPossibleError

    def press_again(self, person: str) -> None:
        raise NotPossibleError

    def send_picture(self, person: str, picture: Path, words: str) -> None:
        if picture.suffix in {".jpg", ".png", ".heic"}:
            self._user(person).send_photo(picture.read_bytes(), words)
        else:
            self._user(person).send_withheld()
        self._wait()

    def send_thing(self, person: str, kind: str) -> None:
        if kind == "sticker":
            self._user(person).send_sticker()
        elif kind == "voice":
            self._user(person).send_voice(b"voice")
        else:
            self._user(person).send_withheld()
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
        seen = [Seen(got.text, tuple(read_offers(got.text)), got.pictures) for got in new]
        for one in seen:
            self._offered.setdefault(person, {}).update(read_offers(one.text))
        return seen

    def _user(self, person: str) -> ZaloUser:
        if person not in self._people:
            self._people[person] = self.fake.user(7_000_001 + len(self._people))
        return self._people[person]

    def _wait(self) -> None:
        self.fake.wait(lambda: self.fake.undelivered == 0, within=30)
