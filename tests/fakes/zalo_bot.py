"""A strict fake of the Zalo Bot API over HTTP on loopback: what it refuses, the real one refuses or would swallow.

From ../shared/facts/channels.md §1: names are case-sensitive, a text has 1 to 2000 characters, an idle poll is an error 408, what comes
while nobody polls is lost, a picture goes out by public URL, and nothing can be edited or deleted.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.fakes.platform import FakePlatform, Got, Json, answer_failure, read_parameters

TOKEN = "1234567890:fake-zalo_token-0123456789abcdef"
LONGEST_TEXT = 2000
LARGEST_PHOTO = 5 * 1024 * 1024
MONTHLY_QUOTA = 3000

Handler = Callable[[Json], Any]


class RefusalError(Exception):
    """A refusal, as Zalo words it."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.envelope: Json = {"ok": False, "error_code": code, "description": description}
        self.code = code


def bad_request(reason: str) -> RefusalError:
    return RefusalError(400, f"Bad Request: {reason}")


class ZaloUser:
    """A person with Zalo: what they do reaches the bot as it would from the app."""

    def __init__(self, fake: "FakeZaloBot", number: int) -> None:
        self._fake = fake
        self.id = f"{number:020x}"
        self.name = f"Người Zalo {number}"
        self.messages: list[Got] = []
        self.has_written = False
        self._last: Json = {}

    @property
    def traces(self) -> tuple[str, ...]:
        """All that names this person, for scanning what must not hold it."""
        return (self.id, self.name)

    def send_text(self, text: str) -> None:
        self._send("message.text.received", text=text)

    def send_photo(self, data: bytes, caption: str = "", *, field: str = "photo_url") -> None:
        url = self._fake.keep_file(data, "anh.jpg")
        self._send("message.image.received", **{field: url, "caption": caption, "message_type": "CHAT_PHOTO"})

    def send_photo_from(self, url: str) -> None:
        self._send("message.image.received", photo_url=url, caption="")

    def send_voice(self, data: bytes) -> None:
        url = self._fake.keep_file(data, "tieng.aac")
        self._send("message.voice.received", voice_url=url, message_type="CHAT_VOICE")

    def send_sticker(self) -> None:
        self._send("message.sticker.received", sticker="0e078a2fb66a5f34067b", url="https://zalo.me/sticker")

    def send_withheld(self) -> None:
        """Send a link, a file, a location, or be a child: Zalo tells only that there was something."""
        self._send("message.unsupported.received")

    def write_in_group(self, text: str) -> None:
        self._send("message.text.received", chat={"id": f"g{self.id[1:]}", "chat_type": "GROUP"}, text=text)

    def redeliver_last(self) -> None:
        self._fake.hand_over(self.id, self._last)

    def _send(self, event_name: str, **content: object) -> None:
        self.has_written = True
        message = {
            "from": {"id": self.id, "display_name": self.name, "is_bot": False},
            "chat": {"id": self.id, "chat_type": "PRIVATE"},
            "message_id": secrets.token_hex(10),
            "date": int(time.time() * 1000),
            **content,
        }
        self._last = {"event_name": event_name, "message": message}
        self._fake.hand_over(self.id, self._last)


