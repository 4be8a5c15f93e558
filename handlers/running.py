"""Runs the conversation of a session up to its next question, and does what its end brings."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.asking import ask
from handlers.dialogue.player import Asking, Finished, Player, cut_to_path
from handlers.dialogue.review import Review
from handlers.dialogue.steps import LookUp, Path, Question
from handlers.drafts import forget_files
from handlers.errors import DeniedError, NotYetError, RefusalError
from handlers.numbers import record_refusal
from handlers.registry import CONVERSATIONS, look_up_fact
from handlers.turn import Turn
from storage.records import Json


def resume(turn: Turn) -> None:
    """Run the conversation up to its next question and ask it."""
    _run_on(turn, _player(turn).start())


def give(turn: Turn, player: Player[object], value: Json) -> None:
    """Record the answer to the question that waits, and run on."""
    _run_on(turn, player.give(value))


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


def repeat(turn: Turn) -> None:
    """Ask the question that waits once more."""
    scene = find_scene(turn)
    if scene is not None:
        ask(turn, scene.asking)


def look_up_for(turn: Turn) -> Callable[[LookUp], Json]:
    """Make the look-up of one turn's scripts."""
    return lambda step: look_up_fact(turn, step.fact, step.argument)


def _run_on(turn: Turn, result: Asking | Finished[object]) -> None:
    """Ask the question that waits; where a conversation has ended instead, run the one that follows, if any does."""
    while isinstance(result, Finished):
        _end(turn, result)
        if not turn.session.conversation:
            return
        result = _player(turn).start()
    turn.session.is_reviewing = isinstance(result.question, Review)
    if turn.session.is_reviewing:
        forget_files(turn, cut_to_path(turn.session.answers, result.path, also=result.question.name))
    ask(turn, result)


def _end(turn: Turn, result: Finished[object]) -> None:
    """Do what the end of a conversation brings, and begin what follows it; where nothing follows, nothing runs."""
    forget_files(turn, cut_to_path(turn.session.answers, result.path))
    ended, draft = turn.session.conversation, turn.session.draft
    try:
        CONVERSATIONS[ended].finish(turn, result.value)
    except NotYetError as refusal:
        turn.say(str(refusal))
        _reopen_last(turn, result.path)
        return
    except RefusalError as refusal:
        if isinstance(refusal, DeniedError):
            record_refusal(turn, ended)
        turn.say(str(refusal))
    turn.keep_said()
    if turn.session.draft != draft:
        return  # the end itself has begun or stopped something
    if turn.officer is not None:
        turn.session.stop()
    else:
        turn.session.start("next_need")


def _reopen_last(turn: Turn, path: Path) -> None:
    """Take the last answer back: what it would have brought must wait, and all that was written before it stays."""
    asked = [passed.step.name for passed in path if isinstance(passed.step, Question)]
    turn.session.answers.pop(asked[-1], None)


def _player(turn: Turn) -> Player[object]:
    script = CONVERSATIONS[turn.session.conversation].script()
    return Player(script, turn.session.answers, turn.say_once, look_up_for(turn))
