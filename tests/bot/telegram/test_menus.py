"""Says which commands each chat's menu offers on Telegram: everybody's, or an officer's, in the language that is spoken there."""

from tests.bot.telegram.showing import CITIZEN, OFFICER, Show


def menu_of(show: Show, person: str) -> dict[str, str] | None:
    commands = show.fake.commands.get(f"chat {show.driver._user(person).id}")
    return None if commands is None else dict(commands)


def test_an_officer_is_offered_what_officers_can_do_from_joining_on(show: Show) -> None:
    show.write(CITIZEN, "/start")
    show.make_officer()
    offered = menu_of(show, OFFICER)

    assert menu_of(show, CITIZEN) is None
    assert offered is not None
    assert offered["hangdoi"] == "Tin trong hàng đợi của tôi"
    assert "baotin" in offered
    assert "hangdoi" not in dict(show.fake.commands["all_private_chats"])
    assert "baotin" in dict(show.fake.commands["all_private_chats"])


def test_a_chat_that_changes_its_language_is_offered_the_names_of_that_language(show: Show) -> None:
    show.make_officer()
    show.write(OFFICER, "/ngonngu en")
    show.write(CITIZEN, "/ngonngu en")
    officers, citizens = menu_of(show, OFFICER), menu_of(show, CITIZEN)

    assert officers is not None
    assert citizens is not None
    assert officers["queue"] == "Tips of my queues"
    assert citizens["tip"] == "Tip off drug crime"
    assert "queue" not in citizens


def test_who_is_removed_is_offered_what_everybody_is(show: Show) -> None:
    show.make_officer()
    show.write("lead", show.host.call("invite", "00004", "lead"), "Minh")
    show.write("lead", "/thuhoi 1", "1")

    assert menu_of(show, OFFICER) is None
    assert menu_of(show, "lead") is not None
