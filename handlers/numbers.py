"""How tips are called: `12` inside one queue, `00004-12` for officers of several; and how such a name is found."""

import re

from content.i18n import _
from handlers.access import OF_THE_HOLDER, Act
from handlers.act_labels import REFUSAL
from handlers.errors import DeniedError, RefusalError
from handlers.turn import Turn
from storage import claims, forwards, recusals, tips
from storage.records import Tip

_NAME = re.compile(r"(?:(vn|\d{2}|\d{5})\s*[-–/]\s*)?#?(\d{1,9})", re.IGNORECASE)


def name_tip(tip: Tip) -> str:
    """Name a tip so that it is found from any queue."""
    return f"{tip.queue}-{tip.number}"


def call_tip(tip: Tip, queues: tuple[str, ...]) -> str:
    """Call a tip as an officer of these queues does: by its number alone, if they work no other queue."""
    return str(tip.number) if queues == (tip.queue,) else name_tip(tip)


def is_tip_name(text: str) -> bool:
    """Tell whether a text looks like the name of a tip."""
    return _NAME.fullmatch(text.strip()) is not None


def split_name(argument: str) -> tuple[str, str]:
    """Split a tip's name from the words that follow it."""
    first, _space, rest = argument.strip().partition(" ")
    return (first, rest.strip()) if is_tip_name(first) else (argument, "")


def require_tip(turn: Turn, text: str, act: Act) -> Tip:
    """Find the tip that an officer means; raise RefusalError if none of that name exists for this act."""
    match = _NAME.fullmatch(text.strip())
    if match is None:
        raise RefusalError(_("Please give the number of the tip behind the command, for example «12»."))
    queue, number = (match[1] or "").lower(), int(match[2])
    desk = turn.desk
    places = (queue,) if queue else desk.queues
    found = [tip for place in places if (tip := tips.find_tip(turn.tx, place, number)) is not None]
    if queue in forwards.all_forwards(turn.tx) and (merged := tips.find_moved(turn.tx, queue, number)):
        found.append(merged)
    allowed = [tip for tip in found if desk.may(act, tip.queue)]
    if len(allowed) > 1:
        names = ", ".join(name_tip(tip) for tip in allowed)
        raise RefusalError(
            _("Several of your queues have a tip of that number. Which one: {names}?").format(names=names)
        )
    if allowed:
        _check_hands(turn, allowed[0], act)
        return allowed[0]
    if any(place in desk.queues and tips.find_moved(turn.tx, place, number) for place in places):
        raise DeniedError(_("Tip {number} was handed over to another unit.").format(number=number))
    raise DeniedError(
        _("There is no tip {number} in your queues. Write «/hangdoi» to see them.").format(
            number=text.strip()
        )
    )


def record_refusal(turn: Turn, what: str, argument: str = "") -> None:
    """Record that an officer was refused something, in their first queue: which tip of which queue they named, but no words."""
    if turn.officer is None or not turn.desk.memberships:
        return
    first = argument.strip().partition(" ")[0].lower()
    found = _NAME.fullmatch(first)
    named = first if found is not None and found[1] else ""
    turn.record(REFUSAL, turn.desk.memberships[0].queue, detail=f"{what} {named}".strip())


def holder_name(turn: Turn, tip: Tip) -> str | None:
    """Name the officer who holds a tip; None if nobody does."""
    holder = claims.holder(turn.tx, tip.id, int(turn.now))
    officer = turn.colleague(holder) if holder else None
    return officer.name if officer else None


def _check_hands(turn: Turn, tip: Tip, act: Act) -> None:
    """Raise RefusalError if the officer who writes has stepped out of a tip, or a colleague works it."""
    officer = turn.desk.officer
    name = call_tip(tip, turn.desk.queues)
    if officer is not None and officer.id in recusals.stepped_out(turn.tx, tip.id):
        raise DeniedError(
            _("You have stepped out of tip {tip}, so you can neither read nor work it.").format(tip=name)
        )
    holder = claims.holder(turn.tx, tip.id, int(turn.now))
    if act in OF_THE_HOLDER and not turn.desk.is_theirs(tip.queue, holder):
        text = _("{name} holds tip {tip}. Please ask them, or a lead: «/giao» gives it to somebody else.")
        raise DeniedError(text.format(name=holder_name(turn, tip) or _("another officer"), tip=name))
