"""Local alerts: written, looked at, tried, approved by somebody else, paused, cancelled; and told how they went."""

import pytest

from handlers.alerts import picture_owner, release_pictures
from handlers.campaigns import Cursor, fill, to_fill
from handlers.jobs.progress import conclude, find_ended, find_going, tell_progress
from handlers.page import draw_page
from handlers.sending_progress import percentages
from storage import broadcast_states, deliveries, file_owners
from storage.broadcasts import Broadcast
from storage.choices import Choices, Reader
from storage.coverage import reached_in
from storage.delivery_counts import count, sent_by_place
from storage.records import BroadcastState, Outcome, Role
from storage.subscriptions import Subscriber
from storage.transaction import Transaction
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

TEXT = "Có người rao bán kẹo lạ trước cổng trường. Nếu con bạn được cho kẹo, đừng ăn, hãy báo công an."


def enlist(world: World, name: str, queue: str, role: Role = Role.OFFICER) -> Person:
    """Make an officer who speaks Vietnamese."""
    officer = make_officer(world, name, queue, role=role)
    officer.say("/ngonngu vi")
    return officer


@pytest.fixture
def town(world: World) -> World:
    """Twelve people who get messages: eight of the ward, two of them drivers, four of elsewhere."""
    people = {f"an {number}": ("00004", Choices()) for number in range(6)}
    people |= {f"tài {number}": ("00004", Choices(Reader.DRIVER)) for number in range(2)}
    people |= {"bình 1": ("01", Choices()), "bình 2": ("", Choices()), "chi": ("00008", Choices())}

    def work(tx: Transaction) -> None:
        for number, (name, (place, choices)) in enumerate(people.items()):
            channel = "zalo" if number % 2 else "telegram"
            world.store.subscriptions.subscribe(tx, Subscriber(channel, name, "vi", 2960, place, choices))

    world.store.run(work)
    return world


@pytest.fixture
def author(town: World) -> Person:
    return enlist(town, "author", "00004")


@pytest.fixture
def colleague(town: World, author: Person) -> Person:
    return enlist(town, "colleague", "00004")


def write(author: Person, text: str = TEXT, reader: str = "Mọi người") -> list[str]:
    """Write an alert and give what is heard at its end."""
    return author.tell("/canhbao moi", text, "Không có ảnh", reader, "1", "Nhờ đồng nghiệp duyệt")


def newest(world: World) -> Broadcast:
    return world.store.run(lambda tx: world.store.broadcasts.recent(tx, 1))[0]


def fill_all(world: World) -> int:
    """Write the recipients of what may go out, and count those of the newest alert."""
    store = world.store
    for one in store.run(lambda tx: to_fill(tx, world.product)):
        cursor: Cursor | None = Cursor()
        while cursor is not None:
            cursor = store.run(lambda tx, one=one, cursor=cursor: fill(tx, one, cursor))  # type: ignore[misc]
    one = newest(world)
    return sum(figures.total for figures in store.run(lambda tx: count(tx, one)).values())


def send(world: World, *, at_most: int = 1000, outcome: Outcome = Outcome.SENT) -> int:
    """Send what waits."""
    store, number, sent = world.store, newest(world).number, 0

    def work(tx: Transaction, channel: str) -> int:
        leased = deliveries.lease(tx, store.subscriptions, number, channel, at_most)
        results = [deliveries.Result(one.number, outcome) for one in leased]
        deliveries.record(tx, store.subscriptions, number, channel, results)
        return len(leased)

    store.run(lambda tx: broadcast_states.begin(tx, number))
    for channel in ("telegram", "zalo"):
        sent += store.run(lambda tx, channel=channel: work(tx, channel))  # type: ignore[misc]
    return sent


def test_the_preview_shows_the_words_and_the_exact_number_on_each_channel(author: Person) -> None:
    shown = author.tell("/canhbao moi", TEXT, "Không có ảnh", "Mọi người", "1")[0]

    assert TEXT in shown
    assert "Cảnh báo của công an Phường Ba Đình" in shown
    assert "Số người nhận: 8" in shown
    assert "Telegram: 4 người" in shown
    assert "Zalo: 4 người" in shown
    assert "/dung" in shown
    assert "Từ 21:00 đến 6:30 không gửi cho ai" in shown
    assert "Người đọc tiếng Anh nhận tiêu đề tiếng Anh" in shown
    driver = author.tell("Sửa lại", "Dành cho", "Lái xe")[0]
    assert "Số người nhận: 2" in driver


def test_nothing_goes_out_before_somebody_else_approves(
    town: World, author: Person, colleague: Person
) -> None:
    write(author)
    assert fill_all(town) == 0
    assert newest(town).state is BroadcastState.WAITING
    number = newest(town).number

    assert "Không ai tự duyệt cảnh báo của mình" in author.say(f"/canhbao duyet {number}")[0]
    assert "chờ người thứ hai duyệt" in colleague.listen()[0]
    assert TEXT in colleague.say(f"/canhbao xem {number}")[0]
    assert "Đã duyệt" in colleague.say(f"/canhbao duyet {number}")[0]
    assert "đã duyệt cảnh báo" in author.listen()[0]
    assert "không còn chờ ai duyệt" in colleague.say(f"/canhbao duyet {number}")[0]
    assert fill_all(town) == 8
    assert send(town) == 8


