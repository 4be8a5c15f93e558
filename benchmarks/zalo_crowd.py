"""The people of a benchmark on Zalo: the same walk through a tip in words alone, as both of Zalo's platforms post it."""

import hashlib
from itertools import count
from typing import Any

from benchmarks.crowd import TEXT, Crowd, Person
from benchmarks.product import OA_APP_ID, OA_KEY, WEBHOOK_SECRET

SENT_AT = 1_790_000_000_000
# What stands for a press where there are no buttons, or where they are not pressed.
WORDS = {"danger.no": "1", "repeats.often": "1", "pictures.done": "xong", "floor.commune": "1"}


class Writer(Person):
    """One person who presses nothing."""

    def next(self) -> tuple[str, str]:
        """Say what they write next."""
        kind, value = super().next()
        return TEXT, value if kind == TEXT else WORDS[value.partition(".")[2]]


class ZaloCrowd(Crowd):
    """Many people who write to a Zalo bot."""

    path = "/zalo"

    def __init__(self, people: int) -> None:
        self.people = [Writer(number, lambda _address: "draft") for number in range(people)]
        self._ids = count(1)

    def update(self, person: Person) -> dict[str, Any]:
        """Make a person's next event."""
        _kind, text = person.next()
        sender = f"{int(person.address):020x}"
        message = {
            "from": {"id": sender, "display_name": "Nguyễn Văn An", "is_bot": False},
            "chat": {"id": sender, "chat_type": "PRIVATE"},
            "text": text,
            "message_id": f"{next(self._ids):020x}",
            "date": SENT_AT,
        }
        return {"event_name": "message.text.received", "message": message}

    def headers(self, body: bytes) -> str:
        """Give the headers that show who posts."""
        return f"X-Bot-Api-Secret-Token: {WEBHOOK_SECRET}\r\n"


class ZaloOaCrowd(ZaloCrowd):
    """Many people who write to a Zalo official account."""

    path = "/zalo-oa"

    def update(self, person: Person) -> dict[str, Any]:
        """Make a person's next event."""
        _kind, text = person.next()
        return {
            "app_id": OA_APP_ID,
            "event_name": "user_send_text",
            "sender": {"id": person.address},
            "recipient": {"id": "1"},
            "message": {"msg_id": f"{next(self._ids):016x}", "text": text},
            "timestamp": str(SENT_AT),
        }

    def headers(self, body: bytes) -> str:
        """Sign a body as Zalo does."""
        signed = OA_APP_ID.encode() + body + f"{SENT_AT}{OA_KEY}".encode()
        return f"X-ZEvent-Signature: mac={hashlib.sha256(signed).hexdigest()}\r\n"
