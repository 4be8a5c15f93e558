"""The canary people at their channels: each writes, presses, sends a picture, and waits until something is said to them."""

import base64
import re
import struct
from io import BytesIO
from pathlib import Path
from typing import Protocol

import httpx
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.driving.web import OURS, WebDriver
from tests.fakes.telegram import FakeTelegram
from tests.leak.people import Canary, Citizen, Officer, words
from tests.leak.world import PATIENCE, World, wait_until

GPS, MODEL, MAKER, COMMENT = 0x8825, 0x0110, 0x010F, 0x9286


class Actor(Protocol):
    """One person at one channel."""

    def write(self, text: str) -> None:
        """Write a message."""

    def press(self, label: str) -> None:
        """Press the newest button of this label."""

    def send_picture(self, path: Path) -> None:
        """Send a picture."""

    def sees(self, *texts: str) -> str:
        """Wait until one of these stands there, and give all that stands there."""


class AtPage:
    """A browser of their own: with its own address, user agent, and what a proxy would add."""

    def __init__(self, world: World, person: Citizen | Officer, url: str, *, forwarded: str = "") -> None:
        agent = person.agent if isinstance(person, Citizen) else "Mozilla/5.0"
        headers = {"User-Agent": agent, "Referer": f"https://tim.example/?q={person.number}", "DNT": "1"}
        if forwarded:
            names = ("X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP")
            headers |= dict.fromkeys(names, forwarded) | {"Forwarded": f'for="[{forwarded}]"'}
        self._world = world
        self.name = "officer" if isinstance(person, Officer) else "citizen"
        self.driver = WebDriver()
        own_address = httpx.HTTPTransport(local_address="127.0.0.1" if forwarded else person.ip)
        self.driver._client = httpx.Client(headers=headers, transport=own_address, timeout=PATIENCE)
        self.move_to(url)

    def move_to(self, url: str) -> None:
        self.driver._url = url

    def write(self, text: str) -> None:
        self.driver.write(self.name, text)
        self._learn_cookies()

    def press(self, label: str) -> None:
        self.driver.press(self.name, label)

    def send_picture(self, path: Path) -> None:
        self.driver.send_picture(self.name, path, "")

    def send_file(self, path: Path) -> None:
        """Send a film or paper, as pictures are sent."""
        self.send_picture(path)

    def sees(self, *texts: str) -> str:
        wait_until(lambda: any(text in self._all() for text in texts), lambda: f"{texts} in {self._all()}")
        return self._all()

    def follow(self, code: str) -> None:
        self.driver.follow_invitation(self.name, code)
        self._learn_cookies()

    def close(self) -> None:
        self.driver.close()

    def _all(self) -> str:
        browser = self.driver._browser(self.name)
        browser.notice = ""
        self.driver._load(browser)
        return "\n".join(bubble.text for bubble in self.driver._page(self.name).bubbles)

    def _learn_cookies(self) -> None:
        for name, value in self.driver._browser(self.name).cookies.items():
            self._world.roll.learn(words(f"cookie {name} {value[:4]}", value))


class AtTelegram:
    """An account at the strict fake of the Bot API."""

    def __init__(self, world: World, person: Citizen | Officer, fake: FakeTelegram) -> None:
        self._world, self._fake = world, fake
        self.user = fake.user(person.number)
        first, last = (
            (person.first_name, person.last_name) if isinstance(person, Citizen) else (person.shown, "")
        )
        self.user.identity |= {"first_name": first, "last_name": last, "username": person.username}
        self._seen = 0

    def write(self, text: str) -> None:
        self._note()
        self.user.send_text(text)
        self._settle()

    def press(self, label: str) -> None:
        self._fake.wait(lambda: any(label in sent.labels for sent in self.user.messages), PATIENCE)
        self._note()
        self.user.press(label)
        self._settle()

    def send_picture(self, path: Path) -> None:
        self._note()
        self.user.send_photo(path.read_bytes())
        for size in self.user._messages[-1]["photo"]:
            self._world.roll.learn(words(f"file {size['file_id'][:6]}", size["file_id"]))
        self._settle()

    def send_file(self, path: Path) -> None:
        """Send a film, or paper."""
        self._note()
        if path.suffix == ".pdf":
            self.user.send_document(path.read_bytes(), "application/pdf")
        else:
            self.user.send_video(path.read_bytes())
        self._settle()

    def send_things(self, person: Citizen) -> None:
        """Send everything else that a phone offers."""
        self.user.send_raw(
            contact={"phone_number": person.phone, "first_name": person.first_name, "user_id": person.number}
        )
        self.user.send_location(person.latitude[0] + 0.123, 105.817)
        self.user.send_voice()
        self.user.send_video(b"video", caption=person.phrase("quay phim"))
        self.user.send_document(
            b"%PDF-1.7 " + person.phone.encode(), "application/pdf", caption=person.phrase("giấy tờ")
        )
        self.user.send_sticker()
        self.user.send_raw(
            venue={"title": person.place, "address": person.place, "location": {}},
            location={"latitude": 1.5, "longitude": 2.5},
        )
        self.user.send_raw(
            forward_origin={"type": "hidden_user", "sender_user_name": person.last_name}, text="/trogiup"
        )
        self.user.edit_last(person.phrase("sửa tin nhắn"))
        self.user.write_in_group(person.phrase("trong nhóm"))
        self._settle()

    def sees(self, *texts: str) -> str:
        wait_until(lambda: any(text in self._news() for text in texts), lambda: f"{texts} in {self._news()}")
        return self._news()

    def _news(self) -> str:
        return "\n".join(sent.text for sent in self._fake._sent.get(self.user.id, [])[self._seen :])

    def _note(self) -> None:
        self._seen = len(self._fake._sent.get(self.user.id, []))

    def _settle(self) -> None:
        self._fake.wait(lambda: self._fake.unconfirmed == 0, PATIENCE)


