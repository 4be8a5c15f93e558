"""`/danhba`: units keep their part of the directory: leads enter and correct, a second officer approves."""

from dataclasses import replace

from content.i18n import N_, _, use_language
from content.places.folding import fold
from handlers.access import Act
from handlers.conversations.desk.entering import EntryDraft, enter_place
from handlers.declarations import Command, Conversation
from handlers.errors import RefusalError
from handlers.local_times import local_day
from handlers.messages import Button
from handlers.nearby import name_place, word_entry
from handlers.outgoing import notify
from handlers.seconding import list_seconds
from handlers.turn import Turn
from storage.directory import Entry, drop_entry, list_entries, next_number, put_entry
from storage.queues import exists_queue

ADD, MEND, DROP = (
    frozenset({"them", "add"}),
    frozenset({"sua", "correct"}),
    frozenset({"bot", "bo", "remove"}),
)
APPROVE, CONFIRM = frozenset({"duyet", "approve"}), frozenset({"dung", "confirm"})
MOST = 60


def keep_directory(turn: Turn, argument: str) -> None:
    """`/danhba [place] [thêm | sửa N | bớt N | duyệt N | đúng N]`: list a place's entries, or change them."""
    words = argument.split()
    place = _choose_place(turn, words[0] if words else "")
    words = words[1:] if words and words[0] == place else words
    act = fold(words[0]) if words else ""
    if act in ADD:
        _begin(turn, place, 0)
    elif act in MEND:
        _begin(turn, place, _find(turn, place, words).number)
    elif act in DROP:
        _require_lead(turn, place)
        _drop(turn, _find(turn, place, words))
    elif act in APPROVE:
        _approve(turn, _find(turn, place, words))
    elif act in CONFIRM:
        _require_lead(turn, place)
        _put(turn, replace(_find(turn, place, words), day=local_day(turn.now)), "confirm")
    if act not in ADD | MEND:
        _list(turn, place)


def file_entry(turn: Turn, draft: EntryDraft) -> None:
    """Enter what was written; it waits for a second officer."""
    if turn.officer is None:
        return
    number = next_number(turn.tx, draft.place)
    entry = Entry(
        draft.place,
        number,
        draft.kind.value,
        draft.name,
        draft.phone,
        draft.address,
        draft.hours,
        local_day(turn.now),
        turn.officer.id,
        approved=False,
        replaces=draft.replaces,
    )
    _put(turn, entry, "enter")
    _ask_seconds(turn, entry)
    turn.say(
        _(
            "Entered as number {number}. People see it once another officer of the unit, or of one above, has written «/danhba {place} duyệt {number}»."
        ).format(number=number, place=draft.place)
    )


def _ask_seconds(turn: Turn, entry: Entry) -> None:
    for officer in list_seconds(turn, entry.place, entry.officer):
        with use_language(officer.language):
            text = _("A new entry in the directory of {place} waits for a second officer.")
            words = text.format(place=name_place(entry.place))
            notify(turn, officer, words, ((Button(_("Look at it"), f"/danhba {entry.place}"),),))


def _choose_place(turn: Turn, given: str) -> str:
    own = turn.desk.queues
    place = given if given and exists_queue(turn.tx, given) else (own[0] if own else "")
    if not place or not turn.desk.may(Act.ADMIT, place):
        raise RefusalError(_("You see the directory of your own units and those below: «/danhba 00004»."))
    return place


def _require_lead(turn: Turn, place: str) -> None:
    if not turn.desk.may(Act.DIRECTORY, place):
        raise RefusalError(_("Only leads of this unit, or of one above, change its directory."))


def _begin(turn: Turn, place: str, replaces: int) -> None:
    _require_lead(turn, place)
    if len(list_entries(turn.tx, place)) >= MOST:
        raise RefusalError(_("A place has at most {count} entries. Take one out first.").format(count=MOST))
    turn.session.start("entry", {"place": place, "replaces": replaces})


def _find(turn: Turn, place: str, words: list[str]) -> Entry:
    number = words[1] if len(words) > 1 else ""
    found = next((one for one in list_entries(turn.tx, place) if str(one.number) == number), None)
    if found is None:
        raise RefusalError(_("No entry has this number. «/danhba» shows the list."))
    return found


def _approve(turn: Turn, entry: Entry) -> None:
    if turn.officer is None or entry.officer == turn.officer.id:
        raise RefusalError(
            _("Somebody else has to approve what you entered: two pairs of eyes see a wrong digit.")
        )
    if entry.replaces:
        drop_entry(turn.tx, entry.place, entry.replaces)
    _put(turn, replace(entry, approved=True, replaces=0), "approve")


def _drop(turn: Turn, entry: Entry) -> None:
    drop_entry(turn.tx, entry.place, entry.number)
    turn.record(Act.DIRECTORY, entry.place, detail=f"remove {entry.number}")


def _put(turn: Turn, entry: Entry, how: str) -> None:
    put_entry(turn.tx, entry)
    act = Act.ADMIT if how == "approve" else Act.DIRECTORY
    turn.record(act, entry.place, detail=f"{how} {entry.number}")


def _list(turn: Turn, place: str) -> None:
    lines = []
    for entry in list_entries(turn.tx, place):
        waits = "" if entry.approved else _(" – waits for «/danhba {place} duyệt {number}»")
        line = f"{entry.number}. {word_entry(turn, entry).removeprefix('• ')}"
        lines.append(line + waits.format(place=place, number=entry.number))
    how = _(
        "To add: «/danhba thêm». To correct number 2: «/danhba sửa 2». Still right: «/danhba đúng 2». To take it out: «/danhba bớt 2»."
    )
    title = _("Directory of {name}:").format(name=name_place(place))
    turn.say("\n".join([title, *(lines or [_("None yet.")]), how]))


COMMANDS = (
    Command(
        "danhba",
        "directory",
        keep_directory,
        N_("Directory of numbers and help (units)"),
        ("danh ba", "directory"),
        officers=True,
    ),
)

CONVERSATIONS = {
    "entry": Conversation(enter_place, file_entry, N_("All right. Nothing was entered.")),
}
