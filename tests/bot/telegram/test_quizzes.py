"""Quizzes on Telegram: sent as its own, a vote is the press of a button, and whatever can't be one stays a message with buttons."""

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_polls import MOST_POLLS, Polls
from bot.channels.telegram_update import VOTE, translate
from handlers.envelopes import dump_reply, load_reply
from handlers.messages import Button, Incoming, Poll, Reply
from tests.bot.books import Book
from tests.bot.telegram.connecting import connect, running
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.quizzes import NoQuizError

ANSWERS = ("115", "111", "1080", "Số của người bán")
CONTROLS = (Button("Quay lại", "d.q.~back", control=True), Button("Thôi", "d.q.~cancel", control=True))
QUESTION = Reply(
    "Câu 1/10. Gọi số nào trước?",
    (*((Button(text, f"d.q.{place}"),) for place, text in enumerate(ANSWERS)), CONTROLS),
    kind="ask",
    poll=Poll(0, "115 là cấp cứu y tế."),
)


async def test_a_question_is_a_quiz_and_a_vote_is_a_press(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book = Book()
    user = fake.user(7)
    user.send_text("/tracnghiem")
    async with running(channel, book):
        await book.wait_for(1)
        sent = await channel.send("7", QUESTION, ())
        quiz = user.messages[-1].quiz
        assert quiz is not None
        assert (quiz.question, quiz.options, quiz.right) == (QUESTION.text, ANSWERS, 0)
        assert user.messages[-1].protected
        assert user.messages[-1].labels == [*ANSWERS, "Quay lại", "Thôi"]
        assert sent == (str(user.messages[-1].message_id),)
        user.vote("1080")
        await book.wait_for(2)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert (book.taken[-1].address, book.taken[-1].press) == ("7", "d.q.2")
    with pytest.raises(NoQuizError):
        user.vote("115")


async def test_a_vote_after_a_restart_is_an_old_button(fake: FakeTelegram, channel: TelegramChannel) -> None:
    user = fake.user(7)
    user.send_text("hi")
    await channel.send("7", QUESTION, ())
    after, book = connect(fake), Book()
    user.vote("115")
    async with running(after, book):
        await book.wait_for(2)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert book.taken[-1].press.startswith(VOTE)
    await after.close()


@pytest.mark.parametrize(
    "reply",
    [
        Reply("?" * 301, QUESTION.rows, poll=QUESTION.poll),
        Reply("?", ((Button("x" * 101, "a"),), (Button("y", "b"),)), poll=QUESTION.poll),
        Reply("?", QUESTION.rows, poll=Poll(0, "x" * 201)),
        Reply("?", QUESTION.rows, poll=Poll(0, "a\nb\nc\nd")),
    ],
)
async def test_what_is_too_long_for_a_quiz_stays_a_message(
    fake: FakeTelegram, channel: TelegramChannel, reply: Reply
) -> None:
    user = fake.user(7)
    user.send_text("hi")
    await channel.send("7", reply, ())
    assert user.messages[-1].quiz is None
    assert user.messages[-1].rows


def test_votes_of_others_and_those_taken_back_mean_nothing() -> None:
    polls = Polls()
    polls.note("5", "7", ("d.q.0", "d.q.1"))
    vote = Incoming("telegram", "8", "1", press=f"{VOTE}5:1")
    assert polls.name_press(vote) == vote
    beyond = Incoming("telegram", "7", "1", press=f"{VOTE}5:9")
    assert polls.name_press(beyond) == beyond
    voter = {"id": 7, "is_bot": False}
    assert (
        translate({"update_id": 1, "poll_answer": {"poll_id": "5", "user": voter, "option_ids": []}}) is None
    )
    assert translate({"update_id": 1, "poll_answer": {"poll_id": "5", "option_ids": [1]}}) is None


def test_only_the_newest_quizzes_are_known() -> None:
    polls = Polls()
    for number in range(MOST_POLLS + 1):
        polls.note(str(number), "7", ("a",))
    assert polls.name_press(Incoming("telegram", "7", "1", press=f"{VOTE}0:0")).press == f"{VOTE}0:0"
    assert polls.name_press(Incoming("telegram", "7", "1", press=f"{VOTE}1:0")).press == "a"


def test_a_quiz_survives_the_outbox() -> None:
    assert load_reply(dump_reply(QUESTION)) == QUESTION
    assert "poll" not in dump_reply(Reply("a"))
