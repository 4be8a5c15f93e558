"""Asks what somebody wants to know about drugs: a topic, or own words."""

from content.i18n import _
from content.prevention.vocabulary import topic_names
from handlers.dialogue.questions import Choice
from handlers.dialogue.steps import Script


def ask_question() -> Script[str]:
    """Give a topic, or `Choice.FREE` and the person's words."""
    about: str = yield Choice(
        name="about",
        prompt=_("What do you want to know? Write a few words, or choose a topic."),
        labels=topic_names(),
        free=True,
    )
    return about
