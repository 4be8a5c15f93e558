"""`/ketiep` and `/hoi`: prevention items to read now, one after the other, or found by words."""

from datetime import UTC, date, datetime, timedelta

from content.i18n import N_, _, current_language
from content.prevention.calendar import following
from content.prevention.item import Item
from content.prevention.pack import items, name_card, word_item
from content.prevention.search import find_items
from content.prevention.vocabulary import Topic, topic_names
from handlers.conversations.ask_question import ask_question
from handlers.declarations import Command, Conversation
from handlers.dialogue.questions import Choice
from handlers.messages import Button
from handlers.session import FIRST_CONVERSATIONS
from handlers.turn import Rows, Turn
from handlers.typed_words import TOPIC_WORDS, TOPICS

VIETNAM = timedelta(hours=7)
MOST_OTHERS = 3


def read_next(turn: Turn, argument: str) -> None:
    """`/ketiep [id]`: show the next item of the calendar, or a certain one."""
    name = argument.strip().lower()
    _show(turn, items().get(name) or following(turn.session.reading, _today(turn)), ())


def ask(turn: Turn, argument: str) -> None:
    """`/hoi [words]`: find items by words; without words, ask for some."""
    if (topic := TOPICS.get(argument.lower())) is not None:
        _show_topic(turn, topic)
    elif argument:
        _show_found(turn, argument)
    elif turn.session.conversation in FIRST_CONVERSATIONS | {""}:
        turn.session.start("ask_question")
    else:
        turn.say(_("Write «/hoi» and a few words, such as «/hoi laughing gas»."), _topics())


def answer_question(turn: Turn, about: str) -> None:
    """Show what was asked for, and ask what is needed next."""
    if about.startswith(Choice.FREE):
        _show_found(turn, about.removeprefix(Choice.FREE))
    else:
        _show_topic(turn, Topic(about))
    if turn.officer is None:
        turn.session.start("next_need")
    else:
        turn.session.stop()


def _show_found(turn: Turn, words: str) -> None:
    found = find_items(words, 1 + MOST_OTHERS)
    if found:
        _show(turn, found[0], tuple(found[1:]))
    else:
        turn.say(_("I found nothing about that. Perhaps one of these topics helps:"), _topics())


def _show_topic(turn: Turn, topic: Topic) -> None:
    about = sorted(
        (item for item in items().values() if topic in item.topics),
        key=lambda item: (item.topics.index(topic), not item.important, item.id),
    )
    _show(turn, about[0], tuple(about[1 : 1 + MOST_OTHERS]))


def _show(turn: Turn, item: Item, others: tuple[Item, ...]) -> None:
    turn.session.reading = item.id
    language = current_language()
    rows = [(Button(one.wording(language).title, f"/ketiep {one.id}"),) for one in others]
    rows.append((Button(_("Next item"), "/ketiep"),))
    turn.say(word_item(item, turn.product.theme), tuple(rows), card=name_card(item, language))


def _topics() -> Rows:
    return tuple((Button(name, f"/hoi {TOPIC_WORDS[topic]}"),) for topic, name in topic_names().items())


def _today(turn: Turn) -> date:
    return (datetime.fromtimestamp(turn.now, UTC) + VIETNAM).date()


COMMANDS = (
    Command("hoi", "ask", ask, N_("Ask about drugs"), ("hoi", "hoi dap", "ask")),
    Command(
        "ketiep",
        "next",
        read_next,
        N_("Read the next prevention message"),
        ("ke tiep", "bai ke tiep", "bai tiep", "doc tiep", "next"),
    ),
)

CONVERSATIONS = {"ask_question": Conversation(ask_question, answer_question, "")}
