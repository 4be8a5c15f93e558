"""How the fake Telegram hands over what people do: by polling or to a webhook, each chat in order, until it is confirmed."""

import asyncio
import re
from contextlib import suppress

import httpx

from tests.fakes.loopback import DEADLINE
from tests.fakes.telegram.chats import ApiError, Json, bad_request
from tests.fakes.telegram.memory import Memory
from tests.fakes.telegram.people import FakeUser

UPDATE_KINDS = {"message", "edited_message", "callback_query", "my_chat_member", "poll_answer"}


class Updates(Memory):
    """The line of updates of one bot."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.deliveries: list[tuple[int, int]] = []
        self.webhook: Json = {"url": ""}
        self.webhook_error: Json = {}
        self._users: dict[int, FakeUser] = {}
        self._pending: list[tuple[int, Json]] = []
        self._history: dict[int, Json] = {}
        self._again: set[int] = set()
        self._last_update = 500_000_000
        self._allowed = set(UPDATE_KINDS)
        self._poller: object = None
        self._waiters: set[asyncio.Future[None]] = set()
        self._stopping = False
        self._target: tuple[str, str] | None = None
        self._lanes: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def user(self, user_id: int, language: str = "vi") -> FakeUser:
        """Name a person; the same one for the same id."""
        with self._changed:
            return self._users.setdefault(user_id, FakeUser(self, user_id, language))

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not confirmed."""
        with self._changed:
            return len(self._pending)

    def deliver_to(self, url: str, secret: str) -> None:
        """Post updates to a webhook here (a real one needs https), one chat in order, until each gets 200."""
        with self._changed:
            self._target = (url, secret)
            self._notify()

    def queue(self, kind: str, content: Json, lane: int) -> None:
        with self._changed:
            if kind not in self._allowed:
                return
            self._last_update += 1
            update = {"update_id": self._last_update, kind: content}
            self._pending.append((lane, update))
            self._history[lane] = update
            self._notify()

    def redeliver(self, lane: int) -> None:
        with self._changed:
            update = self._history[lane]
            if all(waiting is not update for _, waiting in self._pending):
                self._pending.insert(0, (lane, update))
                self._again.add(update["update_id"])
            self._notify()

    def _notify(self) -> None:
        self._changed.notify_all()
        with suppress(RuntimeError):  # the loop is closed already
            self._server.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()
        with self._changed:
            if self._target is None or self._stopping:
                return
            for lane in {lane for lane, _ in self._pending} - self._lanes:
                self._lanes.add(lane)
                task = asyncio.create_task(self._deliver(lane))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _wait_for_change(self, seconds: float) -> None:
        waiter = self._server.loop.create_future()
        self._waiters.add(waiter)
        with suppress(TimeoutError):
            await asyncio.wait_for(waiter, seconds)
        self._waiters.discard(waiter)

    async def _deliver(self, lane: int) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=DEADLINE) as client:
            while True:
                with self._changed:
                    waiting = [update for name, update in self._pending if name == lane]
                    if not waiting or self._target is None or self._stopping:
                        self._lanes.discard(lane)
                        return
                    url, secret = self._target
                update = waiting[0]
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
                try:
                    answer = await client.post(url, json=update, headers=headers)
                    status = answer.status_code
                except httpx.HTTPError:
                    status = 0
                with self._changed:
                    self.deliveries.append((update["update_id"], status))
                    if status == 200:
                        self._pending.remove((lane, update))
                    self._changed.notify_all()
                if status != 200:
                    await self._wait_for_change(0.05)

    async def _get_updates(self, parameters: Json) -> list[Json]:
        offset, limit = parameters.get("offset", 0), parameters.get("limit", 100)
        me = self._poller = object()
        self._wake()
        end = self._server.loop.time() + min(parameters.get("timeout", 0), 50)
        with self._changed:
            if "allowed_updates" in parameters:
                self._allow(parameters["allowed_updates"])
            self._confirm(offset)
        while True:
            with self._changed:
                self._check_poller(me)
                batch = [update for _, update in self._pending[: max(1, min(limit, 100))]]
                self._again.difference_update(update["update_id"] for update in batch)
            left = end - self._server.loop.time()
            if batch or self._stopping or left <= 0:
                return batch
            await self._wait_for_change(left)

    def _check_poller(self, me: object) -> None:
        if self.webhook["url"]:
            reason = "can't use getUpdates method while webhook is active"
            raise ApiError(409, f"Conflict: {reason}; use deleteWebhook to delete it first")
        if self._poller is not me:
            raise ApiError(409, "Conflict: terminated by other getUpdates request")

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
            return
        self._pending = [
            (lane, update)
            for lane, update in self._pending
            if update["update_id"] >= offset or update["update_id"] in self._again
        ]
        self._changed.notify_all()

    def _allow(self, kinds: object) -> None:
        if not isinstance(kinds, list) or not set(kinds) <= UPDATE_KINDS:
            raise bad_request("allowed_updates names updates the product does not know")
        self._allowed = set(kinds) or set(UPDATE_KINDS)

    def _set_webhook(self, parameters: Json) -> bool:
        url, secret = parameters["url"], parameters.get("secret_token", "")
        if not re.fullmatch(r"https://[^/:]+(:(443|80|88|8443))?/.*", url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[\w-]{1,256}", secret, re.ASCII):
            raise bad_request("secret token contains unallowed characters")
        self._allow(parameters.get("allowed_updates", []))
        self.webhook = {"url": url, "secret_token": secret}
        self._drop_if_asked(parameters)
        self._notify()
        return True

    def _delete_webhook(self, parameters: Json) -> bool:
        self.webhook = {"url": ""}
        self._drop_if_asked(parameters)
        return True

    def _drop_if_asked(self, parameters: Json) -> None:
        if parameters.get("drop_pending_updates"):
            self._pending.clear()

    def _describe_webhook(self, _: Json) -> Json:
        pending = len(self._pending)
        url = self.webhook["url"]
        return {
            "url": url,
            "has_custom_certificate": False,
            "pending_update_count": pending,
            "allowed_updates": sorted(self._allowed),
            **self.webhook_error,
        }
