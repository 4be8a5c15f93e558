"""How the question that waits is asked: its options and controls as buttons, and the words that control it."""

from content.i18n import _
from content.places.folding import fold
from handlers.dialogue.player import Asking
from handlers.dialogue.steps import Option, Question
from handlers.messages import Button, Reply
from handlers.session import FIRST_CONVERSATIONS, FIRST_DRAFT
from handlers.turn import Turn

BACK, CANCEL, SKIP = "~back", "~cancel", "~skip"
SHORT_LABEL = 22
LONGEST_CONTROL = 80  # characters, with whatever stands around the word

CONTROL_WORDS = {
    BACK: {"quay lai", "back", "/quaylai", "/back"},
    CANCEL: {"thoi", "thoi khong bao nua", "dung lai", "huy", "huy bo", "cancel", "/huy", "/cancel"},
    SKIP: {"bo qua", "skip", "/boqua", "/skip"},
}
ACCENTED_CANCEL = {"hủy", "huỷ", "huỷ bỏ", "hủy bỏ", "cancel", "/huy", "/cancel"}


def ask(turn: Turn, asking: Asking) -> None:
    """Ask the question that waits."""
    turn.reply(ask_reply(turn, asking))


def ask_reply(turn: Turn, asking: Asking) -> Reply:
    """Word the question that waits, with its buttons."""
    question = asking.question
    draft = FIRST_DRAFT if is_first_question(turn, asking) else turn.session.draft
    options = question.options(asking.part, asking.path)
    rows = [
        tuple(Button(option.label, f"{draft}.{question.name}.{option.value}") for option in row)
        for row in _rows(options)
    ]
    controls = _controls(turn, asking)
    if controls:
        rows.append(
            tuple(Button(label, f"{draft}.{question.name}.{word}", control=True) for label, word in controls)
        )
    return Reply(question.ask(asking.part), tuple(rows), kind="ask", drawn=True, poll=question.poll)


def has_answers(asking: Asking) -> bool:
    """Tell whether a question was answered before the one that waits."""
    return any(isinstance(passed.step, Question) for passed in asking.path)


def is_first_question(turn: Turn, asking: Asking) -> bool:
    """Tell whether the question is «what do you need?»: there is nothing to cancel yet."""
    return turn.session.conversation in FIRST_CONVERSATIONS and not has_answers(asking)


def read_control(text: str, question: Question | None) -> str | None:
    """Read a control word; where any words can be an answer, a name like «Huy» is not «cancel»."""
    if len(text) > LONGEST_CONTROL:
        return None
    folded = fold(text) if not text.startswith("/") else text.strip().lower()
    word = next((word for word, texts in CONTROL_WORDS.items() if folded in texts), None)
    if word == CANCEL and question is not None and is_free(question):
        return CANCEL if text.strip().lower() in ACCENTED_CANCEL else None
    return word


def is_free(question: Question) -> bool:
    """Tell whether a question takes any words."""
    return question.takes_words or not question.options(None, ())


def _controls(turn: Turn, asking: Asking) -> list[tuple[str, str]]:
    if is_first_question(turn, asking):
        return []
    controls = [(_("Skip"), SKIP)] if asking.question.skippable else []
    if has_answers(asking) and not asking.question.opens:
        controls.append((_("Back"), BACK))
    return [*controls, (_("Cancel"), CANCEL)]


def _rows(options: list[Option]) -> list[list[Option]]:
    rows: list[list[Option]] = []
    for option in options:
        short = len(option.label) <= SHORT_LABEL
        if short and rows and len(rows[-1]) == 1 and len(rows[-1][0].label) <= SHORT_LABEL:
            rows[-1].append(option)
        else:
            rows.append([option])
    return rows
