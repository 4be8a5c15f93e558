"""`/tengoi`: a lead gives a place of their commune the name that people use: a market, a hamlet."""

from collections.abc import Iterator

from content.i18n import N_, _
from content.places.folding import fold
from content.places.gazetteer import commune, communes, place_name
from content.places.names import all_names, name_key
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import DeniedError, RefusalError
from handlers.queue_names import queue_name
from handlers.turn import Turn
from storage import local_names

REMOVE = frozenset({"xoa", "remove"})
LONGEST, FEWEST_LETTERS, MOST_NAMES = 60, 6, 200


def name_place(turn: Turn, argument: str) -> None:
    """`/tengoi [queue] [xoa] [name]`: list a commune's local names, add one, or remove one."""
    words = argument.split()
    queue = _choose_queue(turn, words[0] if words else "")
    if words and words[0] == queue:
        words = words[1:]
    if words and fold(words[0]) in REMOVE:
        _remove(turn, queue, " ".join(words[1:]))
    elif words:
        _add(turn, queue, " ".join(words))
    else:
        _list(turn, queue)


def _choose_queue(turn: Turn, given: str) -> str:
    own = [one.queue for one in turn.desk.memberships if one.queue in communes()]
    queue = given if given in communes() else own[0] if len(own) == 1 else ""
    if not queue:
        names = ", ".join(own) or "00004"
        raise RefusalError(
            _("Which commune? Please give its code first, for example «/tengoi {code} chợ Trời».").format(
                code=names.partition(",")[0]
            )
        )
    if not turn.desk.may(Act.NAME_PLACE, queue):
        raise DeniedError(_("Only a lead of that queue, or of one above it, can change its local names."))
    return queue


def _add(turn: Turn, queue: str, name: str) -> None:
    key = name_key(name)
    if len(name) > LONGEST or len(key) < FEWEST_LETTERS or " " not in fold(name):
        raise RefusalError(
            _(
                "A local name has at least two words and at most {count} letters, for example «chợ Trời»."
            ).format(count=LONGEST)
        )
    if len(local_names.names_of(turn.tx, queue)) >= MOST_NAMES:
        raise RefusalError(_("This commune has {count} local names; no more fit.").format(count=MOST_NAMES))
    for other in _others_named(turn, key, queue):
        raise RefusalError(
            _(
                "«{name}» is not added: in this province it already means {place}. People would be sent astray."
            ).format(name=name, place=place_name(other))
        )
    local_names.add_name(turn.tx, queue, key, name)
    turn.record(Act.NAME_PLACE, queue, detail=f"add {name}")
    turn.say(
        _("Added: whoever writes «{name}» is led to {queue}.").format(name=name, queue=queue_name(queue))
    )


def _others_named(turn: Turn, key: str, queue: str) -> Iterator[str]:
    """Name other communes of the province that the name means already: today, formerly, or by a local name."""
    known = [code for unit in all_names().units.get(key, ()) for code in unit.communes]
    known += [code for name, code in local_names.all_names(turn.tx) if name_key(name) == key]
    yield from (code for code in known if code != queue and commune(code).province == commune(queue).province)


def _remove(turn: Turn, queue: str, name: str) -> None:
    if not local_names.drop_name(turn.tx, queue, name_key(name)):
        raise RefusalError(_("There is no such local name. Write «/tengoi» to see them."))
    turn.record(Act.NAME_PLACE, queue, detail=f"remove {name}")
    turn.say(_("Removed: «{name}».").format(name=name))


def _list(turn: Turn, queue: str) -> None:
    names = local_names.names_of(turn.tx, queue).values()
    how = _("To add one: «/tengoi chợ Trời». To remove it: «/tengoi xoa chợ Trời».")
    if not names:
        turn.say(_("{queue} has no local names yet.").format(queue=queue_name(queue)) + " " + how)
        return
    title = _("Local names of {queue}:").format(queue=queue_name(queue))
    turn.say("\n".join([title, *(f"· {name}" for name in names), how]))


COMMANDS = (
    Command(
        "tengoi",
        "localname",
        name_place,
        N_("Local names of my commune"),
        ("ten goi", "local names"),
        officers=True,
    ),
)
