"""The people of a benchmark: each walks through a whole tip, from «/start» to the receipt, and makes room for another."""

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.product import WEBHOOK_SECRET
from storage.conversations import load_draft
from storage.databases import SqliteDatabase
from storage.keyfiles import load_key
from storage.runtime import Runtime
from storage.transaction import Transaction

CHANNEL = "telegram"
FIRST_PERSON = 7_000_001
MOST_PEOPLE = 1_000_000  # at once

# What one person sends, 12 texts and 4 presses; a press is «question.value», the draft's name comes before it.
TEXT, PRESS = "text", "press"
CONVERSATION = (
    (TEXT, "/start"),
    (TEXT, "1"),
    (PRESS, "danger.no"),
    (TEXT, "bán ma tuý"),
    (TEXT, "Phường Ba Đình, Hà Nội"),
    (TEXT, "số 3 ngõ 5 đường Kim Mã, nhà hai tầng cổng sắt xanh"),
    (TEXT, "tối qua khoảng 9 giờ"),
    (PRESS, "repeats.often"),
    (TEXT, "người đàn ông cao gầy, khoảng 30 tuổi, đi xe Wave đỏ 29X1-123.45"),
    (TEXT, "/riengtu"),
    (TEXT, "Cứ khoảng 9 giờ tối là có nhiều thanh niên ra vào quán cà phê, đưa tiền rồi nhận gói nhỏ. " * 3),
    (PRESS, "pictures.done"),
    (TEXT, "không"),
    (PRESS, "floor.commune"),
    (TEXT, "gửi"),
    (TEXT, "Tôi sẽ ghi sau"),
)

FindDraft = Callable[[str], str]


class Person:
    """One person: an address, and how far they have come. Who has finished makes room for somebody new."""

    def __init__(self, number: int, find_draft: FindDraft) -> None:
        self.address = str(FIRST_PERSON + number)
        self._find_draft = find_draft
        self._step = 0

    def next(self) -> tuple[str, str]:
        """Say what they send next: the text, or the data of the button they press."""
        if self._step == len(CONVERSATION):
            self._step, self.address = 0, str(int(self.address) + MOST_PEOPLE)
        kind, value = CONVERSATION[self._step]
        self._step += 1
        if kind == TEXT:
            return kind, value
        return kind, f"{self._find_draft(self.address)}.{value}"


class DraftReader:
    """Reads from the product's database which draft a person's buttons belong to, as their app would from the buttons."""

    def __init__(self, folder: Path) -> None:
        self._connection = SqliteDatabase(folder / "homthu.db").connect(read_only=True)
        self._runtime = Runtime(load_key(folder / "runtime" / "runtime.key"))

    def find(self, address: str) -> str:
        """Find the name of a person's draft; what it is called changes with each conversation."""
        person = self._runtime.name_person(CHANNEL, address)
        record = load_draft(Transaction(self._connection, "sqlite"), self._runtime, person)
        return str(record["draft"]) if record else ""

    def close(self) -> None:
        """Close the database."""
        self._connection.close()


class Crowd:
    """Many people on Telegram: gives their updates one after another, as the Bot API writes them."""

    path = "/telegram"

    def __init__(self, people: int, find_draft: FindDraft) -> None:
        self.people = [Person(number, find_draft) for number in range(people)]
        self._ids = count(1)

    def update(self, person: Person) -> dict[str, Any]:
        """Make a person's next update."""
        kind, value = person.next()  # this may change the address
        number, address = next(self._ids), int(person.address)
        sender = {
            "id": address,
            "is_bot": False,
            "first_name": "Nguyễn Văn",
            "last_name": "An",
            "username": f"nguyenvanan{address}",
            "language_code": "vi",
        }
        chat = {key: sender[key] for key in ("id", "first_name", "last_name", "username")} | {
            "type": "private"
        }
        message = {"message_id": number, "from": sender, "chat": chat, "date": 1_790_000_000}
        if kind == TEXT:
            return {"update_id": number, "message": {**message, "text": value}}
        question = {
            **message,
            "from": {"id": 1, "is_bot": True, "first_name": "Hòm Thư"},
            "text": "Bạn cần gì?",
        }
        query = {"id": str(number), "from": sender, "chat_instance": "1", "data": value, "message": question}
        return {"update_id": number, "callback_query": query}

    def headers(self, body: bytes) -> str:
        """Give the headers that show who posts."""
        return f"X-Telegram-Bot-Api-Secret-Token: {WEBHOOK_SECRET}\r\n"

    def request(self, person: Person) -> bytes:
        """Make a person's next update as it is posted."""
        body = json.dumps(self.update(person), separators=(",", ":")).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: tip.example\r\nContent-Type: application/json\r\n"
            f"{self.headers(body)}Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body
