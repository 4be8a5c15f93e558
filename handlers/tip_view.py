"""How an opened tip reads: the whole case for an officer, status and answers for its tipster."""

from datetime import UTC, datetime, timedelta

from babel.dates import format_date

from content.i18n import _, current_language, ngettext, once_a_language
from handlers.access import Act
from handlers.conversations.desk.closing import result_labels
from handlers.conversations.my_tip import show_reply
from handlers.declarations import FactFinders
from handlers.dialogue.media import count_files
from handlers.durations import HOUR_SECONDS
from handlers.keys import open_tip_keys
from handlers.numbers import call_tip, holder_name
from handlers.payouts import tell_reward
from handlers.reports import kind_labels, load_report, origin_labels, show_report
from handlers.threads import list_asked
from handlers.turn import Turn
from storage import claims, links, openings, tips
from storage.records import ENTERED, UNDER_WAY, Json, Origin, SavedFile, Tip, TipResult, TipStatus, load_file
from storage.tip_readers import NOTES, REPORT, THREAD

HOURS_A_DAY = 24


def show_tip(turn: Turn, tip: Tip, reason: str = "") -> tuple[str, tuple[SavedFile, ...]]:
    """Open a tip for the officer who writes and record that, with their reason; give its text and files."""
    turn.record(Act.READ, tip.queue, tip.number, reason)
    openings.count_opening(turn.tx, tip.id)
    keys = open_tip_keys(turn, tip)
    kind, report = load_report(keys.read(turn.tx, REPORT)[0])
    thread, notes = keys.read(turn.tx, THREAD), keys.read(turn.tx, NOTES)
    head = [*list_lines(turn, tip), *_case_line(turn, tip), *_erasure_line(turn, tip)]
    parts = ["\n".join(head), show_report(kind, report)]
    parts += [_show_message(entry) for entry in thread]
    parts += [_("Note, {day}: {text}").format(day=show_day(note["day"]), text=note["text"]) for note in notes]
    files = [*report.files, *(load_file(entry) for message in thread for entry in message["files"])]
    return "\n\n".join(parts), tuple(files)


def list_lines(turn: Turn, tip: Tip) -> list[str]:
    """Write what lists show of a tip: clear columns only."""
    return [head_line(turn, tip), state_line(turn, tip), *due_lines(turn, tip)]


