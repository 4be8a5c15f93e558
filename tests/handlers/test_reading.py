"""`/hoi` and `/ketiep`: questions are answered from the items, in any place of a conversation; nothing of them is kept."""

from datetime import date

from content.prevention.calendar import following
from content.prevention.pack import items
from content.prevention.vocabulary import Topic, topic_names
from tests.handlers.chat import Person, World


def title(name: str) -> str:
    return items()[name].en.title


def test_a_question_is_answered_with_an_item_and_its_sources(tipster: Person) -> None:
    said = tipster.say("/hoi bong cuoi co hai khong")
    assert said[0].startswith(title("june-07"))
    assert "Resolution no. 173/2024/QH15" in said[0]


def test_a_question_in_the_middle_of_a_tip_keeps_the_tip(tipster: Person) -> None:
    before = tipster.say("/baotin")[-1]
    said = tipster.say("/hoi methadone")
    assert said[0].startswith(title("june-19"))
    assert said[-1] == before
    assert "few words" in tipster.say("/hoi")[0]


def test_a_question_alone_asks_for_words_or_a_topic(tipster: Person) -> None:
    assert "What do you want to know?" in tipster.say("/hoi")[-1]
    assert tipster.say("lá khát")[0].startswith(title("june-17"))
    tipster.say("/ask")
    assert tipster.press("Khat leaf")[0].startswith(title("june-17"))


def test_each_topic_is_offered_where_nothing_is_found(tipster: Person) -> None:
    assert tipster.say("/hoi asdf qwer")[0].startswith("I found nothing about that.")
    for topic in Topic:
        found = tipster.say(f"/hoi #{topic}")[0]
        assert any(found.startswith(item.en.title) for item in items().values() if topic in item.topics)
    assert len(topic_names()) == len(Topic)


def test_the_next_item_goes_through_the_calendar_and_begins_again(tipster: Person, world: World) -> None:
    seen = [tipster.say("/ketiep")[0].splitlines()[0] for _ in range(len(items()) + 1)]
    assert len(set(seen)) == len(items())
    assert seen[-1] == seen[0]


def test_a_certain_item_is_shown_and_an_unknown_one_is_the_next(tipster: Person) -> None:
    assert tipster.say("/ketiep june-07")[0].startswith(title("june-07"))
    assert tipster.say("/ketiep")[0].startswith(title("june-08"))
    assert tipster.say("/ketiep no-such-item")[0].startswith(title("june-09"))


def test_the_theme_stands_in_the_item(tipster: Person) -> None:
    assert "«Chung tay xây dựng xã, phường không ma túy»" in tipster.say("/ketiep june-26")[0]


def test_following_knows_an_unknown_name() -> None:
    assert following("", date(2027, 6, 26)).id == "june-26"
    assert following("june-30", date(2027, 6, 26)).id == "q3-1"
