"""The Bot API of the fake Telegram over HTTP: tokens, methods, files, failures and outages."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Self

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.fakes.loopback import LoopbackServer
from tests.fakes.telegram.chats import ApiError, Json, bad_request
from tests.fakes.telegram.checking import check_parameters, read_parameters
from tests.fakes.telegram.messages import Handler, Messages
from tests.fakes.telegram.quizzes import PARAMETERS as QUIZ_PARAMETERS

TOKEN = "123456789:FAKE-token_of-the-test-bot_0123456789"
DOWNLOAD_LIMIT = 20 * 1024 * 1024
GOOD_TOKEN = re.compile(r"\d{5,}:[\w-]{30,}")


class FakeTelegram(Messages):
    """The Bot API of one bot; use it as a context manager."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(token)
        self.commands: dict[str, list[tuple[str, str]]] = {}
        self.refused_tokens = 0
        self._methods: dict[str, tuple[Handler, Mapping[str, str]]] = self._list_methods()

    def __enter__(self) -> Self:
        self._server = LoopbackServer(self._serve)
        return self

    def __exit__(self, *reason: object) -> None:
        with self._changed:
            self._stopping = True
            self._notify()
        self._server.close()

    @property
    def base_url(self) -> str:
        return f"{self._server.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self._server.url}/file/bot"

    def cut(self) -> None:
        """Be unreachable: drop every connection until `restore`."""
        self._server.cut()

    def restore(self) -> None:
        self._server.restore()

    @contextmanager
    def blocked(self) -> Iterator[None]:
        """Let nobody even connect, as where a whole network is cut off."""
        self._server.vanish()
        try:
            yield
        finally:
            self._server.appear()

    @contextmanager
    def outage(self) -> Iterator[None]:
        self.cut()
        try:
            yield
        finally:
            self.restore()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        with suppress(ClientDisconnect):
            response = await self._answer(request)
            if response is None:  # half an answer makes the server drop the connection
                headers = [(b"content-length", b"100")]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await send({"type": "http.response.body", "body": b"{", "more_body": True})
                return
            await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        try:
            if request.url.path.startswith("/file/bot"):
                token, _, path = request.url.path.removeprefix("/file/bot").partition("/")
                self._check_token(token)
                return self._download(path)
            token, _, method = request.url.path.removeprefix("/bot").partition("/")
            self._check_token(token)
            result, lost = await self._call(method, request)
        except ApiError as error:
            return JSONResponse(error.envelope, error.envelope["error_code"])
        return None if lost else JSONResponse({"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if not GOOD_TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token != self.token:
            with self._changed:
                self.refused_tokens += 1
                self._changed.notify_all()
            raise ApiError(401, "Unauthorized")

    def _download(self, path: str) -> Response | None:
        with self._changed:
            if self._take_failure("download"):
                return None
        for file in self._files.values():
            if file.path == path:
                return Response(file.data, media_type="application/octet-stream")
        raise ApiError(404, "Not Found")

    async def _call(self, method: str, request: Request) -> tuple[Any, bool]:
        if method not in self._methods:
            raise ApiError(404, "Not Found")
        handler, kinds = self._methods[method]
        given = await read_parameters(request)
        with self._changed:
            self.calls.append((method, given))
            self._changed.notify_all()
            lost = self._take_failure(method)
            parameters = check_parameters(given, kinds)
            result = None if method == "getUpdates" else handler(parameters)
            self._changed.notify_all()
        if method == "getUpdates":
            result = await self._get_updates(parameters)
        return result, lost

    def _list_methods(self) -> dict[str, tuple[Handler, Mapping[str, str]]]:
        """List what the bot may call; `!` marks what a call must have."""
        options = {"protect_content": "bool", "disable_notification": "bool"}
        message = {"chat_id": "int!", "reply_markup": "json", **options}
        preview, spoiler = {"link_preview_options": "json"}, {"has_spoiler": "bool"}
        return {
            "getMe": (lambda _: self.identity, {}),
            "getUpdates": (
                lambda _: None,
                {"offset": "int", "limit": "int", "timeout": "int", "allowed_updates": "json"},
            ),
            "setWebhook": (
                self._set_webhook,
                {
                    "url": "str!",
                    "secret_token": "str",
                    "allowed_updates": "json",
                    "max_connections": "int",
                    "drop_pending_updates": "bool",
                },
            ),
            "deleteWebhook": (self._delete_webhook, {"drop_pending_updates": "bool"}),
            "getWebhookInfo": (self._describe_webhook, {}),
            "sendMessage": (self._send_message, {**message, **preview, "text": "str!"}),
            "sendPoll": (self._send_poll, {**message, **QUIZ_PARAMETERS}),
            "sendPhoto": (self._send_photo, {**message, **spoiler, "photo": "named file!", "caption": "str"}),
            "sendVideo": (self._send_stream("video"), {**message, **spoiler, "video": "file!"}),
            "sendVoice": (self._send_stream("voice"), {**message, "voice": "file!"}),
            "sendDocument": (
                self._send_stream("document"),
                {**message, "document": "file!", "disable_content_type_detection": "bool"},
            ),
            "sendMediaGroup": (
                self._send_media_group,
                {"chat_id": "int!", "media": "json!", "*": "file", **options},
            ),
            "editMessageText": (
                self._edit_message,
                {
                    "chat_id": "int!",
                    "message_id": "int!",
                    "text": "str!",
                    "reply_markup": "json",
                    **preview,
                },
            ),
            "deleteMessage": (self._delete_message, {"chat_id": "int!", "message_id": "int!"}),
            "deleteMessages": (self._delete_messages, {"chat_id": "int!", "message_ids": "json!"}),
            "answerCallbackQuery": (
                self._answer_query,
                {"callback_query_id": "str!", "text": "str", "show_alert": "bool"},
            ),
            "setMyCommands": (
                self._set_commands,
                {"commands": "json!", "language_code": "str", "scope": "json"},
            ),
            "deleteMyCommands": (self._delete_commands, {"language_code": "str", "scope": "json"}),
            "getFile": (self._get_file, {"file_id": "str!"}),
            "sendChatAction": (self._act, {"chat_id": "int!", "action": "str!"}),
        }

    def _set_commands(self, parameters: Json) -> bool:
        commands = [(item["command"], item["description"]) for item in parameters["commands"]]
        if len(commands) > 100:
            raise bad_request("too much bot commands specified")
        scope = _name_scope(parameters)
        for command, description in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(description) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[scope] = commands
        return True

    def _delete_commands(self, parameters: Json) -> bool:
        self.commands.pop(_name_scope(parameters), None)
        return True

    def _get_file(self, parameters: Json) -> Json:
        file = self._files.get(parameters["file_id"])
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if file.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return {
            "file_id": parameters["file_id"],
            "file_unique_id": file.path,
            "file_size": file.size,
            "file_path": file.path,
        }


def _name_scope(parameters: Json) -> str:
    """Name for whom a list of commands is: «all_private_chats», «all_private_chats en», «chat 42»."""
    scope = parameters.get("scope") or {"type": "default"}
    if scope["type"] not in {"default", "all_private_chats", "chat"} or (scope["type"] == "chat") != (
        "chat_id" in scope
    ):
        raise bad_request("can't parse BotCommandScope")
    parts = (scope["type"], str(scope.get("chat_id", "")), parameters.get("language_code", ""))
    return " ".join(part for part in parts if part)
