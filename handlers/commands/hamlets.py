"""`/thon`: leads keep the list of a commune's hamlets, from which officers choose when they close a tip."""

from content.i18n import N_, _
from content.places.folding import fold
from content.places.gazetteer import communes
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import DeniedError, RefusalError
from handlers.queue_names import queue_name
from handlers.turn import Turn
from handlers.typed_numbers import read_number
from storage import hamlets

LONGEST_NAME = 60
MOST = 200
ADD, DROP = frozenset({"them", "add"}), frozenset({"bot", "bo", "remove"})
HOUSEHOLDS = frozenset({"ho", "households"})
MOST_HOUSEHOLDS = 99_999


def keep_hamlets(turn: Turn, argument: str) -> None:
    """`/thon [commune] [thêm NAME; NAME | bớt NUMBER | hộ NUMBER COUNT]`: list a commune's hamlets, add some, take one off, count households."""
    commune, words = _choose_commune(turn, argument.split())
    act, rest = (fold(words[0]), " ".join(words[1:])) if words else ("", "")
    if act in ADD and rest:
        _add(turn, commune, rest)
    elif act in DROP and rest:
        _drop(turn, commune, rest)
    elif act in HOUSEHOLDS and rest:
        _enter_households(turn, commune, rest)
    elif words:
        raise RefusalError(
            _(
                "Write «/thon thêm Tổ 5; Bản Mới» to add hamlets, «/thon bớt 2» to take number 2 off the list, "
                "or «/thon hộ 2 145» if number 2 has 145 households."
            )
        )
    _show(turn, commune)


def _choose_commune(turn: Turn, words: list[str]) -> tuple[str, list[str]]:
    own = [queue for queue in turn.desk.led if queue in communes()]
    if words and words[0] in communes():
        commune, words = words[0], words[1:]
    elif len(own) == 1:
        commune = own[0]
    else:
        raise RefusalError(_("Which commune? Please give its code first: «/thon 00004»."))
    if not turn.desk.may(Act.HAMLETS, commune):
        raise DeniedError(_("Only leads of this commune, or of the level above, keep its list of hamlets."))
    return commune, words


def _add(turn: Turn, commune: str, text: str) -> None:
    names = [" ".join(name.split()) for name in text.split(";")]
    known = hamlets.list_hamlets(turn.tx, commune)
    if any(not name or len(name) > LONGEST_NAME for name in names) or len(known) + len(names) > MOST:
        raise RefusalError(
            _(
                "Names have at most {length} letters, and a list at most {count} hamlets; «;» stands between two."
            ).format(length=LONGEST_NAME, count=MOST)
        )
    folded = {fold(name) for name in known}
    for name in names:
        if fold(name) not in folded:
            hamlets.add_hamlet(turn.tx, commune, name)
            folded.add(fold(name))
    turn.record(Act.HAMLETS, commune)


def _drop(turn: Turn, commune: str, text: str) -> None:
    hamlets.drop_hamlet(turn.tx, commune, _find(turn, commune, text))
    turn.record(Act.HAMLETS, commune)


def _enter_households(turn: Turn, commune: str, text: str) -> None:
    """Enter how many households a hamlet has: pledges are counted against them."""
    number, _space, count = text.partition(" ")
    name = _find(turn, commune, number)
    households = read_number(count, MOST_HOUSEHOLDS)
    if households is None:
        raise RefusalError(_("How many households? For example «/thon hộ 2 145»."))
    hamlets.set_households(turn.tx, commune, name, households)
    turn.record(Act.HAMLETS, commune)


def _find(turn: Turn, commune: str, text: str) -> str:
    """Find a hamlet by its number in the list; raise RefusalError."""
    known = hamlets.list_hamlets(turn.tx, commune)
    number = read_number(text, len(known))
    if number is None:
        raise RefusalError(_("No hamlet has this number. «/thon» shows the list."))
    return known[number - 1]


def _show(turn: Turn, commune: str) -> None:
    known, homes = hamlets.list_hamlets(turn.tx, commune), hamlets.list_households(turn.tx, commune)
    title = _("Hamlets of {name}:").format(name=queue_name(commune))
    counted = _("{number}. {name}: {count} households")
    lines = [
        counted.format(number=number, name=name, count=homes[name]) if homes[name] else f"{number}. {name}"
        for number, name in enumerate(known, start=1)
    ]
    how = _(
        "To add: «/thon thêm Tổ 5; Bản Mới». To take one off: «/thon bớt 2». To enter households: «/thon hộ 2 145»."
    )
    turn.say("\n".join([title, *(lines or [_("None yet.")]), how]))


COMMANDS = (
    Command(
        "thon",
        "hamlets",
        keep_hamlets,
        N_("Hamlets of my commune (leads)"),
        ("thon", "danh sach thon", "hamlets"),
        officers=True,
    ),
)
