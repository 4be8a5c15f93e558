"""A strict fake of a Zalo official account's OpenAPI and login over HTTP on loopback; HTTP is 200 even for refusals.

From ../shared/facts/channels.md §1.1: access tokens end, a refresh token works once, a text has at most 2000 characters, five buttons
at most, and whatever follows eight answers, or two days after the person's last message, is paid for.
"""

import hashlib
import json
import secrets
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.fakes.platform import FakePlatform, Got, Json, answer_failure, read_parameters

APP_ID, APP_SECRET, OA_SECRET = (
    "3141592653589793",
    "fake-app-secret-0123456789",
    "fake-oa-secret-key-01234567",
)
LONGEST_TEXT, MOST_BUTTONS, LARGEST_PICTURE = 2000, 5, 1024 * 1024
MOST_ELEMENTS = 5
FREE_ANSWERS, WINDOW = 8, 48 * 3600


class RefusalError(Exception):
    """A refusal, by its number."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.envelope: Json = {"error": code, "message": message}


class OaUser:
    """A person with Zalo who writes to the official account."""

    def __init__(self, fake: "FakeZaloOa", number: int) -> None:
        self._fake = fake
        self.id = f"{8_000_000_000_000_000_000 + number}"
        self.messages: list[Got] = []
        self.wrote = 0.0
        self.answers = 0
        self._last: Json = {}

    @property
    def traces(self) -> tuple[str, ...]:
        """All that names this person, for scanning what must not hold it."""
        return (self.id,)

    def send_text(self, text: str) -> None:
        self._send("user_send_text", {"text": text})

    def press(self, label: str) -> None:
        """Press the newest button of this label: it sends its payload, unseen."""
        for got in reversed(self.messages):
            for title, payload in got.buttons:
                if title == label:
                    self.send_text(payload)
                    return
        raise LookupError(label)

    def send_pictures(self, *pictures: bytes, caption: str = "") -> None:
        sent = [
            {"type": "image", "payload": {"url": self._fake.keep_file(one, "anh.jpg")}} for one in pictures
        ]
        self._send("user_send_image", {"text": caption, "attachments": sent})

    def send_location(self, latitude: float = 10.7769, longitude: float = 106.7009) -> None:
        where = {"latitude": str(latitude), "longitude": str(longitude)}
        self._send(
            "user_send_location", {"attachments": [{"type": "location", "payload": {"coordinates": where}}]}
        )

    def send_attachment(self, kind: str, **payload: object) -> None:
        self._send(f"user_send_{kind}", {"attachments": [{"type": kind, "payload": payload}]})

    def follow(self) -> None:
        self._fake.hand_over(self.id, {"event_name": "follow", "follower": {"id": self.id}})

    def unfollow(self) -> None:
        self._fake.hand_over(self.id, {"event_name": "unfollow", "follower": {"id": self.id}})

    def redeliver_last(self) -> None:
        self._fake.hand_over(self.id, self._last)

    def _send(self, event_name: str, content: Json) -> None:
        self.wrote, self.answers = self._fake.now(), 0
        message = {"msg_id": secrets.token_hex(8), **content}
        self._last = {"event_name": event_name, "sender": {"id": self.id}, "message": message}
        self._fake.hand_over(self.id, self._last)


class FakeZaloOa(FakePlatform):
    """One official account and its app."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = 0.0  # added to the time
        self.refresh_token = secrets.token_urlsafe(24)
        self.first_token = self.refresh_token
        self.access_token = ""
        self.ends = 0.0
        self.paid = 0
        self._users: dict[str, OaUser] = {}
        self._pictures: dict[str, bytes] = {}
        self._articles: dict[str, str] = {}
        self.unfinished: set[str] = set()
        self.is_slow = False  # articles take a moment to be made
        self.articles: dict[str, Json] = {}
        self.broadcasts: list[str] = []
        self.takes_lists = True

    @property
    def login_url(self) -> str:
        return f"{self.url}/v4/oa/access_token"

    def now(self) -> float:
        return time.time() + self.clock

    def user(self, number: int) -> OaUser:
        """Name a person; the same one for the same number."""
        made = OaUser(self, number)
        return self._users.setdefault(made.id, made)

    def hand_over(self, lane: str, event: Json) -> None:
        """Sign an event and put it in line for the webhook."""
        stamp = str(int(self.now() * 1000))
        event = {"app_id": APP_ID, "recipient": {"id": "oa"}, "timestamp": stamp, **event}
        body = json.dumps(event, ensure_ascii=False)
        self.post(lane, event, {"X-ZEvent-Signature": sign(body, str(event["timestamp"]))})

    async def respond(self, request: Request) -> Response | None:
        path = request.url.path
        if path.startswith("/media/"):
            return self.show_file(request)
        parameters = await read_parameters(request)
        self.note_call(path, parameters)
        failure = self.take_failure(path)
        if failure is not None and not failure.lost:
            return answer_failure(failure)
        try:
            answer = self._call(request, parameters)
        except RefusalError as refusal:
            return JSONResponse(refusal.envelope)
        return answer_failure(failure) if failure else JSONResponse(answer)

    def _call(self, request: Request, parameters: Json) -> Json:
        if request.url.path == "/v4/oa/access_token":
            return self._renew(request, parameters)
        if request.headers.get("access_token") != self.access_token or self.now() >= self.ends:
            raise RefusalError(-216, "Access token is invalid")
        if request.url.path == "/v2.0/oa/upload/image":
            return {"error": 0, "message": "Success", "data": self._upload(parameters["file"])}
        if request.url.path == "/v2.0/article/create":
            return {"error": 0, "message": "Success", "data": self._make_article(parameters)}
        if request.url.path == "/v2.0/article/verify":
            return {"error": 0, "message": "Success", "data": self._name_article(parameters["token"])}
        if request.url.path == "/v2.0/oa/message":
            return {"error": 0, "message": "Success", "data": self._broadcast(parameters)}
        if request.url.path == "/v3.0/oa/message/cs":
            return {"error": 0, "message": "Success", "data": self._send(parameters)}
        raise RefusalError(-201, "No such path")

    def _renew(self, request: Request, parameters: Json) -> Json:
        expected = {"refresh_token": self.refresh_token, "app_id": APP_ID, "grant_type": "refresh_token"}
        if request.headers.get("secret_key") != APP_SECRET or parameters != expected:
            raise RefusalError(-14014, "Invalid refresh token")
        self.refresh_token, self.access_token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.ends = self.now() + 90_000
        return {"access_token": self.access_token, "refresh_token": self.refresh_token, "expires_in": "90000"}

    def _upload(self, picture: bytes) -> Json:
        if len(picture) > LARGEST_PICTURE:
            raise RefusalError(-210, "File is too large")
        name = secrets.token_hex(8)
        self._pictures[name] = picture
        return {"attachment_id": name}

    def _make_article(self, parameters: Json) -> Json:
        needed = {"type", "title", "author", "cover", "description", "body", "status", "comment"}
        if set(parameters) != needed or not parameters["cover"]["photo_url"].startswith("https://"):
            raise RefusalError(-201, "Invalid article")
        if not 1 <= len(parameters["title"]) <= 150 or not parameters["body"]:
            raise RefusalError(-201, "Invalid article")
        if not 1 <= len(parameters["author"]) <= 50 or len(parameters["description"]) > 300:
            raise RefusalError(-201, "Invalid article")
        token, name = secrets.token_hex(8), secrets.token_hex(8)
        self._articles[token] = name
        if self.is_slow:
            self.unfinished.add(token)
        self.articles[name] = parameters
        return {"token": token}

    def _name_article(self, token: str) -> Json:
        """Name an article, once it is made: while it is new it has no name."""
        if token in self.unfinished:
            self.unfinished.discard(token)
            return {}
        return {"id": self._articles[token]}

    def _broadcast(self, parameters: Json) -> Json:
        payload = parameters["message"]["attachment"]["payload"]
        [element] = payload["elements"]
        known = element["media_type"] == "article" and element["attachment_id"] in self._articles.values()
        if set(parameters["recipient"]) != {"target"} or payload["template_type"] != "media" or not known:
            raise RefusalError(-201, "Invalid parameters")
        self.broadcasts.append(element["attachment_id"])
        return {"message_id": secrets.token_hex(8)}

    def _send(self, parameters: Json) -> Json:
        if set(parameters) != {"recipient", "message"} or set(parameters["recipient"]) != {"user_id"}:
            raise RefusalError(-201, "Invalid parameters")
        user = self._users.get(parameters["recipient"]["user_id"])
        if user is None:
            raise RefusalError(-213, "User has not interacted with the account")
        got = self._read(parameters["message"])
        with self._changed:
            user.messages.append(got)
            user.answers += 1
            if user.answers > FREE_ANSWERS or self.now() > user.wrote + WINDOW:
                self.paid += 1
            self._changed.notify_all()
        return {"message_id": secrets.token_hex(8), "user_id": user.id}

    def _read(self, message: Json) -> Got:
        if not set(message) <= {"text", "attachment"}:
            raise RefusalError(-201, "Invalid message")
        payload: dict[str, Any] = message.get("attachment", {}).get("payload", {})
        if payload.get("template_type") == "list":
            if not self.takes_lists or "text" in message:
                raise RefusalError(-201, "Invalid template")
            return _read_list(payload)
        text = message.get("text", "")
        if not 1 <= len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT or not text.strip():
            raise RefusalError(-201, "Invalid text")
        buttons = [_read_button(button) for button in payload.get("buttons", [])]
        if len(buttons) > MOST_BUTTONS:
            raise RefusalError(-201, "Too many buttons")
        pictures = tuple(self._pictures[one["attachment_id"]] for one in payload.get("elements", []))
        return Got(text, buttons, pictures)


