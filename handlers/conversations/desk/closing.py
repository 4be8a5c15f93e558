"""The officers' script that closes a tip with a result."""

from dataclasses import dataclass
from itertools import count

from content.i18n import _, once_a_language
from handlers.conversations.desk.given import LONGEST_ANSWER, given
from handlers.dialogue.answering import write_answer
from handlers.dialogue.questions import Choice, choose, confirm, look_up
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script
from storage.records import TipResult


@dataclass(frozen=True, slots=True)
class Closing:
    """A tip ends with a result, and perhaps a last word to the tipster, who reads the result only if it is `released`.

    `other` names the tip that it is a duplicate of.
    """

    tip: str
    result: TipResult
    answer: str
    released: bool = False
    hamlet: str = ""
    other: str = ""


def close_tip() -> Script[Closing]:
    """Ask how a tip ended."""
    tip = yield from given("tip")
    result = yield from choose("result", _("How did it end?"), result_labels(), title=_("Result"))
    other = (yield from _name_other(tip)) if result is TipResult.DUPLICATE else ""
    released = yield from confirm(
        "released",
        _("Shall the tipster read this result? Otherwise they only read that the tip has ended."),
        title=_("Tipster reads the result"),
        yes=_("Yes, show the result"),
        no=_("No, only that it has ended"),
    )
    hamlet = yield from _choose_hamlet(tip)
    answer = yield from write_answer(
        "answer",
        _("A last word to the tipster?"),
        LONGEST_ANSWER,
        title=_("Answer"),
        skippable=True,
    )
    text = _("Result: {result}").format(result=result_labels()[result])
    text = _("Result: duplicate of tip {tip}").format(tip=other) if other else text
    shown = _("The tipster reads the result.") if released else _("The tipster does not read the result.")
    if hamlet:
        shown = "\n".join([shown, _("Hamlet: {hamlet}").format(hamlet=hamlet)])
    parts = [f"{text}\n{shown}", answer, _("Close the tip?")]
    yield from review("review", "\n\n".join(part for part in parts if part), _("Close the tip"))
    return Closing(tip, result, answer, released, hamlet, other)


def _name_other(tip: str) -> Script[str]:
    """Ask which tip it is a duplicate of, until it is one that can be; what it is linked with can be chosen."""
    together: dict[str, str] = yield from look_up("together", "case_labels", tip)
    prompt = _("Of which tip is it a duplicate? Write its number.")
    for attempt in count(1):
        given_name: str = yield Choice(
            name=f"other_{attempt}", prompt=prompt, labels=together, free=True, title=_("Duplicate of")
        )
        name = given_name.removeprefix(Choice.FREE)
        fault: str = yield from look_up(f"fault_{attempt}", "twin_fault", [tip, name])
        if not fault:
            return name
        prompt = fault
    raise AssertionError


def _choose_hamlet(tip: str) -> Script[str]:
    """Ask for the hamlet, from the commune's list; empty where there is none or the officer does not know."""
    names: list[str] = yield from look_up("hamlets", "hamlets", tip)
    if not names:
        return ""
    chosen = yield Choice(
        name="hamlet",
        prompt=_("In which hamlet was it? Only the figures keep this, without the tip."),
        labels=dict(zip(names, names, strict=True)),
        title=_("Hamlet"),
        skippable=True,
    )
    return str(chosen or "")


@once_a_language
def result_labels() -> dict[TipResult, str]:
    """Label the results."""
    return {
        TipResult.CONFIRMED: _("Confirmed"),
        TipResult.UNFOUNDED: _("Unfounded"),
        TipResult.DUPLICATE: _("Duplicate of another tip"),
        TipResult.NOT_A_TIP: _("Not a tip"),
        TipResult.OUT_OF_SCOPE: _("Outside our duties"),
    }
