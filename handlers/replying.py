"""What happens when an officer's words to tipsters are ready: sealed to each tip's own thread, or told why not."""

from content.blanks import fill_in
from content.i18n import _
from handlers.access import Act
from handlers.cases import call_all, tips_of_case
from handlers.commands.answers import find_answerable, list_refused
from handlers.conversations.desk.given import BETWEEN
from handlers.conversations.desk.writing import Form, Message, answer_tip, ask_tipster
from handlers.declarations import Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.numbers import call_tip, require_tip
from handlers.threads import fill_values, require_reader, write_to_tipster
from handlers.turn import Turn
from storage.records import Tip


def send_answer(turn: Turn, message: Message) -> None:
    """Seal an answer to the tipster of each tip, or of its whole case; what could not be sent is said, with the words."""
    found, refused = find_answerable(turn, message.tip.split(BETWEEN))
    if message.together:
        found = [one for tip in found for one in tips_of_case(turn, tip, Act.REPLY)]
    sent = [tip for tip in found if _send(turn, tip, message.text, refused)]
    names = ", ".join(call_tip(tip, turn.desk.queues) for tip in sent)
    if len(sent) == 1:
        stored = _("Your answer to tip {tip} is stored. The tipster reads it with the receipt.")
        turn.say(stored.format(tip=names))
    elif sent:
        turn.say(_("Your answer is stored for each of these tips: {tips}.").format(tips=names))
    if refused:
        words = _("Your words, so that nothing is lost:")
        turn.say("\n\n".join([list_refused(refused), f"{words}\n{message.text}"]))


def send_questions(turn: Turn, form: Form) -> None:
    """Seal questions to a tip's thread; the tipster answers them one by one."""
    tip = require_tip(turn, form.tip, Act.REPLY)
    require_reader(turn, tip)
    values = fill_values(tip)
    write_to_tipster(turn, tip, "", asked=[fill_in(question, values) for question in form.questions])
    turn.record(Act.REPLY, tip.queue, tip.number, "questions")
    text = _("Your questions on tip {tip} are stored. The tipster answers them with the receipt.")
    turn.say(text.format(tip=call_tip(tip, turn.desk.queues)))


def call_case(turn: Turn, name: str) -> str:
    """Call the other tips of a case that can be answered together with a tip; empty where there are none."""
    try:
        tip = require_tip(turn, name, Act.REPLY)
    except RefusalError:  # several tips, or one that has gone
        return ""
    return call_all(turn, tips_of_case(turn, tip, Act.REPLY)[1:])


def find_blanks(turn: Turn, names: str) -> dict[str, str]:
    """Say what is filled in for a tip, the first of several; nothing if it has gone: the end says so."""
    try:
        return fill_values(require_tip(turn, names.split(BETWEEN, maxsplit=1)[0], Act.REPLY))
    except RefusalError:
        return {}


def _send(turn: Turn, tip: Tip, text: str, refused: list[str]) -> bool:
    try:
        write_to_tipster(turn, tip, fill_in(text, fill_values(tip)))
    except RefusalError as refusal:
        refused.append(f"{call_tip(tip, turn.desk.queues)}: {refusal}")
        return False
    turn.record(Act.REPLY, tip.queue, tip.number)
    return True


CONVERSATIONS = {
    "answer_tip": Conversation(answer_tip, send_answer, needs_key=True),
    "ask_tipster": Conversation(ask_tipster, send_questions, needs_key=True),
}

FACTS: FactFinders = {"blanks": find_blanks, "tips_of_case": call_case}
