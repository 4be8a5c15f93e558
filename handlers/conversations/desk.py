"""The officers' scripts: answer, note, hand over, close, reopen, and say how colleagues shall call one."""

from dataclasses import dataclass

from content.i18n import _, once_a_language
from handlers.dialogue.answering import write_answer
from handlers.dialogue.places import Place, pick_commune
from handlers.dialogue.questions import choose, confirm, look_up, say, secret, write
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script
from storage.records import Json, TipResult

LONGEST_ANSWER = 3000
ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Message:
    """An answer to the tipster or a note, for the tip named by `tip`."""

    tip: str
    text: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """A tip goes to another place's queue, or one level up where `place` is None."""

    tip: str
    place: Place | None
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A tip ends with a result, and perhaps a last word to the tipster, who reads the result only if it is `released`."""

    tip: str
    result: TipResult
    answer: str
    released: bool = False


def given(name: str) -> Script[str]:
    """Give what the command that began the conversation has put into its answers."""
    value: str = yield from look_up(name, "given", recorded=True)
    return value


def answer_tip() -> Script[Message]:
    """Ask what to answer the tipster."""
    tip = yield from given("tip")
    yield from say("rule", _("You write to somebody unknown. Please do not ask who they are."))
    text = yield from write_answer("text", _("What do you answer?"), LONGEST_ANSWER, title=_("Answer"))
    question = _("The tipster will read this. Send it?")
    yield from review("review", "\n\n".join([text, question]), _("Send the answer"))
    return Message(tip, text)


def note_tip() -> Script[Message]:
    """Ask for a note that only the queue's officers read."""
    tip = yield from given("tip")
    text = yield from write(
        "text", _("What is your note? Only officers of this queue and those above read it."), LONGEST_ANSWER
    )
    return Message(tip, text)


def transfer_tip() -> Script[Transfer | None]:
    """Ask where a tip goes and why; None if there is nobody it could go to."""
    tip = yield from given("tip")
    up = yield from confirm(
        "up",
        _("Where does the tip go?"),
        title=_("Where to"),
        yes=_("To the level above"),
        no=_("To another ward, commune or province"),
    )
    place = None
    if not up:
        place = yield from pick_commune(
            "place",
            _("To which ward or commune? Write its name with the province, or choose the province."),
            title=_("Place"),
        )
    code = place.commune or place.province or "" if place is not None else ABOVE
    target: str | None = yield from look_up("target", "transfer_target", [tip, code])
    if target is None:
        yield from say(
            "nobody", _("Nobody there could work this tip yet, or may read it. It stays with you.")
        )
        return None
    reason = yield from write("reason", _("Why? Only officers read it."), 1000, title=_("Reason"))
    text = _("The tip goes here: {place}\nReason: {reason}").format(place=target, reason=reason)
    if place is not None and place.name != target:
        text = "\n".join(
            [text, _("(The police of {place} have no officer here yet.)").format(place=place.name)]
        )
    yield from review("review", text, _("Hand over"))
    return Transfer(tip, place, reason)


def close_tip() -> Script[Closing]:
    """Ask how a tip ended."""
    tip = yield from given("tip")
    result = yield from choose("result", _("How did it end?"), result_labels(), title=_("Result"))
    released = yield from confirm(
        "released",
        _("Shall the tipster read this result? Otherwise they only read that the tip has ended."),
        title=_("Tipster reads the result"),
        yes=_("Yes, show the result"),
        no=_("No, only that it has ended"),
    )
    answer = yield from write_answer(
        "answer",
        _("A last word to the tipster?"),
        LONGEST_ANSWER,
        title=_("Answer"),
        skippable=True,
    )
    text = _("Result: {result}").format(result=result_labels()[result])
    shown = _("The tipster reads the result.") if released else _("The tipster does not read the result.")
    parts = [f"{text}\n{shown}", answer, _("Close the tip?")]
    yield from review("review", "\n\n".join(part for part in parts if part), _("Close the tip"))
    return Closing(tip, result, answer, released)


def revoke_member() -> Script[tuple[str, str] | None]:
    """Ask whether a membership shall really end; give officer (hex) and queue, None if it shall not."""
    officer = yield from given("member")
    queue = yield from given("queue")
    question = yield from given("question")
    sure = yield from confirm("sure", question, yes=_("Yes, remove"), no=_("No, keep"))
    return (officer, queue) if sure else None


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


def unlock_key() -> Script[list[Json]]:
    """Ask for the passphrase in a terminal; give the conversation that this interrupted."""
    interrupted: list[Json] = yield from look_up("interrupted", "given", recorded=True)
    yield from secret(
        "phrase",
        _("Please type your passphrase, and behind it the code of your phone if you use one."),
        "passphrase",
    )
    return interrupted


def make_key() -> Script[list[Json]]:
    """Show a new passphrase in a terminal and ask for it; give the conversation that this interrupted."""
    interrupted: list[Json] = yield from look_up("interrupted", "given", recorded=True)
    handle = yield from look_up("made", "new_phrase", recorded=True)
    words = yield from look_up("words", "held_phrase", handle)
    if words is None:
        return interrupted
    shown = _("Your passphrase. Write it on paper, never into a file or a chat:\n\n{words}")
    yield from say("shown", shown.format(words=words), secret=True)
    yield from secret("again", _("Please type these words once, so that none is wrong."), "new_passphrase")
    return interrupted


def renew_key() -> Script[bool]:
    """Ask whether the key shall really be made anew."""
    question = _(
        "A new key opens no tip until a lead grants you the queue's key again. Have you forgotten your passphrase?"
    )
    return (yield from confirm("sure", question, yes=_("Yes, make a new key"), no=_("No, keep my key")))