def test_who_writes_gets_a_trial_as_people_will_get_it(town: World, author: Person) -> None:
    write(author)

    heard = author.press("Gửi thử cho tôi")

    assert TEXT in heard[1]
    assert newest(town).state is BroadcastState.WAITING


def test_cancelling_twice_is_told(town: World, author: Person, colleague: Person) -> None:
    write(author)
    number = newest(town).number
    assert "đã hủy" in author.say(f"/canhbao huy {number}")[0]
    assert "không hủy được nữa: đã hủy" in colleague.tell("x", f"/canhbao huy {number}")[0]
    assert "không còn chờ ai duyệt: đã hủy" in colleague.say(f"/canhbao duyet {number}")[0]
    assert fill_all(town) == 0


def test_a_pause_holds_it_and_goes_on(town: World, author: Person, colleague: Person) -> None:
    write(author)
    number = newest(town).number
    assert "không dừng được" in author.say(f"/canhbao dung {number}")[0]
    colleague.say(f"/canhbao duyet {number}")
    author.listen()
    assert "tạm dừng" in author.say(f"/canhbao dung {number}")[0]
    assert newest(town).state is BroadcastState.PAUSED
    assert "tiếp tục" in author.say(f"/canhbao tiep {number}")[0]
    assert newest(town).state is BroadcastState.PLANNED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dài " * 1250, "4999"),
        ("Xem tại https://vi-du.com nhé", "liên kết"),
        ("Gọi cho tôi số 0912 345 678", "số điện thoại"),
        ("Kết bạn zalo của công an nhé", "mạng khác"),
    ],
)
def test_text_that_can_not_go_is_told_why(author: Person, text: str, said: str) -> None:
    author.say("/canhbao moi")

    heard = author.say(text)

    assert said in "\n".join(heard)
    assert "text" not in author.answers or "refused" in author.answers["text"]


def test_to_ask_the_public_something_is_allowed(author: Person) -> None:
    author.say("/canhbao moi")

    assert "Gửi một ảnh" in author.say("Bạn ở đâu cũng nên cảnh giác. Ai thấy người này, hãy báo tin.")[0]


def test_others_alerts_are_not_theirs(town: World, author: Person) -> None:
    write(author)
    stranger = enlist(town, "stranger", "79")

    number = newest(town).number
    for act in ("xem", "thu", "duyet", "dung", "tiep", "huy"):
        assert "Không có cảnh báo số đó" in stranger.say(f"/canhbao {act} {number}")[0]
    assert "Chưa có cảnh báo nào" in stranger.say("/canhbao")[0]
    assert "Chỉ cảnh báo được" in stranger.say("/canhbao moi 00004")[0]
    assert "Cảnh báo" in enlist(town, "above", "01").say("/canhbao")[0]


def test_an_auditor_warns_nobody(town: World) -> None:
    auditor = enlist(town, "auditor", "00004", Role.AUDITOR)

    assert "Chỉ cảnh báo được" in auditor.say("/canhbao moi 00004")[0]


def test_who_is_alone_is_told_to_invite_somebody(town: World, author: Person) -> None:
    assert "mời" in write(author)[0]


def test_the_account_adds_up_to_a_hundred(town: World, author: Person, colleague: Person) -> None:
    write(author)
    number = newest(town).number
    colleague.say(f"/canhbao duyet {number}")
    fill_all(town)
    send(town, at_most=1)
    send(town, at_most=1, outcome=Outcome.FAILED)
    ((going, figures),) = town.store.run(lambda tx: find_going(tx, town.product))
    author.listen()
    town.store.run(lambda tx: tell_progress(tx, town.product, town.now, going, 2.0))
    assert (figures.total, figures.left) == (8, 4)
    heard = author.listen()[0]
    assert "██████████░░░░░░░░░░ 50 %" in heard
    assert "Đã gửi: 2 (25 %)" in heard
    assert "Còn lại: 4 (50 %)" in heard
    assert author.heard[0].share == 50

    send(town)
    town.store.run(lambda tx: broadcast_states.finish(tx, number, 20_000))
    for _again in range(2):
        for one in town.store.run(lambda tx: find_ended(tx, town.product)):
            sent = town.store.run(lambda tx: sent_by_place(tx, number))
            town.store.run(lambda tx, one=one, sent=sent: conclude(tx, town.product, town.now, one, sent))  # type: ignore[misc]
    account = author.listen()
    assert len(account) == 1
    assert "Tất cả: 8 (100 %)" in account[0]
    assert "Đã gửi: 6 (75 %)" in account[0]
    assert town.store.run(lambda tx: reached_in(tx, 0, 99_999))["00004"] == (1, 6)


