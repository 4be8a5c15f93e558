"""Takes over what a person has edited in their chat, as long as it was not sent: the answer becomes the new words."""

from content.i18n import _
from handlers import answering, dispatch, running
from handlers.asking import ask
from handlers.dialogue.steps import Answer, Question, Said, WrongAnswerError
from handlers.locked import require_key_to_answer
from handlers.running import Scene
from handlers.turn import Turn
from storage.records import Json


def take_edit(turn: Turn, text: str) -> None:
    """Take the new words of a message that was heard before; tell it where they come too late, or can't be taken."""
    require_key_to_answer(turn)
    heard = turn.session.heard.get(turn.incoming.deletable)
    scene = running.find_scene(turn) if heard and text and not text.startswith("/") else None
    if heard is None or scene is None:
        _explain(turn)
        return
    name, *before = heard
    if before:
        _put_among_others(turn, scene, name, (before[0], text))
    elif name == scene.asking.question.name:
        answering.answer(turn, scene, Said(text))
    else:
        _answer_anew(turn, scene, name, text)


def _answer_anew(turn: Turn, scene: Scene, name: str, text: str) -> None:
    """Give a question that was passed another answer; those behind it stay as far as they still fit."""
    path = scene.asking.path
    passed = next((one for one in path if one.step.name == name), None)
    if passed is None or not isinstance(passed.step, Question):
        _explain(turn)
        return
    try:
        outcome = passed.step.read(Said(text), None, path)
    except WrongAnswerError as wrong:
        turn.say(str(wrong))
        ask(turn, scene.asking)
        return
    if not isinstance(outcome, Answer):
        _explain(turn)
    elif outcome.value != passed.recorded:
        answering.replace(turn, path, name, outcome.value)
        _go_on(turn)


def _put_among_others(turn: Turn, scene: Scene, name: str, words: tuple[str, str]) -> None:
    """Put new words in the place of those that lie among others, beside pictures."""
    recorded: Json = turn.session.answers.get(name)
    old, new = words
    if recorded is None or old not in recorded["text"]:
        _explain(turn)
        return
    turn.session.answers[name] = {**recorded, "text": recorded["text"].replace(old, new, 1)}
    turn.session.heard[turn.incoming.deletable] = [name, new]
    _go_on(turn)


def _go_on(turn: Turn) -> None:
    turn.say(_("I have taken your change over."))
    running.resume(turn)


def _explain(turn: Turn) -> None:
    turn.say(
        _(
            "I saw that you edited a message. What is sent or done already does not change by that: please write the new text as a new message."
        )
        if turn.officer is not None
        else _(
            "I saw that you edited a message. A tip that is sent does not change by that: to add to it, write «/tincuatoi». Otherwise write the new text as a new message."
        )
    )
    dispatch.go_on(turn)
