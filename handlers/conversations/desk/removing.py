"""The leads' script that asks before a membership ends."""

from content.i18n import _
from handlers.conversations.desk.given import given
from handlers.dialogue.questions import confirm
from handlers.dialogue.steps import Script


def revoke_member() -> Script[tuple[str, str] | None]:
    """Ask whether a membership shall really end; give officer (hex) and queue, None if it shall not."""
    officer = yield from given("member")
    queue = yield from given("queue")
    question = yield from given("question")
    sure = yield from confirm("sure", question, yes=_("Yes, remove"), no=_("No, keep"))
    return (officer, queue) if sure else None
