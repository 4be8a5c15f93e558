"""Takes what a person says to the question that waits: an answer or a part of it, back, skip, cancel."""

from itertools import takewhile

from content.i18n import _
from handlers.asking import CANCEL, SKIP, ask
from handlers.dialogue.attaching import Evidence
from handlers.dialogue.player import Asking
from handlers.dialogue.questions import SecretText, Text
from handlers.dialogue.steps import (
    Amend,
    Answer,
    Change,
    Outcome,
    Part,
    Passed,
    Path,
    Question,
    Said,
    Secret,
    WrongAnswerError,
)
from handlers.drafts import forget_files
from handlers.outgoing import take_back_own
from handlers.registry import CONVERSATIONS
from handlers.running import Scene, give, repeat, resume
from handlers.secrets import open_secret
from handlers.turn import Turn
from storage import file_owners
from storage.records import Json


def answer(turn: Turn, scene: Scene, said: Said) -> None:
    """Take an answer to the question that waits."""
    asking = scene.asking
    if "secret" in asking.question.offers:
        take_back_own(turn)
    else:
        hear(turn, asking.question, said)
    try:
        outcome = asking.question.read(said, asking.part, asking.path)
        if isinstance(outcome, Secret) and isinstance(asking.question, SecretText):
            outcome = Answer(open_secret(turn, asking.question, outcome.value))
    except WrongAnswerError as wrong:
        if "secret" not in asking.question.offers:
            turn.echo(said.text)
        turn.say(str(wrong))
        ask(turn, asking)
        return
    if isinstance(outcome, Amend):
        _hear_elsewhere(turn, outcome, said)
    if isinstance(outcome, Part) and "files" not in asking.question.offers:
        turn.echo(said.text)  # or what is asked next would stand below an older answer that was wrong
    _take(turn, scene, outcome)


def hear(turn: Turn, question: Question, said: Said) -> None:
    """Note which question a message answers, where people can edit their messages."""
    if turn.incoming.deletable and said.text:
        among_others = (said.text,) if "files" in question.offers else ()
        turn.session.hear(turn.incoming.deletable, question.name, *among_others)


def _hear_elsewhere(turn: Turn, amend: Amend, said: Said) -> None:
    """Note which other question a message has answered, where it answers more than the one that waited."""
    for name, value in amend.answers.items():
        if turn.incoming.deletable and said.text and value == said.text:
            turn.session.hear(turn.incoming.deletable, name)


def replace(turn: Turn, path: Path, name: str, value: Json) -> None:
    """Give a question that was passed another answer."""
    _drop(turn, path, name)
    turn.session.answers[name] = value


def control(turn: Turn, scene: Scene, word: str) -> None:
    """Do what a control word says: back, cancel or skip."""
    if word == CANCEL:
        cancel(turn)
    elif word == SKIP:
        _skip(turn, scene)
    else:
        _go_back(turn, scene.asking)


def cancel(turn: Turn) -> None:
    """End the conversation and forget everything of it."""
    stopped = CONVERSATIONS[turn.session.conversation].stopped
    forget_files(turn, list(turn.session.answers.values()))
    if stopped:
        turn.say(_(stopped))
    if turn.officer is not None:
        turn.session.stop()
        return
    turn.session.start("next_need")
    resume(turn)


def keep_part(turn: Turn, asking: Asking, part: Part) -> None:
    """Record a part of an answer, say what became of it, and ask on."""
    turn.session.answers[asking.question.name] = part.value
    if part.value is None:
        del turn.session.answers[asking.question.name]
    for name, *_rest in (part.value or {}).get("files", ()):
        file_owners.add_file(turn.tx, name)
    if part.note:
        turn.say(part.note)
    repeat(turn)


def _skip(turn: Turn, scene: Scene) -> None:
    if scene.asking.question.skippable:
        give(turn, scene.player, None)
        return
    turn.say(_("This question can't be skipped."))
    ask(turn, scene.asking)


def _go_back(turn: Turn, asking: Asking) -> None:
    answers = turn.session.answers
    if asking.part is not None and "files" not in (asking.part or {}):
        del answers[asking.question.name]
        resume(turn)
        return
    asked = [passed.step.name for passed in asking.path if isinstance(passed.step, Question)]
    if not asked:
        turn.say(_("This is the first question already."))
        ask(turn, asking)
        return
    _drop(turn, asking.path, asked[-1])
    resume(turn)


def _take(turn: Turn, scene: Scene, outcome: Outcome) -> None:
    player, asking = scene.player, scene.asking
    if isinstance(outcome, Answer):
        give(turn, player, outcome.value)
    elif isinstance(outcome, Part):
        keep_part(turn, asking, outcome)
    elif isinstance(outcome, Change):
        _change(turn, asking, outcome)
        resume(turn)
    elif isinstance(outcome, Amend):
        turn.session.answers.update(outcome.answers)
        turn.say(outcome.note)
        resume(turn)


def _change(turn: Turn, asking: Asking, change: Change) -> None:
    _show_again(turn, next(passed for passed in asking.path if passed.step.name == change.name))
    if not change.rewriting:
        turn.session.answers.pop(asking.question.name)
    _drop(turn, asking.path, change.name)


def _show_again(turn: Turn, passed: Passed) -> None:
    """Show the words that are to be written anew; files have to be sent anew."""
    old = passed.recorded if isinstance(passed.recorded, dict) else {"text": passed.recorded}
    if isinstance(passed.step, Text | Evidence):
        turn.echo(old.get("text") or "")
    if old.get("files"):
        turn.say(_("What you had sent was taken out. Please send again what you want to keep."))


def _drop(turn: Turn, path: Path, name: str) -> None:
    """Forget an answer, and that was said which follows it up to the next question: it may read otherwise now."""
    names = [passed.step.name for passed in path]
    following = path[names.index(name) + 1 :]
    said = takewhile(lambda passed: not isinstance(passed.step, Question), following)
    dropped = [name, *(passed.step.name for passed in said)]
    forget_files(turn, [turn.session.answers.pop(one, None) for one in dropped])
