"""The engine: a script is replayed over its named answers."""

from typing import Any

import pytest

from handlers.dialogue.player import Asking, Finished, Player, RepeatedNameError, cut_to_path
from handlers.dialogue.questions import choose, look_up, say, write
from handlers.dialogue.steps import LookUp, Say, Script
from storage.records import Floor, Json

COLOURS = {Floor.COMMUNE: "Low", Floor.PROVINCE: "Middle", Floor.NATION: "High"}


class Scene:
    """What a player has said and looked up, over the answers of a draft."""

    def __init__(self, answers: dict[str, Json] | None = None) -> None:
        self.answers = answers if answers is not None else {}
        self.said: list[str] = []
        self.looked_up: list[tuple[str, Json]] = []

    def play(self, script: Script[Any]) -> Player[Any]:
        return Player(script, self.answers, self._say, self._look_up)

    def start(self, script: Script[Any]) -> Asking | Finished[Any]:
        return self.play(script).start()

    def _say(self, step: Say) -> None:
        self.said.append(step.text)

    def _look_up(self, step: LookUp) -> Json:
        self.looked_up.append((step.fact, step.argument))
        return f"found {step.argument}"


def greet() -> Script[str]:
    yield from say("hello", "Hello.")
    first = yield from write("first", "First?", 100)
    yield from say("between", f"You wrote {first}.")
    second = yield from write("second", "Second?", 100, skippable=True)
    return f"{first}+{second}"


def asked(result: Asking | Finished[Any]) -> str:
    assert isinstance(result, Asking)
    return result.question.name


def test_a_script_runs_up_to_its_first_open_question() -> None:
    scene = Scene()

    assert asked(scene.start(greet())) == "first"
    assert scene.said == ["Hello."]


def test_an_answer_is_recorded_and_the_script_goes_on() -> None:
    scene = Scene()
    player = scene.play(greet())
    player.start()

    assert asked(player.give("one")) == "second"
    assert scene.answers == {"hello": True, "first": "one", "between": True}
    assert scene.said == ["Hello.", "You wrote one."]


def test_any_process_can_go_on_and_nothing_is_said_twice() -> None:
    answers: dict[str, Json] = {}
    player = Scene(answers).play(greet())
    player.start()
    player.give("one")

    later = Scene(dict(answers))

    assert asked(later.start(greet())) == "second"
    assert later.said == []


def test_the_end_gives_the_result_with_the_path_to_it() -> None:
    scene = Scene({"first": "one"})
    player = scene.play(greet())
    player.start()

    finished = player.give("two")

    assert isinstance(finished, Finished)
    assert finished.value == "one+two"
    assert [passed.step.name for passed in finished.path] == ["hello", "first", "between", "second"]
    assert [passed.recorded for passed in finished.path] == [True, "one", True, "two"]


def test_a_skipped_question_counts_as_answered() -> None:
    result = Scene({"first": "one", "second": None}).start(greet())

    assert isinstance(result, Finished)
    assert result.value == "one+"


def test_a_question_that_can_no_longer_be_skipped_is_asked_again() -> None:
    assert asked(Scene({"first": None}).start(greet())) == "first"


def test_a_dropped_answer_is_asked_again_and_the_others_stay() -> None:
    scene = Scene({"hello": True, "between": True, "second": "two"})
    player = scene.play(greet())

    assert asked(player.start()) == "first"
    finished = player.give("new")
    assert isinstance(finished, Finished)
    assert finished.value == "new+two"


def test_nothing_can_be_given_where_nothing_is_asked() -> None:
    player = Scene({"first": "one", "second": "two"}).play(greet())

    assert isinstance(player.start(), Finished)
    with pytest.raises(RuntimeError):
        player.give("three")


def test_a_name_asked_twice_is_a_mistake_of_the_script() -> None:
    def repeats() -> Script[None]:
        yield from write("name", "One?", 100)
        yield from write("name", "Two?", 100)

    def says_what_it_asks() -> Script[None]:
        yield from say("name", "Hello.")
        yield from write("name", "Two?", 100)

    with pytest.raises(RepeatedNameError, match="name"):
        Scene({"name": "x"}).start(repeats())
    with pytest.raises(RepeatedNameError, match="name"):
        Scene().start(says_what_it_asks())
    player = Scene().play(repeats())
    player.start()
    with pytest.raises(RepeatedNameError, match="name"):
        player.give("x")


def test_an_answer_that_is_no_longer_accepted_counts_as_not_given() -> None:
    def pick(labels: dict[Floor, str]) -> Script[Floor]:
        return (yield from choose("level", "Which?", labels))

    fewer = {Floor.COMMUNE: "Low"}

    assert isinstance(Scene({"level": "nation"}).start(pick(COLOURS)), Finished)
    assert asked(Scene({"level": "nation"}).start(pick(fewer))) == "level"
    assert asked(Scene({"level": {"other": "shape"}}).start(pick(COLOURS))) == "level"


def test_an_inserted_question_harms_nobody_in_the_middle() -> None:
    def greet_longer() -> Script[str]:
        yield from say("hello", "Hello.")
        first = yield from write("first", "First?", 100)
        inserted = yield from write("inserted", "Inserted?", 100)
        second = yield from write("second", "Second?", 100, skippable=True)
        return f"{first}+{inserted}+{second}"

    answers: dict[str, Json] = {}
    before = Scene(answers).play(greet())
    before.start()
    before.give("one")
    scene = Scene(answers)
    player = scene.play(greet_longer())

    assert asked(player.start()) == "inserted"
    assert asked(player.give("new")) == "second"
    finished = player.give("two")
    assert isinstance(finished, Finished)
    assert finished.value == "one+new+two"
    assert scene.said == []


def test_a_removed_question_harms_nobody_either() -> None:
    def greet_shortly() -> Script[str]:
        return (yield from write("second", "Second?", 100))

    result = Scene({"first": "one", "second": "two"}).start(greet_shortly())

    assert isinstance(result, Finished)
    assert result.value == "two"


def test_a_recorded_fact_is_looked_up_once_and_another_one_at_every_run() -> None:
    def script(*, recorded: bool) -> Script[str]:
        fact: str = yield from look_up("fact", "weather", "today", recorded=recorded)
        yield from write("question", "Well?", 100)
        return fact

    kept, held = Scene(), Scene()
    for _run in range(2):
        kept.start(script(recorded=True))
        held.start(script(recorded=False))

    assert kept.looked_up == [("weather", "today")]
    assert kept.answers == {"fact": "found today"}
    assert held.looked_up == [("weather", "today")] * 2
    assert held.answers == {}


def test_a_script_that_finds_its_fact_missing_leaves_nothing_recorded() -> None:
    def script() -> Script[None]:
        yield from look_up("fact", "weather", recorded=True)

    def missing(step: LookUp) -> Json:
        raise LookupError(step.fact)

    answers: dict[str, Json] = {}
    with pytest.raises(LookupError):
        Player(script(), answers, lambda step: None, missing).start()

    assert answers == {}


def test_answers_beside_the_path_are_cut_off_and_given_back() -> None:
    answers: dict[str, Json] = {"first": "one", "other branch": "x", "part": {"files": []}, "second": "two"}
    result = Scene(answers).start(greet())
    assert isinstance(result, Finished)

    erased = cut_to_path(answers, result.path, also="part")

    assert erased == ["x"]
    assert set(answers) == {"hello", "first", "between", "second", "part"}
