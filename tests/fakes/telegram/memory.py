"""What the fake Telegram remembers: people, chats, files, calls, and the failures that a test has ordered."""

import asyncio
import secrets
import threading
from collections.abc import Callable
from typing import Literal

from tests.fakes.loopback import DEADLINE, LoopbackServer
from tests.fakes.telegram.chats import ApiError, Json, Sent, StoredFile, Written


class Memory:
    """The memory of one bot's Telegram."""

    _server: LoopbackServer

    def __init__(self, token: str) -> None:
        self.token = token
        self.identity: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Hòm Thư",
            "username": "homthu_test_bot",
        }
        self.calls: list[tuple[str, Json]] = []
        self.unanswered: set[str] = set()
        self._changed = threading.Condition()
        self._sent: dict[int, list[Sent]] = {}
        self._written: dict[int, list[Written]] = {}
        self._files: dict[str, StoredFile] = {}
        self._failures: list[tuple[str, ApiError | Literal["lost", "spared"]]] = []
        self._last_message = 100

    def messages(self, user_id: int) -> list[Sent]:
        """List what the bot sent to a person and has not deleted, oldest first."""
        with self._changed:
            return [sent for sent in self._sent.get(user_id, []) if not sent.deleted]

    def written(self, user_id: int) -> list[Written]:
        """List what a person wrote and nobody has deleted, oldest first."""
        with self._changed:
            return [one for one in self._written.get(user_id, []) if not one.deleted]

    def keep_written(self, user_id: int, one: Written) -> None:
        with self._changed:
            self._written.setdefault(user_id, []).append(one)

    def age_chat(self, user_id: int, seconds: int) -> None:
        with self._changed:
            for one in self._chat(user_id):
                one.date -= seconds

    def _chat(self, user_id: int) -> list[Sent | Written]:
        return [*self._sent.get(user_id, []), *self._written.get(user_id, [])]

    def called(self, method: str) -> list[Json]:
        """List the parameters of all calls of a method so far, refused ones too."""
        with self._changed:
            return [parameters for name, parameters in self.calls if name == method]

    def fail_next(
        self,
        method: str,
        status: int,
        description: str = "Internal Server Error",
        retry_after: int | None = None,
        times: int = 1,
    ) -> None:
        """Refuse the next calls of a method; «download» is the fetching of a file."""
        with self._changed:
            error = ApiError(status, description, retry_after)
            self._failures += [(method, error)] * times

    def move_group(self, method: str) -> None:
        """Answer the next call of a method that the group has become a supergroup with another number."""
        with self._changed:
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            self._failures.append((method, ApiError(400, reason, moved_to=-1001234567890)))

    def lose_next_answer(self, method: str) -> None:
        """Carry out the next call of a method, but drop the connection instead of answering."""
        with self._changed:
            self._failures.append((method, "lost"))

    def spare_next(self, method: str) -> None:
        """Let the next call of a method through before what is ordered after this."""
        with self._changed:
            self._failures.append((method, "spared"))

    def wait(self, condition: Callable[[], object], within: float = DEADLINE) -> None:
        """Wait until something is so; fail after the deadline."""
        with self._changed:
            assert self._changed.wait_for(condition, within), "it did not happen in time"

    async def until(self, condition: Callable[[], object], within: float = DEADLINE) -> None:
        """Wait as `wait` does, while the event loop runs on."""
        await asyncio.to_thread(self.wait, condition, within)

    def next_message_id(self) -> int:
        with self._changed:
            self._last_message += 1
            return self._last_message

    def store(self, data: bytes, path: str, size: int | None = None) -> Json:
        """Keep a file; answer its description in a message."""
        file_id = secrets.token_urlsafe(40)
        with self._changed:
            declared = len(data) if size is None else size
            folder, _, name = path.partition("/")
            unique = f"{folder}/{len(self._files)}_{name}"
            self._files[file_id] = StoredFile(data, declared, unique)
        unique_id = secrets.token_urlsafe(10)
        return {"file_id": file_id, "file_unique_id": unique_id, "file_size": declared}

    def _take_failure(self, method: str) -> bool:
        """Raise what the test ordered; say whether the answer is to be lost."""
        for number, (name, error) in enumerate(self._failures):
            if name == method:
                del self._failures[number]
                if isinstance(error, ApiError):
                    raise error
                return error == "lost"
        return False
