"""Says what is made of posts with missing, odd or unknown fields: no crash, no silence where somebody wrote, no lost words."""

from typing import Any

import pytest

from bot.channels import telegram_update, zalo_bot_update, zalo_oa_update
from handlers.messages import Attachment, Incoming, Media

PERSON = {"id": 42, "is_bot": False, "first_name": "Lan"}
PRIVATE = {"id": 42, "type": "private"}
GROUP = {"id": -7, "type": "supergroup"}
UNKNOWN = Attachment(Media.WITHHELD, lost=Media.OTHER)
PICTURE = Attachment(Media.WITHHELD, lost=Media.PICTURE)
LINK = {"type": "text_link", "offset": 0, "length": 3, "url": "https://t.me/cho"}
DEEP: Any = [[[{"a": [1]}]]]


def update(**content: object) -> dict[str, Any]:
    return {
        "update_id": 7,
        "message": {"message_id": 1, "from": PERSON, "chat": PRIVATE, "date": 0, **content},
    }


def bot_event(message: object, name: object = "message.text.received") -> dict[str, Any]:
    return {"event_name": name, "message": message}


def oa_event(message: object, name: str = "user_send_text") -> dict[str, Any]:
    return {"event_name": name, "sender": {"id": "7"}, "message": message, "timestamp": "1"}


TELEGRAM: list[tuple[dict[str, Any], str, Media | None]] = [
    (update(text="tin", entities=[LINK, LINK, {"type": "bold"}, 5]), "tin\nhttps://t.me/cho", None),
    (update(text="xem https://t.me/cho", entities=[LINK]), "xem https://t.me/cho", None),
    (update(text="tin", entities=LINK), "tin", None),
    (
        update(photo=[{"file_id": "a"}], caption="mua", caption_entities=[LINK]),
        "mua\nhttps://t.me/cho",
        Media.PICTURE,
    ),
    (update(location={"latitude": "x", "longitude": 1}), "", Media.LOCATION),
    (update(location={"latitude": 1e400, "longitude": 1}), "", Media.LOCATION),
    (update(location={}), "", Media.LOCATION),
    (update(story={"chat": GROUP, "id": 9}), "", Media.OTHER),
    (update(paid_media={"star_count": 5}), "", Media.OTHER),
    (update(photo=[{"file_id": "a"}, {"file_id": "b", "width": 9, "height": 9}]), "", Media.PICTURE),
    (update(photo=[], caption="lời"), "lời", Media.OTHER),
    (update(photo=[{"file_id": "a"}], caption=None), "", Media.PICTURE),
    (update(photo=[{"file_id": "a"}], caption=5), "", Media.PICTURE),
    (
        update(text="tin", forward_origin={"type": "hidden_user"}, reply_to_message=DEEP, quote=None),
        "tin",
        None,
    ),
    (
        update(text="tin", **{"from": {"id": 42, "is_bot": False, "first_name": "", "language_code": 5}}),
        "tin",
        None,
    ),
    (update(text="tin", **{"from": {**PERSON, "id": 2**52 + 1}}), "tin", None),
]


@pytest.mark.parametrize(("posted", "text", "media"), TELEGRAM)
def test_telegram_loses_nothing_that_can_be_read(
    posted: dict[str, Any], text: str, media: Media | None
) -> None:
    incoming = telegram_update.translate(posted)
    assert incoming is not None
    assert incoming.text == text
    assert (incoming.attachment.media if incoming.attachment else None) is media
    assert not (incoming.attachment and incoming.attachment.position)


@pytest.mark.parametrize(
    "posted",
    [
        {"update_id": 7, "poll_answer": {"poll_id": "1", "user": PERSON, "option_ids": ["x"]}},
        {"update_id": 7, "business_message": update(text="tin")["message"]},
        {"update_id": 7, "edited_channel_post": {"chat": {"id": -5, "type": "channel"}, "caption": "a"}},
        {"update_id": 7, "message_reaction": {"chat": PRIVATE, "user": PERSON}},
        {
            "update_id": 7,
            "callback_query": {"id": "1", "from": PERSON, "inline_message_id": "x", "data": "a"},
        },
        {"update_id": 7, "callback_query": {"id": "1", "from": PERSON, "message": None, "data": "a"}},
        {"update_id": 7, "my_chat_member": DEEP},
        update(photo="bí mật"),
        update(photo=[{"file_id": "a", "width": "x", "height": 1}]),
        update(forum_topic_created={"name": "x"}),
    ],
)
def test_what_is_nobodys_message_on_telegram_stops_nothing(posted: dict[str, Any]) -> None:
    assert telegram_update.translate(posted) is None


@pytest.mark.parametrize(
    ("sender", "is_heard"),
    [
        ({"from": PERSON}, True),
        ({"from": {"id": 1087968824, "is_bot": True}, "sender_chat": GROUP}, True),
        ({"from": {"id": 5, "is_bot": True}}, False),
    ],
    ids=["a member", "an unnamed administrator", "a bot"],
)
def test_whoever_calls_in_a_group_is_told(sender: dict[str, Any], is_heard: bool) -> None:
    incoming = telegram_update.translate(update(text="/start", chat=GROUP, **sender))
    assert (incoming is not None and incoming.in_group) is is_heard