@pytest.mark.parametrize("figures", [[1, 1, 1], [0, 0], [7, 0, 2], [999_999, 1, 0, 0, 0], [2, 3, 5]])
def test_percentages_make_a_hundred(figures: list[int]) -> None:
    assert sum(percentages(figures)) == (100 if sum(figures) else 0)


def test_what_nobody_knows_is_sent_again_by_decision_and_counted_once(
    town: World, author: Person, colleague: Person
) -> None:
    write(author)
    number = newest(town).number
    colleague.say(f"/canhbao duyet {number}")
    fill_all(town)
    assert "không gửi lại cho ai" in author.say(f"/canhbao guilai {number}")[-1]
    send(town, at_most=1, outcome=Outcome.UNKNOWN)
    send(town)
    conclude_all(town, number)
    assert "Chưa rõ đã đến chưa: 2 (25 %)" in author.listen()[-1]
    assert reached(town) == (1, 6)

    assert "gửi lại cho 2 người" in author.press("Gửi lại cho người chưa rõ")[0]
    send(town)
    conclude_all(town, number)
    account = author.listen()[-1]
    assert "Đã gửi: 8 (100 %)" in account
    assert "Chưa rõ" not in account
    assert reached(town) == (1, 8)

    town.now = newest(town).expires
    assert "quá hạn" in author.say(f"/canhbao guilai {number}")[0]
    assert "quá hạn" in author.say(f"/canhbao thu {number}")[0]


def conclude_all(world: World, number: int) -> None:
    """End an alert and give the account."""
    store = world.store
    store.run(lambda tx: broadcast_states.finish(tx, number, 20_000))
    for one in store.run(lambda tx: find_ended(tx, world.product)):
        sent = store.run(lambda tx: sent_by_place(tx, number))
        store.run(lambda tx, one=one, sent=sent: conclude(tx, world.product, world.now, one, sent))  # type: ignore[misc]


def reached(world: World) -> tuple[int, int]:
    return world.store.run(lambda tx: reached_in(tx, 0, 99_999))["00004"]


def test_a_pause_is_told_to_both(town: World, author: Person, colleague: Person) -> None:
    write(author)
    number = newest(town).number
    colleague.say(f"/canhbao duyet {number}")
    fill_all(town)
    send(town, at_most=1)
    author.say(f"/canhbao dung {number}")
    ((paused, _figures),) = town.store.run(lambda tx: find_going(tx, town.product))
    colleague.listen()
    for _again in range(2):
        town.store.run(lambda tx: tell_progress(tx, town.product, town.now, paused, 0.0))
        page = town.store.run(lambda tx: draw_page(tx, town.product, "console", colleague.address, town.now))
        assert [(one.key, one.share) for one in page.bubbles if one.share >= 0] == [("s-broadcast-1", 25)]

    assert "Cảnh báo 1 đang tạm dừng.\n█████░" in colleague.listen()[0]


@pytest.mark.parametrize(
    ("state", "later", "kept"), [("cancelled", 0, 0), ("done", 0, 1), ("done", 90_000, 0)]
)
def test_a_picture_is_given_up_once_nobody_will_get_it(
    town: World, author: Person, state: str, later: int, kept: int
) -> None:
    write(author)
    number, store = newest(town).number, town.store
    file = store.run(lambda tx: keep_picture(tx, number))
    end = broadcast_states.cancel if state == "cancelled" else broadcast_states.finish
    store.run(lambda tx: release_pictures(tx, town.product, town.now))
    assert file not in store.run(file_owners.draft_files)
    store.run(lambda tx: end(tx, number, 20_000))
    store.run(lambda tx: release_pictures(tx, town.product, town.now + later))

    assert (file not in store.run(file_owners.draft_files)) == bool(kept)
    assert file in store.run(file_owners.file_names)


def keep_picture(tx: Transaction, number: int) -> str:
    file_owners.add_file(tx, "alert-picture")
    file_owners.keep_file(tx, "alert-picture", picture_owner(number))
    return "alert-picture"


def test_an_alert_to_nobody_says_so_and_one_that_is_being_listed_shows_no_figures(
    town: World, author: Person, colleague: Person
) -> None:
    assert "không đến được ai" in author.tell("/canhbao moi", TEXT, "Không có ảnh", "Nông dân", "1")[0]
    author.say("Nhờ đồng nghiệp duyệt")
    colleague.say("/canhbao duyet 1")
    colleague.say("/canhbao dung 1")
    assert "Đang lập danh sách người nhận" in colleague.say("/canhbao xem 1")[0]
    colleague.say("/canhbao tiep 1")
    assert fill_all(town) == 0
    send(town)
    conclude_all(town, 1)

    assert colleague.listen()[-1] == "Cảnh báo 1 đã gửi xong. Kết quả:\nKhông ai nhận."
