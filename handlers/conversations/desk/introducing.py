"""The script in which a new officer says how colleagues shall call them."""

from content.i18n import _
from handlers.dialogue.questions import write
from handlers.dialogue.steps import Script


def introduce() -> Script[str]:
    """Ask how colleagues shall call a new officer."""
    return (
        yield from write(
            "name",
            _(
                "How shall colleagues call you? For example «Captain Lan». Officers of your queues and leads above them see it."
            ),
            60,
            skippable=True,
        )
    )