def sign(body: str, stamp: str) -> str:
    """Sign a body as Zalo does: a plain hash, no HMAC."""
    signed = APP_ID + body + stamp + OA_SECRET
    return f"mac={hashlib.sha256(signed.encode()).hexdigest()}"


def _read_button(button: Json) -> tuple[str, str]:
    if set(button) != {"title", "type", "payload"} or button["type"] != "oa.query.hide":
        raise RefusalError(-201, "Invalid button")
    if not 1 <= len(button["title"]) <= 100 or not 1 <= len(button["payload"]) <= 1000:
        raise RefusalError(-201, "Invalid button")
    return button["title"], button["payload"]


def _read_list(payload: Json) -> Got:
    """Read a list: its head, what can be chosen, and buttons below."""
    head, *choices = payload["elements"]
    if len(choices) >= MOST_ELEMENTS or not set(head) <= {"title", "subtitle"}:
        raise RefusalError(-201, "Invalid list")
    if not 1 <= len(head["title"]) <= 100 or len(head.get("subtitle", "")) > 500:
        raise RefusalError(-201, "Invalid list")
    pressed = [_read_button({"title": one["title"], **one["default_action"]}) for one in choices]
    buttons = [_read_button(button) for button in payload.get("buttons", [])]
    text = "\n".join(part for part in (head["title"], head.get("subtitle", "")) if part)
    return Got(text, [*pressed, *buttons])
