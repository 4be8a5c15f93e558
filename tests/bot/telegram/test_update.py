"""Says what becomes of each kind of Telegram update, without any network."""

import logging
from typing import Any

import pytest

from bot.channels.telegram_update import translate
from handlers.messages import Attachment, Incoming, Media

FILE = {"file_id": "AgAC", "file_unique_id": "u", "file_size": 1234}
PERSON = {"id": 42, "is_bot": False, "first_name": "Lan", "username": "lan42"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Lan"}


def message(**content: object) -> dict[str, Any]:
    frame = {"message_id": 7, "date": 0, "from": PERSON, "chat": PRIVATE}
    return {"update_id": 9001, "message": {**frame, **content}}


def only_attachment(update: dict[str, Any]) -> Attachment:
    incoming = translate(update)
    assert incoming is not None
    assert incoming.attachment is not None
    return incoming.attachment


def test_text_becomes_a_message_of_the_chat() -> None:
    assert translate(message(text="có người bán ma tuý")) == Incoming(
        "telegram", "42", "9001", "có người bán ma tuý", deletable="7"
    )


def test_the_senders_own_names_come_along_and_are_never_printed() -> None:
    sender = {**PERSON, "last_name": "Nguyễn", "username": "lan42"}
    incoming = translate(message(text="a", **{"from": sender}))

    assert incoming is not None
    assert incoming.names == ("Lan Nguyễn", "Nguyễn Lan", "lan42")
    assert "Lan" not in repr(incoming)


def test_a_redelivered_update_has_the_same_message_id() -> None:
    assert translate(message(text="a")) == translate(message(text="a"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/start PAYLOAD_1", "/start PAYLOAD_1"),
        ("/baotin@homthu_bot", "/baotin"),
        ("/start@homthu_bot abc", "/start abc"),
        ("/baotin@homthu_bot\nở chợ", "/baotin\nở chợ"),
        ("gửi /baotin@homthu_bot", "gửi /baotin@homthu_bot"),
        ("email@example.com", "email@example.com"),
    ],
)
def test_commands_stay_text_without_the_bots_name(written: str, read: str) -> None:
    incoming = translate(message(text=written))
    assert incoming is not None
    assert incoming.text == read


def test_an_edited_message_says_so() -> None:
    update = message(text="sửa")
    incoming = translate({"update_id": 9001, "edited_message": update["message"]})
    assert incoming == Incoming("telegram", "42", "9001", "sửa", edited=True, deletable="7")


def test_a_pressed_button_becomes_its_data() -> None:
    shown = {"message_id": 5, "date": 0, "chat": PRIVATE, "from": {"id": 1, "is_bot": True}}
    query = {"id": "q1", "from": PERSON, "message": shown, "data": "d1:kind:2"}
    assert translate({"update_id": 3, "callback_query": query}) == Incoming(
        "telegram", "42", "3", press="d1:kind:2"
    )


def test_a_pressed_button_of_an_old_message_still_counts() -> None:
    inaccessible = {"message_id": 5, "date": 0, "chat": PRIVATE}
    query = {"id": "q1", "from": PERSON, "message": inaccessible, "data": "d"}
    incoming = translate({"update_id": 3, "callback_query": query})
    assert incoming is not None
    assert incoming.press == "d"


def test_a_photo_is_fetched_in_its_largest_size_with_its_caption() -> None:
    sizes = [
        {**FILE, "file_id": "small", "width": 90, "height": 60},
        {**FILE, "file_id": "large", "width": 1280, "height": 960, "file_size": 99},
        {**FILE, "file_id": "middle", "width": 320, "height": 240},
    ]
    incoming = translate(message(photo=sizes, caption="biển số xe"))
    assert incoming is not None
    assert incoming.text == "biển số xe"
    assert incoming.attachment == Attachment(Media.PICTURE, "large", 99)


LIVE = {"location": {"latitude": 21.0285, "longitude": 105.8542, "live_period": 900}}


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ({"document": {**FILE, "mime_type": "application/zip"}}, Media.DOCUMENT),
        ({"document": FILE}, Media.DOCUMENT),
        ({"sticker": FILE}, Media.STICKER),
        ({"contact": {"phone_number": "+84901234567", "first_name": "x"}}, Media.CONTACT),
        ({"location": {"latitude": 10.1, "longitude": 106.1}}, Media.LOCATION),
        ({"venue": {"title": "chợ"}, "location": {"latitude": 1.0, "longitude": 2}}, Media.LOCATION),
        (LIVE, Media.LIVE_LOCATION),
        ({"poll": {"id": "1"}}, Media.OTHER),
        ({"dice": {"value": 1}}, Media.OTHER),
        ({}, Media.OTHER),
    ],
)
def test_each_kind_of_thing_is_named_and_leaves_nothing_behind(
    content: dict[str, object], media: Media
) -> None:
    attachment = only_attachment(message(**content))
    assert attachment.media is media
    assert attachment.reference == ""


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ({"document": {**FILE, "mime_type": "image/png"}}, Media.PICTURE),
        ({"document": {**FILE, "mime_type": "application/pdf"}}, Media.PDF),
        ({"document": {**FILE, "mime_type": "audio/mpeg"}}, Media.VOICE),
        ({"video": FILE}, Media.VIDEO),
        ({"animation": FILE, "document": {**FILE, "mime_type": "video/mp4"}}, Media.VIDEO),
        ({"video_note": FILE}, Media.VIDEO),
        ({"voice": FILE}, Media.VOICE),
        ({"audio": FILE}, Media.VOICE),
    ],
)
def test_what_can_be_rebuilt_is_remembered_by_its_reference_alone(
    content: dict[str, object], media: Media
) -> None:
    assert only_attachment(message(**content)) == Attachment(media, "AgAC", 1234)


