"""What stands in the chats of the fake Telegram, and its refusals."""

import time
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.quizzes import Quiz

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal, as Telegram words it."""

    def __init__(
        self, code: int, description: str, retry_after: int | None = None, moved_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.envelope: Json = {"ok": False, "error_code": code, "description": description}
        if retry_after is not None:
            self.envelope["parameters"] = {"retry_after": retry_after}
        if moved_to is not None:
            self.envelope["parameters"] = {"migrate_to_chat_id": moved_to}


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


@dataclass
class Sent:
    """One message the bot sent to one person, as it stands now."""

    message_id: int
    text: str = ""
    rows: list[list[tuple[str, str]]] = field(default_factory=list)
    photos: tuple[bytes, ...] = ()
    file_names: tuple[str, ...] = ()
    protected: bool = False
    preview: bool = True
    deleted: bool = False
    edits: int = 0
    date: int = field(default_factory=lambda: int(time.time()))
    streams: tuple[tuple[str, bytes], ...] = ()
    quiz: Quiz | None = None

    @property
    def labels(self) -> list[str]:
        answers = self.quiz.options if self.quiz is not None else ()
        return [*answers, *(label for row in self.rows for label, _ in row)]


@dataclass
class Written:
    """One message a person wrote, as it stands in the chat now."""

    message_id: int
    content: Json
    date: int
    deleted: bool = False

    @property
    def text(self) -> str:
        return str(self.content.get("text", self.content.get("caption", "")))


@dataclass(frozen=True)
class StoredFile:
    data: bytes
    size: int
    path: str


@dataclass(frozen=True)
class Upload:
    """A file inside a request."""

    data: bytes
    name: str