def head_line(turn: Turn, tip: Tip) -> str:
    """Write a tip's name, kind and age."""
    hours = max(0, int(turn.now // HOUR_SECONDS) - tip.received_hour)
    line = _("Tip {tip} · {kind} · {age}").format(
        tip=call_tip(tip, turn.desk.queues), kind=kind_labels()[tip.kind], age=show_age(hours)
    )
    if tip.origin in ENTERED:
        text = _("{line} · entered by an officer ({origin})")
        return text.format(line=line, origin=origin_labels()[tip.origin].lower())
    return _("{line} · from the trial").format(line=line) if tip.origin is Origin.TRIAL else line


def state_line(turn: Turn, tip: Tip) -> str:
    """Write who has a tip, or how it ended."""
    if tip.status is TipStatus.CLOSED:
        result = result_labels()[tip.result] if tip.result else ""
        return _("Closed: {result}").format(result=result)
    if tip.status is TipStatus.QUARANTINED:
        return _("In the quarantine list: it looks like spam, or was marked as such.")
    name = holder_name(turn, tip)
    if tip.status is TipStatus.VERIFYING:
        return _("Being verified by {name}.").format(name=name or _("nobody at present"))
    if tip.status is TipStatus.PASSED_ON:
        return _("Passed on to an investigating unit; held by {name}.").format(
            name=name or _("nobody at present")
        )
    if name is None:
        return _("New: nobody has claimed it yet.")
    return _("Claimed by {name}.").format(name=name)


def due_lines(turn: Turn, tip: Tip) -> list[str]:
    """Write until when an open tip is to be claimed and resolved, or that it is late."""
    if tip.status is TipStatus.CLOSED:
        return []
    hour, day = int(turn.now // HOUR_SECONDS), show_day(tip.resolve_due // HOURS_A_DAY)
    if hour > tip.resolve_due:
        return [_("Overdue: it was to be resolved by {day}.").format(day=day)]
    if tip.status is TipStatus.NEW and 0 < tip.claim_due < hour:
        return [_("Overdue: nobody has claimed it in time.")]
    return [_("To be resolved by {day}.").format(day=day)]


def _case_line(turn: Turn, tip: Tip) -> list[str]:
    found = [tips.get_tip(turn.tx, other) for other in links.linked_tips(turn.tx, tip.id)]
    names = ", ".join(call_tip(other, turn.desk.queues) for other in found if other is not None)
    return [_("One case with: {tips}.").format(tips=names)] if names else []


def _erasure_line(turn: Turn, tip: Tip) -> list[str]:
    day = turn.product.lifetimes.last_day(tip)
    return [] if day is None else [_("It will be erased on {day}.").format(day=show_day(day))]


def view_for_tipster(turn: Turn, handle: str) -> Json:
    """Open a tip with the receipt held under a handle: what its tipster may know and which questions wait; None once that ended."""
    held = turn.held(handle)
    tip = tips.find_by_receipt(turn.tx, bytes.fromhex(held["lookup"])) if held else None
    if tip is None:
        return None
    pair = (bytes.fromhex(held["public"]), bytes.fromhex(held["private"]))
    thread = turn.store.vault.open_for_receipt(turn.tx, tip.id, pair).read(turn.tx, THREAD)
    reward = tell_reward(turn, tip, pair) if tip.status is TipStatus.CLOSED else None
    waiting = bool(thread) and thread[-1]["by"] == "officer"
    begun = tip.status in UNDER_WAY[1:] or claims.holder(turn.tx, tip.id, int(turn.now)) is not None
    parts = [_status(tip, claimed=begun, waiting=waiting), *_openings_line(turn, tip)]
    parts += [_show_to_tipster(entry) for entry in thread]
    if not any(entry["by"] == "officer" for entry in thread):
        parts.append(
            _("The officers left no answer. If you know more, you can still add it here.")
            if tip.status is TipStatus.CLOSED
            else _("There is no answer yet. Please look again in a day or two.")
        )
    return {"text": "\n\n".join(parts), "asked": list_asked(thread), "reward": reward}


def _openings_line(turn: Turn, tip: Tip) -> list[str]:
    if tip.status is not TipStatus.CLOSED:
        return []
    times = openings.times_opened(turn.tx, tip.id)
    text = ngettext(
        "Officers have opened your tip {count} time.", "Officers have opened your tip {count} times.", times
    )
    return [text.format(count=times)]


def show_age(hours: int) -> str:
    """Write an age in hours or days."""
    if hours < 1:
        return _("within the last hour")
    if hours < 2 * HOURS_A_DAY:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    days = hours // HOURS_A_DAY
    return ngettext("{count} day", "{count} days", days).format(count=days)


@once_a_language  # Babel takes as long for a day as a short turn does in the database
def show_day(day: int) -> str:
    """Write a day counted from 1970."""
    date = datetime.fromtimestamp(0, UTC) + timedelta(days=day)
    return format_date(date, "d/M/yyyy", locale=current_language())


def _status(tip: Tip, *, claimed: bool, waiting: bool) -> str:
    if tip.status is TipStatus.CLOSED:
        state = _("Your tip: ended.")
    elif claimed:
        state = _("Your tip: being handled.")
    else:
        state = _("Your tip: received.")
    answer = _("There is an answer for you.")
    return f"{state} {answer}" if waiting else state


def _show_to_tipster(entry: Json) -> str:
    shown = _show_message(entry)
    return "\n".join([_("Officers may not ask who you are."), shown]) if entry["by"] == "officer" else shown


def _show_message(entry: Json) -> str:
    by = _("Officer") if entry["by"] == "officer" else _("Tipster")
    text = entry["text"]
    if "result" in entry:
        result = _("Result: {result}").format(result=result_labels()[TipResult(entry["result"])])
        text = f"{result}\n{text}".strip()
    if "asked" in entry:
        text = "\n".join([_("Questions:"), *(f"• {question}" for question in entry["asked"])])
    if "replies" in entry:
        text = "\n".join(["", *(show_reply(*reply) for reply in entry["replies"]), text]).rstrip()
    lines = [_("{who}, {day}: {text}").format(who=by, day=show_day(entry["day"]), text=text)]
    if entry["files"]:
        lines.append(count_files(tuple(map(load_file, entry["files"]))))
    return "\n".join(lines)


FACTS: FactFinders = {
    "my_tip": view_for_tipster,
}