class FakeZaloBot(FakePlatform):
    """The Bot API of one Zalo bot. `enveloped`: webhook bodies have the shape of the documentation, not the flat one that was seen."""

    def __init__(self, token: str = TOKEN, *, enveloped: bool = False) -> None:
        super().__init__()
        self.token = token
        self.webhook: Json = {}
        self.verifies = True
        self.counted = 0
        self.lost_events = 0
        self.public: dict[str, str] = {}  # where a public host is in truth
        self._enveloped = enveloped
        self._users: dict[str, ZaloUser] = {}
        self._pollers: list[asyncio.Future[Json]] = []
        self._methods: dict[str, tuple[Handler, Mapping[str, type]]] = {
            "getMe": (self._describe, {}),
            "setWebhook": (self._set_webhook, {"url": str, "secret_token": str}),
            "deleteWebhook": (self._delete_webhook, {}),
            "getWebhookInfo": (self._describe_webhook, {}),
            "sendMessage": (self._send_message, {"chat_id": str, "text": str}),
            "sendChatAction": (self._act, {"chat_id": str, "action": str}),
        }

    @property
    def base_url(self) -> str:
        return f"{self.url}/bot"

    def user(self, number: int) -> ZaloUser:
        """Name a person; the same one for the same number."""
        return self._users.setdefault(f"{number:020x}", ZaloUser(self, number))

    @property
    def polled(self) -> bool:
        """Whether somebody is polling now."""
        with self._changed:
            return bool(self._pollers)

    def hang_up(self) -> None:
        with self._changed:
            self._pollers.clear()

    def hand_over(self, lane: str, event: Json) -> None:
        """Post an event to the webhook, or give it to who polls; if nobody does, it is lost for good."""
        self.counted += 1
        if self._target or self.webhook:
            body = {"ok": True, "result": event} if self._enveloped else event
            self.post(lane, body, {"X-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")})
            return
        with self._changed:
            if not self._pollers:
                self.lost_events += 1
                return
            poller = self._pollers.pop(0)
        self._server.loop.call_soon_threadsafe(poller.set_result, event)

    async def respond(self, request: Request) -> Response | None:
        if request.url.path.startswith("/media/"):
            return self.show_file(request)
        token, _, method = request.url.path.removeprefix("/bot").partition("/")
        parameters = await read_parameters(request)
        self.note_call(method, parameters)
        failure = self.take_failure(method)
        if failure is not None and not failure.lost:
            return answer_failure(failure)
        try:
            answer = await self._call(token, method, parameters)
        except RefusalError as refusal:
            return JSONResponse(refusal.envelope, refusal.code)
        return answer_failure(failure) if failure else JSONResponse(answer)

    async def _call(self, token: str, method: str, parameters: Json) -> Json:
        if token != self.token:
            raise RefusalError(401, "Unauthorized")
        if method == "getUpdates":
            return {"ok": True, "result": await self._get_updates(parameters)}
        if method == "sendPhoto":
            return {"ok": True, "result": await self._send_photo(parameters)}
        if method not in self._methods:
            raise RefusalError(404, "Not Found")
        handler, kinds = self._methods[method]
        check_parameters(parameters, kinds)
        result = handler(parameters)
        return {"ok": True} if result is None else {"ok": True, "result": result}

    async def _get_updates(self, parameters: Json) -> Json:
        check_parameters(parameters, {"timeout": int})
        poller: asyncio.Future[Json] = self._server.loop.create_future()
        if not self.webhook:  # with a webhook a poll stays silent
            with self._changed:
                self._pollers.append(poller)
                self._changed.notify_all()
        try:
            return await asyncio.wait_for(poller, parameters["timeout"])
        except TimeoutError:
            raise RefusalError(408, "Request timeout") from None
        finally:
            with self._changed:
                if poller in self._pollers:
                    self._pollers.remove(poller)

    def _describe(self, _: Json) -> Json:
        return {
            "id": "1459232241454765289",
            "account_name": "bot.VDKyGxQvc",
            "account_type": "BASIC",
            "can_join_groups": False,
            "display_name": "Bot Hòm Thư",
        }

    def _set_webhook(self, parameters: Json) -> Json:
        url, secret = parameters["url"], parameters["secret_token"]
        if not re.fullmatch(r"https://[^/:]*\.[^/]+/.*", url):
            raise bad_request("url must be public https")
        if not 8 <= len(secret) <= 256:
            raise bad_request("secret_token must have 8 to 256 characters")
        self.webhook = {"url": url, "secret_token": secret}
        outcome = "webhook.ok" if self.verifies else "webhook.unreachable"
        return {
            "url": url,
            "updated_at": int(time.time() * 1000),
            "verification": {"ok": self.verifies, "outcome": outcome},
        }

    def _delete_webhook(self, _: Json) -> bool:
        self.webhook = {}
        return True

    def _describe_webhook(self, _: Json) -> Json:
        if not self.webhook:
            raise RefusalError(404, "Not Found")
        return {"url": self.webhook["url"], "updated_at": 1749538250568}

    def _find_user(self, chat_id: str) -> ZaloUser:
        user = self._users.get(chat_id.replace("g", "0", 1))
        if user is None or not user.has_written:
            raise bad_request("chat not found")
        self.counted += 1
        if self.counted > MONTHLY_QUOTA:
            raise RefusalError(429, "Quota exceeded")
        return user

    def _send_message(self, parameters: Json) -> Json:
        text = parameters["text"]
        if not 1 <= len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT or not text.strip():
            raise bad_request("text must have 1 to 2000 characters")
        return self._hand_to(parameters["chat_id"], Got(text))

    async def _send_photo(self, parameters: Json) -> Json:
        check_parameters(parameters, {"chat_id": str, "photo": str}, {"caption": str})
        url = httpx.URL(parameters["photo"])
        if url.scheme != "https":
            raise bad_request("photo must be a public https URL")
        home = self.public.get(url.host)
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(
                f"{home}{url.raw_path.decode()}", headers={"Host": url.host, "Connection": "close"}
            )
        if answer.status_code != 200 or len(answer.content) > LARGEST_PHOTO:
            raise bad_request("photo can't be fetched")
        got = Got(parameters.get("caption", ""), pictures=(answer.content,))
        return self._hand_to(parameters["chat_id"], got)

    def _hand_to(self, chat_id: str, got: Got) -> Json:
        with self._changed:
            self._find_user(chat_id).messages.append(got)
            self._changed.notify_all()
        return {"message_id": secrets.token_hex(10), "date": int(time.time() * 1000)}

    def _act(self, parameters: Json) -> None:
        self._find_user(parameters["chat_id"])
        if parameters["action"] != "typing":
            raise bad_request("unknown action")


def check_parameters(
    given: Json, kinds: Mapping[str, type], optional: Mapping[str, type] | None = None
) -> None:
    """Refuse parameters that are missing, unknown or of another kind."""
    allowed = {**kinds, **(optional or {})}
    for name, value in given.items():
        if name not in allowed:
            raise bad_request(f"the strict fake does not know the parameter {name}")
        if not isinstance(value, allowed[name]):
            raise bad_request(f"{name} has the wrong type")
    for name in kinds:
        if name not in given:
            raise bad_request(f"parameter {name} is required")
