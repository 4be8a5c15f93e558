"""`/tim`: finds open tips by words; what it does not look into is found by what lists show."""

from content.i18n import N_, _, ngettext
from handlers.access import Act
from handlers.commands.opening import tip_links
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.numbers import record_refusal
from handlers.quests import find_tips
from handlers.queue_names import queue_name
from handlers.tip_view import list_lines
from handlers.tip_words import read_terms
from handlers.turn import Turn
from storage.queues import exists_queue

PAGE = 12
LONGEST_TERMS = 100


def find(turn: Turn, argument: str) -> None:
    """`/tim [queue] words`: list the open tips that have all these words, accents or none."""
    turn.mark_casework()
    if not turn.may_show_tips:
        page = f"{turn.product.public_url}/canbo"
        raise RefusalError(_("Words of tips are typed on the page only: {url}").format(url=page))
    first, _space, rest = argument.partition(" ")
    named = exists_queue(turn.tx, first.lower())
    queues = (first.lower(),) if named else turn.desk.queues
    terms = tuple(read_terms((rest if named else argument)[:LONGEST_TERMS]))
    if not terms:
        raise RefusalError(
            _("Write what to look for behind the command, for example «/tim black motorbike».")
        )
    if not queues or not all(turn.desk.may(Act.SEARCH, queue) for queue in queues):
        record_refusal(turn, "tim")  # what follows are words of a case
        raise RefusalError(_("That is not one of your queues. Write «/hangdoi» to see them."))
    for queue in queues:
        _show(turn, queue, terms)


def _show(turn: Turn, queue: str, terms: tuple[str, ...]) -> None:
    found = find_tips(turn, queue, terms)
    turn.record(Act.SEARCH, queue)
    shown = found[:PAGE]
    title = _("Queue: {name}").format(name=queue_name(queue))
    count = ngettext("{count} open tip has these words.", "{count} open tips have these words.", len(found))
    more = [_("Only the newest are shown: more words find fewer.")] if len(found) > PAGE else []
    limit = _(
        "Looked through: the newest 2,000 open tips of this queue. Older and closed ones are found by kind, place, "
        "dates and number in «/hangdoi»."
    )
    heads = ["\n".join(list_lines(turn, tip)) for tip in shown]
    count_line = count.format(count=len(found)) if found else _("No open tip has these words.")
    buttons = (*tip_links(turn, shown), (Button(_("Tips of my queues"), f"/hangdoi {queue}"),))
    turn.say("\n\n".join([title, count_line, *heads, *more, limit]), buttons)


COMMANDS = (
    Command("tim", "find", find, N_("Find tips by words"), ("tim", "tim tin", "find"), officers=True),
)
