"""How tips are called: `12` inside one queue, `00004-12` for officers of several; and how such a name is found."""

import re

from content.i18n import _
from handlers.access import Act
from handlers.errors import RefusalError
from handlers.turn import Turn
from storage import forwards, tips
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
        return allowed[0]
    if any(place in desk.queues and tips.find_moved(turn.tx, place, number) for place in places):
        raise RefusalError(_("Tip {number} was handed over to another unit.").format(number=number))
    raise RefusalError(
        _("There is no tip {number} in your queues. Write «/hangdoi» to see them.").format(
            number=text.strip()
        )
    )
