"""People with the fake Telegram: what they do reaches the bot as it would from the app."""

import secrets
import time
from typing import Protocol

from tests.fakes.telegram.chats import Json, Sent, Written


class Network(Protocol):
    """What people need of the fake."""

    identity: Json
    unanswered: set[str]

    def user(self, user_id: int, language: str = "vi") -> "FakeUser": ...
    def messages(self, user_id: int) -> list[Sent]: ...
    def written(self, user_id: int) -> list[Written]: ...
    def keep_written(self, user_id: int, one: Written) -> None: ...
    def age_chat(self, user_id: int, seconds: int) -> None: ...
    def next_message_id(self) -> int: ...
    def queue(self, kind: str, content: Json, lane: int) -> None: ...
    def redeliver(self, lane: int) -> None: ...
    def store(self, data: bytes, path: str, size: int | None = None) -> Json: ...


class FakeUser:
    """A person with Telegram: everything they do reaches the bot as it would from the app."""

    def __init__(self, fake: Network, user_id: int, language: str) -> None:
        self._fake = fake
        self.id = user_id
        self.started = False
        self.refusal = ""
        self.identity: Json = {
            "id": user_id,
            "is_bot": False,
            "first_name": f"Tên{user_id}",
            "last_name": f"Họ{user_id}",
            "username": f"ban_be_{user_id}",
            "language_code": language,
        }
        self._messages: list[Json] = []

    @property
    def traces(self) -> tuple[str, ...]:
        """All that names this person, for scanning what must not hold it."""
        names = ("first_name", "last_name", "username")
        return (str(self.id), *(str(self.identity[name]) for name in names))

    @property
    def messages(self) -> list[Sent]:
        return self._fake.messages(self.id)

    @property
    def written(self) -> list[Written]:
        """What this person wrote and nobody has deleted, oldest first."""
        return self._fake.written(self.id)

    def age_chat(self, seconds: int) -> None:
        """Let everything in the chat be older."""
        self._fake.age_chat(self.id, seconds)

    def send_text(self, text: str) -> None:
        self._send({"text": text})

    def send_photo(self, data: bytes, caption: str = "") -> None:
        small = self._fake.store(b"thumbnail", "photos/thumb.jpg")
        large = self._fake.store(data, "photos/file.jpg")
        sizes = [
            {**small, "width": 90, "height": 67},
            {**large, "width": 1280, "height": 960},
            {**small, "width": 320, "height": 240},
        ]
        self._send({"photo": sizes}, caption)

    def send_album(self, *pictures: bytes, caption: str = "") -> None:
        """Send several pictures at one go; the words stand under the first."""
        group = secrets.token_hex(8)
        for number, data in enumerate(pictures):
            large = self._fake.store(data, "photos/file.jpg")
            sizes = [{**large, "width": 1280, "height": 960}]
            self._send({"photo": sizes, "media_group_id": group}, "" if number else caption)

    def take_into_group(self) -> None:
        """Take the bot into a group."""
        change = {"user": self._fake.identity, "until_date": 0}
        self._fake.queue(
            "my_chat_member",
            {
                "chat": {"id": -1000 - self.id, "type": "group", "title": "Nhóm"},
                "from": self.identity,
                "date": int(time.time()),
                "old_chat_member": {**change, "status": "left"},
                "new_chat_member": {**change, "status": "member"},
            },
            lane=-1000 - self.id,
        )

    def press_in_group(self) -> None:
        """Press a button that somebody has brought into a group."""
        query_id = str(secrets.randbits(62))
        self._fake.unanswered.add(query_id)
        message = {"message_id": 1, "chat": {"id": -1000 - self.id, "type": "group"}, "date": 0}
        query = {"id": query_id, "from": self.identity, "message": message, "data": "d.q.1"}
        self._fake.queue("callback_query", query, lane=-1000 - self.id)

    def send_document(self, data: bytes, mime: str, size: int | None = None, caption: str = "") -> None:
        file = self._fake.store(data, "documents/file", size)
        self._send({"document": {**file, "mime_type": mime, "file_name": "CV_NguyenVanA"}}, caption)

    def send_video(self, data: bytes = b"video", size: int | None = None, caption: str = "") -> None:
        file = self._fake.store(data, "videos/file.mp4", size)
        self._send({"video": {**file, "width": 640, "height": 480, "duration": 3}}, caption)

    def send_voice(self, data: bytes = b"voice") -> None:
        file = self._fake.store(data, "voice/file.oga")
        self._send({"voice": {**file, "duration": 2, "mime_type": "audio/ogg"}})

    def send_sticker(self) -> None:
        file = self._fake.store(b"sticker", "stickers/file.webp")
        shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        self._send({"sticker": {**file, **shape, "type": "regular", "emoji": "👍"}})

    def send_contact(self) -> None:
        contact = {"phone_number": "+84901234567", "first_name": "Bạn", "user_id": self.id}
        self._send({"contact": contact})

    def send_location(self, latitude: float = 10.7769, longitude: float = 106.7009) -> None:
        self._send({"location": {"latitude": latitude, "longitude": longitude}})

    def share_live_location(self) -> None:
        """Share where this person is, and move on: the app edits its message each time."""
        where: Json = {"latitude": 10.7769, "longitude": 106.7009, "live_period": 3600}
        self._send({"location": where})
        moved = {**self._messages[-1], "location": {**where, "heading": 90}, "edit_date": int(time.time())}
        self._fake.queue("edited_message", moved, lane=self.id)

    def send_raw(self, **fields: object) -> None:
        """Send a message with these fields, for the kinds that have no name here."""
        self._send(fields)

    def write_in_group(self, text: str) -> None:
        group: Json = {"id": -1000 - self.id, "type": "supergroup", "title": "Nhóm"}
        self._fake.user(group["id"]).started = True
        self._fake.queue("message", {**self._frame(), "chat": group, "text": text}, lane=group["id"])

    def edit_last(self, text: str, back: int = 1) -> None:
        """Edit the last message, or one so many messages back; of a picture its caption."""
        message = self._messages[-back]
        field = "text" if "text" in message else "caption"
        edited = {**message, field: text, "edit_date": int(time.time())}
        self._fake.queue("edited_message", edited, lane=self.id)

    def press(self, label: str) -> None:
        """Press the newest button with this label."""
        for sent in reversed(self.messages):
            for row in sent.rows:
                for caption, data in row:
                    if caption == label:
                        self._press(sent, data)
                        return
        offered = [sent.labels for sent in self.messages if sent.rows]
        raise LookupError(f"no button {label!r}; there are {offered}")

    def vote(self, option: str) -> None:
        """Vote in the newest quiz that has this answer."""
        quizzes = [one.quiz for one in self.messages if one.quiz and option in one.quiz.options]
        self._fake.queue("poll_answer", quizzes[-1].vote(self.identity, option), lane=self.id)

    def redeliver_last(self) -> None:
        """Let Telegram deliver this person's last update once more, confirmed or not."""
        self._fake.redeliver(self.id)

    def block(self) -> None:
        self.refusal = "bot was blocked by the user"
        change = {"user": self._fake.identity, "status": "kicked", "until_date": 0}
        self._fake.queue(
            "my_chat_member",
            {
                "chat": self.chat,
                "from": self.identity,
                "date": int(time.time()),
                "old_chat_member": {"user": self._fake.identity, "status": "member"},
                "new_chat_member": change,
            },
            lane=self.id,
        )

    def unblock(self) -> None:
        self.refusal = ""

    def deactivate(self) -> None:
        self.refusal = "user is deactivated"

    @property
    def chat(self) -> Json:
        named = {key: self.identity[key] for key in ("first_name", "last_name", "username")}
        return {"id": self.id, "type": "private", **named}

    def _frame(self) -> Json:
        return {
            "message_id": self._fake.next_message_id(),
            "from": self.identity,
            "chat": self.chat,
            "date": int(time.time()),
        }

    def _send(self, content: Json, caption: str = "") -> None:
        self.started = True
        message = {**self._frame(), **content, **({"caption": caption} if caption else {})}
        self._messages.append(message)
        self._fake.keep_written(self.id, Written(message["message_id"], content, message["date"]))
        self._fake.queue("message", message, lane=self.id)

    def _press(self, sent: Sent, data: str) -> None:
        query_id = str(secrets.randbits(62))
        message = {
            "message_id": sent.message_id,
            "from": self._fake.identity,
            "chat": self.chat,
            "date": int(time.time()),
            "text": sent.text,
        }
        query = {"id": query_id, "from": self.identity, "message": message, "data": data}
        self._fake.unanswered.add(query_id)
        self._fake.queue(
            "callback_query", {**query, "chat_instance": str(secrets.randbits(62))}, lane=self.id
        )
