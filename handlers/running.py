"""Runs the conversation of a session: asks, takes answers, goes back, and does what its end brings."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from content.i18n import _
from handlers.asking import CANCEL, SKIP, ask
from handlers.dialogue.player import Asking, Finished, Player, cut_to_path
from handlers.dialogue.questions import SecretText
from handlers.dialogue.review import Review
from handlers.dialogue.steps import (
    Amend,
    Answer,
    Change,
    LookUp,
    Outcome,
    Part,
    Path,
    Question,
    Said,
    Secret,
    WrongAnswerError,
)
from handlers.drafts import forget_files
from handlers.errors import NotYetError, RefusalError
from handlers.outgoing import take_back_own
from handlers.registry import CONVERSATIONS, look_up_fact
from handlers.secrets import open_secret
from handlers.turn import Turn
from storage import tips
from storage.records import Json


def resume(turn: Turn) -> None:
    """Run the conversation up to its next question and ask it; what ends may begin another one."""
    while True:
        player = _player(turn)
        if _settle(turn, player.start()):
            return


@dataclass(slots=True)
class Scene:
    """A conversation that has been replayed up to the question that waits."""

    player: Player[object]
    asking: Asking


def find_scene(turn: Turn) -> Scene | None:
    """Replay the session's conversation up to the question that waits; None if none does."""
    if not turn.session.conversation:
        return None
    player = _player(turn)
    result = player.start()
    return Scene(player, result) if isinstance(result, Asking) else None


def answer(turn: Turn, scene: Scene, said: Said) -> None:
    """Take an answer to the question that waits."""
    asking = scene.asking
    if "secret" in asking.question.offers:
        take_back_own(turn)
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
    _take(turn, scene, outcome)


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


def repeat(turn: Turn) -> None:
    """Ask the question that waits once more."""
    scene = find_scene(turn)
    if scene is not None:
        ask(turn, scene.asking)


def keep_part(turn: Turn, asking: Asking, part: Part) -> None:
    """Record a part of an answer, say what became of it, and ask on."""
    turn.session.answers[asking.question.name] = part.value
    if part.value is None:
        del turn.session.answers[asking.question.name]
    for name, *_rest in (part.value or {}).get("files", ()):
        tips.add_file(turn.tx, name)
    if part.note:
        turn.say(part.note)
    repeat(turn)


def look_up_for(turn: Turn) -> Callable[[LookUp], Json]:
    """Make the look-up of one turn's scripts."""
    return lambda step: look_up_fact(turn, step.fact, step.argument)


def _player(turn: Turn) -> Player[object]:
    script = CONVERSATIONS[turn.session.conversation].script()
    return Player(script, turn.session.answers, turn.say_once, look_up_for(turn))


def _settle(turn: Turn, result: Asking | Finished[object]) -> bool:
    """Ask, or finish; false if another conversation has begun."""
    if isinstance(result, Asking):
        if isinstance(result.question, Review):
            forget_files(turn, cut_to_path(turn.session.answers, result.path, also=result.question.name))
        ask(turn, result)
        return True
    forget_files(turn, cut_to_path(turn.session.answers, result.path))
    ended, draft = turn.session.conversation, turn.session.draft
    try:
        CONVERSATIONS[ended].finish(turn, result.value)
    except NotYetError as refusal:
        turn.say(str(refusal))
        _reopen_last(turn, result.path)
        return False
    except RefusalError as refusal:
        turn.say(str(refusal))
    turn.keep_said()
    if turn.session.draft != draft:
        return not turn.session.conversation  # what ended may have ended everything
    if turn.officer is not None:
        turn.session.stop()
        return True
    turn.session.start("next_need")
    return False


def _reopen_last(turn: Turn, path: Path) -> None:
    """Take the last answer back: what it would have brought must wait, and all that was written before it stays."""
    asked = [passed.step.name for passed in path if isinstance(passed.step, Question)]
    turn.session.answers.pop(asked[-1], None)


def _record(turn: Turn, player: Player[object], value: Json) -> None:
    if not _settle(turn, player.give(value)):
        resume(turn)


def _skip(turn: Turn, scene: Scene) -> None:
    if scene.asking.question.skippable:
        _record(turn, scene.player, None)
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
        _record(turn, player, outcome.value)
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
    if change.rewriting:
        old = {passed.step.name: passed.recorded for passed in asking.path}[change.name]
        turn.echo(old["text"] if isinstance(old, dict) else old)
    else:
        turn.session.answers.pop(asking.question.name)
    _drop(turn, asking.path, change.name)


def _drop(turn: Turn, path: Path, name: str) -> None:
    """Forget an answer, and that was said which follows it up to the next question: it may read otherwise now."""
    names = [passed.step.name for passed in path]
    following = path[names.index(name) + 1 :]
    said = takewhile(lambda passed: not isinstance(passed.step, Question), following)
    dropped = [name, *(passed.step.name for passed in said)]
    forget_files(turn, [turn.session.answers.pop(one, None) for one in dropped])
