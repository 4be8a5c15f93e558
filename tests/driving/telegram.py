"""Drives Telegram: people use the strict fake of the Bot API, the product reaches it over HTTP."""

from collections.abc import Callable
from pathlib import Path

from tests.driving.drivers import Driver
from tests.driving.hosts import Host
from tests.driving.product import WEBHOOK_SECRET
from tests.driving.seen import Seen
from tests.fakes.telegram import FakeTelegram, FakeUser, Sent

FIRST_USER = 7_000_001
TOO_BIG = 30 * 1024 * 1024
DOCUMENTS = {".pdf": "application/pdf", ".heic": "image/heic", ".webm": "video/webm"}


class TelegramDriver(Driver):
    """People with Telegram."""

    def __init__(self, fake: FakeTelegram, *, by_webhook: bool = False) -> None:
        self.name = "telegram"
        self._fake = fake
        self._by_webhook = by_webhook
        self._people: dict[str, FakeUser] = {}
        self._shown: dict[str, set[tuple[int, int]]] = {}
        self._pressed: dict[str, tuple[Sent, str]] = {}

    def environment(self) -> dict[str, str]:
        """Give the settings that switch Telegram on."""
        settings = {
            "HOMTHU_TELEGRAM_TOKEN": self._fake.token,
            "HOMTHU_TELEGRAM_BASE_URL": self._fake.base_url,
            "HOMTHU_TELEGRAM_BASE_FILE_URL": self._fake.base_file_url,
        }
        return settings | ({"HOMTHU_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET} if self._by_webhook else {})

    def prepare(self, host: Host) -> None:
        if self._by_webhook:
            self._fake.deliver_to(f"{host.url}/telegram", WEBHOOK_SECRET)

    def write(self, person: str, text: str) -> None:
        self._user(person).send_text(text)
        self._wait()

    def press(self, person: str, label: str) -> None:
        user = self._user(person)
        for sent in reversed(user.messages):
            for data in (data for row in sent.rows for caption, data in row if caption == label):
                self._press(person, sent, data)
                return
            if sent.quiz is not None and label in sent.quiz.options:
                user.vote(label)
                self._wait()
                return
        raise AssertionError(f"no button {label!r}; there are {[sent.labels for sent in user.messages]}")

    def press_old(self, person: str, label: str) -> None:
        """Press the oldest button of this label."""
        for sent in self._user(person).messages:
            for data in (data for row in sent.rows for caption, data in row if caption == label):
                self._press(person, sent, data)
                return
        raise AssertionError(f"there never was a button {label!r}")

    def press_again(self, person: str) -> None:
        self._press(person, *self._pressed[person])

    def send_picture(self, person: str, picture: Path, words: str) -> None:
        data = picture.read_bytes()
        user = self._user(person)
        if len(data) > TOO_BIG // 2:
            user.send_document(data[:1], "image/jpeg", size=len(data), caption=words)
        elif picture.suffix in DOCUMENTS:
            user.send_document(data, DOCUMENTS[picture.suffix], caption=words)
        elif picture.suffix == ".mp4":
            user.send_video(data, caption=words)
        elif picture.suffix == ".ogg":
            user.send_voice(data)
        else:
            user.send_photo(data, words)
        self._wait()

    def send_thing(self, person: str, kind: str) -> None:
        user = self._user(person)
        acts: dict[str, Callable[[], None]] = {
            "sticker": user.send_sticker,
            "voice": user.send_voice,
            "contact": user.send_contact,
            "location": user.send_location,
            "live location": user.share_live_location,
            "video 30MB": lambda: user.send_video(size=TOO_BIG),
            "document": lambda: user.send_document(b"PK", "application/zip"),
            "document 30MB": lambda: user.send_document(b"%PDF-1.7", "application/pdf", size=TOO_BIG),
            "dice": lambda: user.send_raw(dice={"emoji": "🎲", "value": 6}),
        }
        acts[kind]()
        self._wait()

    def edit(self, person: str, text: str, back: int = 1) -> None:
        self._user(person).edit_last(text, back)
        self._wait()

    def follow_invitation(self, person: str, code: str) -> None:
        self.write(person, f"/start {code}")

    def redeliver(self, person: str) -> None:
        self._user(person).redeliver_last()
        self._wait()

    def gather(self) -> None:
        """Do nothing: what was sent lies at Telegram."""

    def standing(self, person: str) -> list[str]:
        user = self._user(person)
        return [*(sent.text for sent in user.messages), *(one.text for one in user.written)]

    def look(self, person: str) -> list[Seen]:
        shown = self._shown.setdefault(person, set())
        new = [sent for sent in self._user(person).messages if (sent.message_id, sent.edits) not in shown]
        shown.update((sent.message_id, sent.edits) for sent in new)
        return [
            Seen(sent.text, tuple(sent.labels), (*sent.photos, *(data for _kind, data in sent.streams)))
            for sent in new
        ]

    def _press(self, person: str, sent: Sent, data: str) -> None:
        self._pressed[person] = sent, data
        self._user(person)._press(sent, data)
        self._wait()

    def _user(self, person: str) -> FakeUser:
        if person not in self._people:
            self._people[person] = self._fake.user(FIRST_USER + len(self._people))
        return self._people[person]

    def _wait(self) -> None:
        self._fake.wait(lambda: self._fake.unconfirmed == 0, within=30)
