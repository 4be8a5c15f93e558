"""`/traloi` and `/cauhoi`: an officer writes to the tipster of a tip, or of several at once."""

from content.i18n import N_, _, ngettext
from handlers.access import Act
from handlers.commands.opening import require_door
from handlers.conversations.desk.given import BETWEEN
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.keys import open_tip_keys
from handlers.numbers import name_tip, require_tip, split_name, split_names
from handlers.threads import list_asked, require_reader
from handlers.turn import Turn
from storage.records import Tip
from storage.tip_readers import THREAD

MOST_TIPS = 20  # a turn must stay short
MOST_WAITING = 10


def answer_tips(turn: Turn, argument: str) -> None:
    """`/traloi N [N …] [text]`: answer the tipster of one tip or of several."""
    names, text = split_names(argument)
    if len(names) > MOST_TIPS:
        raise RefusalError(
            _("At most {count} tips can be answered at once. Please do it in parts.").format(count=MOST_TIPS)
        )
    found, refused = find_answerable(turn, names)
    if not found:
        raise RefusalError("\n".join(refused))
    require_door(turn, found[0])
    turn.mark_casework()
    if refused:
        turn.say(list_refused(refused))
    answers = {"tip": BETWEEN.join(map(name_tip, found))}
    turn.session.start("answer_tip", answers | ({"text": text} if text else {}))


def find_answerable(turn: Turn, names: list[str]) -> tuple[list[Tip], list[str]]:
    """Find the tips that the officer may answer, each once, and say why not for the others."""
    found: dict[bytes, Tip] = {}
    refused = []
    for name in names:
        try:
            tip = require_tip(turn, name, Act.REPLY)
            require_reader(turn, tip)
        except RefusalError as refusal:
            refused.append(str(refusal))
        else:
            found[tip.id] = tip
    return list(found.values()), refused


def list_refused(refused: list[str]) -> str:
    """Word which tips get no answer, and why."""
    text = ngettext("{count} tip gets no answer:", "{count} tips get no answer:", len(refused))
    return "\n".join([text.format(count=len(refused)), *(f"• {reason}" for reason in refused)])


def ask_tipster(turn: Turn, argument: str) -> None:
    """`/cauhoi N`: ask the tipster questions, which they answer one by one."""
    name, _rest = split_name(argument)
    tip = require_tip(turn, name, Act.REPLY)
    require_door(turn, tip)
    require_reader(turn, tip)
    if len(list_asked(open_tip_keys(turn, tip).read(turn.tx, THREAD))) >= MOST_WAITING:
        raise RefusalError(
            _("The tipster has not answered the questions before yet. To add something, write «/traloi».")
        )
    turn.mark_casework()
    turn.session.start("ask_tipster", {"tip": name_tip(tip)})


COMMANDS = (
    Command(
        "traloi",
        "answer",
        answer_tips,
        N_("Answer the tipster"),
        ("tra loi", "answer", "reply"),
        officers=True,
        starts=True,
    ),
    Command(
        "cauhoi",
        "questions",
        ask_tipster,
        N_("Ask the tipster questions"),
        ("cau hoi", "dat cau hoi", "questions"),
        officers=True,
        starts=True,
    ),
)
