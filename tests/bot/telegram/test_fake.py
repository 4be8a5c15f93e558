"""Says that the fake Bot API refuses what the real one refuses, so that green tests mean something."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fakes.telegram import TOKEN, FakeTelegram

KEYBOARD = {"inline_keyboard": [[{"text": "Có", "callback_data": "1"}]]}


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as running:
        running.user(42).send_text("/start")
        yield running


@pytest.fixture
def client(fake: FakeTelegram) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{fake.base_url}{TOKEN}/", trust_env=False) as made:
        yield made


def call(client: httpx.Client, method: str, **parameters: object) -> dict[str, Any]:
    answer = client.post(method, json=parameters)
    envelope: dict[str, Any] = answer.json()
    assert envelope["ok"] == (answer.status_code == 200)
    assert envelope.get("error_code", 200) == answer.status_code
    return envelope


@pytest.mark.parametrize(
    ("method", "parameters", "code"),
    [
        ("sendTelepathy", {}, 404),
        ("sendMessage", {"chat_id": 42}, 400),
        ("sendMessage", {"chat_id": 42, "text": ""}, 400),
        ("sendMessage", {"chat_id": 42, "text": " \n"}, 400),
        ("sendMessage", {"chat_id": 42, "text": "x" * 4097}, 400),
        ("sendMessage", {"chat_id": 42, "text": "x", "parse_mode": "HTML"}, 400),
        ("sendMessage", {"chat_id": 42, "text": "x", "colour": "red"}, 400),
        ("sendMessage", {"chat_id": "bốn", "text": "x"}, 400),
        ("sendMessage", {"chat_id": 99, "text": "x"}, 400),
        ("sendMessage", {"chat_id": 42, "text": "x", "reply_markup": {"keyboard": []}}, 400),
        ("sendPhoto", {"chat_id": 42, "photo": "https://x.vn/a.jpg"}, 400),
        ("sendMediaGroup", {"chat_id": 42, "media": []}, 400),
        ("editMessageText", {"chat_id": 42, "message_id": 1, "text": "x"}, 400),
        ("deleteMessage", {"chat_id": 42, "message_id": 1}, 400),
        ("answerCallbackQuery", {"callback_query_id": "1"}, 400),
        ("setMyCommands", {"commands": [{"command": "Báo", "description": "x"}]}, 400),
        ("setMyCommands", {"commands": [{"command": "bao", "description": ""}]}, 400),
        ("setWebhook", {"url": "http://x.vn/telegram", "secret_token": "s"}, 400),
        ("setWebhook", {"url": "https://x.vn:8080/telegram", "secret_token": "s"}, 400),
        ("setWebhook", {"url": "https://x.vn/telegram", "secret_token": "bí mật"}, 400),
        ("getUpdates", {"allowed_updates": ["chat_member"]}, 400),
        ("getFile", {"file_id": "unknown"}, 400),
        ("sendChatAction", {"chat_id": 42, "action": "dancing"}, 400),
    ],
)
def test_a_wrong_call_is_refused(
    client: httpx.Client, method: str, parameters: dict[str, object], code: int
) -> None:
    assert call(client, method, **parameters)["error_code"] == code


@pytest.mark.parametrize(
    "button",
    [
        {"text": "", "callback_data": "1"},
        {"text": "Có", "callback_data": ""},
        {"text": "Có", "callback_data": "đ" * 33},
        {"text": "Có", "url": "https://x.vn"},
        {"text": "Có"},
    ],
)
def test_a_wrong_button_is_refused(client: httpx.Client, button: dict[str, str]) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = call(client, "sendMessage", chat_id=42, text="x", reply_markup=markup)
    assert answer["error_code"] == 400


@pytest.mark.parametrize(("token", "code"), [("short", 404), (TOKEN + "x", 401)])
def test_a_wrong_token_is_refused(fake: FakeTelegram, token: str, code: int) -> None:
    answer = httpx.get(f"{fake.base_url}{token}/getMe", trust_env=False)
    assert answer.json()["error_code"] == answer.status_code == code


def test_a_refusal_tells_how_long_to_wait(fake: FakeTelegram, client: httpx.Client) -> None:
    fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    answer = call(client, "sendMessage", chat_id=42, text="x")
    assert answer["parameters"] == {"retry_after": 3}
    assert call(client, "sendMessage", chat_id=42, text="x")["ok"]


def test_updates_stay_until_the_next_offset(fake: FakeTelegram, client: httpx.Client) -> None:
    fake.user(42).send_text("hai")
    first = call(client, "getUpdates")["result"]
    assert [update["message"]["text"] for update in first] == ["/start", "hai"]
    assert call(client, "getUpdates")["result"] == first
    offset = first[0]["update_id"] + 1
    assert call(client, "getUpdates", offset=offset, limit=1)["result"] == first[1:]
    assert fake.unconfirmed == 1


def test_updates_are_not_polled_while_a_webhook_is_set(client: httpx.Client) -> None:
    call(client, "setWebhook", url="https://x.vn/telegram", secret_token="s")
    assert call(client, "getUpdates")["error_code"] == 409
    assert call(client, "getWebhookInfo")["result"]["pending_update_count"] == 1
    call(client, "deleteWebhook")
    assert len(call(client, "getUpdates")["result"]) == 1


def test_a_message_is_edited_and_deleted(fake: FakeTelegram, client: httpx.Client) -> None:
    sent = call(client, "sendMessage", chat_id=42, text="một", reply_markup=KEYBOARD)["result"]
    place = {"chat_id": 42, "message_id": sent["message_id"]}
    same = call(client, "editMessageText", **place, text="một", reply_markup=KEYBOARD)
    assert "not modified" in same["description"]
    assert call(client, "editMessageText", **place, text="hai")["ok"]
    [message] = fake.messages(42)
    assert (message.text, message.labels, message.edits) == ("hai", [], 1)
    assert call(client, "deleteMessage", **place)["ok"]
    assert fake.messages(42) == []


def test_who_never_wrote_or_blocked_the_bot_is_not_reached(fake: FakeTelegram, client: httpx.Client) -> None:
    fake.user(41)
    assert call(client, "sendMessage", chat_id=41, text="x")["error_code"] == 403
    fake.user(42).block()
    assert "blocked" in call(client, "sendMessage", chat_id=42, text="x")["description"]
    fake.user(42).unblock()
    assert call(client, "sendMessage", chat_id=42, text="x")["ok"]


def test_a_button_that_is_not_there_cannot_be_pressed(fake: FakeTelegram) -> None:
    with pytest.raises(LookupError, match="no button 'Có'"):
        fake.user(42).press("Có")


def test_a_cut_connection_answers_nobody(fake: FakeTelegram, client: httpx.Client) -> None:
    with fake.outage(), pytest.raises(httpx.TransportError):
        client.get("getMe")
    assert client.get("getMe").json()["result"]["is_bot"]
