"""An honest little product behind the port: one canned conversation, kept in memory, redrawn from its answers."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Literal

from PIL import Image, UnidentifiedImageError

from bot.channels.port import OpenFile
from content.i18n import LANGUAGES
from handlers.messages import Bubble, Button, Incoming, Media, Page
from storage.records import FileKind, SavedFile

Accepts = frozenset[Literal["text", "files", "secret"]]
TEXT: Accepts = frozenset({"text"})
FILES: Accepts = frozenset({"text", "files"})
SECRET: Accepts = frozenset({"secret"})


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    accepts: Accepts = TEXT


QUESTIONS = (
    Question(
        "start",
        "Xin chào. Đây là Hòm Thư tố giác tội phạm ma tuý.\n"
        "Nếu có người đang gặp nguy hiểm, hãy gọi 113 trước. Đường dây nóng về ma tuý, "
        "24/7: 0769.04.04.04.\n\nBạn cần gì?",
        (
            (("Báo tin", "tip"), ("Tin của tôi", "mine")),
            (("Nhận tin phòng ngừa", "subscribe"),),
            (("Tôi cần giúp đỡ để cai nghiện", "help"),),
        ),
    ),
    Question(
        "kind",
        "Bạn đã thấy gì?",
        (
            (("Mua bán ma tuý", "selling"), ("Sử dụng ma tuý", "using")),
            (("Trồng cây cần sa, anh túc", "growing"),),
            (("Gửi qua bưu điện, chuyển phát", "post"), ("Việc khác", "other")),
            (("‹ Quay lại", "back"), ("Huỷ", "cancel")),
        ),
    ),
    Question("where", "Ở đâu? Viết tên xã, phường và nơi cụ thể, theo cách bạn vẫn gọi."),
    Question("what", "Bạn kể lại được gì? Khi nào, ai, xe nào, biển số bao nhiêu."),
    Question(
        "picture",
        "Bạn có ảnh không? Ảnh được xoá hết thông tin về máy và nơi chụp trước khi lưu.",
        ((("Không có ảnh", "none"),),),
        FILES,
    ),
    Question("receipt", "Nhập mã tin để mở lại tin của bạn.", accepts=SECRET),
)
LAST = QUESTIONS[-1]
CONTROLS = {"back", "cancel"}


@dataclass
class Person:
    answers: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    outbox: list[tuple[int, Bubble]] = field(default_factory=list)
    last: int = 0
    language: str = "vi"


class FakeIntake:
    def __init__(self) -> None:
        self.people: dict[str, Person] = defaultdict(Person)
        self.taken: list[Incoming] = []
        self.pictures: dict[str, bytes] = {}
        self.banner = ""
        self.waiting = 0
        self._known: set[str] = set()
        self._changed = asyncio.Event()
        self.patience = 25.0

    async def take(self, incoming: Incoming) -> None:
        if incoming.message_id in self._known:
            return
        self._known.add(incoming.message_id)
        self.taken.append(incoming)
        if incoming.leaves:
            self.people.pop(incoming.address, None)
            self._change()
            return
        person = self.people[incoming.address]
        if incoming.seen is not None:
            person.outbox = [row for row in person.outbox if row[0] > incoming.seen]
        text = incoming.text or incoming.press
        if text in {f"/ngonngu {code}" for code in LANGUAGES}:  # without one it asks, as the product does
            person.language = text.removeprefix("/ngonngu ")
        elif text.startswith("/"):
            person.answers.clear()
            if text.startswith("/start "):
                self._put(person, f"Chào đồng chí. Lời mời {text[7:]} đã được nhận.")
        else:
            self._answer(person, incoming)

    async def page(self, channel: str, address: str) -> Page:
        person = self.people.get(address, Person())
        asked = _current(person)
        bubbles = list(_draw(person, asked))
        return Page(
            language=person.language,
            bubbles=(*bubbles, *(bubble for _, bubble in person.outbox)),
            accepts=asked.accepts,
            seen=person.last,
            banner=self.banner,
            officer=address.startswith("officer:") and address in self.people,
        )

    async def wait_for_news(self, channel: str, address: str, seen: int) -> bool:
        self.waiting += 1
        self._change()
        try:
            async with asyncio.timeout(self.patience):
                await self._until(lambda: address in self.people and self.people[address].last > seen)
        except TimeoutError:
            return False
        finally:
            self.waiting -= 1
        return True

    async def save_media(self, channel: str, address: str, data: bytes) -> tuple[SavedFile, ...] | Media:
        try:
            with Image.open(BytesIO(data)) as picture:
                if max(picture.size) > 10_000:
                    return Media.TOO_BIG
                clean = BytesIO()
                picture.convert("RGB").save(clean, "JPEG")
        except (UnidentifiedImageError, OSError):
            return Media.BROKEN
        name = f"p{len(self.pictures)}.jpg"
        self.pictures[name] = clean.getvalue()
        return (SavedFile(name, "00" * 32, len(data)),)

    async def open_file(self, channel: str, address: str, name: str) -> OpenFile | None:
        shown = (p for _, names in self.people[address].answers.values() for p in names)
        content = self.pictures.get(name) if name in shown else None
        return OpenFile(FileKind.PICTURE, content) if content is not None else None

    def send_news(self, address: str, text: str) -> None:
        """Put a reply into somebody's outbox, as an officer's answer would be."""
        self._put(self.people[address], text)
        self._change()

    async def somebody_waits(self) -> None:
        """Return once a page listens for news."""
        await self._until(lambda: self.waiting > 0)

    async def everybody_left(self) -> None:
        """Return once nobody is remembered."""
        await self._until(lambda: not self.people)

    def _change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _until(self, true: Callable[[], bool]) -> None:
        while not true():
            await self._changed.wait()

    def _answer(self, person: Person, incoming: Incoming) -> None:
        asked = _current(person)
        labels = {data: label for row in asked.rows for label, data in row}
        attachment = incoming.attachment
        if attachment and attachment.media is not Media.PICTURE:
            self._put(person, f"Tệp này không dùng được ({attachment.media}). Bạn thử ảnh khác nhé.")
        elif attachment and attachment.saved:
            person.answers[asked.key] = (incoming.text, (attachment.saved[0].name,))
        elif incoming.press == "cancel":
            person.answers.clear()
        elif incoming.press == "back":
            person.answers.popitem()
        elif incoming.press and incoming.press not in labels:
            self._put(person, "Nút này không còn dùng được.")
        elif asked is LAST:
            person.answers.clear()
            self._put(person, "Tin của bạn đang được xử lý. Cảm ơn bạn.")
        else:
            person.answers[asked.key] = (labels.get(incoming.press, incoming.text), ())

    def _put(self, person: Person, text: str) -> None:
        person.last += 1
        person.outbox.append((person.last, Bubble(f"r-{person.last}", "bot", text)))


def _current(person: Person) -> Question:
    return next((q for q in QUESTIONS if q.key not in person.answers), LAST)


def _draw(person: Person, asked: Question) -> Iterable[Bubble]:
    for question in QUESTIONS:
        bubble = Bubble(f"d-{question.key}", "bot", question.text)
        if question is asked:
            rows = tuple(tuple(Button(*b, control=b[1] in CONTROLS) for b in row) for row in question.rows)
            yield replace(bubble, rows=rows)
            return
        text, pictures = person.answers[question.key]
        yield bubble
        yield Bubble(f"d-{question.key}-you", "you", text, files=pictures)