def test_a_position_is_read_to_a_metre_and_a_live_one_not_at_all() -> None:
    pin = only_attachment(message(location={"latitude": 21.02851234, "longitude": 105.8}))
    assert pin.position == "21.02851, 105.80000"
    assert only_attachment(message(**LIVE)).position == ""
    moved = {"update_id": 1, "edited_message": message(**LIVE)["message"]}
    assert translate(moved) is None


@pytest.mark.parametrize("kind", ["document", "video", "audio"])
def test_what_telegram_will_not_hand_out_is_too_big(kind: str) -> None:
    file = {**FILE, "file_size": 30 * 1024 * 1024}
    assert only_attachment(message(**{kind: file})).media is Media.TOO_BIG


@pytest.mark.parametrize(
    "update",
    [
        message(text="a", chat={"id": -1, "type": "supergroup"}),
        message(text="a", chat={"id": -1, "type": "group"}),
        message(text="a", **{"from": {"id": 5, "is_bot": True}}),
        message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}),
        message(pinned_message={"message_id": 1}),
        {"update_id": 1, "channel_post": {"chat": {"id": -5, "type": "channel"}, "text": "a"}},
        {"update_id": 1, "my_chat_member": {"chat": PRIVATE, "from": PERSON}},
        {"update_id": 1, "callback_query": {"id": "1", "from": PERSON, "data": "inline"}},
        {"update_id": 1},
    ],
)
def test_what_no_person_wrote_to_the_bot_in_private_is_ignored(update: dict[str, Any]) -> None:
    assert translate(update) is None


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": {"text": "x"}},
        {"update_id": 1, "message": "bí mật"},
        message(photo=[{}], text=None),
        message(text=5),
        {"message": {"from": PERSON, "chat": PRIVATE, "text": "bí mật"}},
    ],
)
def test_an_update_of_unknown_shape_stops_nothing_and_is_not_logged(
    update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert translate(update) is None
    assert "event_ignored" in caplog.text
    assert "bí mật" not in caplog.text