class AtConsole:
    """One who sits at `homthu chat`; what it prints is the conversation itself and lies nowhere."""

    def __init__(self, world: World, name: str) -> None:
        self._world = world
        self._process = world.start("chat", output=name)
        self._shown = ""
        self._read()

    def write(self, text: str) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        pipe.write(text.encode() + b"\n")
        pipe.flush()
        self._read()

    def press(self, label: str) -> None:
        self.write(label)

    def send_picture(self, path: Path) -> None:
        self.write(f"@{path}")

    def sees(self, *texts: str) -> str:
        assert any(text in self._shown for text in texts), self._shown
        return self._shown

    def close(self) -> None:
        self._world.stop(self._process)

    def _read(self) -> None:
        """Read up to the prompt: it is printed when everything was said."""
        pipe, shown = self._process.stdout, b""
        assert pipe is not None
        while not shown.endswith(b"\n> ") and shown != b"> ":
            letter = pipe.read(1)
            assert letter, shown.decode()
            shown += letter
        self._shown = shown.decode()


class KeyPage:
    """The page behind a key link."""

    def __init__(self, world: World, url: str) -> None:
        self._world = world
        self._client = httpx.Client(base_url=url, headers=OURS, timeout=PATIENCE)

    def make(self, shown: str) -> str:
        """Make a key behind the link that stands there; give its passphrase."""
        page = self._redeem(shown)
        phrase = _field(page, r'class="words">([^<]+)<')
        self._world.roll.learn(words(f"passphrase {phrase[:4]}", phrase))
        self._learn_ticket(page)
        self._answer(page, phrase)
        return phrase

    def unlock(self, shown: str, phrase: str) -> None:
        """Unlock a key, after a wrong try."""
        page = self._redeem(shown)
        self._answer(page, "mưa " * 7, expected="")
        self._answer(page, phrase)

    def look_at_code(self, shown: str) -> None:
        """Look at the secret of a code app."""
        page = self._redeem(shown)
        secret = _field(page, r'class="words">([A-Z2-7 ]+)<').replace(" ", "")
        self._world.roll.learn(Canary("secret of the code app", (secret,), (), (base64.b32decode(secret),)))
        self._learn_ticket(page)

    def close(self) -> None:
        self._client.close()

    def _redeem(self, shown: str) -> str:
        token = re.findall(r"/can-bo/khoa/([0-9a-f]{32})", shown)[-1]
        self._world.roll.learn(Canary(f"key link {token[:4]}", (token,), (), (bytes.fromhex(token),)))
        self._world.look("a key link is open")
        assert self._client.get(f"/can-bo/khoa/{token}").status_code == httpx.codes.OK
        return self._client.post("/can-bo/khoa", data={"token": token}).text

    def _learn_ticket(self, page: str) -> None:
        ticket = _field(page, r'name="ticket" value="([0-9a-f]+)"')
        self._world.roll.learn(Canary(f"ticket {ticket[:4]}", (ticket,), (), (bytes.fromhex(ticket),)))

    def _answer(self, page: str, phrase: str, expected: str = "Khóa đã") -> None:
        form = {"ticket": _field(page, r'name="ticket" value="([0-9a-f]+)"'), "phrase": phrase, "code": ""}
        text = self._client.post("/can-bo/khoa", data=form).text
        assert ('name="ticket"' not in text) == bool(expected), text


def _field(page: str, pattern: str) -> str:
    found = re.search(pattern, page)
    assert found, page
    return found[1]


def draw_picture(folder: Path, person: Citizen, form: str = "JPEG") -> Path:
    """Draw a picture as the person's phone makes it: with place, device, names and a comment."""
    image, exif = Image.new("RGB", (160, 120), (90, person.latitude[2], 60)), Image.Exif()
    exif[MODEL], exif[MAKER] = person.device, person.device
    exif.get_ifd(GPS).update(
        {1: "N", 2: tuple(float(part) for part in person.latitude), 3: "E", 4: (105.0, 50.0, 3.0)}
    )
    exif.get_ifd(0x8769).update({COMMENT: b"UNICODE\0" + person.phrase("trong ảnh").encode("utf-16-le")})
    note = PngInfo()
    note.add_itxt("Author", person.first_name)
    content = BytesIO()
    if form == "JPEG":
        image.save(content, form, exif=exif, comment=person.phone.encode())
    else:
        image.save(content, form, exif=exif, pnginfo=note)
    data = content.getvalue()
    parts = [part for degree in person.latitude for part in (degree, 1)]
    assert any(struct.pack(f"{order}6I", *parts) in data for order in "<>"), "the picture names no place"
    path = folder / f"{person.username}.{form.lower()}"
    path.write_bytes(data)
    return path