FLAT = {"from": {"id": "a1"}, "chat": {"id": "a1"}, "message_id": "m"}
ZALO_BOT: list[tuple[dict[str, Any], str, Attachment | None]] = [
    (bot_event({"from": {"id": "a1"}, "text": "tin"}), "tin", None),
    (bot_event({"chat": {"id": "a1"}, "text": "tin"}), "tin", None),
    (bot_event({**FLAT, "from": None, "text": "tin"}), "tin", None),
    (bot_event({**FLAT, "text": "tin", "caption": DEEP}, None), "tin", None),
    (bot_event({**FLAT, "text": "tin"}, "message.hologram.received"), "tin", None),
    (bot_event({**FLAT, "text": 5}), "", None),
    (bot_event({**FLAT, "text": None}, "message.hologram.received"), "", UNKNOWN),
    (
        bot_event({**FLAT, "photo_url": "https://x.zdn.vn/a"}, None),
        "",
        Attachment(Media.PICTURE, "https://x.zdn.vn/a"),
    ),
    (bot_event({**FLAT, "photo_url": 5, "caption": "lời"}, "message.image.received"), "lời", PICTURE),
    (bot_event({"chat": {"id": "a1"}}, "message.unsupported.received"), "", Attachment(Media.WITHHELD)),
]


@pytest.mark.parametrize("is_enveloped", [False, True])
@pytest.mark.parametrize(("posted", "text", "attachment"), ZALO_BOT)
def test_the_zalo_bot_loses_nothing_that_can_be_read(
    posted: dict[str, Any], text: str, attachment: Attachment | None, is_enveloped: bool
) -> None:
    shape = {"ok": True, "result": posted} if is_enveloped else posted
    incoming, again = zalo_bot_update.translate(shape), zalo_bot_update.translate(shape)
    assert incoming is not None
    assert (incoming.address, incoming.text, incoming.attachment) == ("a1", text, attachment)
    assert "None" not in incoming.names
    assert again is not None
    assert again.message_id == incoming.message_id


@pytest.mark.parametrize(
    "posted",
    [
        {"result": []},
        {"result": None},
        bot_event(None),
        bot_event({}),
        bot_event({"from": {"id": ""}, "chat": {}}),
        bot_event({"chat": {"id": "\ud800"}, "message_id": "m", "text": "x"}),
        bot_event({**FLAT, "from": {"id": "b", "is_bot": True}, "text": "x"}),
    ],
)
def test_what_names_nobody_is_no_message_of_the_zalo_bot(posted: dict[str, Any]) -> None:
    assert zalo_bot_update.translate(posted) is None


def place(latitude: object, longitude: object) -> dict[str, Any]:
    where = {"latitude": latitude, "longitude": longitude}
    return {"msg_id": "m", "attachments": [{"type": "location", "payload": {"coordinates": where}}]}


NOWHERE = Attachment(Media.WITHHELD, lost=Media.LOCATION)
ZALO_OA: list[tuple[dict[str, Any], str, Attachment | None]] = [
    (oa_event({"text": "tin"}), "tin", None),
    (oa_event({"msg_id": "m", "text": "tin", "attachments": {"type": "x"}}), "tin", None),
    (oa_event({"msg_id": "m", "text": "tin", "attachments": [None]}), "tin", UNKNOWN),
    (
        oa_event({"msg_id": "m", "text": "tin", "attachments": [{"type": "link", "payload": "x"}]}),
        "tin",
        None,
    ),
    (oa_event({"msg_id": "m", "attachments": [{"type": "image", "payload": None}]}), "", PICTURE),
    (oa_event(place("nan", 1)), "", NOWHERE),
    (oa_event(place("1e999", 1)), "", NOWHERE),
    (oa_event(place(91, 1)), "", NOWHERE),
    (oa_event({"msg_id": "m", "text": None}), "", UNKNOWN),
    (
        oa_event({"msg_id": "m", "attachments": [{"type": "link"}]}, "user_send_business_card"),
        "",
        Attachment(Media.CONTACT),
    ),
]


@pytest.mark.parametrize(("posted", "text", "attachment"), ZALO_OA)
def test_the_official_account_loses_nothing_that_can_be_read(
    posted: dict[str, Any], text: str, attachment: Attachment | None
) -> None:
    (incoming,), (again,) = zalo_oa_update.translate(posted), zalo_oa_update.translate(posted)
    assert (incoming.address, incoming.text, incoming.attachment) == ("7", text, attachment)
    assert again.message_id == incoming.message_id


@pytest.mark.parametrize("query", [{"id": "9"}, {"id": 9}, {}, None, "x"])
def test_a_press_that_says_nothing_is_answered_if_it_can_be(query: object) -> None:
    posted = {"update_id": 7, "callback_query": query}
    assert telegram_update.translate(posted) is None
    assert telegram_update.find_press(posted) == ("9" if query == {"id": "9"} else "")


def test_messages_without_a_name_are_told_apart_by_what_they_say() -> None:
    found: list[list[Incoming]] = [
        zalo_oa_update.translate(oa_event({"text": text})) for text in ("một", "hai")
    ]
    assert found[0][0].message_id != found[1][0].message_id


@pytest.mark.parametrize(
    "name",
    ["user_received_message", "user_seen_message", "oa_send_text", "user_reacted_message", "shop_has_order"],
)
def test_signs_of_the_app_are_no_messages(name: str) -> None:
    assert zalo_oa_update.translate(oa_event({"msg_id": "m", "text": "x"}, name)) == []


@pytest.mark.parametrize("kind", ["text", "image", "link", "audio", "location", "video", "file", "sticker"])
def test_what_people_say_to_each_other_in_a_group_of_the_account_is_not_ours(kind: str) -> None:
    said = oa_event({"text": "tối nay đi đâu", "msg_id": "m"}, f"user_send_group_{kind}")
    assert zalo_oa_update.translate({**said, "recipient": {"id": "group"}}) == []
