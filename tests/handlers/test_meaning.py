"""Who writes their story in several messages, before anything is asked, loses none of it."""

from tests.handlers.chat import Person


def test_messages_that_follow_the_first_words_are_put_behind_them(tipster: Person) -> None:
    tipster.say("somebody sells at the gate of the school")
    told = tipster.say("at nine in the evening, on a red motorbike")
    assert told[0].startswith("I have added that to your words.")
    assert "Which of these is it?" in told[1]
    tipster.tell("1", "1", "1", "Phường Ba Đình, Hà Nội", "skip", "skip", "1", "skip")

    assert "red motorbike" in str(tipster.answers) or "red motorbike" in str(tipster.say("done"))


def test_a_mistyped_choice_is_no_story_and_too_long_a_story_says_so(tipster: Person) -> None:
    tipster.say("somebody sells at the gate of the school")
    assert "choose one of these" in tipster.say("99")[0]
    assert "characters" in tipster.say("x " * 3000)[0]
    assert tipster.answers["need"] == "=somebody sells at the gate of the school"


def test_a_cry_for_help_in_the_second_message_leads_to_help(tipster: Person) -> None:
    tipster.say("I write to you for the first time")
    told = tipster.say("my son is addicted and needs treatment")
    assert not any("Which of these is it?" in one for one in told)
