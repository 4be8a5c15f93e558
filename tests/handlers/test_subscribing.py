"""Subscribing: one clear question, nothing written beside a conversation, and one word that ends it."""

import re
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from content.consents import CONSENTS, LATEST, LATEST_FOLLOWERS
from handlers.commands.subscribing import week_of
from handlers.durations import DAY_SECONDS
from handlers.jobs.wishes import carry_out_week, carry_out_wishes
from handlers.messages import Traces
from storage.choices import Choices, Interest, PartOfDay, Reader, Rhythm
from storage.runtime import Runtime
from storage.subscriptions import Subscriber
from storage.wishes import noted_wish, take_wishes
from tests.handlers.chat import Person, World
from tests.handlers.test_waiting import waits, write

HELD = "get prevention messages here"
ASKED = "Do you want to get prevention messages here?"


@pytest.fixture
def reader(world: World) -> Person:
    """Somebody who writes from a chat that can be reached later."""
    world.traces["console"] = Traces(hours=48)
    person = Person(world, "reader")
    person.say("/ngonngu en")
    return person


def listed(world: World) -> int:
    return world.store.run(world.store.subscriptions.count)


def week(world: World) -> int:
    return week_of(int(world.now // DAY_SECONDS))


def held(world: World, person: Person) -> Subscriber | None:
    return world.store.run(lambda tx: world.store.subscriptions.find(tx, "console", person.address))


def change(person: Person, title: str, answer: str) -> None:
    """Change one answer of the review that waits."""
    person.press("Change something")
    person.press(title)
    person.say(answer)


def carry_out(world: World) -> None:
    world.store.run(lambda tx: carry_out_wishes(tx, world.product))


def test_only_a_clear_yes_subscribes(world: World, reader: Person) -> None:
    for answer in ("/dangky", "/dangky perhaps", "/subscribe"):
        assert ASKED in reader.say(answer)[0]
        assert "Nothing about this is kept" in reader.press("Cancel")[0]
    carry_out(world)
    assert listed(world) == 0

    reader.say("/dangky")
    assert HELD in reader.press("Yes, send them to me")[0]
    carry_out(world)
    assert listed(world) == 1
    assert held(world, reader) == Subscriber(
        "console", "reader", "en", week(world), "", Choices(consent=LATEST)
    )


def test_nothing_is_on_the_list_before_the_job_has_run(world: World, reader: Person) -> None:
    reader.say("/dangky co")

    assert listed(world) == 0
    assert "noted" in reader.say("/dangky")[0]  # but the person is told the truth
    carry_out(world)
    assert listed(world) == 1
    assert "already" in reader.say("/dangky co")[0]


def test_the_list_grows_once_a_week(world: World, reader: Person) -> None:
    """Who compares copies of the database must see a crowd come, not one person in the visit in which they also tip off."""

    def sweep() -> int:
        world.store.run(lambda tx: carry_out_week(tx, world.product, world.now))
        return listed(world)

    monday = (world.now // DAY_SECONDS - 4) // 7 * 7 + 11
    sweep()
    reader.say("/dangky co")
    assert sweep() == 0
    world.now = monday * DAY_SECONDS - 1
    assert sweep() == 0

    world.now += 1
    assert sweep() == 1
    Person(world, "another").say("/dangky co")
    assert sweep() == 1


def test_the_day_that_is_named_is_the_day_of_the_list(world: World, reader: Person) -> None:
    def sweep() -> int:
        world.store.run(lambda tx: carry_out_week(tx, world.product, world.now))
        return listed(world)

    sweep()
    said = ""
    for kept in (True, False):
        world.forgets_at_reboot = kept
        said = reader.say("/dangky co")[0]
        assert ("restarted" in said) is kept
    found = re.search(r"from (\d+)/(\d+)/(\d+) on", said)
    assert found is not None
    day, month, year = map(int, found.groups())
    begins = datetime(year, month, day, tzinfo=UTC).timestamp()

    world.now = begins - 1
    assert sweep() == 0
    world.now = begins
    assert sweep() == 1
    assert "already" in reader.say("/dangky")[0]


def test_a_reboot_forgets_a_wish_and_the_person_was_told(world: World, reader: Person) -> None:
    """What is written beside a conversation must be noise once the power is gone, so it can't be promised to last."""
    assert "If the server is restarted before that, I forget it" in reader.say("/dangky co")[0]

    rebooted = Runtime(bytes(32))

    assert world.store.run(lambda tx: noted_wish(tx, rebooted, "console", reader.address)) is None
    assert world.store.run(lambda tx: take_wishes(tx, rebooted)) == []


def test_one_word_ends_it_at_any_time(world: World, reader: Person) -> None:
    reader.say("/dangky có")
    carry_out(world)
    write(reader, "in the middle of a tip")

    assert "erased" in reader.say("/dung")[0]
    world.store.run(lambda tx: carry_out_wishes(tx, world.product, endings_only=True))

    assert listed(world) == 0
    assert reader.answers["words"] == "in the middle of a tip"
    assert "no address is kept" in reader.say("huỷ đăng ký")[0] or reader.conversation == "report_tip"
    assert "no address is kept" in reader.say("/stop")[0]


def test_an_ending_overtakes_a_wish_that_waits(world: World, reader: Person) -> None:
    reader.tell("/dangky co", "/dung")
    carry_out(world)

    assert listed(world) == 0


def test_it_works_in_the_middle_of_a_tip(world: World, reader: Person) -> None:
    write(reader, "the story")

    heard = reader.say("/dangky co")

    assert HELD in heard[0]
    assert "the story" in heard[-1]  # the review is asked again
    assert reader.answers["words"] == "the story"


def test_the_first_question_leads_there(reader: Person) -> None:
    reader.say("/start")

    assert ASKED in reader.say("Prevention messages")[0]
    assert HELD in reader.press("Yes, send them to me")[0]
    assert "/dangky" in reader.say("/start")[0]


def test_a_place_that_forgets_people_says_so(world: World, tipster: Person) -> None:
    assert "can be sent to you here later" in tipster.say("/dangky co")[0]
    carry_out(world)
    assert listed(world) == 0


def test_who_changes_their_mind_too_often_waits_but_may_always_stop(world: World, reader: Person) -> None:
    for _ in range(6):
        reader.tell("/dangky co", "/dung")

    assert waits(reader.say("/dangky co"))
    assert "no address is kept" in reader.say("/dung")[0]
    assert listed(world) == 0


def test_everything_can_be_chosen_before_the_yes(world: World, reader: Person) -> None:
    reader.say("/dangky")
    change(reader, "Your place", "phường Ba Đình, Hà Nội")
    change(reader, "For", "Drivers")
    change(reader, "About", "3")
    change(reader, "How often messages come", "Only what is important")
    change(reader, "Time of day", "At noon, from 11")
    change(reader, "Language", "Tiếng Việt")
    shown = reader.heard[-1].text
    reader.press("Yes, send them to me")
    carry_out(world)

    chosen = Choices(Reader.DRIVER, Interest.TRICKS, Rhythm.IMPORTANT, PartOfDay.NOON, LATEST)
    assert held(world, reader) == Subscriber("console", "reader", "vi", week(world), "00004", chosen)
    for line in (
        "Your place: Phường Ba Đình",
        "For: Drivers",
        "About: Tricks",
        "Time of day: At noon",
        "Tiếng Việt",
    ):
        assert line in shown


def test_a_place_can_be_a_province_or_none(world: World, reader: Person) -> None:
    reader.say("/dangky")
    change(reader, "Your place", "Lai Châu")
    assert "Your place: Tỉnh Lai Châu" in reader.press("Only the province")[0]
    reader.press("Change something")
    reader.press("Your place")
    assert "Your place: No place" in reader.press("No place")[0]


def test_all_can_be_changed_later_and_the_week_of_consent_stays(world: World, reader: Person) -> None:
    began = week(world)
    reader.say("/dangky co")
    carry_out(world)
    world.now += 21 * DAY_SECONDS
    assert "How often messages come: Once a week" in reader.say("/dangky")[0]
    reader.press("Change something")
    change(reader, "How often messages come", "Once a quarter")
    assert "I have noted the change" in reader.press("Leave it like this")[0]
    assert "How often messages come: Once a quarter" in reader.say("/dangky")[0]
    kept = held(world, reader)
    assert kept is not None
    assert kept.choices.rhythm is Rhythm.WEEKLY  # like a beginning, a change comes with those of its week

    carry_out(world)

    changed = Choices(rhythm=Rhythm.QUARTERLY, consent=LATEST)
    assert held(world, reader) == Subscriber("console", "reader", "en", began, "", changed)
    assert listed(world) == 1
    reader.say("/dangky doi")
    assert "nothing is changed" in reader.press("Cancel")[0]


def test_a_command_ends_the_question_that_it_answers(world: World, reader: Person) -> None:
    reader.say("/dangky")
    assert HELD in reader.say("/dangky co")[0]
    assert reader.conversation == "next_need"
    reader.say("/dangky doi")
    assert "erased" in reader.say("/dung")[0]
    assert reader.conversation == "next_need"


def test_choices_wait_while_a_tip_is_written(world: World, reader: Person) -> None:
    reader.say("/dangky co")
    write(reader, "the story")

    assert "Please end it first" in reader.say("/dangky doi")[0]
    assert reader.answers["words"] == "the story"


@pytest.mark.parametrize("sent", ["/dangky", "/dangky co"])
def test_a_posters_commune_is_the_place_until_another_is_chosen(
    world: World, reader: Person, sent: str
) -> None:
    reader.say("/start xa00004")
    reader.say(sent)
    if sent == "/dangky":
        assert "Your place: Phường Ba Đình" in reader.heard[0].text
        reader.press("Yes, send them to me")
    carry_out(world)

    kept = held(world, reader)
    assert kept is not None
    assert kept.place == "00004"


def test_the_words_of_a_consent_never_change() -> None:
    """Whoever agreed is known by the name of the words alone: other words need another name."""
    digests = {name: sha256(words.encode()).hexdigest()[:16] for name, words in CONSENTS.items()}

    assert digests == {"2026-11": "9447cb72a9950ca7", "2026-11 followers": "737a0de95f57e2d3"}


def test_nothing_offers_it_after_a_tip(world: World, reader: Person) -> None:
    write(reader)
    heard = [*reader.say("Send the tip"), *reader.say("I will do it later")]

    assert not any("/dangky" in text for text in heard)


def test_there_is_no_way_back_from_the_first_screen(reader: Person) -> None:
    reader.say("/dangky")

    labels = [button.label for row in reader.heard[-1].rows for button in row]
    assert labels == ["Yes, send them to me", "Change something", "Cancel"]


def test_where_all_followers_get_the_same_nothing_is_chosen_and_leaving_says_how(world: World) -> None:
    world.traces["zalooa"] = Traces(platform="Zalo")
    person = Person(world, "follower", channel="zalooa")
    person.say("/ngonngu vi")

    asked = person.say("/dangky")[0]
    assert "Mọi người quan tâm tài khoản này đều nhận cùng một tin" in asked
    assert "Bao lâu một lần" not in asked
    assert "từ ngày" in person.press("Có, hãy gửi cho tôi")[0]
    carry_out(world)

    found = world.store.run(lambda tx: world.store.subscriptions.find(tx, "zalooa", "follower"))
    assert found
    assert found.choices == Choices(consent=LATEST_FOLLOWERS)
    assert "Bạn đang nhận tin phòng ngừa" in person.say("/dangky doi")[0]
    assert "bỏ quan tâm" in person.press("Thôi nhận tin")[0]
