"""Says how the channel of a Zalo official account behaves against a strict fake; what all channels owe is in test_contract.py."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.answer_windows import StoredWindow
from bot.broadcast_allowance import StoredAllowance
from bot.channels.port import OpenFile, Quota, SendError, SendLaterError, WaitForPersonError
from bot.channels.zalo_oa import LIMITS, ZaloOaChannel
from bot.channels.zalo_oa_api import ZaloLogin
from bot.channels.zalo_oa_update import translate
from bot.platform_tokens import KeptTokens
from handlers.messages import Button, Incoming, Media, Reply
from storage.records import FileKind
from storage.store import Store
from tests.driving.product import Place, Running, cheap_receipts
from tests.driving.stage import MORNING
from tests.driving.zalo_oa import ZaloOaDriver
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, FakeZaloOa, OaUser

DAY = 24 * 3600

Wrote = Callable[[OaUser], None]


@pytest.fixture
def fake() -> Iterator[FakeZaloOa]:
    with FakeZaloOa() as made:
        yield made


@pytest.fixture
async def login(fake: FakeZaloOa) -> AsyncIterator[ZaloLogin]:
    made = ZaloLogin(fake.login_url, APP_ID, APP_SECRET)
    yield made
    await made.close()


def keep(fake: FakeZaloOa, store: Store, login: ZaloLogin) -> KeptTokens:
    return KeptTokens(store, "zalooa", fake.first_token, login, fake.now)


@pytest.fixture
def window(fake: FakeZaloOa, store: Store) -> StoredWindow:
    return StoredWindow(store, "zalooa", LIMITS, fake.now)


@pytest.fixture
def wrote(fake: FakeZaloOa, store: Store, window: StoredWindow) -> Wrote:
    """Let a person have written just now."""

    def write(person: OaUser) -> None:
        person.wrote, person.answers = fake.now(), 0
        store.run(lambda tx: window.open(tx, person.id))

    return write


@pytest.fixture
async def channel(
    fake: FakeZaloOa, store: Store, login: ZaloLogin, window: StoredWindow
) -> AsyncIterator[ZaloOaChannel]:
    made = ZaloOaChannel(fake.url, fake.url, keep(fake, store, login), window)
    yield made
    await made.close()


async def test_the_first_token_is_swapped_once_and_kept_over_a_restart(
    fake: FakeZaloOa, store: Store, login: ZaloLogin
) -> None:
    first, second = keep(fake, store, login), keep(fake, store, login)
    token = await first.current()
    assert token == fake.access_token
    assert await first.current() == await second.current() == token
    assert len(fake.called("/v4/oa/access_token")) == 1


async def test_many_who_need_a_token_at_once_renew_it_once(
    fake: FakeZaloOa, store: Store, login: ZaloLogin
) -> None:
    tokens = keep(fake, store, login)
    await asyncio.gather(*(tokens.current() for _ in range(20)))
    assert len(fake.called("/v4/oa/access_token")) == 1


async def test_another_process_that_renews_is_waited_for(
    fake: FakeZaloOa, store: Store, login: ZaloLogin
) -> None:
    tokens, other = keep(fake, store, login), keep(fake, store, login)
    await other._lend(await other._load())
    with pytest.raises(SendLaterError) as raised:
        await tokens.current()
    assert raised.value.refused
    assert not fake.called("/v4/oa/access_token")
    fake.clock += 61  # it has died meanwhile
    assert await tokens.current() == fake.access_token


async def test_new_tokens_are_kept_even_if_the_lease_has_gone_to_another_process(
    fake: FakeZaloOa, store: Store, login: ZaloLogin
) -> None:
    tokens, other = keep(fake, store, login), keep(fake, store, login)
    lent = await tokens._lend(await tokens._load())
    fake.clock += 61  # it was stopped for a while
    await other._lend(await other._load())
    access = await tokens._swap(lent)
    assert await other.current() == access == fake.access_token
    fake.clock += 90_000
    assert await other.current() == fake.access_token != access


@pytest.mark.parametrize("lasts", [None, "bald", "nan", "-5", "inf"])
async def test_a_token_that_does_not_say_how_long_it_lives_is_not_lost(
    fake: FakeZaloOa, store: Store, login: ZaloLogin, lasts: str | None
) -> None:
    pair = {"access_token": "new", "refresh_token": "next", "expires_in": lasts}
    fake.fail_next("/v4/oa/access_token", 200, pair)
    tokens = keep(fake, store, login)
    assert await tokens.current() == "new"
    kept = await tokens._load()
    assert (kept.refresh, 3500 < kept.ends - fake.now() <= 3600) == ("next", True)


async def test_tokens_that_a_full_disk_refuses_are_kept_later(
    fake: FakeZaloOa, store: Store, login: ZaloLogin, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tokens = keep(fake, store, login)
    tokens.first_pause = 0.01
    lent = await tokens._lend(await tokens._load())
    with closing(sqlite3.connect(tmp_path / "data" / "homthu.db")) as disk:
        disk.execute("CREATE TRIGGER full BEFORE INSERT ON facts BEGIN SELECT RAISE(ABORT, 'full'); END")
        swapping = asyncio.create_task(tokens._swap(lent))
        ended, _ = await asyncio.wait({swapping}, timeout=0.1)
        disk.execute("DROP TRIGGER full")
    assert await swapping == fake.access_token
    assert (await keep(fake, store, login)._load()).refresh == fake.refresh_token
    assert (not ended, "token_not_kept" in caplog.text) == (True, True)


async def test_an_account_without_a_token_is_silent(fake: FakeZaloOa, store: Store, login: ZaloLogin) -> None:
    tokens = keep(fake, store, login)
    assert tokens.silence == 0
    await tokens.current()
    fake.clock += 90_000 + 400
    assert tokens.silence >= 400
    await tokens.current()
    assert tokens.silence == 0
    fake.clock += 90_000 + 400
    assert keep(fake, store, login).silence == 0


async def test_it_is_renewed_before_it_ends(fake: FakeZaloOa, store: Store, login: ZaloLogin) -> None:
    tokens = keep(fake, store, login)
    old = await tokens.current()
    fake.clock += 90_000 - 3000
    task = asyncio.create_task(tokens.run())
    await fake.until(lambda: fake.access_token != old)
    assert await tokens.renew(old) == fake.access_token
    task.cancel()
    assert len(fake.called("/v4/oa/access_token")) == 2


def read_all(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_tokens_are_sealed(fake: FakeZaloOa, store: Store, login: ZaloLogin, tmp_path: Path) -> None:
    await keep(fake, store, login).current()
    held = read_all(tmp_path)
    for secret in (fake.access_token, fake.refresh_token, fake.first_token):
        assert secret.encode() not in held


async def test_a_refused_login_is_reported_and_answers_wait(
    fake: FakeZaloOa, channel: ZaloOaChannel, wrote: Wrote, caplog: pytest.LogCaptureFixture
) -> None:
    fake.refresh_token = "another one"
    lan = fake.user(1)
    wrote(lan)
    with pytest.raises(SendLaterError):
        await channel.send(lan.id, Reply("x"), ())
    assert "token_not_renewed" in caplog.text
    assert fake.first_token not in caplog.text


async def test_a_token_that_ends_early_is_renewed_and_the_message_sent_once(
    fake: FakeZaloOa, channel: ZaloOaChannel, wrote: Wrote
) -> None:
    lan = fake.user(1)
    wrote(lan)
    await channel.send(lan.id, Reply("một"), ())
    fake.access_token = "reset by hand"
    await channel.send(lan.id, Reply("hai"), ())
    assert [got.text for got in lan.messages] == ["một", "hai"]


async def test_the_ninth_answer_waits_for_the_persons_next_message(
    fake: FakeZaloOa, channel: ZaloOaChannel, wrote: Wrote
) -> None:
    lan = fake.user(1)
    wrote(lan)
    for number in range(8):
        await channel.send(lan.id, Reply(str(number)), ())
    with pytest.raises(WaitForPersonError):
        await channel.send(lan.id, Reply("9"), ())
    wrote(lan)
    await channel.send(lan.id, Reply("9"), ())
    assert len(lan.messages) == 9
    assert fake.paid == 0


async def test_a_reply_in_parts_waits_as_a_whole_where_not_all_of_it_is_free(
    fake: FakeZaloOa, channel: ZaloOaChannel, wrote: Wrote
) -> None:
    lan, long = fake.user(1), Reply("dài lắm " * 600)
    wrote(lan)
    for number in range(6):
        await channel.send(lan.id, Reply(str(number)), ())
    with pytest.raises(WaitForPersonError):
        await channel.send(lan.id, long, ())
    assert len(lan.messages) == 6
    wrote(lan)
    await channel.send(lan.id, long, ())
    assert (len(lan.messages), fake.paid) == (9, 0)


async def test_a_message_opens_its_window_with_its_own_turn_and_one_that_is_known_does_not(
    deployment: Path,
) -> None:
    with closing(ZaloOaDriver()) as driver, cheap_receipts():
        running = Running(Place(deployment, MORNING, platforms=driver.environment()))
        await running.open()
        window, lan = running._app.windows["zalooa"], driver.fake.user(1)
        first = Incoming("zalooa", lan.id, "1", "xin chào")
        assert not await window.allows(lan.id)
        await running.deliver(first)
        await running.settle()
        left = LIMITS.answers - len(lan.messages)
        for _again in range(2):
            assert await window.allows(lan.id, left)
            assert not await window.allows(lan.id, left + 1)
            await running.deliver(first)
        await running.close()


async def test_nothing_is_sent_two_days_after_the_last_message(
    fake: FakeZaloOa, channel: ZaloOaChannel, wrote: Wrote
) -> None:
    lan = fake.user(1)
    wrote(lan)
    fake.clock += 2 * DAY + 1
    with pytest.raises(WaitForPersonError):
        await channel.send(lan.id, Reply("x"), ())
    with pytest.raises(WaitForPersonError):
        await channel.send(fake.user(2).id, Reply("x"), ())
    assert (lan.messages, fake.paid) == ([], 0)


async def test_up_to_five_choices_are_buttons_and_more_are_numbered(
    fake: FakeZaloOa, channel: ZaloOaChannel, wrote: Wrote
) -> None:
    lan = fake.user(1)
    wrote(lan)
    cancel = (Button("Huỷ", "d.q.~cancel", control=True),)
    few = ((Button("Có", "d.q.yes"), Button("Không", "d.q.no")), cancel)
    many = (*((Button(f"Mục {number}", f"d.q.{number}"),) for number in range(7)), cancel)
    await channel.send(lan.id, Reply("Hỏi", few), ())
    await channel.send(lan.id, Reply("Hỏi", many), ())
    assert lan.messages[0].text == "Hỏi"
    assert [label for label, _ in lan.messages[0].buttons] == ["Có", "Không", "Huỷ"]
    assert lan.messages[1].text.endswith("7. Mục 6")
    assert lan.messages[1].buttons == [("Huỷ", "#d.q.~cancel")]


@pytest.mark.parametrize("takes_lists", [True, False])
async def test_four_choices_with_their_controls_are_a_list_or_else_numbered(
    fake: FakeZaloOa, channel: ZaloOaChannel, wrote: Wrote, takes_lists: bool
) -> None:
    fake.takes_lists, lan = takes_lists, fake.user(1)
    wrote(lan)
    choices = tuple((Button(f"Mục {number}", f"d.q.{number}"),) for number in range(1, 5))
    controls = ((Button("Quay lại", "d.q.~back", control=True), Button("Huỷ", "d.q.~cancel", control=True)),)
    await channel.send(lan.id, Reply("Bạn chọn gì?\nChọn một mục.", (*choices, *controls), kind="ask"), ())

    [got] = lan.messages
    pressed = ["Mục 1", "Mục 2", "Mục 3", "Mục 4"] if takes_lists else []
    assert [title for title, _payload in got.buttons] == [*pressed, "Quay lại", "Huỷ"]
    assert got.text.startswith("Bạn chọn gì?\nChọn một mục.")
    assert ("1. Mục 1" in got.text) is not takes_lists


async def test_followers_get_one_article_a_day_and_four_a_month(
    fake: FakeZaloOa, store: Store, login: ZaloLogin
) -> None:
    day, now = 24 * 3600, [1_790_000_000.0]
    allowance = StoredAllowance(store, "zalooa", LIMITS.quota, lambda: now[0])
    window = StoredWindow(store, "zalooa", LIMITS)
    channel = ZaloOaChannel(fake.url, fake.url, keep(fake, store, login), window, allowance)
    channel._api._patience, fake.is_slow = (0, 0), True
    article = ("Cảnh giác ma túy núp bóng", "Kẹo lạ, nước lạ: đừng dùng.", "https://homthu.example/the/1.png")
    sent = []
    for _ in range(6):
        for _again in range(2):
            before = len(fake.broadcasts)
            with suppress(SendLaterError):
                await channel.broadcast(*article)
            sent.append(len(fake.broadcasts) - before)
        now[0] += day
    await channel.close()

    assert sent == [1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0]


async def test_a_broadcast_counts_if_nobody_knows_and_not_if_it_certainly_did_not_go_out(
    fake: FakeZaloOa, store: Store, login: ZaloLogin
) -> None:
    allowance = StoredAllowance(store, "zalooa", Quota(broadcasts=1, broadcasts_a_day=1))
    window = StoredWindow(store, "zalooa", LIMITS)
    channel = ZaloOaChannel(fake.url, fake.url, keep(fake, store, login), window, allowance)
    article = ("Cảnh giác", "Kẹo lạ: đừng dùng.", "https://homthu.example/the/1.png")
    fake.fail_next("/v2.0/article/create", 200, {"error": -201, "message": "x"})
    with pytest.raises(SendError):
        await channel.broadcast(*article)
    fake.lose_next_answer("/v2.0/oa/message")
    with pytest.raises(SendLaterError) as unknown:
        await channel.broadcast(*article)
    with pytest.raises(SendLaterError) as none_left:
        await channel.broadcast(*article)
    await channel.close()

    assert (unknown.value.refused, none_left.value.refused) == (False, True)
    assert len(fake.broadcasts) == 1


async def test_a_card_is_uploaded_and_evidence_never_leaves(
    fake: FakeZaloOa, channel: ZaloOaChannel, wrote: Wrote
) -> None:
    lan = fake.user(1)
    wrote(lan)
    await channel.send_card(lan.id, b"card", Reply("Cảnh giác"))
    assert (lan.messages[0].text, lan.messages[0].pictures) == ("Cảnh giác", (b"card",))
    with pytest.raises(SendError):
        await channel.send_card(lan.id, b"x" * (1024 * 1024 + 1), Reply("Cảnh giác"))
    with pytest.raises(SendError):
        await channel.send(lan.id, Reply("x"), (OpenFile(FileKind.PICTURE, b"x"),))


def event(name: str, **content: object) -> dict[str, Any]:
    return {
        "event_name": name,
        "sender": {"id": "7"},
        "message": {"msg_id": "m", **content},
        "timestamp": "1",
    }


def attached(kind: str, **payload: object) -> dict[str, Any]:
    return event(f"user_send_{kind}", attachments=[{"type": kind, "payload": payload}])


@pytest.mark.parametrize(
    ("posted", "media"),
    [
        (attached("image", url="https://f.zdn.vn/a.jpg"), Media.PICTURE),
        (attached("image"), Media.WITHHELD),
        (attached("audio", url="https://f.zdn.vn/a.aac"), Media.VOICE),
        (attached("video", url="https://f.zdn.vn/a.mp4"), Media.VIDEO),
        (attached("file", url="https://f.zdn.vn/a", type="pdf", size="1000"), Media.PDF),
        (attached("file", url="https://f.zdn.vn/a", type="docx", size="1000"), Media.DOCUMENT),
        (attached("file", url="https://f.zdn.vn/a", type="JPG", size="1000"), Media.PICTURE),
        (attached("file", url="https://f.zdn.vn/a", type="mp4", size="12.5 KB"), Media.VIDEO),
        (attached("location"), Media.WITHHELD),
        (attached("location", coordinates={"latitude": "x"}), Media.WITHHELD),
        (attached("link"), Media.WITHHELD),
        (attached("file", url="https://f.zdn.vn/a", type="pdf", size="99000000"), Media.TOO_BIG),
        (attached("sticker"), Media.STICKER),
        (attached("hologram"), Media.WITHHELD),
        (event("user_send_text"), Media.WITHHELD),
    ],
)
def test_what_is_no_text_is_told_apart(posted: dict[str, Any], media: Media) -> None:
    (incoming,) = translate(posted)
    assert incoming.attachment is not None
    assert incoming.attachment.media is media


def test_several_pictures_are_several_messages_with_one_text() -> None:
    pictures = [{"type": "image", "payload": {"url": f"https://f.zdn.vn/{number}"}} for number in range(3)]
    found = translate(event("user_send_image", text="cổng trường", attachments=pictures))
    assert [one.text for one in found] == ["cổng trường", "", ""]
    assert len({one.message_id for one in found}) == 3


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", "https://ban.example/da"),
        ("ở đây bán đá", "ở đây bán đá\nhttps://ban.example/da"),
        ("xem https://ban.example/da nhé", "xem https://ban.example/da nhé"),
    ],
)
def test_a_link_is_words(written: str, read: str) -> None:
    link = {"type": "link", "payload": {"url": "https://ban.example/da", "thumbnail": "https://x.example"}}
    (incoming,) = translate(event("user_send_link", text=written, attachments=[link]))
    assert (incoming.text, incoming.attachment) == (read, None)


def test_a_place_is_only_where_it_is() -> None:
    (incoming,) = translate(
        attached("location", coordinates={"latitude": "10.7769123", "longitude": "106.7"})
    )
    assert incoming.attachment is not None
    assert incoming.attachment.position == "10.77691, 106.70000"


@pytest.mark.parametrize(
    ("text", "press"),
    [
        ("#ab12.kind.selling", "ab12.kind.selling"),
        ("#/tin 12", "/tin 12"),
        ("#/tincuatoi", "/tincuatoi"),
        ("# 1 là gì", ""),
        ("#MaTuy", ""),
    ],
)
def test_what_a_button_sends_is_a_press(text: str, press: str) -> None:
    (incoming,) = translate(event("user_send_text", text=text))
    assert (incoming.press, incoming.text) == (press, "" if press else text)


def test_who_follows_is_greeted_and_who_leaves_is_unsubscribed() -> None:
    posted = {"follower": {"id": "7"}, "timestamp": "154390853474"}
    (follows,) = translate({"event_name": "follow", **posted})
    (leaves,) = translate({"event_name": "unfollow", **posted})
    assert (follows.text, leaves.text) == ("/start", "/dung")


@pytest.mark.parametrize(
    "posted", [{}, {"event_name": "oa_send_text"}, {"event_name": "user_send_text"}, {"event_name": "follow"}]
)
def test_what_no_person_did_is_no_message(posted: dict[str, Any]) -> None:
    assert translate(posted) == []
