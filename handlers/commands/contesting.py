"""`/cuocthi`: leads begin a contest of the quiz, and officers look at its leaderboard and its chart."""

from content.i18n import N_, _
from content.places.folding import fold
from handlers import contests
from handlers.access import Act
from handlers.conversations.desk.beginning_contest import ContestDraft, begin_contest
from handlers.declarations import Command, Conversation
from handlers.errors import RefusalError
from handlers.local_times import day_at, local_day, show_day
from handlers.messages import Button
from handlers.queue_names import find_queue, queue_name
from handlers.turn import Turn
from storage import contests as stored
from storage.contests import Contest
from storage.records import load_file

NEW = frozenset({"moi", "new"})
MOST_LISTED = 12


def show_contests(turn: Turn, argument: str) -> None:
    """`/cuocthi [mới [queue] | code]`: begin a contest, show one with its chart, or list them all."""
    word, _space, rest = argument.partition(" ")
    if fold(word) in NEW:
        _begin(turn, rest.strip())
    elif contests.read_code(word) is not None:
        _show(turn, contests.require_contest(turn, word))
    else:
        _list(turn)


def file_contest(turn: Turn, draft: ContestDraft) -> None:
    """Begin the contest, and tell how people join."""
    if turn.officer is None:
        return
    first = local_day(turn.now)
    last = first + draft.days - 1
    while True:
        code, audience = contests.new_code(), draft.audience.value
        found = Contest(code, draft.queue, draft.name, audience, first, last, turn.officer.id)
        if stored.add_contest(turn.tx, found):
            break
    turn.record(Act.CONTEST, draft.queue, detail=found.code)
    turn.say(
        _(
            "The contest runs until {day}. Its code: {code}. Who wants to join writes «/tracnghiem {code}» here, on any channel. "
            "Names are asked of nobody; the list shows nicknames only. The day after it ends the result comes to you here."
        ).format(day=show_day(day_at(found.last_day)), code=found.code)
    )


def _begin(turn: Turn, place: str) -> None:
    led = turn.desk.led
    chosen = find_queue(turn, fold(place)) if place else next(iter(led), None)
    if not chosen or not turn.desk.may(Act.CONTEST, chosen):
        raise RefusalError(
            _("Only leads begin contests, in their own unit or one below: «/cuocthi mới 00004».")
        )
    turn.session.start("contest", {"queue": chosen})


def _show(turn: Turn, contest: Contest) -> None:
    if not turn.desk.may(Act.FIGURES, contest.queue):
        raise RefusalError(_("This contest belongs to another unit. «/cuocthi» lists those you can see."))
    picture = load_file(turn.fact("picture", contests.picture_contest(turn, contest)))
    turn.say(contests.word_board(turn, contest), files=(picture,))


def _list(turn: Turn) -> None:
    found = [one for queue in turn.desk.oversees(Act.FIGURES) for one in stored.list_contests(turn.tx, queue)]
    listed = list(dict.fromkeys(found))[:MOST_LISTED]
    lines = [
        f"• {one.code} – {one.name} ({queue_name(one.queue)}, {show_day(day_at(one.last_day))})"
        for one in listed
    ]
    how = _("To begin one: «/cuocthi mới». To see one: «/cuocthi CODE», with its code.")
    title = _("Contests, each with its code and last day:")
    buttons = tuple((Button(one.name, f"/cuocthi {one.code}"),) for one in listed)
    turn.say("\n".join([title, *(lines or [_("None yet.")]), how]), buttons)


COMMANDS = (
    Command(
        "cuocthi",
        "contest",
        show_contests,
        N_("Contests of the quiz"),
        ("cuoc thi", "contests"),
        officers=True,
    ),
)

CONVERSATIONS = {
    "contest": Conversation(begin_contest, file_contest, N_("All right. No contest was begun.")),
}
